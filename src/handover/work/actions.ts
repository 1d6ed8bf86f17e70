import { handoverLetters } from '../letters.ts'
import type { Doing } from '../../network/doing.ts'
import type { StaffActor } from '../../foundation/actor.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { newId } from '../../foundation/database/id.ts'
import { FormProblem, NotFound } from '../../foundation/web/problem.ts'
import { handOver, lock as lockQuestion, must, tellAsker } from '../../desk/actions.ts'
import type { Question } from '../../desk/question.ts'
import { type Locked, recorded, sayYes, syncDue } from '../actions.ts'
import { dueIn, groundFor, type Handover, type Said, type Shares, usualMoment } from '../handover.ts'
import { planOf, writePlan } from '../plan/store.ts'
import { itemsOfQuestion } from '../queries.ts'
import { lockRunning, insertHandover } from '../store.ts'
import { handoverEvents } from '../events.ts'

export interface Proposal {
  to: string
  /** To work on it together with others by one plan, with its goal; left out where the partner is to take it over. */
  plan?: { goal: string }
  why: string
  hope?: string
  /** What goes along, and from when; what is usual where it is left out. */
  shares?: Shares
  /** The yes that was given already, and to whom it was said. */
  agreed?: Said
}

/**
 * Proposes to hand a question over. The person is asked; where their yes was given already, it is offered at once. Answers the id.
 * @throws FormProblem at `to` where there is no agreement to share by, at `shares` where nothing goes along; Conflict when the question is not in hand
 */
export async function propose(doing: Doing<StaffActor>, id: string, given: Proposal): Promise<string> {
  const { tx, actor, now, network } = doing
  const question = await lockQuestion(doing, id)
  const purpose = given.plan ? 'plan' : 'handover'
  const running = await lockRunning(tx, actor.region, id)
  // Beside those who work on it by a plan another can join them; nobody is handed over to two at once.
  const joins = given.plan && question.state === 'handover' && running.length > 0 && running.every((each) => each.purpose === 'plan')
  must(doing, question, joins ? 'join' : 'handOver')
  if (running.some((each) => each.to_id === given.to)) throw new FormProblem({ to: { key: 'handover.in-plan' } })
  if (actor.sight !== 'region' && actor.organisation !== question.organisation_id) throw new NotFound()
  if (given.to === question.organisation_id || !network.organisations.has(given.to)) throw new FormProblem({ to: { key: 'form.choose' } })
  if (!groundFor(network, purpose, question.organisation_id, given.to, now)) throw new FormProblem({ to: { key: 'handover.no-ground' } })
  const items = await itemsOfQuestion(tx, question)
  const chosen = items.map(([item]) => [item, given.shares ? given.shares[item] : usualMoment(item, question)] as const)
  const shares = Object.fromEntries(chosen.filter(([, moment]) => moment)) as Shares
  if (!Object.values(shares).includes('offer')) throw new FormProblem({ shares: { key: 'handover.shares.empty' } })
  const due = dueIn('proposed', now)!
  const handover: Handover = {
    region_id: actor.region,
    id: newId(now.getTime()),
    question_id: question.id,
    reference: question.number,
    from_id: question.organisation_id,
    to_id: given.to,
    staff_id: actor.id,
    purpose,
    why: given.why,
    hope: given.hope ?? null,
    shares,
    state: 'proposed',
    stuck: null,
    waits_for: 'person',
    due_at: due,
    shown: 'none',
    ground: null,
    agreement: null,
    proposed_at: now,
    agreed_at: null,
    agreed_how: null,
    agreed_with: null,
    offered_at: null,
    decided_at: null,
    partner_staff_id: null,
    partner_guest_id: null,
    meeting_id: null,
    missed: 0,
    met_at: null,
    outcome: null,
    outcome_text: null,
    reported_at: null,
    declined: null,
    declined_text: null,
    next_id: null,
    late: false,
    ended_at: null,
    partner_until: null,
  }
  await insertHandover(tx, handover)
  if (given.plan) await beginPlan(tx, now, question, given.plan.goal)
  const held: Locked = { network, question: joins ? await syncDue(tx, question) : await handOver(doing, question, due), handover, parties: ['handing'] }
  recorded(doing, held, handoverEvents.proposed)
  if (given.agreed) await sayYes(doing, held, given.agreed)
  else await tellAsker(doing, question, handoverLetters.asked, question.id)
  return handover.id
}

/** A plan begins with its goal; one that is there keeps its steps, and is new to the person where the goal changes. */
async function beginPlan(tx: Tx, now: Date, question: Question, goal: string): Promise<void> {
  const had = (await planOf(tx, question.region_id, question.id))?.plan
  if (had?.goal === goal) return
  await writePlan(tx, { region_id: question.region_id, question_id: question.id, goal, agreed_at: null, agreed_how: null, agreed_with: null, changed_at: now })
}
