import { expect, test } from 'vitest'
import { addFile, mostFiles, removeFile } from '../src/catalogue/files/actions.ts'
import { filesIn } from '../src/catalogue/files/store.ts'
import { withdraw } from '../src/catalogue/actions.ts'
import { startDemo } from './ground.ts'
import { formWith } from './upload.ts'

const demo = await startDemo()
await demo.tasks.stop()
const { app, database, region } = demo
const [uwv, coordinator] = await Promise.all(['coordinator-uwv', 'coordinator-werkcentrum'].map((each) => demo.staff(each)))
const cookies = Object.fromEntries(await Promise.all(['coordinator-uwv', 'gids-enschede', 'coordinator-werkcentrum'].map(async (each) => [each, await demo.cookieOf(each)])))
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')
const now = () => demo.clock.now()
const slug = 'ww-aan-het-werk'

async function add(who: string, file: Buffer, fields: Record<string, string> = {}, name = 'Folder.pdf') {
  const { payload, type } = formWith(file, name, { formulier: crypto.randomUUID(), ...fields })
  return app.inject({
    method: 'POST',
    url: `/twente/werk/aanbod/${slug}/bestanden`,
    payload,
    headers: { cookie: cookies[who], 'sec-fetch-site': 'same-origin', 'content-type': type },
  })
}
const visitor = (path: string) => app.inject({ url: `/twente/aanbod/${slug}${path}` })
const staff = (path: string, who = 'gids-enschede') => app.inject({ url: `/twente/werk/aanbod/${slug}${path}`, headers: { cookie: cookies[who] } })
const linksIn = (body: string) => [...body.matchAll(/bestanden\/([0-9a-f-]{36})"/g)].map(([, id]) => id!)

test('who keeps a service adds files: everybody takes along what is for everybody, colleagues the rest, nobody what was removed', async () => {
  expect((await add('coordinator-uwv', pdf)).statusCode).toBe(303)
  expect((await add('coordinator-uwv', pdf, { staff: 'ja' }, 'Afspraken.pdf')).statusCode).toBe(303)
  const [open, ...others] = linksIn((await visitor('')).body)
  expect(others).toEqual([])
  const taken = await visitor(`/bestanden/${open}`)
  expect(taken.rawPayload.equals(pdf)).toBe(true)
  expect(taken.headers['content-disposition']).toContain('attachment; filename="Folder.pdf"')
  const both = linksIn((await staff('')).body)
  expect(both).toHaveLength(2)
  const closed = both.find((each) => each !== open)!
  expect((await visitor(`/bestanden/${closed}`)).statusCode).toBe(404)
  expect((await staff(`/bestanden/${closed}`)).statusCode).toBe(200)
  expect((await app.inject({ url: `/api/v1/regios/twente/diensten?zoek=WW-uitkering` })).body).toContain(`/aanbod/${slug}/bestanden/${open}`)
  // Of another service or region it is not there.
  expect((await app.inject({ url: `/twente/aanbod/scholingscheque/bestanden/${open}` })).statusCode).toBe(404)
  await database.transaction(uwv!, 'catalogue', (tx) => removeFile({ tx, actor: uwv!, now: now() }, slug, open!, false))
  demo.clock.moveTo(new Date(now().getTime() + 6000))
  for (const answer of [await visitor(`/bestanden/${open}`), await staff(`/bestanden/${open}`)]) expect(answer.statusCode).toBe(404)
  expect(linksIn((await visitor('')).body)).toEqual([])
  await expect(database.transaction(uwv!, 'catalogue', (tx) => removeFile({ tx, actor: uwv!, now: now() }, slug, open!, false))).rejects.toThrow()
  await database.transaction(uwv!, 'catalogue', (tx) => removeFile({ tx, actor: uwv!, now: now() }, slug, open!, true))
  expect((await visitor(`/bestanden/${open}`)).statusCode).toBe(200)
  // With its service it leaves the site.
  await database.transaction(coordinator!, 'catalogue', (tx) => withdraw({ tx, actor: coordinator!, now: now() }, slug, false))
  expect((await visitor(`/bestanden/${open}`)).statusCode).toBe(404)
  await database.transaction(coordinator!, 'catalogue', (tx) => withdraw({ tx, actor: coordinator!, now: now() }, slug, true))
})

test('a file that cannot be is refused at its field, by who does not keep the service altogether, and there is an end to how many', async () => {
  const count = async () => (await database.transaction(coordinator!, 'catalogue', (tx) => filesIn(tx, region))).length
  const before = await count()
  const page = Buffer.from('<html><script>alert(1)</script></html>')
  for (const [file, words] of [
    [page, 'Dit bestand kunnen wij niet aannemen'],
    [Buffer.from(''), 'Kies een bestand'],
  ] as const) {
    const refused = await add('coordinator-uwv', file, { staff: 'ja' }, 'folder.pdf')
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain(words)
  }
  expect((await add('gids-enschede', pdf)).statusCode).toBe(404)
  const large = await add('coordinator-uwv', Buffer.alloc(5_000_000, 1))
  expect([large.statusCode, large.body.includes('Dit bestand is te groot: hoogstens 4 MB')]).toEqual([422, true])
  expect(await count()).toBe(before)
  const more = Array.from({ length: mostFiles - before }, (_, at) => ({ name: `${at}.pdf`, type: 'application/pdf', content: pdf }))
  for (const each of more) await database.transaction(uwv!, 'catalogue', (tx) => addFile({ tx, actor: uwv!, now: now() }, slug, each, false))
  const full = await add('coordinator-uwv', pdf)
  expect(full.statusCode).toBe(422)
  expect(full.body).toContain('Er zijn al 10 bestanden')
  // Nor does putting one back make more.
  const [first] = await database.transaction(uwv!, 'catalogue', (tx) => filesIn(tx, region))
  await database.transaction(uwv!, 'catalogue', (tx) => removeFile({ tx, actor: uwv!, now: now() }, slug, first!.id, false))
  await database.transaction(uwv!, 'catalogue', (tx) => addFile({ tx, actor: uwv!, now: now() }, slug, { name: 'nieuw.pdf', type: 'application/pdf', content: pdf }, false))
  const back = await app.inject({
    method: 'POST',
    url: `/twente/werk/aanbod/${slug}/bestanden/${first!.id}/terug`,
    payload: `formulier=${crypto.randomUUID()}`,
    headers: { cookie: cookies['coordinator-uwv'], 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(back.statusCode).toBe(422)
})
