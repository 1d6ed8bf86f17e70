import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tx } from '../src/foundation/database/database.ts'
import { groundFates } from '../src/foundation/fates.ts'
import { passesOf } from '../src/foundation/identity/passes.ts'
import {
  type Corrector,
  type Fate,
  fate,
  fatesOf,
  happened,
  type Impersonal,
  key,
  type Lead,
  roomFates,
  type RowFate,
  type Staying,
  type TableFate,
  takenOf,
  type Unshown,
  type Ways,
} from '../src/foundation/record/fate.ts'
import { removeExpired, sayTable } from '../src/foundation/record/retention.ts'
import { recordLooks } from '../src/foundation/record/record.ts'
import { type Column, readSchema, type Table } from '../src/foundation/schema/read.ts'
import { ask, withdraw } from '../src/desk/public/actions.ts'
import { answerDirectly, note, take, write } from '../src/desk/work/actions.ts'
import { saveForm } from '../src/desk/work/forms.ts'
import { propose } from '../src/handover/work/actions.ts'
import { addToFile, askRequest, comeByMail, giveMandate } from '../src/people/file/actions.ts'
import { rooms } from '../src/rooms.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { database, owner, app, clock, region } = demo
const network = await demo.network()
const [enschede, almelo] = [await demo.staff('gids-enschede'), await demo.staff('gids-almelo')]
const uwv = [...network.organisations.values()].find((each) => each.slug === 'uwv')!.id
const task = { kind: 'task', region } as const
const asTask = <Result>(work: (tx: Tx) => Promise<Result>) => database.transaction(task, 'test', work)
const rows = async (sql: string, ...values: unknown[]) => (await owner.query(sql, values)).rows
const { tables } = await readSchema(owner, demo.url)
const fates = Object.assign({}, ...demo.system.partsOf(roomFates)) as Record<string, TableFate | string>
const fateOf = (table: string) => (typeof fates[table] === 'string' ? undefined : fates[table])

/** The leads of a table to somebody who asks; what is another's own goes and stays with that other, as a question that belongs to the case of an employer. */
const leadsOf = (table: string): readonly Lead[] =>
  (fateOf(table)?.leads ?? []).filter(
    ({ column, to, gone }) => to !== 'staff' && column !== 'group_id' && !(typeof gone === 'object' && 'stays' in gone && gone.stays === 'theirs'),
  )

// What the database says of a column: its choice of words, where it points to, whether it can hold words of one's own.
const checkOf = (table: Table, { name }: Column) =>
  table.constraints.find(({ kind, columns, text }) => kind === 'c' && columns.length === 1 && columns[0] === name && /\b in \(/.test(text))
const targetOf = (table: Table, { name }: Column) => table.constraints.find(({ kind, columns }) => kind === 'f' && columns.includes(name) && name !== 'region_id')
const isText = (type: string) => /^(text|jsonb|bytea)/.test(type)
const hasWords = (table: Table, column: Column) => isText(column.type) && !column.made && !checkOf(table, column) && !targetOf(table, column)

interface Somebody {
  mark: string
  email: string
  phone: string
  postcode: string
  ids: Record<Exclude<Lead['to'], 'staff'>, string[]>
}
/** By what somebody is found again in any text. */
const marksOf = ({ mark, phone, postcode }: Somebody) => [mark, phone, postcode]

/** Whether a row leads to somebody, by one of its leads. */
const whose = ({ column, to }: Lead, type: string, { ids }: Somebody) => {
  const list = `array[${ids[to as 'question'].map((each) => `'${each}'`).join()}]::${to === 'address' || type === 'text' ? 'text' : 'uuid'}[]`
  return to === 'persons' ? `${column} && ${list}` : `${column} = any(${list})`
}
const typeOf = (table: Table, column: string) => table.columns.find(({ name }) => name === column)!.type

/** One row of a table with what it must have and nothing more, that leads to this person; what a check asks of it besides stands here. */
const needs: Record<string, Record<string, unknown>> = {
  meeting: { times: ['2026-12-01T10:00:00Z'], minutes: 30 },
  processing_log: { trace_id: '0'.repeat(32) },
  handover: { from_id: enschede.organisation, to_id: uwv, state: 'withdrawn', ended_at: clock.now() },
}
async function addRow(table: Table, lead: Lead, id: string, made: Map<string, string>): Promise<void> {
  const values: Record<string, unknown> = { region_id: region, ...needs[table.name] }
  for (const column of table.columns.filter(({ made: byDatabase }) => !byDatabase)) {
    const { name, type, needed, value } = column
    const target = targetOf(table, column)
    if (name === lead.column) values[name] = lead.to === 'persons' ? [id] : id
    else if (name in values || (!needed && !(target && made.has(target.target!))) || (value !== null && !isText(type))) continue
    else if (target) values[name] = made.get(target.target!) ?? (await rows(`select id from ${target.target} where region_id = $1 limit 1`, region))[0].id
    else if (checkOf(table, column)) values[name] = /'([^']*)'/.exec(checkOf(table, column)!.text)![1]
    else
      values[name] =
        { uuid: crypto.randomUUID(), jsonb: '{}', bytea: Buffer.from('-'), bool: false, timestamptz: clock.now(), date: '2026-11-24' }[type] ??
        (type === 'text' ? crypto.randomUUID().slice(0, 8) : 1)
  }
  if ('id' in values) made.set(table.name, values.id as string)
  const names = Object.keys(values)
  await owner.query(`insert into ${table.name} (${names.map((each) => `"${each}"`).join()}) values (${names.map((_, at) => `$${at + 1}`).join()})`, Object.values(values))
}

