import { networksOf } from '../src/network/current.ts'
import { expect, test } from 'vitest'
import type { Actor, GuestActor } from '../src/foundation/actor.ts'
import { addWorkingDays, dayOf, momentAt } from '../src/foundation/clock/workingdays.ts'
import { passKeeper } from '../src/foundation/identity/passes.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import { Conflict, FormProblem, NotFound } from '../src/foundation/web/problem.ts'
import { changeContact } from '../src/desk/proof/actions.ts'
import { ask, withdraw } from '../src/desk/public/actions.ts'
import { questionById } from '../src/desk/queries.ts'
import { answerDirectly, clarify, take } from '../src/desk/work/actions.ts'
import { answerPerson, offerNow, stop } from '../src/handover/actions.ts'
import { propose } from '../src/handover/work/actions.ts'
import { checkGrounds, decide } from '../src/handover/coordinator/actions.ts'
import { figuresPerPartner } from '../src/handover/figures.ts'
import type { Handover, Shares } from '../src/handover/handover.ts'
import { accept, cancel, choose, decline, meet, miss, proposeMeeting, report } from '../src/handover/partner/actions.ts'
import { addStep, finishStep } from '../src/handover/plan/actions.ts'
import { planOf } from '../src/handover/plan/store.ts'
import { seeHandover } from '../src/handover/queries.ts'
import { handoverById, shownTo } from '../src/handover/store.ts'
import { changeSetup } from '../src/network/actions.ts'
import { startDemo, tuesday } from './ground.ts'
import { followLink } from '../src/desk/links.ts'
import { groupLink } from '../src/handover/links.ts'

const demo = await startDemo({ filled: true })
const { database, region, clock, owner, app } = demo
const task: Actor = { kind: 'task', region }
const network = await demo.network()
const idOf = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
const guide = await demo.staff('gids-enschede')
const uwv = await demo.staff('gids-uwv')
const contact = await demo.staff('contactpersoon-fnv')
const coordinator = await demo.staff('coordinator-werkcentrum')
const shares: Shares = { question: 'offer', group: 'offer', name: 'accept', email: 'accept', phone: 'accept', 'fact.age': 'accept' }
const linkOf = (question: string): Actor => ({ kind: 'link', region, subject: question })
const now = () => clock.now()
const earlier = () => new Date(now().getTime() - 60_000)
const doing = (work: Parameters<typeof database.transaction>[2]) => database.transaction(task, 'test', work)

async function freshQuestion(email: string | undefined = 'vrager@voorbeeld.example'): Promise<string> {
  const given = { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'In eigen woorden', municipality: 'Enschede', contact: { email, phone: '+31612345678' } } as const
  const id = await database.transaction(task, 'test', async (tx) => (await ask({ tx, actor: task, now: now(), network }, given)).id)
  await database.transaction(guide, 'test', async (tx) => {
    await take({ tx, actor: guide, now: now(), network }, id)
    await clarify({ tx, actor: guide, now: now() }, id, {
      sharpened: 'In één zin',
      askerGroup: 'worker',
      facts: { age: '52', disability: 'ja' },
      name: 'Vrager',
      municipality: 'Enschede',
    })
  })
  return id
}
const hand = async (question: string, to: string, agreed = true) =>
  (await doing(async (tx) =>
    propose({ tx, actor: guide, now: now(), network: await demo.network() }, question, {
      to: idOf(to),
      why: 'Zij kennen dit',
      shares,
      agreed: agreed ? { how: 'phone', at: earlier() } : undefined,
    }),
  )) as string
const read = async (id: string): Promise<Handover> => (await doing((tx) => handoverById(tx, region, id))) as Handover
const seenBy = async (actor: Actor, id: string) => Object.fromEntries((await database.transaction(actor, 'test', (tx) => shownTo(tx, id))) as Map<string, string>)
const stateOf = async (question: string) => (await owner.query('select state from question where id = $1', [question])).rows[0].state as string
const inTwoDays = (hour = 10) => momentAt(addWorkingDays(dayOf(now()), 2), hour)
const oneTime = (hour = 10) => ({ times: [inTwoDays(hour)], manner: 'place' as const, place: 'Balie', minutes: 30, agreed: false, withGuide: true })
const letters = async (kind: string, subject?: string) =>
  ((await doing((tx) => outbox(tx, demo.system, region, 500))) as Awaited<ReturnType<typeof outbox>>).filter(
    (each) => each.kind === kind && (!subject || each.subject_id === subject),
  )
