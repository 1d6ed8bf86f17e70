import { networksOf } from '../src/network/current.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor, GuestActor, ResidentActor, StaffActor } from '../src/foundation/actor.ts'
import { addWorkingDays, dayOf, momentAt } from '../src/foundation/clock/workingdays.ts'
import { Conflict, FormProblem, NotFound } from '../src/foundation/web/problem.ts'
import { changeContact } from '../src/desk/proof/actions.ts'
import { ask, withdraw } from '../src/desk/public/actions.ts'
import { breaches } from '../src/desk/promises.ts'
import { questionsOfPersons } from '../src/desk/queries.ts'
import { clarify, take } from '../src/desk/work/actions.ts'
import { answerPerson, close, stop } from '../src/handover/actions.ts'
import { propose } from '../src/handover/work/actions.ts'
import { checkGrounds, decide } from '../src/handover/coordinator/actions.ts'
import { breachesOfHandovers } from '../src/handover/figures.ts'
import { declineReasons, partnerKeepsDays, type Shares } from '../src/handover/handover.ts'
import { accept, cancel, choose, decline, meet, miss, proposeMeeting, report } from '../src/handover/partner/actions.ts'
import { listSchema } from '../src/handover/lists.ts'
import { countWaiting, handoversFor, seeHandover } from '../src/handover/queries.ts'
import { handoversOf, shownTo } from '../src/handover/store.ts'
import { changeSetup } from '../src/network/actions.ts'
import { allAskedBy } from '../src/people/places.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { database, region, clock, owner } = demo
const task: Actor = { kind: 'task', region }
const idOf = async (slug: string) => [...(await demo.network()).organisations.values()].find((each) => each.slug === slug)!.id
const guides = await Promise.all(['gids-enschede', 'gids-hengelo', 'gids-almelo'].map((name) => demo.staff(name)))
const partners = await Promise.all(['gids-uwv', 'contactpersoon-fnv', 'gids-roc-van-twente', 'gids-enschede'].map((name) => demo.staff(name)))
const cnv = await idOf('cnv')
await owner.query(`insert into guest values ($1, gen_random_uuid(), $2, 'Iemand', 'Adviseur', $3)`, [region, cnv, clock.now()])
const { rows: guests } = await owner.query('select id from guest')
const guest: GuestActor = { kind: 'guest', region, id: guests[0].id, name: 'Iemand', organisation: cnv }
const coordinator = await demo.staff('coordinator-werkcentrum')
const readers: (StaffActor | GuestActor)[] = [...guides, ...partners, guest, coordinator, await demo.staff('gids-borne'), await demo.staff('gids-sbb')]
const destinations = await Promise.all(['uwv', 'fnv', 'cnv', 'roc-van-twente', 'enschede', 'sbb'].map(idOf))
const items = ['question', 'group', 'topic', 'municipality', 'name', 'email', 'phone', 'text', 'fact.age', 'fact.disability'] as const

const whats = [
  'propose',
  'propose',
  'propose',
  'yes',
  'no',
  'accept',
  'accept',
  'decline',
  'decline',
  'times',
  'choose',
  'cancel',
  'meet',
  'miss',
  'report',
  'close',
  'stop',
  'withdraw',
  'decide',
  'tasks',
  'correct',
  'ground',
] as const
const step = fc.record({ what: fc.constantFrom(...whats), who: fc.nat(9), to: fc.nat(5), which: fc.nat(30), chosen: fc.nat(1023), hours: fc.nat(30) })

const ids: string[] = []
async function newQuestion(guide: StaffActor) {
  const now = clock.now()
  const network = await demo.network()
  const municipality = network.organisations.get(guide.organisation)!.municipality!
  const id = await database.transaction(task, 'test', async (tx) => {
    const contact = { email: `vrager-${ids.length}@voorbeeld.example`, phone: '+31612345678' }
    return (await ask({ tx, actor: task, now, network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: `Eigen woorden ${ids.length}`, municipality, contact })).id
  })
  await database.transaction(guide, 'test', async (tx) => {
    await take({ tx, actor: guide, now, network }, id)
    await clarify({ tx, actor: guide, now }, id, {
      sharpened: `Zin ${ids.length}`,
      askerGroup: 'worker',
      facts: { age: '44', disability: 'ja' },
      name: `Vrager ${ids.length}`,
      municipality,
    })
  })
  ids.push(id)
}