/** Where a column must be of a form, a value of that form that is found again. */
const formed: Record<string, (who: Somebody) => string> = {
  'person.email': ({ email }) => `'${email}'`,
  'resident.email': ({ email }) => `'${email}'`,
  'mail.recipient': ({ email }) => `'${email}'`,
  'person.phone': ({ phone }) => `'${phone}'`,
  'question.postcode': ({ postcode }) => `'${postcode}'`,
  'processing_log.trace_id': () => 'trace_id',
  'data_request.remains': ({ mark }) => `'[{"number": "${mark}", "why": "open"}]'::jsonb`,
}
/** Puts somebody's mark in every column of words of every row that leads to them; each row its own, for some must be unlike. */
async function markAll(who: Somebody): Promise<void> {
  const said = (type: string) =>
    type === 'jsonb'
      ? `jsonb_build_object('said', '${who.mark}')`
      : type === 'bytea'
        ? `convert_to('${who.mark}', 'UTF8')`
        : type === 'text[]'
          ? `array['${who.mark}']`
          : `'${who.mark} ' || ctid::text`
  for (const table of tables)
    for (const lead of leadsOf(table.name)) {
      const sets = table.columns
        .filter((column) => hasWords(table, column) && !leadsOf(table.name).some((each) => each.column === column.name && column.name !== 'recipient'))
        .map(({ name, type }) => `"${name}" = ${formed[`${table.name}.${name}`]?.(who) ?? said(type)}`)
      if (sets.length) await owner.query(`update ${table.name} set ${sets.join()} where ${whose(lead, typeOf(table, lead.column), who)}`)
    }
}

/** In which columns of the whole database these stand, and how often. */
async function found(marks: readonly string[]): Promise<Record<string, number>> {
  const all: Record<string, number> = {}
  for (const { name, columns } of tables) {
    const holds = (each: Column) =>
      marks
        .map((mark) => (each.type === 'bytea' ? `position(convert_to('${mark}', 'UTF8') in "${each.name}") > 0` : `position('${mark}' in "${each.name}"::text) > 0`))
        .join(' or ')
    const [counts] = await rows(`select ${columns.map((each) => `count(*) filter (where ${holds(each)})::int as "${each.name}"`).join()} from ${name}`)
    for (const [column, count] of Object.entries(counts)) if (count) all[`${name}.${column}`] = count as number
  }
  return all
}

