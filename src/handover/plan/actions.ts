import { handoverLetters } from '../letters.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import { handoverNotices } from '../notices.ts'
import { type Day, dayOf } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { Conflict, FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { heard, tellAsker } from '../../desk/actions.ts'
import { heed } from '../../desk/urgent/actions.ts'
import { type Locked, lock, recorded, syncDue, notifyGuide } from '../actions.ts'
import type { Said } from '../handover.ts'
import { handoversOf } from '../store.ts'
import { lockStep, insertStep, type Plan, type PlanStep, planOf, removeStep, updateStep, writePlan } from './store.ts'
import { handoverEvents } from '../events.ts'

interface HeldPlan extends Locked {
  plan: Plan
  steps: readonly PlanStep[]
}

/** Holds the plan by one of its partners' parts in it. @throws NotFound where the actor has no part in it; Conflict where there is no plan, not yet (who only judges the offer sees none), or no more */
async function holdPlan(doing: Doing, id: string): Promise<HeldPlan> {
  const { tx, actor } = doing
  const held = await lock(doing, id)
  const found = held.handover.purpose === 'plan' ? await planOf(tx, actor.region, held.handover.question_id) : undefined
  const tooEarly = held.parties.every((each) => each === 'partner') && held.handover.shown !== 'accept'
  if (!found || tooEarly || held.handover.ended_at) throw new Conflict('handover.gone')
  return { ...held, ...found }
}

/** The plan changed: the person is asked anew whether it is good. */
async function changed(doing: Acting, held: HeldPlan, what: typeof handoverEvents.stepAdded): Promise<void> {
  const { tx, now } = doing
  await writePlan(tx, { ...held.plan, agreed_at: null, agreed_how: null, agreed_with: null, changed_at: now })
  recorded(doing, held, what)
  await syncDue(tx, held.question)
  await tellAsker(doing, held.question, handoverLetters.plan, held.question.id)
}

/** Adds what somebody will do, and by when. @throws FormProblem at `due` for a day that has passed, at `who` for an organisation that takes no part */
export async function addStep(doing: Doing, id: string, { what, who, due }: { what: string; who?: string; due: Day }): Promise<void> {
  const { tx, actor, now } = doing
  const held = await holdPlan(doing, id)
  if (due < dayOf(now)) throw new FormProblem({ due: { key: 'handover.plan.past' } })
  const partners = (await handoversOf(tx, actor.region, held.question.id)).filter((each) => each.purpose === 'plan' && !each.ended_at).map((each) => each.to_id)
  if (who && ![held.handover.from_id, ...partners].includes(who)) throw new FormProblem({ who: { key: 'form.choose' } })
  const { region_id, id: question_id } = held.question
  await insertStep(tx, { region_id, id: newId(now.getTime()), question_id, what, organisation_id: who ?? null, due_on: due, done_at: null, done_note: null })
  await changed(doing, held, handoverEvents.stepAdded)
}

async function stepOf(tx: Tx, held: HeldPlan, id: string): Promise<PlanStep> {
  const step = await lockStep(tx, held.question.region_id, held.question.id, id)
  if (!step) throw new Conflict('handover.gone')
  return step
}

/** A step is done: said by who does it, or by who hands over for them. @throws NotFound for a step of another partner */
export async function finishStep(doing: Doing, id: string, step: string, note?: string): Promise<void> {
  const { tx, actor, now } = doing
  const held = await holdPlan(doing, id)
  const found = await stepOf(tx, held, step)
  const own =
    held.parties.includes('handing') ||
    (held.parties.includes('partner') && found.organisation_id === held.handover.to_id) ||
    (held.parties.includes('person') && !found.organisation_id)
  if (!own) throw new NotFound()
  if (found.done_at) return
  // What the person writes is read for danger like all that they write.
  if (note && held.parties.includes('person') && actor.kind !== 'staff') await heed(doing, held.question, note)
  await updateStep(tx, found, { done_at: now, done_note: note ?? null })
  recorded(doing, held, handoverEvents.stepDone)
  await syncDue(tx, held.question)
  await notifyGuide(tx, now, held, handoverNotices.step, actor)
}

/** Takes a step out of the plan, while it is not done. */
export async function dropStep(doing: Doing, id: string, step: string): Promise<void> {
  const { tx } = doing
  const held = await holdPlan(doing, id)
  const found = await stepOf(tx, held, step)
  if (!held.parties.includes('handing')) throw new NotFound()
  if (found.done_at) throw new Conflict('handover.gone')
  await removeStep(tx, found)
  await changed(doing, held, handoverEvents.stepDropped)
}

/** The person says that the plan is good, themselves or to whoever writes it down. */
export async function agreePlan(doing: Doing, id: string, said?: Said): Promise<void> {
  const { tx, actor, now } = doing
  const held = await holdPlan(doing, id)
  if (!held.parties.includes('person') && !held.parties.includes('handing')) throw new NotFound()
  if (held.plan.agreed_at) return
  if (actor.kind === 'staff' && !said) throw new FormProblem({ how: { key: 'form.choose' } })
  if (said && said.at > now) throw new FormProblem({ day: { key: 'handover.when.future' } })
  await writePlan(tx, { ...held.plan, agreed_at: said?.at ?? now, agreed_how: said?.how ?? 'page', agreed_with: actor.kind === 'staff' ? actor.id : null })
  await heard(tx, held.question)
  recorded(doing, held, handoverEvents.planAgreed)
  await notifyGuide(tx, now, held, handoverNotices.agreed, actor)
}
