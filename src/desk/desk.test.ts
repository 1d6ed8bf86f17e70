import { networksOf } from '../network/current.ts'
import { expect, test } from 'vitest'
import { startDemo } from '../../test/ground.ts'
import type { Actor } from '../foundation/actor.ts'
import { addWorkingDays, dayOf } from '../foundation/clock/workingdays.ts'
import { Conflict, NotFound } from '../foundation/web/problem.ts'
import { changeSetup } from '../network/actions.ts'
import { readNetwork } from '../network/current.ts'
import { normsSchema } from '../network/network.ts'
import { renewLink } from './actions.ts'
import { add, ask, notHelped, withdraw } from './public/actions.ts'
import { answerDirectly, clarify, giveBack, take, write } from './work/actions.ts'
import { breaches, figures, inStates, recount, totalDays } from './promises.ts'
import { messagesOf, questionById, searchQuestions } from './queries.ts'
import type { Question } from './question.ts'
import { followLink } from './links.ts'

const demo = await startDemo({ filled: true })
const { database, clock, region, owner } = demo
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const second = await demo.staff('tweede-gids-enschede')
const elsewhere = await demo.staff('gids-almelo')
const coordinator = await demo.staff('coordinator-werkcentrum')
const publicActor: Actor = { kind: 'public', region }
const task: Actor = { kind: 'task', region }
const linkOf = (question: Question): Actor => ({ kind: 'link', region, subject: question.id })
const at = (iso: string) => new Date(iso)
const now = () => clock.now()

const newQuestion = (email?: string) =>
  database.transaction(publicActor, 'test', (tx) =>
    ask(
      { tx, actor: publicActor, now: now(), network },
      {
        channel: 'web',
        askerGroup: 'worker',
        language: 'nl',
        text: 'Wat kan ik doen?',
        municipality: 'Enschede',
        postcode: '7511',
        contact: { email },
      },
    ),
  )
const read = async (question: Question, actor: Actor = task) => database.transaction(actor, 'test', (tx) => questionById(tx, region, question.id))
const taken = async (email?: string) => {
  const question = await newQuestion(email)
  await database.transaction(guide, 'test', (tx) => take({ tx, actor: guide, now: now(), network }, question.id))
  return question
}

test('a question belongs to the municipality of its postcode, and is due in two working days', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await newQuestion()
  expect(network.organisations.get(question.organisation_id)!.name).toBe('Gemeente Enschede')
  expect(question.due_at!.toISOString()).toBe('2026-11-26T16:00:00.000Z')
  expect(question.answer_due_at.toISOString()).toBe('2026-12-01T16:00:00.000Z')
})

test('of two guides who take a question at once, one gets it and the other is told who', async () => {
  const question = await newQuestion()
  const both = await Promise.allSettled([guide, second].map((each) => database.transaction(each, 'test', (tx) => take({ tx, actor: each, now: now(), network }, question.id))))
  expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = both.find((each) => each.status === 'rejected')!.reason as Conflict
  expect(lost).toBeInstanceOf(Conflict)
  expect(lost.key).toBe('conflict.taken')
  expect(['Gids Enschede', 'Tweede gids Enschede']).toContain(lost.values!.name)
})

test('staff of another organisation, and the holder of another link, find no question', async () => {
  const question = await newQuestion()
  expect(await read(question, elsewhere)).toBeUndefined()
  expect(await read(question, publicActor)).toBeUndefined()
  expect(await read(question, linkOf(await newQuestion()))).toBeUndefined()
  expect((await read(question, coordinator))?.id).toBe(question.id)
  await expect(database.transaction(elsewhere, 'test', (tx) => take({ tx, actor: elsewhere, now: now(), network }, question.id))).rejects.toBeInstanceOf(NotFound)
})