/** One of the handovers so far, of the question that a step is about: the newest. */
const newest = async (question: string) => (await owner.query('select id, to_id from handover where question_id = $1 order by id desc limit 1', [question])).rows[0]

async function live({ what, who, to, which, chosen, hours }: typeof step extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
  clock.moveTo(new Date(clock.now().getTime() + hours * 3_600_000))
  const now = clock.now()
  if (what === 'tasks') return demo.tasks.run()
  const network = await demo.network()
  if (what === 'ground') {
    // An agreement ends, or begins again.
    const ends = who % 3 ? undefined : '2026-11-24'
    const sharing = (setup: { sharing: readonly { slug: string }[] }) => setup.sharing.map((each, at) => (at === which % setup.sharing.length ? { ...each, ends } : each))
    await database.transaction(task, 'test', (tx) =>
      changeSetup({ tx, actor: { kind: 'task', region }, now }, demo.secret, (setup) => ({ ...setup, sharing: sharing(setup) as never })),
    )
    networksOf(demo.system).forget(region)
    return database.transaction(task, 'test', async (tx) => checkGrounds({ tx, actor: task, now, network: await demo.network() }))
  }
  if (!ids.length || (what === 'propose' && chosen % 4 === 0)) await newQuestion(guides[who % 3]!)
  const question = ids[which % ids.length]!
  const handover = await newest(question)
  const guide = guides[who % 3]!
  const person: Actor = { kind: 'link', region, subject: question }
  // Mostly who it is offered to, else anybody.
  const partner = [...partners, guest].find((each) => each.organisation === handover?.to_id && who % 5) ?? readers[who]!
  const as = (work: (tx: Parameters<Parameters<typeof database.transaction>[2]>[0]) => Promise<unknown>) => database.transaction(task, 'test', work)
  const id = handover?.id ?? question
  const shares = Object.fromEntries(items.flatMap((item, at) => (chosen & (1 << at) ? [[item, at % 2 ? 'offer' : 'accept']] : []))) as Shares
  const next = destinations[to]!
  const acts: Record<Exclude<typeof what, 'tasks' | 'ground'>, () => Promise<unknown>> = {
    propose: () =>
      as((tx) =>
        propose({ tx, actor: guide, now, network }, question, {
          to: next,
          why: 'Omdat',
          shares: { question: 'offer', ...shares },
          agreed: chosen % 3 ? { how: 'phone', at: now } : undefined,
        }),
      ),
    yes: () => as((tx) => answerPerson({ tx, actor: person, now, network }, id, true)),
    no: () => as((tx) => answerPerson({ tx, actor: who % 2 ? person : guide, now, network }, id, false)),
    accept: () => as((tx) => accept({ tx, actor: partner, now, network }, id)),
    decline: () => as((tx) => decline({ tx, actor: partner, now, network }, id, { reason: declineReasons[to % 5]!, next })),
    times: () =>
      as((tx) =>
        proposeMeeting({ tx, actor: partner, now, network }, id, {
          times: [momentAt(addWorkingDays(dayOf(now), 2), 10)],
          manner: 'phone',
          place: null,
          minutes: 30,
          agreed: chosen % 2 === 0,
          withGuide: false,
        }),
      ),
    choose: () =>
      as(async (tx) =>
        choose(
          { tx, actor: person, now, network },
          id,
          (await owner.query('select times from meeting where id = (select meeting_id from handover where id = $1)', [id])).rows[0]?.times[0] ?? now,
        ),
      ),
    cancel: () => as((tx) => cancel({ tx, actor: who % 2 ? person : partner, now, network }, id)),
    meet: () => as((tx) => meet({ tx, actor: partner, now, network }, id, dayOf(now))),
    miss: () => as((tx) => miss({ tx, actor: partner, now, network }, id)),
    report: () => as((tx) => report({ tx, actor: partner, now, network }, id, { outcome: (['started', 'helped', 'does-not-fit'] as const)[to % 3]!, next })),
    close: () => as((tx) => close({ tx, actor: guide, now, network }, id)),
    stop: () => as((tx) => stop({ tx, actor: person, now, network }, id)),
    withdraw: () => (chosen % 5 ? Promise.resolve() : as((tx) => withdraw({ tx, actor: person, now }, question))),
    decide: () =>
      as((tx) => decide({ tx, actor: who % 4 ? coordinator : guide, now, network }, id, { decision: (['go-on', 'back', 'other'] as const)[to % 3]!, to: next, text: 'Zo' })),
    correct: () => as((tx) => changeContact({ tx, actor: person, now, network }, demo.secret, question, { name: `Vrager ${chosen}`, email: null, phone: '+31687654321' })),
  }
  try {
    await acts[what]()
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof NotFound || error instanceof FormProblem)) throw error
  }
}

