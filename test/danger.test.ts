import { networksOf } from '../src/network/current.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Actor, StaffActor } from '../src/foundation/actor.ts'
import { mustBeHidden, type Reading } from '../src/foundation/danger/danger.ts'
import { readDanger } from '../src/foundation/danger/read.ts'
import { isForStaff } from '../src/foundation/identity/rights.ts'
import { unquoted } from '../src/foundation/mail/quotes.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { Conflict } from '../src/foundation/web/problem.ts'
import { renewLink } from '../src/desk/actions.ts'
import { breaches, figures, recount } from '../src/desk/promises.ts'
import { noticesOf } from '../src/workplace/notices/store.ts'
import { add, ask, notHelped, withdraw } from '../src/desk/public/actions.ts'
import { countsFor, listSchema, questionById, questionsFor } from '../src/desk/queries.ts'
import type { Question } from '../src/desk/question.ts'
import { answerAlarm, markUrgent, takeOffMark } from '../src/desk/urgent/actions.ts'
import { dangersOf } from '../src/desk/urgent/store.ts'
import { answerDirectly, giveBack, register, take, write } from '../src/desk/work/actions.ts'
import { setAside } from '../src/desk/work/history.ts'
import { changeSetup } from '../src/network/actions.ts'
import { propose } from '../src/handover/work/actions.ts'
import { startDemo } from './ground.ts'
import { followLink } from '../src/desk/links.ts'

const demo = await startDemo()
const { database, region, owner, clock, app } = demo
const network = await demo.network()
const publicActor: Actor = { kind: 'public', region }
const task: Actor = { kind: 'task', region }
const [guide, second, coordinator, manager, elsewhere] = (await Promise.all(
  ['gids-enschede', 'tweede-gids-enschede', 'coordinator-werkcentrum', 'manager-werkcentrum', 'gids-almelo'].map((each) => demo.staff(each)),
)) as [StaffActor, StaffActor, StaffActor, StaffActor, StaffActor]
const as = <Result>(actor: Actor, work: Parameters<typeof database.transaction<Result>>[2]) => database.transaction(actor, 'test', work)
const at = (iso: string) => clock.moveTo(new Date(iso))
const morning = '2026-11-24T09:00:00Z'

const suicide = 'Ik wil niet meer leven, vannacht maak ik er een eind aan'
const violence = 'Mijn man slaat me en ik zoek werk'
const possible = 'Over twee weken moet ik mijn huis uit'

const asked = (text: string, more: object = {}, contact: object = { email: 'vrager-nood@voorbeeld.example' }) =>
  as(publicActor, (tx) =>
    ask(
      { tx, actor: publicActor, now: clock.now(), network },
      { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality: 'Enschede', postcode: '7511', contact, ...more },
    ),
  )
/** To the minute: the clock runs. */
const minute = (moment: Date | null | undefined) => moment?.toISOString().slice(0, 16)
const read = (question: Pick<Question, 'id'>) => as(task, (tx) => questionById(tx, region, question.id)).then((found) => found!)
const linkOf = (question: Pick<Question, 'id'>): Actor => ({ kind: 'link', region, subject: question.id })
/** What the page straight after sending says of this question. */
const justWritten = (question: Pick<Question, 'id'>): Reading => ({ certain: true, kinds: ['violence'], language: 'nl', about: question.id })
const eventsOn = async (question: Pick<Question, 'id'>) =>
  (await owner.query('select kind, detail from event where subject_id = $1 order by id', [question.id])).rows as { kind: string; detail: object }[]
const kindsFor = (actor: Actor, question: Pick<Question, 'id'>) => as(actor, (tx) => dangersOf(tx, region, question.id))
const waitsFor = async (actor: StaffActor, question: Pick<Question, 'id' | 'number'>) =>
  (await as(actor, (tx) => countsFor({ tx, actor, now: clock.now() }))).waiting.includes(question.number)
