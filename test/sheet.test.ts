import { expect, test } from 'vitest'
import { choicesIn } from '../src/catalogue/choices.ts'
import { columnsOf } from '../src/catalogue/sheet/columns.ts'
import { checkRows } from '../src/catalogue/sheet/read.ts'
import { readTable } from '../src/foundation/files/table.ts'
import { signpostOf } from '../src/catalogue/signpost/signpost.ts'
import { allServices } from '../src/catalogue/store.ts'
import { baseVocabulary } from '../src/catalogue/vocabulary.ts'
import { startDemo } from './ground.ts'
import { listsOf } from './upload.ts'

const demo = await startDemo()
await demo.tasks.stop()
const { app, region } = demo
const cookie = await demo.cookieOf('coordinator-werkcentrum')
const choices = choicesIn(await demo.network(), baseVocabulary)
const columns = columnsOf(choices)
const services = () => demo.database.transaction({ kind: 'task', region }, 'catalogue', (tx) => allServices(tx, region))

const taken = async (query: string) => (await app.inject({ url: `/twente/werk/aanbod/invoer/sjabloon?${query}`, headers: { cookie } })).rawPayload
const quoted = (cell: string) => (/[";\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const sheet = (rows: readonly (readonly string[])[]) => Buffer.from(rows.map((row) => row.map(quoted).join(';')).join('\r\n'))
const row = (given: Record<string, string>) => columns.map(({ field }) => given[field] ?? '')
const good = {
  'name-nl': 'Uit een lijst',
  'summary-nl': 'Hulp',
  provider: 'UWV',
  topic: 'schulden en rondkomen',
  destination: 'UWV',
  form: 'gesprek; advies',
  reach: 'de hele regio',
  languages: 'nl; en',
}
const heads = columns.map(({ head }) => head)

const { upload, confirm } = listsOf(demo, cookie)

test.each(['xlsx', 'csv'])('the list as it is, taken along as %s and given back, changes nothing', async (form) => {
  const rows = (await readTable(await taken(`vorm=${form}&vol=ja`)))!
  expect(rows.length).toBeGreaterThan(60)
  const checked = await checkRows(rows, columns, choices, signpostOf([], baseVocabulary), await services())
  expect(checked.problems).toEqual([])
  expect({ added: checked.added, changed: checked.changed, same: checked.same }).toEqual({ added: [], changed: [], same: rows.length - 1 })
})

test('the empty template has the heads and no rows', async () => {
  expect(await readTable(await taken('vorm=xlsx'))).toEqual([heads])
})

test('what is wrong is said by cell, and nothing of the file is brought in', async () => {
  const before = (await services()).length
  const answer = await upload(
    sheet([
      heads,
      row(good),
      row({ ...good, 'name-nl': '', destination: 'Maan' }),
      row({ ...good, 'name-nl': 'Andere', 'if-age-required-from': '30', 'if-age-required-until': '20' }),
      row({ ...good, provider: 'uwv' }),
    ]),
  )
  expect(answer.statusCode).toBe(422)
  const text = answer.body.replace(/<[^>]+>/g, '|')
  for (const wrong of [
    /\|3\|+Naam\|+Vul dit in/,
    /\|3\|+Bestemming\|+Kies een/,
    /\|4\|+Alleen vanaf: Leeftijd\|+Het begin ligt na het einde/,
    /\|5\|+Naam\|+Deze dienst staat ook op rij 2/,
  ])
    expect(text).toMatch(wrong)
  expect((await services()).length).toBe(before)
  const odd = await upload(
    sheet([
      [...heads, 'Kleur'],
      [...row(good), 'rood'],
    ]),
  )
  expect(odd.body).toContain('Deze kolom kennen wij niet')
  for (const file of [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from('\u0000\u0001'), Buffer.from('PK\x03\x04rommel', 'latin1'), Buffer.alloc(0)])
    expect((await upload(file)).statusCode).toBe(422)
  expect((await demo.owner.query('select count(*)::int as n from service_import')).rows[0].n).toBe(0)
})

test('what will change is shown first, then brought in whole and once, with a version of each', async () => {
  const list = (await readTable(await taken('vorm=csv&vol=ja')))!
  const at = heads.indexOf('Kosten')
  const cheque = list.find(([key]) => key === 'scholingscheque')!
  cheque[at] = 'Altijd gratis'
  const shown = await upload(sheet([heads, cheque, row(good)]))
  expect(shown.statusCode).toBe(303)
  const preview = await app.inject({ url: String(shown.headers.location), headers: { cookie } })
  expect(preview.body).toContain('Altijd gratis')
  expect(preview.body).toContain('Uit een lijst')
  expect((await services()).find(({ slug }) => slug === 'scholingscheque')!.document!.cost!.nl).not.toBe('Altijd gratis')
  const outcomes = await Promise.all([confirm(String(shown.headers.location)), confirm(String(shown.headers.location))])
  expect(outcomes.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  const after = await services()
  expect(after.find(({ slug }) => slug === 'scholingscheque')).toMatchObject({ version: 2, document: { cost: { nl: 'Altijd gratis' }, example: true } })
  const made = after.filter(({ document }) => document?.name.nl === 'Uit een lijst')
  expect(made).toMatchObject([{ slug: 'uit-een-lijst', state: 'published', document: { topics: ['debts'], form: ['conversation', 'advice'], languages: ['nl', 'en'] } }])
  expect((await demo.network()).organisations.get(made[0]!.organisation_id!)!.name).toBe('UWV')
  // The same list once more changes nothing.
  const again = await upload(sheet([heads, row(good)]))
  expect((await app.inject({ url: String(again.headers.location), headers: { cookie } })).body).toContain('Er verandert niets')
})

test('a list that was checked before somebody else changed one of its services is not brought in', async () => {
  const list = (await readTable(await taken('vorm=csv&vol=ja')))!
  const [one, other] = ['slim', 'open-hiring'].map((slug) => list.find(([key]) => key === slug)!)
  for (const cells of [one!, other!]) cells[heads.indexOf('Wachttijd')] = 'Drie dagen'
  const first = await upload(sheet([heads, one!, other!]))
  const second = await upload(sheet([heads, one!]))
  expect((await confirm(String(second.headers.location))).statusCode).toBe(303)
  expect((await confirm(String(first.headers.location))).statusCode).toBe(409)
  const after = await services()
  expect(after.find(({ slug }) => slug === 'open-hiring')!.version).toBe(1)
  expect(after.find(({ slug }) => slug === 'slim')!.version).toBe(2)
})

test('a sheet with some columns changes those alone', async () => {
  const had = (await services()).find(({ slug }) => slug === 'grensinfopunt')!
  const shown = await upload(
    sheet([
      [heads[0]!, 'Naam', 'Aanbieder', 'Wachttijd'],
      [had.slug, had.document!.name.nl, had.document!.provider, 'Een week'],
    ]),
  )
  expect((await confirm(String(shown.headers.location))).statusCode).toBe(303)
  expect((await services()).find(({ slug }) => slug === had.slug)!.document).toEqual({ ...had.document, waiting: { nl: 'Een week' } })
})

const guide: Record<string, string> = {
  Naam: 'Sterk op weg',
  Doel: 'Weer durven solliciteren',
  Samenvatting: 'Een training in een groep voor wie lang niet heeft gewerkt.',
  Methode: 'Oefenen met een acteur',
  'Onderscheidende aanpak': 'Klein en rustig',
  Doelgroep: 'Mensen die langer dan een jaar thuis zitten',
  Deelnamevoorwaarden: 'U kunt drie ochtenden per week komen',
  Samenwerkingspartners: 'Bibliotheek en sociaal team',
  Locatie: 'Wijkcentrum de Brink, Hengelo',
  Werkafspraken: 'De gids belt na twee weken',
  Aanmeldinstructies: 'Via de gids',
  Intensiteit: 'Drie ochtenden per week',
  Duur: 'Acht weken',
  Kosten: 'Gratis',
  Aanbieder: 'Stichting Sterk',
  Gebieden: 'Hengelo; Borne; Salland',
  Doelgroepen: 'bijstand; WW; langdurig thuiszitters',
  Klantkenmerken: '50+; mbo',
}
const english = [
  'name',
  'aim',
  'summary',
  'method',
  'distinctive approach',
  'target group',
  'participation conditions',
  'cooperation partners',
  'location',
  'work agreements',
  'application instructions',
  'intensity',
  'duration',
  'cost',
  'provider',
  'areas',
  'target groups',
  'client characteristics',
]

test('an instrument guide is read in Dutch or English: every field of it has its place, and what it says of people makes it fit better and rules nobody out', async () => {
  const shown = await upload(sheet([Object.keys(guide), Object.values(guide)]), 'gids.csv')
  expect((await confirm(String(shown.headers.location))).statusCode).toBe(303)
  const made = (await services()).find(({ document }) => document?.name.nl === guide.Naam)!
  expect(made).toMatchObject({
    state: 'published',
    document: {
      aim: { nl: guide.Doel },
      summary: { nl: guide.Samenvatting },
      method: { nl: guide.Methode },
      approach: { nl: guide['Onderscheidende aanpak'] },
      eligibility: { nl: `${guide.Doelgroep}\n${guide.Deelnamevoorwaarden}\nlangdurig thuiszitters` },
      partners: guide.Samenwerkingspartners,
      location: { nl: `${guide.Locatie}\nSalland` },
      agreements: guide.Werkafspraken,
      apply: { nl: guide.Aanmeldinstructies },
      intensity: { nl: guide.Intensiteit },
      duration: { nl: guide.Duur },
      cost: { nl: guide.Kosten },
      provider: guide.Aanbieder,
      where: { reach: 'municipalities', municipalities: ['Borne', 'Hengelo'] },
      topics: ['finding-work'],
      form: ['course'],
    },
  })
  expect(made.document!.conditions).toEqual(
    expect.arrayContaining([
      { fact: 'situation', use: 'preferred', values: ['bijstand', 'ww'] },
      { fact: 'level', use: 'preferred', values: ['mbo'] },
      { fact: 'age', use: 'preferred', from: 50 },
    ]),
  )
  expect(made.document!.conditions.filter(({ use }) => use !== 'preferred')).toEqual([])
  // In English it is the same instrument, and what a coordinator ticked stays.
  const again = await upload(sheet([english, Object.values({ ...guide, Kosten: 'Tien euro' })]), 'gids.csv')
  expect((await confirm(String(again.headers.location))).statusCode).toBe(303)
  const after = (await services()).find(({ id }) => id === made.id)!
  expect(after.document).toEqual({ ...made.document, cost: { nl: 'Tien euro' } })
  const wrong = await upload(sheet([Object.keys(guide), Object.values({ ...guide, Aanbieder: '', Duur: 'x'.repeat(300) })]), 'gids.csv')
  expect(wrong.statusCode).toBe(422)
  for (const text of ['Aanbieder', 'Duur']) expect(wrong.body).toContain(`>${text}</td>`)
})

test('ten thousand rows are checked, shown and brought in; one more is too many', async () => {
  const many = Array.from({ length: 10_000 }, (_, at) => row({ ...good, 'name-nl': `Dienst ${at}`, 'if-situation-required': 'WW; bijstand' }))
  expect((await upload(sheet([heads, ...many, row(good)]))).body).toContain('Hoogstens 10.000 rijen')
  const shown = await upload(sheet([heads, ...many]))
  expect(shown.statusCode).toBe(303)
  expect((await app.inject({ url: String(shown.headers.location), headers: { cookie } })).body).toContain('10.000 nieuwe diensten')
  expect((await confirm(String(shown.headers.location))).statusCode).toBe(303)
  expect((await services()).length).toBeGreaterThan(10_000)
  const found = await app.inject('/twente/aanbod?zoek=Dienst+4711')
  expect(found.body).toContain('Dienst 4711')
})

test('a list with a head as long as a book is refused in words, and what is wrong with it is said short (D9)', async () => {
  for (const head of ['a'.repeat(900_000), '"'.repeat(1_000_000)]) {
    const answer = await upload(Buffer.from(`${head}\n1\n`))
    expect([303, 422]).toContain(answer.statusCode)
    expect(answer.body.length).toBeLessThan(100_000)
  }
})