test('a note is for colleagues: the holder of the link does not get it from the database', async () => {
  const question = await taken()
  await database.transaction(guide, 'test', (tx) => giveBack({ tx, actor: guide, now: now() }, question.id, 'Ik ben morgen vrij'))
  expect(await database.transaction(guide, 'test', (tx) => messagesOf(tx, region, question.id))).toHaveLength(1)
  expect(await database.transaction(linkOf(question), 'test', (tx) => messagesOf(tx, region, question.id))).toHaveLength(0)
})

test('waiting for the asker pauses the norm; their word resumes it, later by the working days that passed', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await taken()
  await database.transaction(guide, 'test', (tx) => write({ tx, actor: guide, now: now(), network }, question.id, 'message', 'Welke opleiding hebt u?', true))
  expect((await read(question))!.due_at!.toISOString()).toBe('2026-12-08T16:00:00.000Z')
  clock.moveTo(at('2026-11-27T09:00:00Z'))
  const asker = linkOf(question)
  await database.transaction(asker, 'test', (tx) => add({ tx, actor: asker, now: now(), network }, question.id, 'Vmbo'))
  const resumed = (await read(question))!
  expect(resumed.state).toBe('clarifying')
  expect(resumed.due_at!.toISOString()).toBe('2026-12-04T16:00:00.000Z')
})

test('after ten working days of waiting the question goes on by itself', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await taken()
  await database.transaction(guide, 'test', (tx) => write({ tx, actor: guide, now: now(), network }, question.id, 'message', 'Welke opleiding hebt u?', true))
  clock.moveTo(at('2026-12-08T16:01:00Z'))
  await demo.tasks.run()
  const after = (await read(question))!
  expect([after.state, after.waiting_since]).toEqual(['clarifying', null])
  expect(after.due_at!.toISOString()).toBe('2026-12-15T16:00:00.000Z')
})

test('a wait that ends at the very moment the answer is due climbs all the same', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await taken()
  // The day the answer is due: what is left of the norm after the wait is nothing.
  clock.moveTo(at('2026-12-01T10:00:00Z'))
  await database.transaction(guide, 'test', (tx) => write({ tx, actor: guide, now: now(), network }, question.id, 'message', 'Welke opleiding hebt u?', true))
  clock.moveTo(at('2026-12-15T16:01:00Z'))
  await demo.tasks.run()
  const after = (await read(question))!
  expect([after.state, after.due_at!.toISOString(), after.escalation]).toEqual(['clarifying', '2026-12-15T16:00:00.000Z', 1])
  clock.moveTo(at('2026-12-18T16:01:00Z'))
  await demo.tasks.run()
  expect((await read(question))!.escalation).toBe(3)
})

test('what is overdue climbs to the owner, a working day later to the coordinator, and after three to the manager, each once', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await newQuestion()
  const levels = async () =>
    (await owner.query(`select detail->>'level' as level from event where subject_id = $1 and kind = 'question.overdue' order by id`, [question.id])).rows.map((row) => row.level)
  for (const [moment, expected] of [
    ['2026-11-26T15:59:00Z', []],
    ['2026-11-26T16:01:00Z', ['1']],
    ['2026-11-27T15:59:00Z', ['1']],
    ['2026-11-27T16:01:00Z', ['1', '2']],
    ['2026-12-01T16:01:00Z', ['1', '2', '3']],
    ['2026-12-20T16:01:00Z', ['1', '2', '3']],
  ] as const) {
    clock.moveTo(at(moment))
    await demo.tasks.run()
    expect([moment, await levels()]).toEqual([moment, expected])
  }
})