/** Somebody who asked in two municipalities, one of which a law makes keep it, with all that can hang on them: by what the program does, then a row in every other table. */
async function somebody(mark: string, digits: string, marked = true): Promise<Somebody> {
  const email = `${mark}@voorbeeld.example`
  const phone = `+3161${digits}`
  const now = clock.now()
  const asked = (municipality: string) =>
    asTask((tx) =>
      ask(
        { tx, actor: task, now, network },
        { channel: 'web', askerGroup: 'worker', language: 'nl', text: mark, name: mark, municipality, contact: { email, phone }, facts: { age: '52' } },
      ),
    )
  const [kept, gone, merged, handed] = [await asked('Enschede'), await asked('Almelo'), await asked('Almelo'), await asked('Enschede')]
  const resident = await asTask(async (tx) => {
    const doing = { tx, actor: task, now, network }
    const id = await comeByMail(doing, email, mark, 'nl')
    for (const { person_id } of [kept, gone, merged, handed]) await addToFile(doing, id, person_id)
    await giveMandate(doing, id, { name: mark, email: `helpt-${email}`, relation: 'helper', ends_on: '2027-05-01', how: 'page' })
    return id
  })
  for (const [guide, question] of [
    [enschede, kept],
    [almelo, gone],
  ] as const)
    await database.transaction(guide, 'question', async (tx) => {
      const doing = { tx, actor: guide, now, network }
      await take(doing, question.id)
      recordLooks(doing, [{ person: question.person_id, question: question.id }])
      await note(doing, question.id, mark)
      await write(doing, question.id, 'message', mark, false)
      await answerDirectly(doing, question.id, mark)
    })
  await database.transaction(enschede, 'test', (tx) => take({ tx, actor: enschede, now, network }, handed.id))
  const agreed = { how: 'phone', at: new Date(now.getTime() - 60_000) } as const
  const handover = (await asTask((tx) => propose({ tx, actor: enschede, now, network }, handed.id, { to: uwv, why: mark, shares: { group: 'offer' }, agreed }))) as string
  await asTask((tx) => withdraw({ tx, actor: task, now }, handed.id))
  await owner.query(`update question set state = 'merged', merged_into = $2, due_at = null, closed_at = $3 where id = $1`, [merged.id, gone.id, now])
  const questions = [kept, gone, merged, handed].map(({ id }) => id)
  const persons = [kept, gone, merged, handed].map(({ person_id }) => person_id)
  await asTask((tx) => askRequest({ tx, actor: task, now, network }, { kind: 'correct', resident, persons, organisation: enschede.organisation, text: mark, how: 'page' }))
  const [mandate] = await rows('select id from mandate where resident_id = $1', resident)
  const who: Somebody = {
    mark,
    email,
    phone,
    postcode: `9${digits.slice(0, 3)} QX`,
    ids: { question: questions, person: persons, persons, resident: [resident], address: [email], subject: [...questions, handover, mandate.id] },
  }
  // The kept question and the one that goes get a row in every table that leads to a question; so does whatever else there is to lead to.
  for (const [at, question] of [kept, gone].entries()) {
    const made = new Map<string, string>([['question', question.id]])
    for (const table of tables)
      for (const lead of leadsOf(table.name)) {
        const id = lead.to === 'question' ? question.id : who.ids[lead.to as 'subject'][at % who.ids[lead.to as 'subject'].length]!
        // Of themselves there is a row already: what led to it.
        if (
          lead.column === 'id' ||
          table.name === 'question' ||
          (await rows(`select 1 from ${table.name} where ${whose(lead, typeOf(table, lead.column), { ...who, ids: { ...who.ids, [lead.to]: [id] } })}`)).length
        )
          continue
        await addRow(table, lead, id, made)
      }
  }
  if (marked) await markAll(who)
  return who
}

