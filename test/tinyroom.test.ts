import { expect, test } from 'vitest'
import { outbox } from '../src/foundation/mail/mail.ts'
import { removeExpired } from '../src/foundation/record/retention.ts'
import { homesOf } from '../src/foundation/room.ts'
import { readSchema } from '../src/foundation/schema/read.ts'
import { rowTypes } from '../src/foundation/schema/rowtypes.ts'
import { followLink } from '../src/desk/links.ts'
import { ask, notHelped } from '../src/desk/public/actions.ts'
import { answerDirectly, take } from '../src/desk/work/actions.ts'
import { eraseAll } from '../src/people/file/erase.ts'
import { takenParts } from '../src/people/file/routes.tsx'
import { startDemo } from './ground.ts'
import { migrateThanks, rooms } from './thanks/start.ts'

const demo = await startDemo({ rooms })
const { database, owner, app, region, clock } = demo
await migrateThanks(demo)
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const task = { kind: 'task', region } as const
const doing = { actor: guide, network }
const host = { host: 'localhost:3999' }

async function answered(email: string) {
  const question = await database.transaction(guide, 'test', (tx) =>
    ask({ tx, ...doing, now: clock.now() }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', name: 'Iemand', municipality: 'Enschede', contact: { email } }),
  )
  await database.transaction(guide, 'test', async (tx) => {
    await take({ tx, ...doing, now: clock.now() }, question.id)
    await answerDirectly({ tx, actor: guide, now: clock.now() }, question.id, 'Zo kan het')
  })
  const at = `/twente/volg/${demo.system.links.make(region, followLink, question.id, 1)}`
  return { ...question, at }
}
const say = (at: string, text: string) =>
  app.inject({ method: 'POST', url: `${at}/bedankt`, headers: { ...host, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ text }).toString() })
const thanksOf = async (question: string) => (await owner.query('select text, read_at from thanks where question_id = $1', [question])).rows
const page = async (url: string, who?: string) => {
  const answer = await app.inject({ url, headers: { ...host, ...(who ? { cookie: await demo.cookieOf(who) } : {}) } })
  return { status: answer.statusCode, body: answer.body }
}

test('the demo shows it', async () => {
  const { rows } = await owner.query(`select q.number, t.text from thanks t join question q on q.id = t.question_id`)
  expect(rows).toEqual([{ number: expect.any(String), text: 'Nu weet ik waar ik moet beginnen, dank u wel.' }])
  expect((await page(`/twente/werk/vragen/${rows[0].number}`, 'gids-enschede')).body).toContain(rows[0].text)
  expect((await page('/twente/werk/bedankjes', 'gids-enschede')).body).toContain(rows[0].text)
})

test('a room is added by its folder, its migration and its line: its form, its letter, its notice and its event work', async () => {
  const question = await answered('dank@voorbeeld.example')
  expect((await page(question.at)).body).toContain('Heeft het geholpen?')
  const wrong = await say(question.at, '')
  expect([wrong.statusCode, wrong.body.includes('Schrijf wat u wilt zeggen.')]).toEqual([422, true])
  expect((await say(question.at, 'Hartelijk dank')).statusCode).toBe(303)
  expect((await say(question.at, 'Nog eens')).statusCode).toBe(303)
  expect(await thanksOf(question.id)).toEqual([{ text: 'Hartelijk dank', read_at: null }])
  expect((await page(question.at)).body).toContain('U zei: Hartelijk dank')
  expect((await page(question.at)).body).toContain('U zei dank')
  await demo.tasks.run()
  const mails = await database.transaction(task, 'test', (tx) => outbox(tx, demo.system, region, 200))
  expect(mails.filter(({ recipient, kind }) => recipient === 'dank@voorbeeld.example' && kind === 'thanks-arrived').map(({ letter }) => letter?.subject)).toEqual([
    `Uw bedankje is aangekomen (${question.number})`,
  ])
  expect((await page('/twente/werk/meldingen', 'gids-enschede')).body).toContain('Een vrager zei dank')
  const work = (await page(`/twente/werk/vragen/${question.number}`, 'gids-enschede')).body
  expect([work.includes('Bedankt'), work.includes('Hartelijk dank'), work.includes('De vrager zei dank')]).toEqual([true, true, true])
})

