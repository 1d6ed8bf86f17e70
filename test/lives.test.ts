import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor, StaffActor } from '../src/foundation/actor.ts'
import { add, ask, notHelped, withdraw } from '../src/desk/public/actions.ts'
import { mailCameBack } from '../src/desk/actions.ts'
import { answerDirectly, assign, attempt, clarify, giveBack, resume, settle, take, write } from '../src/desk/work/actions.ts'
import { answerAlarm, markUrgent, takeOffMark } from '../src/desk/urgent/actions.ts'
import { decideAside, join, merge, separate, setAside, unmerge } from '../src/desk/work/history.ts'
import { breaches, figures, recount } from '../src/desk/promises.ts'
import { questionById, questionsFor, listSchema } from '../src/desk/queries.ts'
import { Conflict, FormProblem, NotFound } from '../src/foundation/web/problem.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { database, region, clock, owner } = demo
const network = await demo.network()
const names = ['gids-enschede', 'tweede-gids-enschede', 'gids-almelo', 'tweede-gids-almelo', 'gids-borne', 'coordinator-werkcentrum', 'manager-werkcentrum', 'gids-uwv']
const staff = await Promise.all(names.map((name) => demo.staff(name)))
const municipalities = ['Enschede', 'Almelo', 'Borne', undefined]
const contacts = [{}, { phone: '+31612345678' }, { email: 'vrager@voorbeeld.example' }]
const publicActor: Actor = { kind: 'public', region }
// Some are in danger: what cannot wait keeps the promise as the others do.
const texts = ['Vraag', 'Vraag', 'Vraag', 'Ik wil dood', 'Vraag', 'Mijn man slaat me']

// One step of a life: who does what to which of the questions so far, and how many hours later.
const step = fc.record({
  what: fc.constantFrom(
    // More than once, so that there are lives to live.
    'ask',
    'ask',
    'ask',
    'take',
    'assign',
    'giveBack',
    'clarify',
    'write',
    'wait',
    'resume',
    'answer',
    'add',
    'notHelped',
    'withdraw',
    'tasks',
    'peek',
    'attempt',
    'urgent',
    'alarm',
    'settle',
    'bounce',
    'join',
    'separate',
    'merge',
    'unmerge',
    'setAside',
    'decide',
  ),
  who: fc.nat(staff.length - 1),
  to: fc.nat(staff.length - 1),
  which: fc.nat(30),
  hours: fc.nat(60),
})

const ids: string[] = []
async function live({ what, who, to, which, hours }: typeof step extends fc.Arbitrary<infer T> ? T : never) {
  clock.moveTo(new Date(clock.now().getTime() + hours * 3_600_000))
  const now = clock.now()
  const actor = staff[who]!
  const colleague = staff[to]!
  if (what === 'tasks') return demo.tasks.run()
  if (what === 'ask' || !ids.length) {
    const question = await database.transaction(publicActor, 'test', (tx) =>
      ask(
        { tx, actor: publicActor, now, network },
        {
          channel: 'web',
          askerGroup: 'worker',
          language: 'nl',
          text: texts[which % texts.length]!,
          municipality: municipalities[which % 4],
          contact: contacts[which % 3]!,
        },
      ),
    )
    ids.push(question.id)
    return
  }
  const id = ids[which % ids.length]!
  const asker: Actor = { kind: 'link', region, subject: id }
  const acts: Record<Exclude<typeof what, 'ask' | 'tasks'>, () => Promise<unknown>> = {
    take: () => as(actor, (tx) => take({ tx, actor, now, network }, id)),
    assign: () => as(actor, (tx) => assign({ tx, actor, now, network }, id, colleague.id)),
    giveBack: () => as(actor, (tx) => giveBack({ tx, actor, now }, id, 'Ander')),
    clarify: () => as(actor, (tx) => clarify({ tx, actor, now }, id, { sharpened: 'Zin', askerGroup: 'worker', facts: {} })),
    write: () => as(actor, (tx) => write({ tx, actor, now, network }, id, 'conversation', 'Gesproken', false)),
    wait: () => as(actor, (tx) => write({ tx, actor, now, network }, id, 'message', 'Wat wilt u?', true)),
    resume: () => as(actor, (tx) => resume({ tx, actor, now }, id)),
    answer: () => as(actor, (tx) => answerDirectly({ tx, actor, now }, id, 'Zo.')),
    add: () => as(asker, (tx) => add({ tx, actor: asker, now, network }, id, which % 3 ? 'Nog iets' : 'ik wil dood')),
    notHelped: () => as(asker, (tx) => notHelped({ tx, actor: asker, now, network }, id, 'Nee')),
    withdraw: () => as({ kind: 'task', region }, (tx) => withdraw({ tx, actor: asker, now }, id)),
    attempt: () => as(actor, (tx) => attempt({ tx, actor, now }, id)),
    urgent: () => as(actor, (tx) => (which % 2 ? markUrgent({ tx, actor, now, network }, id, 'danger') : takeOffMark({ tx, actor, now, network }, id, 'Niets', which % 3 === 0))),
    alarm: () => as(asker, (tx) => answerAlarm({ tx, actor: asker, now, network }, id, which % 2 === 0, undefined)),
    settle: () => as(actor, (tx) => settle({ tx, actor, now }, id)),
    bounce: () => as({ kind: 'task', region }, (tx) => mailCameBack({ tx, actor: { kind: 'task', region }, now }, id)),
    join: () => as(actor, async (tx) => join({ tx, actor, now }, id, await numberOf(ids[(which * 7) % ids.length]!))),
    separate: () => as(actor, (tx) => separate({ tx, actor, now }, id)),
    merge: () => as(actor, async (tx) => merge({ tx, actor, now, network }, id, await numberOf(ids[(which * 7) % ids.length]!))),
    unmerge: () => as(actor, (tx) => unmerge({ tx, actor, now, network }, id)),
    setAside: () => as(actor, (tx) => setAside({ tx, actor, now }, id, 'spam')),
    decide: () => as(actor, async (tx) => decideAside({ tx, actor, now }, [await numberOf(id)], which % 2 === 0)),
    peek: () => as(actor, (tx) => questionById(tx, region, id)),
  }
  try {
    await acts[what]()
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof NotFound || error instanceof FormProblem)) throw error
  }
}
const numberOf = async (id: string) => (await owner.query('select number from question where id = $1', [id])).rows[0].number as string
const as = (actor: Actor, work: Parameters<typeof database.transaction>[2]) => database.transaction(actor, 'test', work)