test('an answer closes the question with its text as proof, mails the asker, and can be sent back within 14 days', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const question = await taken('iemand@voorbeeld.example')
  await database.transaction(guide, 'test', (tx) => answerDirectly({ tx, actor: guide, now: now() }, question.id, 'Loop eens binnen.'))
  const answered = (await read(question))!
  expect([answered.state, answered.due_at, answered.answer_id === null]).toEqual(['answered', null, false])
  expect((await owner.query(`select kind from mail where recipient = 'iemand@voorbeeld.example' order by id`)).rows.map((row) => row.kind)).toEqual([
    'question-received',
    'question-answered',
  ])
  const asker = linkOf(question)
  clock.moveTo(at('2026-12-07T09:00:00Z'))
  await database.transaction(asker, 'test', (tx) => notHelped({ tx, actor: asker, now: now(), network }, question.id, 'Ik kan niet reizen'))
  const reopened = (await read(question))!
  expect([reopened.state, reopened.staff_id, reopened.answer_id]).toEqual(['reopened', guide.id, null])
  await database.transaction(guide, 'test', (tx) => answerDirectly({ tx, actor: guide, now: now() }, question.id, 'Dan bel ik u.'))
  clock.moveTo(at('2026-12-22T09:00:00Z'))
  await expect(database.transaction(asker, 'test', (tx) => notHelped({ tx, actor: asker, now: now(), network }, question.id, 'Toch niet'))).rejects.toMatchObject({
    key: 'conflict.too-late',
  })
})

test('a question cannot exist without owner or due moment, nor close without proof: the database refuses', async () => {
  const question = await newQuestion()
  for (const set of [
    'organisation_id = null',
    'due_at = null',
    `state = 'answered', due_at = null, closed_at = now()`,
    `state = 'taken'`,
    'person_id = null',
    `closed_at = now()`,
  ]) {
    await expect(owner.query(`update question set ${set} where id = $1`, [question.id]), set).rejects.toThrow()
  }
})

