import { expect, test } from 'vitest'
import { startDemo } from '../../test/ground.ts'
import type { StaffActor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { decideAccess, requestAccess } from './access/actions.ts'
import { requestsOf } from './access/store.ts'
import { breaches } from './promises.ts'
import { ask } from './public/actions.ts'
import { fileByNumber, questionById, searchQuestions } from './queries.ts'
import type { Question } from './question.ts'
import { answerDirectly, take } from './work/actions.ts'
import { decideAside, join, merge, separate, setAside, unmerge } from './work/history.ts'
import { followLink } from './links.ts'

const demo = await startDemo()
const { database, region, clock, owner } = demo
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const colleague = await demo.staff('tweede-gids-enschede')
const elsewhere = await demo.staff('gids-almelo')
const coordinator = await demo.staff('coordinator-werkcentrum')
const nobody = { kind: 'public', region } as const
const as = <Result>(actor: StaffActor, work: (tx: Tx) => Promise<Result>) => database.transaction(actor, 'test', work)
const asked = (text: string, contact: { email?: string; phone?: string } = {}, municipality = 'Enschede'): Promise<Question> =>
  database.transaction(nobody, 'test', (tx) =>
    ask({ tx, actor: nobody, now: clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality, contact }),
  )
const now = async (id: string) => (await owner.query('select * from question where id = $1', [id])).rows[0]
const file = (actor: StaffActor, number: string) => database.transaction(actor, 'question', (tx) => fileByNumber({ tx, actor, now: clock.now() }, number))
const search = (actor: StaffActor, text: string) => as(actor, (tx) => searchQuestions(tx, actor, 'TW', text, { inWords: true }))

test('the same address is offered as maybe the same person, joined by a guide only, and separated again', async () => {
  const email = 'gezin@voorbeeld.example'
  const [first, second] = [await asked('Eerste', { email }), await asked('Tweede', { email })]
  expect((await file(guide, second.number))!.others).toMatchObject([{ number: first.number, same: false }])
  await as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, second.id, first.number))
  await as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, second.id, first.number))
  expect((await file(guide, second.number))!.others).toMatchObject([{ number: first.number, same: true }])
  expect(await now(second.id)).toMatchObject({ person_id: first.person_id, asked_by: second.person_id })
  // The one who was taken to have asked is kept, so that it can be undone after any number of nights.
  clock.moveTo(new Date(clock.now().getTime() + 2 * 86_400_000))
  await demo.tasks.run()
  await as(guide, (tx) => separate({ tx, actor: guide, now: clock.now() }, second.id))
  expect(await now(second.id)).toMatchObject({ person_id: second.person_id, asked_by: null })
  expect((await file(guide, second.number))!.person.email).toBe(email)
  const events = await owner.query(`select kind from event where subject_id = $1 and kind in ('question.joined', 'question.separated') order by id`, [second.id])
  expect(events.rows.map((row) => row.kind)).toEqual(['question.joined', 'question.separated'])
})

test('a question is joined with one the guide may see, and with no other', async () => {
  const [own, far] = [await asked('Van ons'), await asked('Van Almelo', {}, 'Almelo')]
  await expect(as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, own.id, far.number))).rejects.toThrow(NotFound)
  await expect(as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, own.id, own.number))).rejects.toThrow(NotFound)
})

test('the same question of the same person is merged into the other, which goes on; separated it has a promise of its own', async () => {
  const [first, second] = [await asked('Dezelfde'), await asked('Dezelfde nog eens')]
  await expect(as(guide, (tx) => merge({ tx, actor: guide, now: clock.now(), network }, second.id, first.number))).rejects.toThrow('conflict.state')
  await as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, second.id, first.number))
  await as(guide, (tx) => merge({ tx, actor: guide, now: clock.now(), network }, second.id, first.number))
  expect(await now(second.id)).toMatchObject({ state: 'merged', merged_into: first.id, due_at: null })
  expect((await now(first.id)).state).toBe('received')
  const page = await demo.app.inject(`/twente/volg/${demo.system.links.make(region, followLink, second.id, 1)}`)
  expect(page.body).toContain(demo.system.links.make(region, followLink, first.id, 1))
  await as(guide, (tx) => unmerge({ tx, actor: guide, now: clock.now(), network }, second.id))
  expect(await now(second.id)).toMatchObject({ state: 'reopened', merged_into: null, due_at: expect.any(Date) })
})

test('two who join and merge two questions from both sides at once do not wait for each other for good', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [first, second] = [await asked('Een'), await asked('Twee')]
    const both = await Promise.allSettled([
      as(guide, (tx) => join({ tx, actor: guide, now: clock.now() }, first.id, second.number)),
      as(colleague, (tx) => join({ tx, actor: colleague, now: clock.now() }, second.id, first.number)),
    ])
    expect(both.map((each) => each.status)).toEqual(['fulfilled', 'fulfilled'])
    expect((await now(first.id)).person_id).toBe((await now(second.id)).person_id)
    const merged = await Promise.allSettled([
      as(guide, (tx) => merge({ tx, actor: guide, now: clock.now(), network }, first.id, second.number)),
      as(colleague, (tx) => merge({ tx, actor: colleague, now: clock.now(), network }, second.id, first.number)),
    ])
    // Merged into each other, neither would go on.
    expect(merged.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  }
})