/** Recomputes from the rows, as their owner, what must hold for every question and for every actor's view. */
async function promisesHold() {
  const { rows } = await owner.query(
    `select q.id, q.state, q.urgent, q.urgent_due_at, (select count(*)::int from danger d where d.question_id = q.id) as kinds, q.organisation_id, q.staff_id, q.due_at, q.closed_at, a.question_id as proof, m.text, a.reached, p.email, p.phone, p.email_trouble,
      (select count(distinct (e.at at time zone 'Europe/Amsterdam')::date)::int from event e where e.subject_id = q.id and e.kind = 'question.attempted') as days
    from question q join person p on p.id = q.person_id left join answer a on a.id = q.answer_id left join message m on m.id = a.message_id where q.id = any($1)`,
    [ids],
  )
  for (const row of rows) {
    expect(row.organisation_id).not.toBeNull()
    const closed = ['answered', 'withdrawn', 'merged', 'dismissed'].includes(row.state)
    expect(row.due_at === null).toBe(closed)
    if (closed) expect([row.urgent, row.urgent_due_at, row.kinds]).toEqual([null, null, 0])
    // Whom nobody has taken yet is due at that moment, before all else.
    if (row.urgent_due_at) expect([row.urgent, row.due_at]).toEqual(['now', row.urgent_due_at])
    if (row.state === 'answered') expect([row.proof, row.text]).toEqual([row.id, 'Zo.'])
    // Whoever can only be called was called on three days, and who gave an address that works was mailed.
    if (row.state === 'answered' && row.reached === 'left') expect(row.days).toBeGreaterThanOrEqual(3)
    if (row.state === 'answered' && row.reached === 'page') expect(row.phone).toBeNull()
    const holder = staff.find((each) => each.id === row.staff_id)
    if (holder && holder.sight === 'organisation') expect(holder.organisation).toBe(row.organisation_id)
  }
  for (const actor of staff) {
    const visible = await database.transaction(actor, 'test', async (tx) => {
      const seen = []
      for (let pagina = 1; ; pagina += 1) {
        const { questions, more } = await questionsFor({ tx, actor, now: clock.now() }, listSchema.parse({ lijst: 'all', pagina }))
        seen.push(...questions.map((each) => each.id))
        if (!more) return seen
      }
    })
    const should = rows.filter((row) => !row.closed_at && mayBeSeen(actor, row.organisation_id)).map((row) => row.id)
    expect(visible.filter((id) => ids.includes(id)).sort()).toEqual(should.sort())
  }
}
const mayBeSeen = (actor: StaffActor, organisation: string) => actor.sight === 'region' || actor.organisation === organisation

test('random lives of questions by random actors: always an owner, a due moment or a proof, and nobody sees what is another organisation’s', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (life) => {
      for (const each of life) await live(each)
      await promisesHold()
    }),
    { numRuns: 12, endOnFailure: true },
  )
  expect(ids.length).toBeGreaterThan(20)
  await demo.tasks.run()
  const task = { kind: 'task', region } as const
  expect(await database.transaction(task, 'test', (tx) => breaches(tx, region, clock.now()))).toEqual([])
  const [known, counted] = await database.transaction(task, 'test', async (tx) => [await figures(tx, region, clock.now()), await recount(tx, region, clock.now())])
  expect(known).toEqual(counted)
})