/** Erased by the decision of the privacy officer of each organisation that has something of theirs. */
async function erase({ ids: { persons, resident } }: Somebody): Promise<void> {
  for (const [organisation, officer] of [
    [enschede.organisation, 'privacyfunctionaris-enschede'],
    [almelo.organisation, 'privacyfunctionaris-werkcentrum'],
  ] as const) {
    const held = await rows(
      'select coalesce(asked_by, person_id) as id from question where organisation_id = $1 and coalesce(asked_by, person_id) = any($2)',
      organisation,
      persons,
    )
    const doing = { actor: task, now: clock.now(), network }
    const asked = { kind: 'erase', resident: resident[0]!, persons: held.map(({ id }) => id), organisation, text: 'Wis alles', how: 'page' } as const
    const id = await asTask((tx) => askRequest({ ...doing, tx }, asked))
    const { statusCode } = await app.inject({
      method: 'POST',
      url: `/twente/werk/privacy/verzoeken/${id}`,
      headers: { host: 'localhost:3999', 'sec-fetch-site': 'same-origin', cookie: await demo.cookieOf(officer), 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'decision=done&sure=ja',
    })
    expect(statusCode).toBe(303)
  }
}

/** What the fates leave of a row that is not wholly gone, where somebody's words were: by a law, of what was asked of us, as codes to count by; and where they are told that they were erased, until that is sent. */
const left = [
  ...['question.number', 'question.text', 'question.sharpened', 'question.topic', 'question.words', 'message.text', 'message.words', 'handover.reference', 'handover.agreement'],
  ...['data_request.remains', 'mail.recipient'],
  // Of what must be done: codes, ids and moments, until it is done.
  ...['task.kind', 'task.detail'],
  ...['question_code.kind', 'question_code.asker_group', 'question_code.channel', 'question_code.topic'],
]
const staysWhole = (table: string) => leadsOf(table).every(({ gone }) => typeof gone === 'object' && 'stays' in gone)

test('of who is erased nothing is found in any column of the database but where a fate says that it stays; of all others everything is still there', {
  timeout: 300_000,
}, async () => {
  await demo.tasks.run()
  const marks = fc.tuple(fc.stringMatching(/^[a-z]{12}$/), fc.stringMatching(/^[1-9]{7}$/))
  const two = fc.uniqueArray(marks, { minLength: 2, maxLength: 2, selector: ([, digits]) => digits.slice(0, 3) })
  await fc.assert(
    fc.asyncProperty(two, async ([one, other]) => {
      const [gone, stays] = [await somebody(...one!), await somebody(...other!)]
      // The one's questions belong to the case of the other's.
      await owner.query('update question set group_id = $1 where id = any($2)', [gone.ids.question[1], stays.ids.question])
      const before = await found(marksOf(stays))
      // Everything was filled: each column of words of every table that leads to somebody.
      const leads = (table: string, column: string) => leadsOf(table).some((lead) => lead.column === column)
      const filled = tables
        .filter(({ name }) => leadsOf(name).length)
        .flatMap((table) => table.columns.filter((column) => hasWords(table, column) && !leads(table.name, column.name)).map(({ name }) => `${table.name}.${name}`))
      expect(filled.filter((each) => !(each in before) && each !== 'processing_log.trace_id')).toEqual([])
      await erase(gone)
      expect(await found(marksOf(stays))).toEqual(before)
      const after = Object.keys(await found(marksOf(gone)))
      expect(after.filter((each) => !left.includes(each) && !staysWhole(each.split('.')[0]!))).toEqual([])
      // What a fate empties is empty, also where its row stays.
      const emptied = ([table, column]: string[]) => (fateOf(table!)?.columns[column!]?.left ?? 'all') !== 'all'
      expect(after.filter((each) => emptied(each.split('.')))).toEqual([])
      const told = await rows('select distinct kind from mail where recipient = $1', gone.email)
      expect(told).toEqual([{ kind: 'data-erased' }])
      expect((await rows('select 1 from person where id = any($1) and coalesce(name, email, phone) is not null', gone.ids.person)).length).toBe(0)
    }),
    { numRuns: 3, endOnFailure: true },
  )
})

test('what is taken along has the names it had before its fates said so', async () => {
  const { ids } = await somebody('meenemen', '7654321', false)
  const { cookie } = await asTask((tx) => passesOf(demo.system).begin(tx, region, 'resident', ids.resident[0]!, clock.now()))
  const { body } = await app.inject({ url: '/twente/mijn/gegevens/bestand', headers: { host: 'localhost:3999', cookie: cookie.split(';')[0]! } })
  const names: Record<string, string[]> = {}
  const walk = (value: unknown, at: string): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, at)
    else if (value && typeof value === 'object' && at !== 'facts' && at !== 'shares' && at !== 'remains') {
      names[at] = [...new Set([...(names[at] ?? []), ...Object.keys(value)])].sort()
      for (const [name, each] of Object.entries(value)) walk(each, name)
    }
  }
  walk(JSON.parse(body), '')
  const words = (text: string) => text.split(' ')
  expect(names).toMatchObject({
    '': words('contact looks made_at mandates questions region requests shared'),
    contact: words('added_at email language name phone way'),
    questions: words('asked_at asker_group channel closed_at controller facts files messages municipality number postcode sharpened state text topic'),
    messages: words('at by kind text'),
    files: words('at name size type'),
    looks: expect.arrayContaining(words('at organisation purpose role')),
    requests: expect.arrayContaining(words('answer asked_at decided_at decision due_on kind organisation remains text')),
    mandates: words('email ended_at ends_on given_at given_how name relation'),
    shared: expect.arrayContaining(
      words('agreed_at agreed_how agreement decided_at ended_at from ground hope met_at offered_at outcome outcome_text proposed_at purpose question shares state to why'),
    ),
  })
})