/** What the record says a partner may see now, and since when it may: from the events alone. */
function shownByRecord(events: readonly { kind: string; at: Date; detail: Record<string, string> }[], now: Date): 'none' | 'offer' | 'accept' | 'either' {
  let shown: 'none' | 'offer' | 'accept' = 'none'
  let ground = ''
  let agreed = false
  let ended: Date | undefined
  for (const { kind, at, detail } of events) {
    const what = kind.replace('question.handover-', '')
    if (what === 'agreed') agreed = true
    // Promise 3: nothing is offered before the yes.
    if (what === 'offered') {
      expect(agreed).toBe(true)
      ground = detail.ground!
      shown = 'offer'
    }
    if (what === 'accepted') shown = 'accept'
    if (what === 'declined' || what === 'refused' || (what === 'stuck' && detail.why === 'no-ground')) shown = 'none'
    // Decided that it goes on: as it was.
    if (what === 'decided' && detail.decision === 'go-on' && shown === 'none')
      shown = events.some((each) => each.kind.endsWith('handover-accepted') && each.at <= at) ? 'accept' : ground ? 'offer' : 'none'
    if (what === 'withdrawn' && (shown !== 'accept' || ground === 'consent')) shown = 'none'
    if ((what === 'not-needed' || (what === 'decided' && detail.decision !== 'go-on')) && shown === 'offer') shown = 'none'
    const misfit = what === 'reported' && detail.outcome === 'does-not-fit'
    if (['withdrawn', 'not-needed', 'closed'].includes(what) || (what === 'decided' && detail.decision !== 'go-on') || misfit) ended ??= at
  }
  // It is removed in the night after.
  const days = ended ? (now.getTime() - ended.getTime()) / 86_400_000 : 0
  return shown !== 'accept' || days < partnerKeepsDays ? shown : days > partnerKeepsDays + 1 ? 'none' : 'either'
}