/** A page of the asker, or a form of theirs. */
async function asAsker(question: string, rest = '', body?: Record<string, string>) {
  const { link_version } = (await doing((tx) => questionById(tx, region, question))) as { link_version: number }
  const url = `/twente/volg/${demo.system.links.make(region, followLink, question, link_version)}${rest}`
  const headers = { host: 'localhost:3999', ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
  return app.inject({ method: body ? 'POST' : 'GET', url, headers, payload: body && new URLSearchParams(body).toString() })
}
const refusing = (kind: typeof Conflict | typeof NotFound | typeof FormProblem) => (error: unknown) => {
  if (!(error instanceof kind)) throw error
  return 'refused'
}

test('how somebody wants to be reached goes along with what reaches them, and not before the partner takes it on (H1, I3)', async () => {
  const question = await freshQuestion()
  await doing((tx) => changeContact({ tx, actor: linkOf(question), now: now(), network }, demo.secret, question, { name: 'Vrager', way: 'phone' }))
  const id = (await doing(async (tx) =>
    propose({ tx, actor: guide, now: now(), network: await demo.network() }, question, { to: idOf('uwv'), why: 'Zij kennen dit', agreed: { how: 'phone', at: earlier() } }),
  )) as string
  expect(await seenBy(uwv, id)).not.toHaveProperty('way')
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  expect(await seenBy(uwv, id)).toMatchObject({ phone: '+31612345678', way: 'phone' })
})

test('without an agreement nothing starts, and nothing was changed', async () => {
  const question = await freshQuestion()
  await expect(hand(question, 'sbb')).rejects.toMatchObject({ errors: { to: { key: 'handover.no-ground' } } })
  await expect(hand(question, 'enschede')).rejects.toBeInstanceOf(FormProblem)
  expect([await stateOf(question), (await owner.query('select count(*)::int from handover where question_id = $1', [question])).rows[0].count]).toEqual(['clarifying', 0])
})

test('the person says yes on their own page; looking at it changes nothing, and before the yes the partner sees nothing', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv', false)
  expect((await letters('handover-asked', question))[0]!.letter!.text).not.toContain('In één zin')
  const page = await asAsker(question)
  expect(page.body).toContain('Wilt u dat UWV u verder helpt?')
  expect(page.body).toContain('Zij kennen dit')
  expect((await read(id)).state).toBe('proposed')
  expect([await seenBy(uwv, id), await seenBy(contact, id)]).toEqual([{}, {}])
  await expect(database.transaction(uwv, 'handover', (tx) => seeHandover({ tx, actor: uwv, now: now(), network }, id))).rejects.toBeInstanceOf(NotFound)
  // Twice at once, as a double click does.
  const both = await Promise.all([1, 2].map(() => asAsker(question, `/overdracht/${id}/ja`, { formulier: 'een' })))
  expect(both.map((each) => String(each.headers.location).split('?')[1])).toEqual(['gedaan=handover', 'gedaan=handover'])
  expect(await read(id)).toMatchObject({ state: 'offered', agreed_how: 'page', agreed_with: null, ground: 'public-task', waits_for: 'partner' })
  expect(await seenBy(uwv, id)).toEqual({ question: 'In één zin', group: 'worker' })
  // Too late to say no by that form.
  expect((await asAsker(question, `/overdracht/${id}/nee`, { formulier: 'twee' })).headers.location).toContain('gedaan=too-late')
  // Another's handover is none by this link.
  const other = await freshQuestion()
  expect((await asAsker(other, `/overdracht/${id}/stoppen`, {})).statusCode).toBe(404)
})

test('from acceptance on the partner sees the rest, as it stands now, and each look is there; two who accept at once are one', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  const colleague = await demo.staff('coordinator-uwv')
  const results = await Promise.all([uwv, colleague].map((who) => doing((tx) => accept({ tx, actor: who, now: now(), network }, id)).then(() => 'accepted', refusing(Conflict))))
  expect(results.sort()).toEqual(['accepted', 'refused'])
  expect(await seenBy(uwv, id)).toEqual({ question: 'In één zin', group: 'worker', name: 'Vrager', email: 'vrager@voorbeeld.example', phone: '+31612345678', 'fact.age': '52' })
  await doing((tx) => changeContact({ tx, actor: linkOf(question), now: now(), network }, demo.secret, question, { name: 'Vrager', email: null, phone: '+31687654321' }))
  expect((await seenBy(uwv, id)).phone).toBe('+31687654321')
  await database.transaction(uwv, 'handover', (tx) => seeHandover({ tx, actor: uwv, now: now(), network }, id))
  const { rows } = await owner.query(`select purpose, staff_id from look where question_id = $1 and organisation_id = $2`, [question, uwv.organisation])
  expect(rows).toEqual([{ purpose: 'handover', staff_id: uwv.id }])
  // The file itself is not the partner's.
  expect(await database.transaction(uwv, 'test', (tx) => questionById(tx, region, question))).toBeUndefined()
})