test('the compiler refuses a row of which a column has no fate, a way to show what is not shown, and none for what is', () => {
  interface Row {
    id: string
    text: string
  }
  // @ts-expect-error `text` has no fate
  fatesOf<Row>()([], { id: key })
  // @ts-expect-error there is no such column
  fatesOf<Row>()([], { id: key, text: happened, more: key })
  // @ts-expect-error no such column leads anywhere
  fatesOf<Row>()([{ column: 'person_id', to: 'person', gone: 'removed' }], { id: key, text: happened })
  const of = fatesOf<Row>()([], { id: fate('key', 'name', 'nobody'), text: happened })
  const ways: Ways<typeof of, string> = { text: '' }
  // @ts-expect-error nothing shows `text`
  const without: Ways<typeof of, string> = {}
  // @ts-expect-error `id` is not shown
  const more: Ways<typeof of, string> = { text: '', id: '' }
  // @ts-expect-error what is taken in words has no words
  takenOf(of, { text: 'Zo' }, {})
  expect([ways, without, more].length).toBe(3)
  expect(takenOf(of, { id: '1', text: 'Zo' }, { name: 'Een' })).toEqual({ text: 'Zo', name: 'Een' })
})

test('what somebody was searched by is not kept with a list', () => {
  const kept = (query: string) => saveForm.schema.parse({ name: 'Lijst', query }).query
  expect(['?zoek=vrager%40voorbeeld.example', '?lijst=open&zoek=Vrager', '?zoek=Vrager&lijst=open&gemeente=Almelo', '?lijst=open'].map(kept)).toEqual([
    '',
    '?lijst=open',
    '?lijst=open&gemeente=Almelo',
    '?lijst=open',
  ])
})