const told = async (actor: StaffActor, question: Pick<Question, 'id'>) =>
  (await as(actor, (tx) => noticesOf(tx, region, actor.id))).filter((each) => each.question_id === question.id && each.unseen).map((each) => each.kind)
const send = (url: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url,
    headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
await demo.tasks.run()

test('a question in danger is urgent from its first moment: due within the hour, on top of every list, told to the guides there and the coordinators until somebody takes it (D1, D10)', async () => {
  at(morning)
  const question = await asked(suicide)
  expect([question.urgent, minute(question.due_at), minute(question.first_due_at)]).toEqual(['now', '2026-11-24T10:00', '2026-11-24T10:00'])
  await demo.tasks.run()
  for (const actor of [guide, second, coordinator]) expect([await told(actor, question), await waitsFor(actor, question)]).toEqual([['urgent'], true])
  expect([await told(elsewhere, question), await waitsFor(elsewhere, question)]).toEqual([[], false])
  for (const [actor, lijst] of [
    [guide, 'unowned'],
    [guide, 'all'],
    [guide, 'point'],
    [guide, 'urgent'],
    [coordinator, 'urgent'],
    [coordinator, 'all'],
  ] as const)
    for (const volgorde of ['due', 'newest', 'oldest'] as const) {
      const { questions } = await as(actor, (tx) => questionsFor({ tx, actor, now: clock.now() }, listSchema.parse({ lijst, volgorde })))
      const place = questions.findIndex((each) => each.id === question.id)
      expect([lijst, volgorde, place >= 0 && questions.slice(0, place).every((each) => each.urgent === 'now')]).toEqual([lijst, volgorde, true])
    }
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  for (const actor of [guide, second, coordinator]) expect([await told(actor, question), await waitsFor(actor, question)]).toEqual([[], false])
  const taken = await read(question)
  // It is urgent still, and the first response is due within that hour.
  expect([taken.urgent, taken.urgent_due_at, taken.staff_id, minute(taken.due_at)]).toEqual(['now', null, guide.id, '2026-11-24T10:00'])
  expect((await eventsOn(question)).filter(({ kind }) => kind.startsWith('question.urgent'))).toEqual([
    { kind: 'question.urgent', detail: {} },
    { kind: 'question.urgent-taken', detail: { within: true } },
  ])
})

test('it climbs every quarter of an hour that is open: coordinators, then the manager, until somebody takes it; at night it waits for the first hour (D1)', async () => {
  at('2026-11-24T22:00:00Z')
  const question = await asked(suicide)
  expect(minute(question.due_at)).toBe('2026-11-25T09:00')
  await demo.tasks.run()
  at('2026-11-25T08:14:00Z')
  await demo.tasks.run()
  expect([await told(coordinator, question), await told(manager, question)]).toEqual([['urgent'], []])
  at('2026-11-25T08:15:00Z')
  await demo.tasks.run()
  expect([(await told(coordinator, question)).sort(), await told(manager, question), (await read(question)).escalation]).toEqual([['urgent', 'urgent-climbed'], [], 1])
  at('2026-11-25T08:30:00Z')
  await demo.tasks.run()
  expect([await told(manager, question), (await read(question)).escalation]).toEqual([['urgent-climbed'], 2])
  at('2026-11-25T09:01:00Z')
  await demo.tasks.run()
  expect((await read(question)).escalation).toBe(3)
  await as(coordinator, (tx) => take({ tx, actor: coordinator, now: clock.now(), network }, question.id))
  const before = (await eventsOn(question)).length
  at('2026-11-25T10:00:00Z')
  await demo.tasks.run()
  expect((await eventsOn(question)).length).toBe(before)
  expect((await eventsOn(question)).filter(({ kind }) => kind === 'question.urgent-taken')).toEqual([{ kind: 'question.urgent-taken', detail: { within: false } }])
})

test('steps that were missed while the program did not run are told as one, the highest, and the climb goes on from there (D1)', async () => {
  at('2026-11-25T09:00:00Z')
  const question = await asked(suicide)
  at('2026-11-25T11:50:00Z')
  await demo.tasks.run()
  const climbed = async () => (await eventsOn(question)).filter(({ kind }) => kind === 'question.urgent-climbed').map(({ detail }) => detail)
  expect(await climbed()).toEqual([{ level: 3 }])
  expect([(await told(coordinator, question)).sort(), await told(manager, question)]).toEqual([['urgent', 'urgent-climbed'], ['urgent-climbed']])
  expect(minute((await read(question)).urgent_due_at)).toBe('2026-11-25T10:00')
  at('2026-11-25T13:00:00Z')
  await demo.tasks.run()
  expect(await climbed()).toEqual([{ level: 3 }])
})

test('a mark that is taken off while the climb runs ends it; a reason is asked and kept, and the promises page counts all of it (D6)', async () => {
  at('2026-11-26T09:00:00Z')
  const count = () => as(task, (tx) => figures(tx, region, clock.now()))
  const before = await count()
  const question = await asked(suicide)
  await demo.tasks.run()
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: clock.now(), network }, question.id, 'Het ging om een liedje', true))
  const off = await read(question)
  expect([off.urgent, off.urgent_due_at, off.discreet, minute(off.due_at)]).toEqual([null, null, false, '2026-11-30T16:00'])
  at('2026-11-26T11:00:00Z')
  await demo.tasks.run()
  expect((await eventsOn(question)).filter(({ kind }) => kind === 'question.urgent-climbed')).toEqual([])
  await expect(as(guide, (tx) => takeOffMark({ tx, actor: guide, now: clock.now(), network }, question.id, 'Nog eens', true))).rejects.toBeInstanceOf(Conflict)
  const after = await count()
  expect([after.urgent - before.urgent, after.urgentOff - before.urgentOff]).toEqual([1, 1])
  expect(after).toEqual(await as(task, (tx) => recount(tx, region, clock.now())))
  expect((await owner.query(`select text from message where question_id = $1 and kind = 'note'`, [question.id])).rows).toEqual([{ text: 'Het ging om een liedje' }])
})