test('a whole handover: times, a choice, an invitation that moves and is called off, a conversation, an outcome that answers the question', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  await expect(doing((tx) => proposeMeeting({ tx, actor: uwv, now: now(), network }, id, { ...oneTime(), times: [new Date(now().getTime() - 60_000)] }))).rejects.toBeInstanceOf(
    FormProblem,
  )
  await doing((tx) => proposeMeeting({ tx, actor: uwv, now: now(), network }, id, { ...oneTime(), times: [inTwoDays(10), inTwoDays(14)] }))
  expect((await read(id)).waits_for).toBe('person')
  expect((await asAsker(question)).body).toContain('Kies een tijd die u past')
  await expect(doing((tx) => choose({ tx, actor: linkOf(question), now: now(), network }, id, inTwoDays(11)))).rejects.toBeInstanceOf(Conflict)
  await doing((tx) => choose({ tx, actor: linkOf(question), now: now(), network }, id, inTwoDays(14)))
  const { meeting_id } = await read(id)
  const invitation = async (kind: string) => (await letters(kind, meeting_id!))[0]!.letter!.calendar!
  const field = (text: string, name: string) => new RegExp(`^${name}[^:]*:(.*)$`, 'm').exec(text.replaceAll('\r', ''))?.[1]
  const planned = await invitation('meeting-asker')
  expect([planned.method, field(planned.content, 'SEQUENCE'), field(planned.content, 'DTSTART')]).toEqual(['REQUEST', '1', '20261126T130000Z'])
  expect((await letters('meeting-asker', meeting_id!)).length + (await letters('meeting-host', meeting_id!)).length + (await letters('meeting-guide', meeting_id!)).length).toBe(3)
  expect(planned.content).not.toContain('Vrager')
  // Moved: off first, then on again under the same name and a higher number.
  await doing((tx) => proposeMeeting({ tx, actor: uwv, now: now(), network }, id, oneTime(15)))
  const off = await invitation('meeting-asker')
  expect([off.method, field(off.content, 'SEQUENCE')]).toEqual(['CANCEL', '2'])
  await doing((tx) => choose({ tx, actor: guide, now: now(), network }, id, inTwoDays(15)))
  const again = await invitation('meeting-asker')
  expect([again.method, field(again.content, 'SEQUENCE'), field(again.content, 'UID')]).toEqual(['REQUEST', '3', field(planned.content, 'UID')])
  await expect(doing((tx) => miss({ tx, actor: uwv, now: now(), network }, id))).rejects.toBeInstanceOf(Conflict)
  await expect(doing((tx) => meet({ tx, actor: uwv, now: now(), network }, id, addWorkingDays(dayOf(now()), 1)))).rejects.toBeInstanceOf(FormProblem)
  await expect(doing((tx) => report({ tx, actor: uwv, now: now(), network }, id, { outcome: 'helped' }))).rejects.toBeInstanceOf(Conflict)
  await doing((tx) => meet({ tx, actor: uwv, now: now(), network }, id, dayOf(now())))
  await expect(doing((tx) => report({ tx, actor: uwv, now: now(), network }, id, { outcome: 'does-not-fit' }))).rejects.toMatchObject({
    errors: { next: { key: 'handover.next.empty' } },
  })
  await doing((tx) => report({ tx, actor: uwv, now: now(), network }, id, { outcome: 'started', text: 'Begonnen' }))
  const { rows } = await owner.query('select q.state, a.kind, a.handover_id, a.within_norm from question q join answer a on a.id = q.answer_id where q.id = $1', [question])
  expect(rows).toEqual([{ state: 'answered', kind: 'handover', handover_id: id, within_norm: true }])
  const page = await asAsker(question)
  expect(page.body).toContain('een traject of opleiding is begonnen')
  expect((await read(id)).waits_for).toBe('handing')
})

test('whoever declines names a reason and where to; the third time the coordinator decides, with the reasons in view', async () => {
  const question = await freshQuestion()
  const tries = [
    ['uwv', uwv, 'fnv'],
    ['fnv', contact, 'roc-van-twente'],
    ['roc-van-twente', await demo.staff('gids-roc-van-twente'), 'uwv'],
  ] as const
  let id = ''
  for (const [at, [to, who, next]] of tries.entries()) {
    id = await hand(question, to)
    await expect(doing((tx) => decline({ tx, actor: who, now: now(), network }, id, { reason: 'no-room' }))).rejects.toMatchObject({
      errors: { next: { key: 'handover.next.empty' } },
    })
    await expect(doing((tx) => decline({ tx, actor: who, now: now(), network }, id, { reason: 'other', next: idOf(next) }))).rejects.toMatchObject({
      errors: { text: expect.anything() },
    })
    await doing((tx) => decline({ tx, actor: who, now: now(), network }, id, { reason: 'no-room', next: idOf(next) }))
    expect(await seenBy(who, id)).toEqual({})
    expect(await stateOf(question)).toBe(at < 2 ? 'clarifying' : 'handover')
  }
  expect(await read(id)).toMatchObject({ state: 'declined', stuck: 'declined-thrice', waits_for: 'coordinator' })
  const seen = await database.transaction(coordinator, 'handover', (tx) => seeHandover({ tx, actor: coordinator, now: now(), network }, id))
  expect([seen.handover, ...seen.others].map((each) => each.declined)).toEqual(['no-room', 'no-room', 'no-room'])
  await expect(doing((tx) => decide({ tx, actor: guide, now: now(), network }, id, { decision: 'back', text: 'Nee' }))).rejects.toBeInstanceOf(Conflict)
  await expect(doing((tx) => decide({ tx, actor: coordinator, now: now(), network }, id, { decision: 'go-on', text: 'Verder' }))).rejects.toBeInstanceOf(FormProblem)
  await doing((tx) => decide({ tx, actor: coordinator, now: now(), network }, id, { decision: 'other', to: idOf('cnv'), text: 'Probeer deze' }))
  const { rows } = await owner.query('select state, to_id from handover where question_id = $1 and ended_at is null', [question])
  // Anew with the person's yes.
  expect(rows).toEqual([{ state: 'proposed', to_id: idOf('cnv') }])
})