test('when a colleague leaves, their questions go back to the queue and their sessions stop', async () => {
  clock.moveTo(at('2026-11-24T09:00:00Z'))
  const leaver = await demo.staff('tweede-gids-almelo')
  const question = await database.transaction(publicActor, 'test', (tx) =>
    ask({ tx, actor: publicActor, now: now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Almelo', contact: {} }),
  )
  await database.transaction(leaver, 'test', (tx) => take({ tx, actor: leaver, now: now(), network }, question.id))
  const cookie = await demo.cookieOf('tweede-gids-almelo')
  expect((await demo.app.inject({ url: '/twente/werk', headers: { cookie } })).statusCode).toBe(200)
  await database.transaction(task, 'test', (tx) =>
    changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, demo.secret, (document) => ({
      ...document,
      staff: document.staff.filter((each) => each.subject !== 'tweede-gids-almelo'),
    })),
  )
  networksOf(demo.system).forget(region)
  expect(await read(question)).toMatchObject({ state: 'received', staff_id: null })
  expect((await demo.app.inject({ url: '/twente/werk', headers: { cookie } })).statusCode).toBe(303)
})

test('search finds by number, name, address and phone, logs a look for each person shown, and says only that something exists elsewhere', async () => {
  const question = await taken('zoek@voorbeeld.example')
  await database.transaction(guide, 'test', (tx) =>
    clarify({ tx, actor: guide, now: now() }, question.id, { sharpened: 'Zoekvraag', askerGroup: 'worker', facts: {}, name: 'Müller-Vrager Testpersoon' }),
  )
  const found = (actor: typeof guide, text: string) => database.transaction(actor, 'test', (tx) => searchQuestions(tx, actor, 'TW', text, { inWords: true }))
  for (const text of [question.number, question.number.toLowerCase().replaceAll('-', ' '), 'muller', 'test mul', 'ZOEK@voorbeeld.example']) {
    expect(
      (await found(guide, text)).questions.map((each) => each.number),
      text,
    ).toEqual([question.number])
  }
  for (const text of [question.number, 'zoek@voorbeeld.example']) expect(await found(elsewhere, text)).toEqual({ questions: [], elsewhere: [guide.organisation] })
  expect(await found(elsewhere, 'muller')).toEqual({ questions: [], elsewhere: [] })
  const before = (await owner.query(`select count(*)::int as n from look where purpose = 'search' and person_id = $1`, [question.person_id])).rows[0].n
  const cookie = await demo.cookieOf('gids-enschede')
  const page = await demo.app.inject({ url: '/twente/werk?zoek=muller', headers: { cookie } })
  expect(page.body).toContain('Müller-Vrager')
  expect((await owner.query(`select count(*)::int as n from look where purpose = 'search' and person_id = $1`, [question.person_id])).rows[0].n).toBe(before + 1)
  expect((await demo.app.inject({ url: '/twente/werk', headers: { cookie } })).body).not.toContain('Müller-Vrager')
})

test('opening a question is a look, written in the same transaction', async () => {
  const question = await taken()
  const cookie = await demo.cookieOf('gids-enschede')
  expect((await demo.app.inject({ url: `/twente/werk/vragen/${question.number}`, headers: { cookie } })).statusCode).toBe(200)
  const { rows } = await owner.query('select staff_id, question_id, purpose from look where person_id = $1', [question.person_id])
  expect(rows).toEqual([{ staff_id: guide.id, question_id: question.id, purpose: 'question' }])
})

test('a renewed link makes the old one answer like one that never was', async () => {
  const question = await newQuestion()
  const old = demo.system.links.make(region, followLink, question.id, 1)
  expect((await demo.app.inject(`/twente/volg/${old}`)).statusCode).toBe(200)
  const asker = linkOf(question)
  await database.transaction(task, 'test', (tx) => renewLink({ tx, actor: asker, now: now() }, question.id))
  const revoked = await demo.app.inject(`/twente/volg/${old}`)
  const guessed = await demo.app.inject(`/twente/volg/${old.slice(0, -2)}AA`)
  expect([revoked.statusCode, guessed.statusCode]).toEqual([404, 404])
  // Alike but for the address of the page in the other language, which holds what was typed.
  expect(revoked.body.replaceAll(old, '')).toBe(guessed.body.replaceAll(`${old.slice(0, -2)}AA`, ''))
})

test('daily totals with what came since are equal to a recount, and no promise is broken', async () => {
  clock.moveTo(at('2027-01-11T09:00:00Z'))
  // The tests above moved the clock back as well, which a real clock does not: total anew what is over by now.
  await owner.query('delete from daily_total')
  await database.transaction(task, 'test', (tx) => totalDays(tx, region, now()))
  const question = await newQuestion()
  await database.transaction({ kind: 'task', region }, 'test', (tx) => withdraw({ tx, actor: linkOf(question), now: now() }, question.id))
  await demo.tasks.run()
  const [known, counted] = await database.transaction(task, 'test', async (tx) => [await figures(tx, region, now()), await recount(tx, region, now())])
  expect(known).toEqual(counted)
  const real = (await owner.query('select state, count(*)::int as n from question group by state')).rows
  const states = await database.transaction(task, 'test', (tx) => inStates(tx, region, known!))
  for (const { state, n } of real) expect([state, states[state as 'taken']]).toEqual([state, n])
  expect(await database.transaction(task, 'test', (tx) => breaches(tx, region, now()))).toEqual([])
})

test('a region that changes its norm promises it to whoever asks from then on; what was promised before stays', async () => {
  const before = await newQuestion()
  await database.transaction(task, 'test', (tx) =>
    changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, demo.secret, (document) => ({ ...document, norms: { firstResponseDays: 3, answerDays: 7 } })),
  )
  const changed = (await database.transaction(task, 'test', (tx) => readNetwork(tx, region, network)))!
  expect(changed.version).not.toBe(network.version)
  const { first_due_at, answer_due_at } = await database.transaction(publicActor, 'test', (tx) =>
    ask({ tx, actor: publicActor, now: now(), network: changed }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'En nu?', contact: {} }),
  )
  expect([dayOf(first_due_at), dayOf(answer_due_at)]).toEqual([addWorkingDays(dayOf(now()), 3), addWorkingDays(dayOf(now()), 7)])
  expect(await read(before)).toMatchObject({ first_due_at: before.first_due_at, answer_due_at: before.answer_due_at })
  expect(normsSchema.safeParse({ firstResponseDays: 5, answerDays: 3 }).success).toBe(false)
})