test('of two guides who take it at once one has it; given back it is due anew; who is away is stood in for by anybody (D1)', async () => {
  at(morning)
  const question = await asked(suicide)
  const both = await Promise.allSettled([guide, second].map((each) => as(each, (tx) => take({ tx, actor: each, now: clock.now(), network }, question.id))))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const holder = (await read(question)).staff_id === guide.id ? guide : second
  const other = holder === guide ? second : guide
  await as(holder, (tx) => giveBack({ tx, actor: holder, now: clock.now() }, question.id, 'Ik moet weg'))
  await demo.tasks.run()
  expect(minute((await read(question)).urgent_due_at)).toBe('2026-11-24T10:00')
  expect(await told(other, question)).toContain('urgent')
  await as(holder, (tx) => take({ tx, actor: holder, now: clock.now(), network }, question.id))
  // Days later they write again while their guide is away: it cannot wait for that guide.
  at('2026-11-26T09:00:00Z')
  await as(linkOf(question), (tx) => add({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, 'ik wil dood'))
  await demo.tasks.run()
  expect([minute((await read(question)).urgent_due_at), await waitsFor(other, question)]).toEqual(['2026-11-26T10:00', true])
  await as(other, (tx) => take({ tx, actor: other, now: clock.now(), network }, question.id))
  expect([(await read(question)).staff_id, (await read(question)).urgent_due_at]).toEqual([other.id, null])
  // Whoever answers has it in hand too.
  await as(linkOf(question), (tx) => add({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, 'ik wil dood'))
  expect((await read(question)).urgent_due_at).toBeNull()
})

test('what somebody may be in danger of is read by who handles it and the coordinators, stands in no event, and is gone when the question closes (D9)', async () => {
  at(morning)
  const question = await asked(violence)
  expect((await read(question)).discreet).toBe(true)
  for (const actor of [guide, second, coordinator]) expect([actor.name, await kindsFor(actor, question)]).toEqual([actor.name, ['violence']])
  for (const actor of [elsewhere, manager, linkOf(question), publicActor]) expect(await kindsFor(actor, question)).toEqual([])
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  for (const actor of [second, elsewhere]) expect(await kindsFor(actor, question)).toEqual([])
  for (const actor of [guide, coordinator]) expect(await kindsFor(actor, question)).toEqual(['violence'])
  await as(guide, (tx) => answerDirectly({ tx, actor: guide, now: clock.now() }, question.id, 'Zo.', true))
  expect((await owner.query('select count(*)::int as n from danger where question_id = $1', [question.id])).rows[0].n).toBe(0)
  const closed = await read(question)
  // What was written stays out of sight of who may read along.
  expect([closed.urgent, closed.discreet]).toEqual([null, true])
  for (const { detail } of await eventsOn(question)) expect(JSON.stringify(detail)).not.toMatch(/violence|suicide|danger/)
})

test('possible danger keeps what was promised, is read first, and becomes urgent when the asker says so; or not, when they say that (D2)', async () => {
  at(morning)
  const question = await asked(possible)
  expect([question.urgent, minute(question.due_at)]).toEqual(['maybe', '2026-11-26T16:00'])
  await demo.tasks.run()
  expect(await told(guide, question)).toEqual(['look-first'])
  await as(linkOf(question), (tx) => answerAlarm({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, true, justWritten(question)))
  expect([(await read(question)).urgent, minute((await read(question)).due_at)]).toEqual(['now', '2026-11-24T10:00'])
  // Said twice, it is so once; and taken back it is as it was, with what they said of it for the guide to see.
  await as(linkOf(question), (tx) => answerAlarm({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, true, justWritten(question)))
  await as(linkOf(question), (tx) => answerAlarm({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, false, justWritten(question)))
  expect((await read(question)).urgent).toBeNull()
  expect((await eventsOn(question)).map(({ kind }) => kind).filter((kind) => /urgent|look/.test(kind))).toEqual([
    'question.look-first',
    'question.urgent',
    'question.urgent-denied',
  ])
})

test('an asker who says that it is not so takes the mark off, not the discretion; a guide who says it was a mistake does (D2)', async () => {
  at(morning)
  const question = await asked(violence)
  await as(linkOf(question), (tx) => answerAlarm({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, false, justWritten(question)))
  expect([(await read(question)).urgent, (await read(question)).discreet]).toEqual([null, true])
  await as(guide, (tx) => markUrgent({ tx, actor: guide, now: clock.now(), network }, question.id, 'danger'))
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: clock.now(), network }, question.id, 'Voorbij', false))
  expect((await read(question)).discreet).toBe(true)
  await as(guide, (tx) => markUrgent({ tx, actor: guide, now: clock.now(), network }, question.id, 'danger'))
  await as(guide, (tx) => takeOffMark({ tx, actor: guide, now: clock.now(), network }, question.id, 'Vergissing', true))
  expect((await read(question)).discreet).toBe(false)
})

test('words are heard at the counter, in a conversation written down, in a name, from an employer, after an answer, and on what was set aside (D1, D10)', async () => {
  at(morning)
  const given = { channel: 'walk-in', askerGroup: 'worker', language: 'nl', text: suicide, contact: {} } as const
  const counter = await as(guide, (tx) => register({ tx, actor: guide, now: clock.now(), network }, given))
  // Who writes it down sits with them: nobody else needs to take it.
  expect([counter.urgent, counter.urgent_due_at]).toEqual(['now', null])
  expect((await asked('Ik zoek werk', { name: 'Ik wil dood' })).urgent).toBe('now')
  expect((await asked('Mijn werknemer wil niet meer leven', { askerGroup: 'employer' })).urgent).toBe('now')
  const spoken = await asked('Ik zoek werk')
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, spoken.id))
  await as(guide, (tx) => write({ tx, actor: guide, now: clock.now(), network }, spoken.id, 'conversation', `Zij zei: ${violence}`, false))
  expect([(await read(spoken)).urgent, (await read(spoken)).urgent_due_at]).toEqual(['now', null])
  // What a guide writes is not the asker's.
  const written = await asked('Ik zoek werk')
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, written.id))
  await as(guide, (tx) => write({ tx, actor: guide, now: clock.now(), network }, written.id, 'message', 'Bel 113 als u niet meer wilt leven', false))
  expect((await read(written)).urgent).toBeNull()
  await as(guide, (tx) => answerDirectly({ tx, actor: guide, now: clock.now() }, written.id, 'Zo.', true))
  await as(linkOf(written), (tx) => notHelped({ tx, actor: linkOf(written), now: clock.now(), network }, written.id, suicide))
  expect([(await read(written)).state, (await read(written)).urgent]).toEqual(['reopened', 'now'])
  const aside = await asked('Koop nu')
  await as(guide, (tx) => setAside({ tx, actor: guide, now: clock.now() }, aside.id, 'spam'))
  await as(linkOf(aside), (tx) => add({ tx, actor: linkOf(aside), now: clock.now(), network }, aside.id, suicide))
  expect([(await read(aside)).state, (await read(aside)).urgent]).toEqual(['received', 'now'])
  await demo.tasks.run()
  expect(await as(task, (tx) => breaches(tx, region, clock.now()))).toEqual([])
})