test('who does not come is invited again, and the second time the coordinator decides', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  for (const round of [1, 2]) {
    await doing((tx) => proposeMeeting({ tx, actor: uwv, now: now(), network }, id, { ...oneTime(), agreed: true }))
    clock.moveTo(new Date(inTwoDays().getTime() + 3_600_000))
    await doing((tx) => miss({ tx, actor: uwv, now: now(), network }, id))
    expect(await read(id)).toMatchObject({ state: 'accepted', missed: round, waits_for: round === 1 ? 'partner' : 'coordinator' })
  }
  await doing((tx) => decide({ tx, actor: coordinator, now: now(), network }, id, { decision: 'go-on', text: 'Bel eerst' }))
  expect(await read(id)).toMatchObject({ stuck: null, waits_for: 'partner' })
  await doing((tx) => proposeMeeting({ tx, actor: uwv, now: now(), network }, id, oneTime()))
  await doing((tx) => cancel({ tx, actor: linkOf(question), now: now(), network }, id))
  expect((await read(id)).waits_for).toBe('partner')
  clock.moveTo(new Date(tuesday))
})

test('the person stops it: with consent as ground nothing is seen any more at once, else for four weeks', async () => {
  for (const [to, who, left] of [
    ['fnv', contact, 0],
    ['uwv', uwv, 6],
  ] as const) {
    const question = await freshQuestion()
    const id = await hand(question, to)
    await doing((tx) => accept({ tx, actor: who, now: now(), network }, id))
    await doing((tx) => proposeMeeting({ tx, actor: who, now: now(), network }, id, { ...oneTime(), agreed: true }))
    await doing((tx) => stop({ tx, actor: linkOf(question), now: now(), network }, id))
    expect(Object.keys(await seenBy(who, id)).length).toBe(left)
    expect(await stateOf(question)).toBe('clarifying')
    expect((await letters('meeting-asker', (await read(id)).meeting_id!))[0]!.letter!.calendar!.method).toBe('CANCEL')
    await expect(doing((tx) => accept({ tx, actor: who, now: now(), network }, id))).rejects.toThrow()
    await expect(doing((tx) => report({ tx, actor: who, now: now(), network }, id, { outcome: 'helped' }))).rejects.toThrow()
  }
})

test('withdrawn while it was offered: gone for the partner, and accepting comes too late', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  const raced = await Promise.all([
    doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id)).then(
      () => 'accepted',
      () => 'too late',
    ),
    doing((tx) => withdraw({ tx, actor: linkOf(question), now: now() }, question)).then(() => 'withdrawn'),
  ])
  expect(raced[1]).toBe('withdrawn')
  expect(await read(id)).toMatchObject({ state: 'not-needed', waits_for: null })
  expect(await stateOf(question)).toBe('withdrawn')
  await expect(doing((tx) => answerPerson({ tx, actor: linkOf(question), now: now(), network }, id, true))).rejects.toThrow()
})

test('silence climbs: the partner is reminded and the guide told, then the coordinator has it, and the partner can still accept', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  const due = (await read(id)).due_at!
  expect(due).toEqual(momentAt('2026-11-26', 17))
  clock.moveTo(new Date(due.getTime() + 60_000))
  await demo.tasks.run()
  expect(await read(id)).toMatchObject({ late: true, stuck: null })
  clock.moveTo(momentAt('2026-11-27', 18))
  await demo.tasks.run()
  expect(await read(id)).toMatchObject({ stuck: 'silent', waits_for: 'coordinator', state: 'offered' })
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  expect(await read(id)).toMatchObject({ stuck: null, waits_for: 'partner', state: 'accepted' })
  const { rows } = await owner.query(`select kind from notice where about_id = $1 and kind in ('handover-silent', 'handover-stuck') order by id`, [id])
  expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(['handover-silent', 'handover-stuck']))
  clock.moveTo(new Date(tuesday))
})