test('what a guide sets aside waits for a coordinator, climbs when nobody looks, and can come back', async () => {
  const spam = [await asked('Koop nu'), await asked('Koop snel'), await asked('Ik heb toch echt een vraag')]
  for (const each of spam) await as(guide, (tx) => setAside({ tx, actor: guide, now: clock.now() }, each.id, 'spam'))
  const [first, second, real] = spam as [Question, Question, Question]
  expect(await now(first.id)).toMatchObject({ state: 'set-aside', staff_id: null, due_at: first.answer_due_at })
  clock.moveTo(new Date(first.answer_due_at.getTime() + 60_000))
  await demo.tasks.run()
  expect((await now(first.id)).escalation).toBe(1)
  expect(await as(coordinator, (tx) => decideAside({ tx, actor: coordinator, now: clock.now() }, [first.number, second.number], true))).toBe(2)
  expect(await as(coordinator, (tx) => decideAside({ tx, actor: coordinator, now: clock.now() }, [first.number, real.number], false))).toBe(2)
  expect(await now(second.id)).toMatchObject({ state: 'dismissed', due_at: null })
  expect(await now(first.id)).toMatchObject({ state: 'received', dismissal: null, closed_at: null })
  expect((await now(real.id)).due_at.getTime()).toBeGreaterThan(clock.now().getTime())
  const task = { kind: 'task', region } as const
  expect(await database.transaction(task, 'test', (tx) => breaches(tx, region, clock.now()))).toEqual([])
})

test('words are found in questions and in answers, in one’s own organisation only', async () => {
  const question = await asked('Ik ben imker en zoek scholing')
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  await as(guide, (tx) => answerDirectly({ tx, actor: guide, now: clock.now() }, question.id, 'Er is een cursus bijenhouden in Hengelo.'))
  for (const words of ['imker', 'IMKERS', 'cursus bijenhouden', '"cursus bijenhouden"'])
    expect((await search(guide, words)).questions.map((each) => each.number)).toContain(question.number)
  expect((await search(elsewhere, 'imker')).questions).toEqual([])
  expect((await search(coordinator, 'bijenhouden')).questions.map((each) => each.number)).toContain(question.number)
  for (const words of [`'; drop table question; --`, '!!! & | ( ) :*', '-', '"', 'region5', '%', '\\']) expect((await search(elsewhere, words)).questions).toEqual([])
})

test('across organisations it is said with whom something is known; reading it is asked, granted for five working days, and logged', async () => {
  const phone = '+31687654321'
  const question = await asked('Mijn buurman heet Piet', { phone }, 'Almelo')
  expect(await search(guide, '06 87654321')).toEqual({ questions: [], elsewhere: [elsewhere.organisation] })
  expect((await search(guide, 'buurman')).elsewhere).toEqual([])
  expect(await as(guide, (tx) => questionById(tx, region, question.id))).toBeUndefined()
  const request = () => as(guide, (tx) => requestAccess({ tx, actor: guide, now: clock.now(), network }, 'TW', '06 87654321', 'Staat hier aan de balie'))
  await Promise.all([request(), request()]).then(() => request())
  const waiting = (await as(elsewhere, (tx) => requestsOf(tx, region))).filter((each) => each.question_id === question.id)
  expect(waiting.length).toBeGreaterThanOrEqual(1)
  const [first] = waiting
  await expect(as(guide, (tx) => decideAccess({ tx, actor: guide, now: clock.now() }, first!.id, true))).rejects.toThrow(NotFound)
  await expect(as(colleague, (tx) => decideAccess({ tx, actor: colleague, now: clock.now() }, first!.id, true))).rejects.toThrow(NotFound)
  await as(elsewhere, (tx) => decideAccess({ tx, actor: elsewhere, now: clock.now() }, first!.id, true))
  // The session itself says what was granted.
  const cookie = await demo.cookieOf('gids-enschede')
  const get = () => demo.app.inject({ url: `/twente/werk/vragen/${question.number}`, headers: { cookie } })
  const page = await get()
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Mijn buurman heet Piet')
  expect(page.body).not.toContain('/oppakken')
  const looks = await owner.query('select count(*)::int as n from look where question_id = $1 and staff_id = $2', [question.id, guide.id])
  expect(looks.rows[0].n).toBe(1)
  const change = await demo.app.inject({
    method: 'POST',
    url: `/twente/werk/vragen/${question.number}/notitie`,
    headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:3999' },
    payload: 'text=Dag',
  })
  expect(change.statusCode).toBe(404)
  const other = await demo.cookieOf('tweede-gids-enschede')
  expect((await demo.app.inject({ url: `/twente/werk/vragen/${question.number}`, headers: { cookie: other } })).statusCode).toBe(404)
  clock.moveTo(new Date(clock.now().getTime() + 9 * 86_400_000))
  const later = await demo.cookieOf('gids-enschede')
  expect((await demo.app.inject({ url: `/twente/werk/vragen/${question.number}`, headers: { cookie: later } })).statusCode).toBe(404)
})