test('a point without opening hours, and an organisation without one, are due by the hours of a working day (D1)', async () => {
  at('2026-11-28T12:00:00Z')
  await as(task, (tx) =>
    changeSetup({ tx, actor: { kind: 'task', region }, now: clock.now() }, demo.secret, (setup) => ({
      ...setup,
      walkInPoints: setup.walkInPoints.map((each) => (each.municipality === 'Enschede' ? { ...each, hours: {} } : each)),
    })),
  )
  networksOf(demo.system).forget(region)
  const without = await demo.network()
  const due = async (municipality: string) =>
    minute(
      (
        await as(publicActor, (tx) =>
          ask({ tx, actor: publicActor, now: clock.now(), network: without }, { channel: 'web', askerGroup: 'worker', language: 'nl', text: suicide, municipality, contact: {} }),
        )
      ).due_at,
    )
  expect(await due('Enschede')).toBe('2026-11-30T09:00')
})

test('no word of a question about violence or abuse leaves by mail, whatever happens with it (D9)', async () => {
  at(morning)
  const sentences = (parse(readFileSync(join(projectRoot, 'test/danger/hard.csv'), 'utf8'), { columns: true }) as { level: string; words: string }[])
    .filter(({ level, words }) => level !== 'none' && mustBeHidden(readDanger(words)?.kinds ?? []))
    .map(({ words }) => words)
  // What our mails say anyway, with the names in them.
  const ordinary = new Set<string>()
  const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
  async function live(text: string, email: string) {
    const question = await asked(text, { name: 'Vrager' }, { email })
    await as(linkOf(question), (tx) => add({ tx, actor: linkOf(question), now: clock.now(), network }, question.id, text))
    await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
    await as(guide, (tx) => write({ tx, actor: guide, now: clock.now(), network }, question.id, 'message', 'Wanneer schikt het?', false))
    await as(guide, (tx) => renewLink({ tx, actor: guide, now: clock.now() }, question.id))
    const to = [...network.organisations.values()].find(({ slug }) => slug === 'uwv')!.id
    await as(task, (tx) => propose({ tx, actor: guide, now: clock.now(), network }, question.id, { to, why: 'Omdat', shares: { group: 'offer' } }))
    const staff = [guide, second, coordinator].map((each) => network.staff.get(each.id)!.email)
    await demo.tasks.run()
    const mails = (await as(task, (tx) => outbox(tx, demo.system, region, 5000))).filter(
      ({ recipient, letter }) => letter && (recipient === email || (staff.includes(recipient) && `${letter.subject} ${letter.text}`.includes(question.number))),
    )
    return mails.map(({ letter }) => `${letter!.subject}\n${letter!.text}\n${letter!.calendar?.content ?? ''}`)
  }
  for (const each of await live('Ik zoek werk', 'gewoon@voorbeeld.example')) for (const word of wordsOf(each)) ordinary.add(word)
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sentences), async (text) => {
      count += 1
      const mails = await live(text, `geweld-${count}@voorbeeld.example`)
      expect(mails.length).toBeGreaterThan(3)
      const said = new Set(wordsOf(text).filter((word) => !ordinary.has(word)))
      for (const mail of mails) {
        // A link is no text: chance may spell a word in it.
        const words = wordsOf(mail.replace(/https?:\S+/g, '').replace(/\S+@\S+/g, ''))
        expect(words.filter((word) => said.has(word))).toEqual([])
        expect(mail).not.toMatch(/Veilig Thuis|0800|112|geweld|spoed.*mail/i)
      }
    }),
    { numRuns: 12 },
  )
})