async function promisesHold() {
  const now = clock.now()
  const network = await demo.network()
  const { rows: handovers } = await owner.query('select * from handover where question_id = any($1)', [ids])
  const { rows: events } = await owner.query(`select kind, at, detail from event where kind like 'question.handover-%' and subject_id = any($1) order by id`, [ids])
  const { rows: questions } = await owner.query(
    `select q.id, q.person_id, q.state, q.due_at, q.organisation_id, q.sharpened, q.asker_group, q.topic, q.municipality, q.text, q.facts, p.name, p.email, p.phone, a.kind, h.met_at, h.outcome
     from question q join person p on p.id = q.person_id left join answer a on a.id = q.answer_id left join handover h on h.id = a.handover_id where q.id = any($1)`,
    [ids],
  )
  for (const each of questions) {
    const of = handovers.filter((row) => row.question_id === each.id)
    const running = of.filter((row) => !row.ended_at && (row.state !== 'reported' || row.stuck))
    expect(running.length).toBe(each.state === 'handover' ? 1 : 0)
    if (running[0]) expect(running[0].due_at).toEqual(each.due_at)
    // Promise 2: it stays with whoever has it, and does not circle.
    for (const row of of) expect(row.from_id).toBe(each.organisation_id)
    const refused = of.filter((row) => row.declined || row.outcome === 'does-not-fit').sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const row of refused.slice(2)) if (!row.ended_at) expect(row.waits_for).toBe('coordinator')
    // Promise 3: answered only when they have met and what came of it is known.
    if (each.state === 'answered') expect([each.kind, each.met_at !== null, ['started', 'helped'].includes(each.outcome)]).toEqual(['handover', true, true])
  }
  // In their own file each person sees their own questions and handovers, and nobody else's.
  const everybody = [...new Set(questions.map((each) => each.person_id))]
  for (const persons of [...everybody.map((each) => [each]), everybody.slice(0, 3), []]) {
    const resident: ResidentActor = {
      kind: 'resident',
      region,
      id: '00000000-0000-7000-8000-000000000000',
      name: null,
      persons,
      questions: (await database.transaction(task, 'test', (tx) => allAskedBy(tx, region, persons))).map((each) => each.id),
    }
    const own = questions.filter((each) => persons.includes(each.person_id)).map((each) => each.id)
    const seen = await database.transaction(resident, 'own-file', async (tx) => {
      const asked = await questionsOfPersons(tx, region, everybody)
      const handed = []
      for (const { id } of questions) handed.push(...(await handoversOf(tx, region, id)))
      return { asked: asked.map((each) => each.id).filter((id) => ids.includes(id)), handed: handed.map((each) => each.id) }
    })
    expect([...seen.asked].sort()).toEqual([...own].sort())
    expect([...seen.handed].sort()).toEqual(
      handovers
        .filter((row) => own.includes(row.question_id))
        .map((row) => row.id)
        .sort(),
    )
  }
  // Promise 4: each sees what the record says, and nothing else.
  for (const actor of readers) {
    for (const row of handovers) {
      const question = questions.find((each) => each.id === row.question_id)
      const own = events.filter((each) => each.detail.handover === row.id)
      const shown = shownByRecord(own, now)
      if (shown === 'either') continue
      const value: Record<string, string | null> = {
        question: question.sharpened,
        group: question.asker_group,
        topic: question.topic,
        municipality: question.municipality,
        name: question.name,
        email: question.email,
        phone: question.phone,
        text: question.text,
        'fact.age': question.facts.age ?? null,
        'fact.disability': question.facts.disability ?? null,
      }
      const may = actor.organisation === row.to_id && shown !== 'none'
      const expected = may
        ? Object.entries(row.shares)
            .filter(([item, moment]) => value[item] && (shown === 'accept' || moment === 'offer'))
            .map(([item]) => [item, value[item]])
        : []
      const seen = await database.transaction(actor, 'test', (tx) => shownTo(tx, row.id))
      expect([row.state, row.stuck, ...[...seen].sort()]).toEqual([row.state, row.stuck, ...expected.sort()])
      const opened = await database
        .transaction(actor, 'handover', (tx) => seeHandover({ tx, actor, now, network }, row.id))
        .catch((error) => (error instanceof NotFound ? undefined : Promise.reject(error)))
      const hands = actor.organisation === row.from_id || (actor.kind === 'staff' && actor.sight === 'region')
      expect(opened !== undefined).toBe(may || hands)
      if (opened && !hands) expect(opened.question).toBeUndefined()
    }
    for (const lijst of ['waits', 'in', 'out', 'ended'] as const) {
      const { handovers: listed } = await database.transaction(actor, 'test', (tx) => handoversFor(tx, actor, listSchema.parse({ lijst }), 1000))
      // The number in the menu is that of the list it leads to.
      if (lijst === 'waits') expect(await database.transaction(actor, 'test', (tx) => countWaiting(tx, actor))).toBe(listed.length)
      for (const each of listed) expect(each.from_id === actor.organisation || each.to_id === actor.organisation || (actor.kind === 'staff' && actor.sight === 'region')).toBe(true)
    }
  }
}

test('random lives of handovers among random partners: a yes before every offer, no circles, an answer only after they met, and each sees what the record says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80 }), async (life) => {
      for (const each of life) await live(each)
      await demo.tasks.run()
      await promisesHold()
    }),
    { numRuns: 20, endOnFailure: true },
  )
  expect(ids.length).toBeGreaterThan(20)
  await demo.tasks.run()
  expect(await database.transaction(task, 'test', (tx) => breaches(tx, region, clock.now()))).toEqual([])
  expect(await database.transaction(task, 'test', (tx) => breachesOfHandovers(tx, region, clock.now()))).toEqual([])
})
