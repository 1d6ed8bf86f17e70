import { alike, alongOnly, emptied, fate, type Fates, fatesOf, hidden, keeping, key, others, work } from '../foundation/record/fate.ts'
import type { Handover } from './handover.ts'
import type { GuestRow, PlanRow, PlanStepRow } from './rows.ts'

/** Told on the page of its question, and in the file that one takes along. */
const told = fate('page', true, 'nobody')

/** A handover: with whom was shared what, since when, on which ground and until when. When only the law keeps its question the words go, and what it would share. */
export const handoverFates = fatesOf<Handover>()(
  [
    { column: 'question_id', to: 'question', gone: 'cascades', duty: 'stripped' },
    { column: 'staff_id', to: 'staff', gone: { stays: 'looks' } },
    { column: 'partner_staff_id', to: 'staff', gone: { stays: 'looks' } },
  ],
  {
    region_id: key,
    id: key,
    question_id: fate('page', 'question', 'nobody'),
    reference: key,
    from_id: fate('page', 'from', 'nobody'),
    to_id: fate(true, 'to', 'nobody'),
    staff_id: hidden('page'),
    purpose: told,
    why: fate('page', true, 'request', { to: '-' }),
    hope: fate('page', true, 'request', { to: null }),
    // What goes along is chosen before the yes; no is how a person corrects it.
    shares: fate(true, true, 'self', { to: {} }),
    state: told,
    stuck: work,
    waits_for: work,
    due_at: hidden('page'),
    shown: emptied('keeping', 'none'),
    ground: fate(true, true, 'nobody'),
    agreement: told,
    proposed_at: told,
    agreed_at: told,
    agreed_how: told,
    agreed_with: others,
    offered_at: fate(true, true, 'nobody'),
    decided_at: told,
    partner_staff_id: hidden('page'),
    partner_guest_id: hidden('page'),
    meeting_id: key,
    missed: work,
    met_at: told,
    outcome: told,
    outcome_text: fate('page', true, 'request', { to: null }),
    reported_at: hidden('page'),
    declined: hidden('page'),
    declined_text: emptied('page', null),
    next_id: work,
    late: work,
    ended_at: told,
    partner_until: fate(true, false, 'nobody'),
  },
)

/** Of each table of the handover. */
export const handoverRoomFates: Fates = {
  handover: handoverFates,
  // Taken along whole, with its handover; its steps go with it.
  plan: fatesOf<PlanRow>()([{ column: 'question_id', to: 'question', gone: 'cascades', duty: 'removed' }], {
    ...alike(alongOnly, 'region_id', 'question_id', 'agreed_at', 'agreed_how', 'agreed_with', 'changed_at'),
    goal: fate('page', true, 'worker'),
  }),
  plan_step: fatesOf<PlanStepRow>()([{ column: 'question_id', to: 'question', gone: 'cascades', duty: 'cascades' }], {
    ...alike(alongOnly, 'region_id', 'id', 'question_id', 'organisation_id', 'due_on', 'done_at'),
    what: fate('page', true, 'worker'),
    done_note: fate('page', true, 'worker'),
  }),
  guest: fatesOf<GuestRow>()([{ column: 'id', to: 'staff', gone: { stays: 'looks' } }], {
    region_id: key,
    id: key,
    organisation_id: keeping,
    ...alike(hidden('request'), 'name', 'role'),
    came_at: others,
  }),
}