test('for suicide and no roof the numbers stand below the ordinary text of the mail, and nothing in its subject (D10)', async () => {
  at(morning)
  const mailOf = async (text: string, email: string) => {
    await asked(text, {}, { email })
    await demo.tasks.run()
    return as(task, async (tx) => (await outbox(tx, demo.system, region, 500)).find((each) => each.recipient === email)!.letter!)
  }
  const letter = await mailOf(suicide, 'nummers@voorbeeld.example')
  expect(letter.text).toMatch(/113[\s\S]*112/)
  expect(letter.text.indexOf('113')).toBeGreaterThan(letter.text.indexOf('/volg/'))
  expect(letter.subject).not.toMatch(/spoed|gevaar|113/i)
  expect((await mailOf('Vanavond slaap ik op straat', 'dak@voorbeeld.example')).text).toContain('053 000 00 02')
  expect((await mailOf('Ik zoek werk', 'werk@voorbeeld.example')).text).not.toContain('112')
})

test('what stands below a mail that is answered or passed on is not read; what stands between the lines is (D10)', () => {
  const own = (text: string) => readDanger(unquoted(text))
  const head = 'Op di 24 nov 2026 om 10:00 schreef Iemand <iemand@voorbeeld.example>:'
  expect(own(`Dank u wel.\n\n${head}\n> ${suicide}`)).toBeUndefined()
  expect(own(`Dank u wel.\n\nOp di 24 nov 2026 om 10:00 schreef Iemand\n<iemand@voorbeeld.example>:\n\n${suicide}`)).toBeUndefined()
  expect(own(`Zie hieronder.\n\n-----Oorspronkelijk bericht-----\nVan: Iemand\n${suicide}`)).toBeUndefined()
  expect(own(`Zie hieronder.\n\nVan: Iemand\nVerzonden: dinsdag\nAan: ons\n\n${suicide}`)).toBeUndefined()
  expect(own(`> Hoe gaat het?\n${suicide}\n> Tot morgen`)?.certain).toBe(true)
})