test('its pages stand in the menu, are for whom their right says, are described and answer what is described', async () => {
  expect((await page('/twente/bedankjes')).body).toContain('keer bedankt')
  expect((await page('/en/twente/bedankjes')).body).toMatch(/Thanked/)
  const work = await page('/twente/werk/bedankjes', 'gids-enschede')
  expect([work.status, work.body.includes('Hartelijk dank'), /href="\/twente\/werk\/bedankjes" aria-current="page"/.test(work.body)]).toEqual([200, true, true])
  expect((await owner.query(`select count(*)::int as count from look where purpose = 'thanks' and staff_id = $1`, [guide.id])).rows[0].count).toBeGreaterThan(0)
  // The policy: another organisation's guide sees the page, and nothing of this one's questions.
  expect((await page('/twente/werk/bedankjes', 'gids-almelo')).body).not.toContain('Hartelijk dank')
  expect((await page('/twente/werk/bedankjes', 'beheerder-enschede')).status).toBe(404)
  expect((await page('/twente/werk/bedankjes')).status).toBe(303)
  const document = JSON.parse((await page('/api/v1/openapi.json')).body)
  expect(document.paths['/regios/{regio}/bedankjes'].get).toMatchObject({ operationId: 'getBedankjes', tags: ['bedankjes'] })
  expect(document.components.schemas.Bedankjes.required).toEqual(['aantal'])
  expect(JSON.parse((await page('/api/v1/regios/twente/bedankjes')).body)).toEqual({ aantal: 2 })
  // Another region's link, and a link that never was, lead nowhere.
  const { at } = await answered('elders@voorbeeld.example')
  expect((await say(`${at.slice(0, -6)}AAAAAA`, 'Dank')).statusCode).toBe(404)
})

test('words of danger in its form are read before anything else, without a line of its own', async () => {
  const { at } = await answered('nood@voorbeeld.example')
  const answer = await say(at, 'Bedankt voor alles, ik wil niet meer leven')
  expect(answer.statusCode).toBe(303)
  expect((await app.inject({ url: String(answer.headers.location), headers: host })).body).toContain('113')
})

test('its night, its task and its subscription are done with those of the other rooms', async () => {
  const question = await answered('nacht@voorbeeld.example')
  await say(question.at, 'Dank')
  clock.moveTo(new Date('2026-11-25T03:00:00Z'))
  await demo.tasks.run()
  expect((await thanksOf(question.id))[0].read_at).not.toBeNull()
  const asker = { kind: 'link', region, subject: question.id } as const
  await database.transaction(asker, 'test', (tx) => notHelped({ tx, actor: asker, now: clock.now(), network }, question.id, 'Toch niet'))
  await demo.tasks.run()
  expect(await thanksOf(question.id)).toEqual([])
})

test('what it holds of somebody is in their own file, taken along, and erased with them; its period is its own', async () => {
  const question = await answered('dossier@voorbeeld.example')
  await say(question.at, 'Voor in het dossier')
  const visit = { system: demo.system, region: { id: region, slug: 'twente', name: 'Twente' }, language: 'nl' } as never
  const taken = await database.transaction(task, 'test', (tx) => takenParts(tx, visit, network, [question.person_id]))
  expect(taken.thanks).toMatchObject([{ text: 'Voor in het dossier' }])
  await database.transaction(task, 'test', (tx) =>
    eraseAll(
      tx,
      task,
      clock.now(),
      [{ id: question.id, number: question.number, person_id: question.person_id, organisation_id: guide.organisation, closed_at: clock.now(), erase_on: null }],
      [],
    ),
  )
  expect(await thanksOf(question.id)).toEqual([])
  const later = await answered('later@voorbeeld.example')
  await say(later.at, 'Lang geleden')
  expect((await page('/twente/werk/privacy/bewaren', 'privacyfunctionaris-enschede')).body).toContain('bedankjes van vragers')
  const removed = await database.transaction(task, 'test', (tx) => removeExpired(tx, region, new Date(clock.now().getTime() + 370 * 86_400_000)))
  expect(removed.thanks).toBeGreaterThan(0)
})

test('the type of its rows is made of its table, which says of each column what it is; in the program `npm run schema` does that', async () => {
  const types = rowTypes(await readSchema(owner, demo.url), homesOf(rooms).at(-1)!)
  await expect(types).toMatchFileSnapshot('thanks/rows.ts')
  expect(types.match(/^ {2}\/\*\* /gm)).toHaveLength(7)
})