test('an agreement that ends takes it from the partner’s sight and to the coordinator; a yes without a ground waits', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  const waiting = await freshQuestion()
  const proposed = await hand(waiting, 'uwv', false)
  const ending = (ends: string | undefined) =>
    doing((tx) =>
      changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, demo.secret, (setup) => ({
        ...setup,
        sharing: setup.sharing.map((each) => (each.slug === 'enschede-uwv-handover' ? { ...each, ends } : each)),
      })),
    )
  await ending('2026-11-23')
  networksOf(demo.system).forget(region)
  const later = await demo.network()
  await doing((tx) => checkGrounds({ tx, actor: task, now: now(), network: later }))
  expect(await seenBy(uwv, id)).toEqual({})
  expect(await read(id)).toMatchObject({ stuck: 'no-ground', shown: 'none' })
  // Nobody brings it back into sight but the coordinator.
  await expect(doing((tx) => meet({ tx, actor: guide, now: now(), network: later }, id, dayOf(now())))).rejects.toBeInstanceOf(Conflict)
  await doing((tx) => answerPerson({ tx, actor: linkOf(waiting), now: now(), network: later }, proposed, true))
  expect(await read(proposed)).toMatchObject({ state: 'agreed', waits_for: 'handing' })
  await expect(doing((tx) => offerNow({ tx, actor: guide, now: now(), network: later }, proposed))).rejects.toBeInstanceOf(Conflict)
  await ending(undefined)
  networksOf(demo.system).forget(region)
  const again = await demo.network()
  await doing((tx) => offerNow({ tx, actor: guide, now: now(), network: again }, proposed))
  await doing((tx) => decide({ tx, actor: coordinator, now: now(), network: again }, id, { decision: 'go-on', text: 'Weer geregeld' }))
  expect([(await read(proposed)).state, (await read(id)).shown]).toEqual(['offered', 'accept'])
})

test('a partner without a sign-in: one link without a name in the mail, a code that is guessed at five times at most, and the same steps', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'cnv')
  const mail = (await letters('handover-partner', idOf('cnv')))[0]!
  expect(mail.letter!.text + mail.letter!.subject).not.toMatch(/Vrager|vrager@|In één zin|TW-/)
  const path = new URL(/https?:\S+/.exec(mail.letter!.text)![0]).pathname
  const get = (url: string, cookie = '') => app.inject({ method: 'GET', url, headers: { host: 'localhost:3999', cookie } })
  const post = (url: string, body: Record<string, string> = {}, cookie = 'werkcentrum-formulier=bond') =>
    app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost:3999', cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(body).toString(),
    })
  const before = (await owner.query('select count(*)::int from mail_code')).rows[0].count
  for (let scanned = 0; scanned < 3; scanned += 1) expect((await get(path)).statusCode).toBe(200)
  expect((await owner.query('select count(*)::int from mail_code')).rows[0].count).toBe(before)
  expect((await read(id)).state).toBe('offered')
  const code = async () => {
    await post(`${path}/code`)
    const { rows } = await owner.query('select id from mail_code order by id desc limit 1')
    return passKeeper(demo.secret, false).digits(region, rows[0].id)
  }
  const who = { name: 'Iemand van de bond', role: 'Adviseur' }
  const right = await code()
  const wrong = right === '111111' ? '222222' : '111111'
  const comesBack = async (by: Record<string, string>, typed: string) => {
    const { headers } = await post(`${path}/binnen`, { ...by, code: typed })
    return (await get(headers.location!.split('#')[0]!, 'werkcentrum-formulier=bond')).body
  }
  for (let tries = 0; tries < 5; tries += 1) expect(await comesBack(who, wrong)).toContain('Deze code klopt niet')
  // Guessed at too often: now the right one does not count either.
  expect(await comesBack(who, right)).toContain('Deze code klopt niet')
  expect(await comesBack({ name: '', role: '' }, '1')).toContain('Vul uw naam in')
  const second = await code()
  const entered = await post(`${path}/binnen`, { ...who, code: second.replace(/(\d{3})/, '$1 ') })
  const cookie = String(entered.headers['set-cookie']).split(';')[0]!
  expect(entered.headers.location).toBe('/twente/partner')
  // A code is for once.
  expect(await comesBack(who, second)).toContain('Deze code klopt niet')
  const page = await get(`/twente/partner/overdrachten/${id}`, cookie)
  expect(page.body).toContain('In één zin')
  expect(page.body).not.toContain('+31612345678')
  expect(page.body).not.toContain('06 12345678')
  expect((await post(`/twente/partner/overdrachten/${id}/aannemen`, {}, cookie)).statusCode).toBe(303)
  const accepted = await read(id)
  expect([accepted.state, accepted.partner_guest_id !== null]).toEqual(['accepted', true])
  expect((await get(`/twente/partner/overdrachten/${id}`, cookie)).body).toContain('06 12345678')
  // Neither the workplace nor anything of others is theirs.
  for (const other of ['/twente/werk', `/twente/werk/overdrachten/${id}`, `/twente/werk/vragen/${accepted.reference}`]) expect((await get(other, cookie)).statusCode).toBe(303)
  const foreign = await hand(await freshQuestion(), 'uwv')
  expect((await get(`/twente/partner/overdrachten/${foreign}`, cookie)).statusCode).toBe(404)
  const { rows } = await owner.query('select guest_id, staff_id from look where question_id = $1 and guest_id is not null', [question])
  expect(rows.length).toBeGreaterThan(1)
  expect((await asAsker(question)).body).toContain('Iemand van de bond')
  await post('/twente/partner/weg', {}, cookie)
  expect((await get('/twente/partner', cookie)).headers.location).toBe('/twente/partner/aanmelden?naar=%2Ftwente%2Fpartner')
  // The guide can write down what the partner says by phone.
  const called = await hand(await freshQuestion(), 'cnv')
  await doing((tx) => accept({ tx, actor: guide, now: now(), network }, called))
  expect((await read(called)).partner_staff_id).toBe(guide.id)
  // Not for a partner with a sign-in.
  const signed = await hand(await freshQuestion(), 'uwv')
  await expect(doing((tx) => accept({ tx, actor: guide, now: now(), network }, signed))).rejects.toBeInstanceOf(Conflict)
})

