import { handoverLetters } from '../letters.ts'
import type { Doing } from '../../network/doing.ts'
import { handoverNotices } from '../notices.ts'
import { sql } from 'kysely'
import type { StaffActor } from '../../foundation/actor.ts'
import { dayOf } from '../../foundation/clock/workingdays.ts'
import { FormProblem } from '../../foundation/web/problem.ts'
import { addMessage, tellAsker } from '../../desk/actions.ts'
import type { Question } from '../../desk/question.ts'
import { takesPart } from '../../network/current.ts'
import { meetingById } from '../../appointments/queries.ts'
import { end, endAndTakeBack, getStuck, goOn, type Locked, lock, recorded, notifyCoordinators, notifyGuide, notifyPartner } from '../actions.ts'
import { propose } from '../work/actions.ts'
import { type Decision, dueIn, groundFor, handoverLife, steps } from '../handover.ts'
import { lateAt, planOf } from '../plan/store.ts'
import { lockRunning, runningWith, updateHandover } from '../store.ts'
import { handoverEvents } from '../events.ts'

/** Decides where a handover that is stuck goes; why is advice to who has the question. @throws FormProblem at `to`; Conflict where it cannot go on */
export async function decide(doing: Doing<StaffActor>, id: string, { decision, to, text }: { decision: Decision; to?: string; text: string }): Promise<void> {
  const { tx, actor, now, network } = doing
  const held = await lock(doing, id, 'decide')
  const { handover, question } = held
  await addMessage(doing, question, 'advice', text)
  recorded(doing, held, handoverEvents.decided, { decision })
  if (decision === 'go-on') {
    if (handover.state === 'declined' || handover.state === 'reported') throw new FormProblem({ decision: { key: 'handover.decision.over' } })
    if (handover.offered_at && !groundFor(network, handover.purpose, handover.from_id, handover.to_id, now)) throw new FormProblem({ decision: { key: 'handover.no-ground' } })
    const meeting = handover.meeting_id ? await meetingById(tx, actor.region, handover.meeting_id) : undefined
    const at = meeting?.starts_at && meeting.starts_at > now ? meeting.starts_at : null
    await goOn(tx, now, held, { state: handover.state, due_at: dueIn(handover.state, now, at)! }, { timesProposed: meeting?.state === 'proposed' })
    await notifyPartner(tx, now, held, handoverNotices.decided)
  } else {
    // What was declined, or found not to fit, stays that.
    const state = handoverLife.can('redirect', handover.state) ? steps.redirect.to : handover.state
    const ended = await endAndTakeBack(doing, held, state)
    if (handover.shown !== 'none') await notifyPartner(tx, now, ended, handoverNotices.stopped)
    if (decision === 'other') {
      const plan = handover.purpose === 'plan' ? (await planOf(tx, actor.region, question.id))?.plan : undefined
      if (!to) throw new FormProblem({ to: { key: 'form.choose' } })
      await propose(doing, question.id, { to, plan, why: handover.why, hope: handover.hope ?? undefined, shares: handover.shares })
    }
  }
  await notifyGuide(tx, now, held, handoverNotices.decided, actor)
}

/** A step was not done by its due moment: whom it waits for is reminded and the guide told; a working day later it is in the hands of the coordinator. */
export async function handoverOverdue(doing: Doing, question: Question, level: 1 | 2 | 3): Promise<void> {
  const { tx, now, network } = doing
  const running = await lockRunning(tx, question.region_id, question.id)
  for (const organisation of level === 1 ? await lateAt(tx, question.region_id, question.id, dayOf(now)) : []) {
    const part = running.find((each) => each.to_id === organisation)
    if (part) await notifyPartner(tx, now, { network, handover: part }, handoverNotices.silent)
  }
  for (const handover of running) if (handover.due_at! <= now) await overdue(doing, { network, question, handover, parties: ['task'] }, level)
}

async function overdue(doing: Doing, held: Locked, level: 1 | 2 | 3): Promise<void> {
  const { tx, now } = doing
  const { question, handover } = held
  if (!handover.late) await updateHandover(tx, handover, { late: true })
  recorded(doing, held, handoverEvents.overdue, { level, state: handover.state, waits: handover.waits_for })
  if (level === 2 && !handover.stuck) return getStuck(doing, held, 'silent')
  if (level !== 1) return
  if (handover.waits_for === 'person') await tellAsker(doing, question, handover.state === 'proposed' ? handoverLetters.asked : handoverLetters.times, question.id)
  if (handover.waits_for === 'partner') await notifyPartner(tx, now, held, handoverNotices.silent)
  if (handover.waits_for === 'coordinator') await notifyCoordinators(tx, now, held)
}

/** What is on its way to or with a partner without a ground any more, or one that takes part no longer, is taken from its sight, and a coordinator decides. */
export async function checkGrounds(doing: Doing): Promise<void> {
  const { tx, now, network, actor } = doing
  for (const id of await runningWith(tx, actor.region, sql`h.shown <> 'none'`)) {
    const held = await lock(doing, id)
    const { purpose, from_id, to_id, ended_at } = held.handover
    if (ended_at || groundFor(network, purpose, from_id, to_id, now)) continue
    const both = [from_id, to_id].every((each) => takesPart(network.organisations.get(each), dayOf(now)))
    await getStuck(doing, held, both ? 'no-ground' : 'partner-ended')
  }
}

/** The asker took the question back: the handover that was under way ends with it, as no longer needed. */
export async function questionWithdrawn(doing: Doing, question: Question): Promise<void> {
  const { tx, actor, now, network } = doing
  for (const handover of await lockRunning(tx, question.region_id, question.id)) {
    const held = { network, question, handover, parties: ['person'] as const }
    const ended = await end(doing, held, steps.noNeed.to)
    recorded(doing, ended, handoverEvents.notNeeded)
    if (handover.shown !== 'none') await notifyPartner(tx, now, held, handoverNotices.stopped)
    await notifyGuide(tx, now, held, handoverNotices.stopped, actor)
  }
}

/** What a partner sees was corrected: it is told, and sees it as it stands now. */
export async function notifyCorrected({ tx, actor, now, network }: Doing, id: string): Promise<void> {
  for (const handover of await lockRunning(tx, actor.region, id)) if (handover.shown !== 'none') await notifyPartner(tx, now, { network, handover }, handoverNotices.corrected)
}