test('a question sent twice is one, urgent once; withdrawn, its mark and its climb are over (D1)', async () => {
  at(morning)
  const form = { question: suicide, group: 'worker', contact: '', formulier: '6ff0a1a4-0000-4000-8000-00000000000a' }
  const both = await Promise.all([send('/twente/vraag', form), send('/twente/vraag', form)])
  const [one, two] = both.map(({ headers }) => String(headers.location).split('?')[0])
  expect(one).toBe(two)
  const token = one!.split('/').at(-1)!
  const id = demo.system.links.read(region, followLink, token)!.subject
  expect((await eventsOn({ id })).filter(({ kind }) => kind === 'question.urgent')).toHaveLength(1)
  // Who does the harm may have the link: taken back it can be once a guide has it in hand.
  const takeBack = () => as(task, async (tx) => withdraw({ tx, actor: linkOf({ id }), now: clock.now() }, id))
  await expect(takeBack()).rejects.toThrow('conflict.urgent-asker')
  await as(guide, (tx) => take({ tx, actor: guide, now: clock.now(), network }, id))
  await takeBack()
  at('2026-11-24T09:30:00Z')
  await demo.tasks.run()
  expect((await eventsOn({ id })).filter(({ kind }) => kind === 'question.urgent-climbed')).toHaveLength(0)
})