const inDutch = {
  shown: {
    key: 'nee: een sleutel',
    work: 'nee: over het werk van medewerkers',
    others: 'nee: van iemand anders',
    secret: 'nee: geheim',
    keeping: 'nee: zegt alleen hoe de rij wordt bewaard',
    discreet: 'nee: wie meeleest mag het niet zien',
    request: 'op verzoek',
    file: 'alleen in het bestand',
    page: 'op de pagina van de vraag',
  } satisfies Record<Unshown, string>,
  corrected: { self: 'de inwoner', worker: 'wie eraan werkt', request: 'de organisatie, op verzoek', nobody: 'niemand' } satisfies Record<Corrector, string>,
  stays: {
    looks: 'iemand mag vragen wie keek, schreef of besliste',
    codes: 'het zijn codes, geen namen en geen woorden van iemand',
    sealed: 'niemand kan het lezen, en het is binnen een week weg',
    staff: 'het is van het werk van de organisatie',
    theirs: 'het is van een ander, of heeft een eigen lot',
    duty: 'de wet bewaart het',
    'until-then': 'het wijst naar wat leeg is, en gaat na zijn eigen termijn',
  } satisfies Record<Staying, string>,
  nobody: { setup: 'inrichting van een regio', figures: 'cijfers', catalogue: 'aanbod', technical: 'techniek' } satisfies Record<Impersonal, string>,
  leads: {
    question: ['een vraag', 'gewist', 'alleen de wet haar bewaart'],
    subject: ['waar het over gaat', 'gewist', 'alleen de wet het bewaart'],
    person: ['een vrager', 'gewist', ''],
    persons: ['vragers', 'gewist', ''],
    resident: ['een dossier', 'gewist', ''],
    address: ['een adres', 'van niemand meer', ''],
    staff: ['een medewerker', 'weg', ''],
  } satisfies Record<Lead['to'], [string, string, string]>,
}
const sayRows = (of: RowFate): string => {
  if (typeof of !== 'object')
    return { cascades: 'gaat mee', removed: 'wordt verwijderd', stripped: 'blijft, met leeg wat hieronder leeg wordt', loosened: 'wijst nergens meer naar' }[of]
  return 'stays' in of ? `blijft: ${inDutch.stays[of.stays]}` : `wordt verwijderd waar \`${of.removed}\``
}
const sayLeft = (of: Fate['left']) => (of === 'all' ? 'blijft' : 'as' in of ? `\`${of.as}\`` : of.to === null ? 'leeg' : `\`${JSON.stringify(of.to)}\``)

/** A table of the database as a privacy officer reads it: whose its rows are and what becomes of them, then its columns, those of one fate together. */
function sayTableFate(table: string, { leads, columns }: TableFate): string {
  const alike = new Map<string, string[]>()
  for (const [column, { shown, taken, corrected, left: rest }] of Object.entries(columns)) {
    const taking = taken === true ? 'ja' : taken ? `als \`${taken}\`` : 'nee'
    const said = `${shown === true ? 'ja' : inDutch.shown[shown]} | ${taking} | ${inDutch.corrected[corrected]} | ${sayLeft(rest)} |`
    alike.set(said, [...(alike.get(said) ?? []), `\`${column}\``])
  }
  const lines = leads.map(({ column, to, gone, duty }) => {
    const [what, end, kept] = inDutch.leads[to]
    return `- \`${column}\` wijst naar ${what}. Is die ${end}: ${sayRows(gone)}.${duty ? ` Als ${kept}: ${sayRows(duty)}.` : ''}`
  })
  const rowsOf = [...alike].map(([said, names]) => `| ${names.join(', ')} | ${said}`)
  const head = '| kolom | te zien | mee te nemen | wie verbetert | waar de rij blijft |\n| --- | --- | --- | --- | --- |'
  return `### ${table}: ${sayTable(demo.system.partsOf, 'nl', table)}\n\n${lines.join('\n')}\n\n${head}\n${rowsOf.join('\n')}`
}