test('a form that comes again is not answered on a link that counts no more', async () => {
  const send = (url: string, body: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url,
      headers: { host: 'localhost:3999', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ formulier: url, ...body }).toString(),
    })
  const employers = await freshQuestion()
  await owner.query(`update question set asker_group = 'employer' where id = $1`, [employers])
  const yes = await freshQuestion()
  const follow = `/twente/volg/${demo.system.links.make(region, followLink, yes, 1)}/overdracht`
  const forms: [string, string, Record<string, string>][] = [
    [employers, `/twente/groep/${demo.system.links.make(region, groupLink, employers, 1)}`, { text: 'Ik hoor erbij' }],
    [yes, `${follow}/${await hand(yes, 'uwv', false)}/ja`, {}],
  ]
  for (const [question, url, body] of forms) {
    const first = await send(url, body)
    const again = await send(url, body)
    expect([first.statusCode, again.statusCode, again.headers.location]).toEqual([303, 303, first.headers.location])
    await owner.query('update question set link_version = 2 where id = $1', [question])
    expect((await send(url, body)).statusCode).toBe(404)
  }
  expect((await owner.query('select count(*)::int as n from question where group_id = $1', [employers])).rows[0].n).toBe(1)
  // Nor is a handover of somebody else's question there.
  expect((await send(`${follow}/${await hand(await freshQuestion(), 'uwv', false)}/ja`, {})).statusCode).toBe(404)
})