test('the API says whom to call, and whether it is certain, with the answer and with an error; the signpost then suggests nobody but who stands beside people (D2)', async () => {
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url: `/api/v1/regios/${url}`, payload })
  const body = { doelgroep: 'werkende', contact: {} }
  const certain = await post('twente/vragen', { ...body, vraag: suicide })
  expect(certain.statusCode).toBe(201)
  expect(certain.json()).toMatchObject({ zeker: true, dringend: [{ naam: '113 Zelfmoordpreventie', telefoon: '113' }, { telefoon: '112' }, { telefoon: '053 000 00 01' }] })
  expect((await post('twente/vragen', { ...body, vraag: possible })).json()).toMatchObject({ zeker: false })
  for (const key of ['dringend', 'zeker']) expect((await post('twente/vragen', { ...body, vraag: 'Ik wil leren lassen' })).json()).not.toHaveProperty(key)
  const wrong = await post('twente/vragen', { vraag: suicide })
  expect([wrong.statusCode, wrong.json().zeker]).toEqual([400, true])
  // A region that is not open, and one that is none.
  for (const where of ['achterhoek', 'nergens'])
    expect((await post(`${where}/vragen`, { ...body, vraag: suicide })).json()).toMatchObject({ status: 404, zeker: true, dringend: [{ telefoon: '113' }, { telefoon: '112' }] })
  const pointed = (await post('twente/wegwijzer', { vraag: `${violence}` })).json()
  expect(pointed.zeker).toBe(true)
  expect(pointed.vervolgvraag).toBeUndefined()
  for (const { bestemming } of pointed.suggesties) expect(['sociaal-team', 'inlooppunt']).toContain(bestemming)
  expect((await post('twente/wegwijzer', { vraag: possible })).json().suggesties.length).toBeGreaterThan(0)
})

test('wherever somebody outside writes words of danger, the page that comes next says whom to call, also when something is wrong with it (D1, D10)', async () => {
  at(morning)
  const question = await asked('Ik zoek werk')
  const token = demo.system.links.make(region, followLink, question.id, 1)
  const writing = demo.routes.filter((route) => route.method === 'POST' && route.path.startsWith('/:region') && !isForStaff(route.right) && !route.path.endsWith('/aanwezig'))
  expect(writing.length).toBeGreaterThan(15)
  for (const route of writing) {
    const url = route.path.replace(':region', 'twente').replace(':token', token).replace(':door', 'leerwerkloket').replace(':slug', 'scholingscheque').replace(':id', question.id)
    const answer = await send(
      url,
      Object.fromEntries(['question', 'text', 'name', 'group', 'contact', 'reden'].map((each) => [each, each === 'group' ? 'worker' : each === 'contact' ? '' : suicide])),
    )
    const page = answer.statusCode === 303 ? await app.inject(String(answer.headers.location)) : answer
    expect([route.path, page.body.includes('href="tel:113"')]).toEqual([route.path, true])
  }
  // On the page that searches regions, and in a region that is not open.
  expect((await app.inject(`/?zoek=${encodeURIComponent(suicide)}`)).body).toContain('href="tel:113"')
  expect((await send('/achterhoek/vraag', { question: suicide, group: 'worker' })).body).toContain('href="tel:113"')
  expect((await send('/twente/vraag', { question: `${suicide} ${'x'.repeat(10_000)}`, group: 'worker' })).body).toContain('href="tel:113"')
  expect((await app.inject('/twente')).body).not.toContain('href="tel:113"')
})