test('the documentation says of each column what becomes of it, as the fates do', async () => {
  const homes = [['foundation', groundFates] as const, ...rooms.map(({ name, fates: of = {} }) => [name, of] as const)].filter(([, of]) => Object.keys(of).length)
  const pages = homes.map(([name, of]) => {
    const nobodys = Object.entries(of).flatMap(([table, each]) => (typeof each === 'string' ? [`\`${table}\` (${inDutch.nobody[each]})`] : []))
    const said = Object.entries(of).flatMap(([table, each]) => (typeof each === 'string' ? [] : [sayTableFate(table, each)]))
    return [`## \`src/${name}\``, ...(nobodys.length ? [`Over niemand: ${nobodys.join(', ')}.`] : []), ...said].join('\n\n')
  })
  const intro = [
    '# Gegevens',
    'Wat er van iemand wordt bewaard, en wat ermee gebeurt: kolom voor kolom of het te zien is in Mijn Werkcentrum en zo nee waarom niet, of het meegaat in het bestand (JSON), wie het verbetert, en wat ervan blijft als iemand wordt gewist. Als de bewaartermijn van een vraag voorbij is, gebeurt met wat ernaar wijst hetzelfde. Voor privacyfunctionarissen.',
    'Hoe lang elke tabel blijft staat op de werkplek onder _Privacy_, bij _Bewaren_; wat elke kolom is in [het schema](schema.sql). Deze bladzijde is gemaakt uit de code (`fates.ts` van elke kamer); `npx vitest run test/fates.test.ts --update=all` maakt haar opnieuw.',
  ]
  await expect(`${[...intro, ...pages].join('\n\n')}\n`).toMatchFileSnapshot('../docs/gegevens.md')
})

/** As if these questions had closed long ago. */
const closedLongAgo = (ids: readonly string[]) =>
  owner.query(
    `update question set state = 'withdrawn', merged_into = null, closed_at = now() - interval '10 years', due_at = null, waiting_since = null, urgent_due_at = null, call = false, step_due_at = null where id = any($1)`,
    [ids],
  )
const decided = (persons: readonly string[]) =>
  owner.query(`update data_request set decided_at = asked_at, decision = 'done', decided_by = $2 where persons && $1::uuid[]`, [persons, enschede.id])
const night = () => asTask((tx) => removeExpired(tx, region, clock.now()))
const count = async (sql: string, ids: readonly string[]) => (await rows(sql, ids)).length

test('at the end of its period a question leaves nothing that others held of it, and who asked it leaves nothing either (I3)', async () => {
  const [gone, stays] = [await somebody('periode', '7654322', false), await somebody('blijvend', '7654323', false)]
  const [questions, persons] = [gone.ids.question!, gone.ids.person!]
  await closedLongAgo(questions)
  await decided(persons)
  // What others hold of them is new, so that its own period takes none of it.
  for (const who of [gone, stays])
    await owner.query(`insert into draft (region_id, staff_id, subject_id, form, sealed, at) values ($1, $2, $3, 'overleg', 'x', $4)`, [
      region,
      enschede.id,
      who.ids.question![0],
      clock.now(),
    ])
  const about = async (ids: readonly string[]) => [
    await count('select 1 from draft where subject_id = any($1)', ids),
    await count('select 1 from mail where subject_id = any($1)', ids),
    await count('select 1 from question where id = any($1)', ids),
  ]
  const before = await about(stays.ids.question!)
  expect((await about(questions)).every((each) => each > 0)).toBe(true)
  await night()
  expect([await about(questions), await count('select 1 from person where id = any($1)', persons)]).toEqual([[0, 0, 0], 0])
  expect(await about(stays.ids.question!)).toEqual(before)
  expect(await count('select 1 from person where id = any($1)', stays.ids.person!)).toBe(stays.ids.person!.length)
})

test('a request that is not decided keeps its words and who asked, however long ago their questions closed; of several who go on different nights nothing is left with the last (I3)', async () => {
  const { ids } = await somebody('openstaand', '7654324', false)
  const [questions, persons] = [ids.question!, ids.person!]
  const words = () => count('select 1 from data_request where persons && $1::uuid[] and text is not null', persons)
  const asked = await words()
  expect(asked).toBeGreaterThan(0)
  await closedLongAgo(questions.slice(0, 3))
  await night()
  expect([await words(), await count('select 1 from person where id = any($1)', persons)]).toEqual([asked, persons.length])
  await decided(persons)
  await night()
  expect([await words(), await count('select 1 from person where id = any($1)', persons)]).toEqual([asked, 1])
  await closedLongAgo(questions.slice(3))
  await night()
  expect([await words(), await count('select 1 from person where id = any($1)', persons)]).toEqual([0, 0])
})