test('what the partner will see is a page to come back to, and proposing is asked once', async () => {
  const question = await freshQuestion()
  const { number } = (await doing((tx) => questionById(tx, region, question))) as { number: string }
  const cookie = `${await demo.cookieOf('gids-enschede')}; werkcentrum-formulier=een-browser`
  const send = (method: 'GET' | 'POST', url: string, body?: Record<string, string>) =>
    app.inject({
      method,
      url,
      headers: { host: 'localhost:3999', cookie, 'sec-fetch-site': 'same-origin', ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      payload: body && new URLSearchParams(body).toString(),
    })
  const url = `/twente/werk/vragen/${number}/overdracht`
  const form = { formulier: 'een sleutel', to: idOf('uwv'), why: 'Regel een\nRegel twee "zo"', 'deel-group': 'offer' }
  const preview = await send('POST', url, { ...form, stap: 'bekijken' })
  expect([preview.statusCode, preview.headers.location]).toEqual([303, expect.stringContaining(`${url}?ingevuld=`)])
  for (const _again of [1, 2]) {
    const { statusCode, body } = await send('GET', preview.headers.location!)
    expect([statusCode, body.includes('Zo ziet de partner het'), body.includes('name="deel-group" value="offer"')]).toEqual([200, true, true])
  }
  const empty = await send('POST', url, { ...form, why: '', stap: 'bekijken' })
  const wrong = (await send('GET', empty.headers.location!.split('#')[0]!)).body
  expect([wrong.includes('Zo ziet de partner het'), wrong.includes('Schrijf waarom deze partner kan helpen')]).toEqual([false, true])
  const sent = [await send('POST', url, { ...form, stap: 'versturen' }), await send('POST', url, { ...form, stap: 'versturen' })]
  expect(sent.map((each) => each.headers.location)).toEqual([expect.stringContaining('/werk/overdrachten/'), sent[0]!.headers.location])
  // With another key it came too late: what was written stays in sight.
  const late = await send('POST', url, { ...form, formulier: 'een andere', stap: 'versturen' })
  expect([late.statusCode, late.body.includes('Regel twee')]).toEqual([409, true])
})

test('no more than five codes in an hour, and each for ten minutes', async () => {
  const passes = passKeeper(demo.secret, false)
  const at = new Date('2026-11-25T09:00:00Z')
  const made: (string | undefined)[] = []
  for (let each = 0; each < 6; each += 1)
    made.push((await doing((tx) => passes.ask(tx, region, { kind: 'partner', about: 'iemand', to: null, browser: 'browser' }, at))) as string | undefined)
  expect(made.map(Boolean)).toEqual([true, true, true, true, true, false])
  const enter = (typed: string, when: Date) => doing((tx) => passes.enter(tx, region, 'partner', 'iemand', 'browser', typed, when))
  const last = passes.digits(region, made[4]!)
  expect(await enter(last, new Date(at.getTime() + 601_000))).toBe(false)
  expect(await enter(passes.digits(region, made[3]!), at)).toBe(true)
  expect(await enter(last, at)).toBe(false)
})

test('a question in handover cannot be answered, merged or handed over again beside it, and a colleague who is not the owner’s sees nothing of it', async () => {
  const question = await freshQuestion()
  const id = await hand(question, 'uwv')
  await expect(database.transaction(guide, 'test', (tx) => answerDirectly({ tx, actor: guide, now: now() }, question, 'Zo', true))).rejects.toBeInstanceOf(Conflict)
  await expect(hand(question, 'fnv')).rejects.toBeInstanceOf(Conflict)
  const stranger = await demo.staff('gids-borne')
  await expect(doing((tx) => stop({ tx, actor: stranger, now: now(), network }, id))).rejects.toBeInstanceOf(NotFound)
  await expect(doing(async (tx) => propose({ tx, actor: stranger, now: now(), network }, await freshQuestion(), { to: idOf('uwv'), why: 'x', shares }))).rejects.toBeInstanceOf(
    NotFound,
  )
})

test('the figures per partner follow the record', async () => {
  const figures = (await doing((tx) => figuresPerPartner(tx, region, new Date('2026-01-01T00:00:00Z')))) as Awaited<ReturnType<typeof figuresPerPartner>>
  const { rows } = await owner.query(
    `select to_id as partner, count(*)::int as offered, count(*) filter (where met_at is not null)::int as met, count(reported_at)::int as reported from handover where offered_at is not null group by 1`,
  )
  for (const row of rows) expect(figures.find((each) => each.partner === row.partner)).toMatchObject(row)
  expect(figures.find((each) => each.partner === null)!.offered).toBe(rows.reduce((sum, row) => sum + row.offered, 0))
})

test('what nobody has is handed over, or joined by another partner, only by who sees the region (D2)', async () => {
  const own = await demo.staff('coordinator-enschede')
  const offer = (actor: typeof own, question: string, to: string) =>
    doing((tx) =>
      propose({ tx, actor, now: now(), network }, question, { to: idOf(to), plan: { goal: 'Weer aan het werk' }, why: 'Nodig', shares, agreed: { how: 'phone', at: earlier() } }),
    )
  // The colleague who had it is gone.
  const question = await freshQuestion()
  await owner.query(`update question set staff_id = null, state = 'reopened' where id = $1`, [question])
  for (const actor of [guide, own]) await expect(offer(actor, question, 'uwv')).rejects.toMatchObject({ message: 'conflict.take-first' })
  await offer(await demo.staff('manager-werkcentrum'), question, 'uwv')
  await owner.query('update question set staff_id = null where id = $1', [question])
  for (const actor of [guide, own]) await expect(offer(actor, question, 'roc-van-twente')).rejects.toMatchObject({ message: 'conflict.take-first' })
  await offer(coordinator, question, 'roc-van-twente')
  expect(await stateOf(question)).toBe('handover')
})

// A guest actor stands nowhere but with its own organisation.
test('a guest of one partner is nothing to another’s handover', async () => {
  const id = await hand(await freshQuestion(), 'uwv')
  const guest: GuestActor = { kind: 'guest', region, id: '00000000-0000-7000-8000-000000000001', name: 'Iemand', organisation: idOf('cnv') }
  expect(await seenBy(guest, id)).toEqual({})
  await expect(doing((tx) => accept({ tx, actor: guest, now: now(), network }, id))).rejects.toBeInstanceOf(NotFound)
})

test('several partners by one plan: each sees the plan and its own data, the person agrees it, and it is answered when the last has reported', async () => {
  const question = await freshQuestion()
  const join = async (to: string) =>
    (await doing((tx) =>
      propose({ tx, actor: guide, now: now(), network }, question, {
        to: idOf(to),
        plan: { goal: 'Weer aan het werk' },
        why: 'Nodig',
        shares: to === 'uwv' ? { question: 'offer', 'fact.age': 'accept' } : { question: 'offer', phone: 'accept' },
        agreed: { how: 'phone', at: earlier() },
      }),
    )) as string
  const roc = await demo.staff('gids-roc-van-twente')
  const [first, second] = [await join('uwv'), await join('roc-van-twente')]
  await expect(join('uwv')).rejects.toMatchObject({ errors: { to: { key: 'handover.in-plan' } } })
  await expect(hand(question, 'fnv')).rejects.toBeInstanceOf(Conflict)
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, first))
  const planSeen = (who: typeof uwv, id: string) => database.transaction(who, 'handover', async (tx) => (await seeHandover({ tx, actor: who, now: now(), network }, id)).plan)
  // Who only judges the offer sees no plan yet.
  expect([(await planSeen(uwv, first))?.plan.goal, await planSeen(roc, second)]).toEqual(['Weer aan het werk', undefined])
  await expect(doing((tx) => addStep({ tx, actor: roc, now: now(), network }, second, { what: 'Nee', due: '2026-12-01' }))).rejects.toBeInstanceOf(Conflict)
  await doing((tx) => accept({ tx, actor: roc, now: now(), network }, second))
  expect([Object.keys(await seenBy(uwv, first)).sort(), Object.keys(await seenBy(roc, second)).sort()]).toEqual([
    ['fact.age', 'question'],
    ['phone', 'question'],
  ])
  await expect(doing((tx) => addStep({ tx, actor: uwv, now: now(), network }, first, { what: 'Gisteren', due: '2026-11-23' }))).rejects.toBeInstanceOf(FormProblem)
  await expect(doing((tx) => addStep({ tx, actor: uwv, now: now(), network }, first, { what: 'Wie?', who: idOf('sbb'), due: '2026-12-01' }))).rejects.toBeInstanceOf(FormProblem)
  await doing((tx) => addStep({ tx, actor: uwv, now: now(), network }, first, { what: 'Belastbaarheid bekijken', who: idOf('uwv'), due: '2026-11-25' }))
  await doing((tx) => addStep({ tx, actor: guide, now: now(), network }, second, { what: 'Cv sturen', due: '2026-11-30' }))
  const { steps } = (await planSeen(roc, second))!
  expect(steps.map((each) => each.what)).toEqual(['Belastbaarheid bekijken', 'Cv sturen'])
  // What is due first is due of the question.
  expect((await owner.query('select due_at from question where id = $1', [question])).rows[0].due_at).toEqual(momentAt('2026-11-25', 17))
  await expect(doing((tx) => finishStep({ tx, actor: roc, now: now(), network }, second, steps[0]!.id))).rejects.toBeInstanceOf(NotFound)
  expect((await asAsker(question)).body).toContain('Ja, dit plan is goed')
  await asAsker(question, `/overdracht/${second}/plan-ja`, { formulier: 'plan' })
  expect((await planSeen(uwv, first))!.plan).toMatchObject({ agreed_how: 'page' })
  await doing((tx) => finishStep({ tx, actor: uwv, now: now(), network }, first, steps[0]!.id, 'Kan twintig uur'))
  await asAsker(question, `/overdracht/${second}/klaar`, { step: steps[1]!.id, formulier: 'klaar' })
  expect((await planSeen(uwv, first))!.steps.every((each) => each.done_at)).toBe(true)
  for (const [who, id] of [
    [uwv, first],
    [roc, second],
  ] as const) {
    expect(await stateOf(question)).toBe('handover')
    await doing((tx) => meet({ tx, actor: who, now: now(), network }, id, dayOf(now())))
    await doing((tx) => report({ tx, actor: who, now: now(), network }, id, { outcome: 'helped' }))
  }
  expect(await stateOf(question)).toBe('answered')
  // Nobody of elsewhere sees a plan.
  const stranger = await demo.staff('gids-borne')
  expect(await database.transaction(stranger, 'test', (tx) => planOf(tx, region, question))).toBeUndefined()
})

test('an organisation that ends holds nothing any more: its questions and its handovers are with the coordinator', async () => {
  const borne = await demo.staff('gids-borne')
  const given = { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Borne', contact: {} } as const
  const own = (await doing(async (tx) => (await ask({ tx, actor: task, now: now(), network }, given)).id)) as string
  await database.transaction(borne, 'test', (tx) => take({ tx, actor: borne, now: now(), network }, own))
  const id = await hand(await freshQuestion(), 'uwv')
  await doing((tx) => accept({ tx, actor: uwv, now: now(), network }, id))
  const ending = (ends: string | undefined) =>
    doing((tx) =>
      changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, demo.secret, (setup) => ({
        ...setup,
        organisations: setup.organisations.map((each) => (['borne', 'uwv'].includes(each.slug) ? { ...each, ends } : each)),
      })),
    )
  await ending('2026-11-24')
  await expect(
    doing((tx) =>
      changeSetup({ tx, actor: { kind: 'task', region }, now: now() }, demo.secret, (setup) => ({
        ...setup,
        organisations: setup.organisations.map((each) => ({ ...each, ends: '2026-11-24' })),
      })),
    ),
  ).rejects.toThrow()
  networksOf(demo.system).forget(region)
  clock.moveTo(momentAt('2026-12-10', 1))
  await demo.tasks.run()

  const { rows } = await owner.query('select o.slug, q.state, q.staff_id from question q join organisation o on o.id = q.organisation_id where q.id = $1', [own])
  expect(rows).toEqual([{ slug: 'werkcentrum', state: 'received', staff_id: null }])
  expect(await read(id)).toMatchObject({ stuck: 'partner-ended', shown: 'none', waits_for: 'coordinator' })
  networksOf(demo.system).forget(region)
  await expect(hand(await freshQuestion(), 'uwv')).rejects.toMatchObject({ errors: { to: { key: 'handover.no-ground' } } })
})
