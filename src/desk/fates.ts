import { alike, alongOnly, emptied, fate, type Fates, fatesOf, happened, hidden, keeping, key, others, work } from '../foundation/record/fate.ts'
import type { Message, Question } from './question.ts'
import type {
  AbsenceRow,
  AccessRequestRow,
  AnswerRow,
  ApiClientRow,
  AttachmentRow,
  DangerRow,
  GuidanceRow,
  KnowledgeRow,
  PresenceRow,
  QuestionCodeRow,
  ReachChangeRow,
  SavedFilterRow,
} from './rows.ts'

/** Of what is gone with its question by a key in the database; where a duty keeps that, this too. */
const withQuestion = { column: 'question_id', to: 'question', gone: 'cascades' } as const

/** A question. What the law keeps of it is what was asked and when, and its answer: nothing of where its asker lives, or is otherwise. */
export const questionFates = fatesOf<Question>()(
  [
    { column: 'id', to: 'question', gone: 'removed', duty: 'stripped' },
    { column: 'merged_into', to: 'question', gone: 'cascades', duty: { stays: 'theirs' } },
    { column: 'group_id', to: 'question', gone: 'loosened', duty: { stays: 'theirs' } },
    { column: 'person_id', to: 'person', gone: { stays: 'theirs' } },
    { column: 'staff_id', to: 'staff', gone: { stays: 'looks' } },
  ],
  {
    region_id: key,
    id: key,
    number: happened,
    asked_at: happened,
    channel: alongOnly,
    asker_group: fate(true, true, 'worker'),
    language: keeping,
    text: fate(true, true, 'nobody'),
    sharpened: fate(true, true, 'worker'),
    topic: fate(true, true, 'worker'),
    facts: fate(true, true, 'worker', { to: {} }),
    municipality: fate(true, true, 'worker', { to: null }),
    postcode: fate(true, true, 'worker', { to: null }),
    person_id: key,
    organisation_id: fate(true, 'controller', 'nobody'),
    walk_in_point_id: work,
    staff_id: work,
    state: alongOnly,
    ...alike(work, 'due_at', 'first_due_at', 'first_response_at', 'answer_due_at', 'waiting_since', 'escalation'),
    answer_id: key,
    closed_at: alongOnly,
    link_version: hidden('secret'),
    door_id: work,
    // Whoever does somebody harm may read along.
    urgent: emptied('discreet', null),
    files: emptied('keeping', 0),
    call: emptied('work', false),
    asked_by: key,
    merged_into: key,
    dismissal: work,
    consulted_at: work,
    step_due_at: work,
    handed_at: keeping,
    group_id: emptied('others', null),
    erase_on: keeping,
    urgent_due_at: emptied('discreet', null),
    discreet: hidden('discreet'),
  },
)

/** What was said on a question, but what is among colleagues: the person asks for that. */
export const messageFates = fatesOf<Message>()([{ ...withQuestion, duty: { removed: `kind not in ('addition', 'message', 'answer')` } }], {
  region_id: key,
  id: key,
  question_id: key,
  at: happened,
  kind: alongOnly,
  staff_id: fate(true, 'by', 'nobody'),
  text: fate(true, true, 'nobody'),
})

/** A file that came with it. */
export const attachmentFates = fatesOf<AttachmentRow>()([{ ...withQuestion, duty: 'removed' }], {
  region_id: key,
  id: key,
  question_id: key,
  message_id: key,
  at: alongOnly,
  name: fate(true, true, 'nobody'),
  type: alongOnly,
  size: alongOnly,
  content: hidden('page'),
})

/** Of each table of the desk; files before what they came with. */
export const deskFates: Fates = {
  attachment: attachmentFates,
  message: messageFates,
  answer: fatesOf<AnswerRow>()([{ ...withQuestion, duty: { stays: 'duty' } }], {
    region_id: key,
    id: key,
    question_id: key,
    ...alike(hidden('page'), 'kind', 'given_at', 'staff_id'),
    message_id: key,
    within_norm: work,
    reached: work,
    handover_id: key,
  }),
  danger: fatesOf<DangerRow>()([{ ...withQuestion, duty: 'removed' }], { region_id: key, question_id: key, ...alike(hidden('discreet'), 'kind', 'at') }),
  presence: fatesOf<PresenceRow>()([{ ...withQuestion, duty: 'removed' }], { region_id: key, question_id: key, ...alike(keeping, 'who', 'seen_at', 'writing_at') }),
  reach_change: fatesOf<ReachChangeRow>()([{ ...withQuestion, duty: 'removed' }], {
    region_id: key,
    id: key,
    question_id: key,
    ...alike(keeping, 'kind', 'at', 'taken_back_at'),
    before: hidden('secret'),
  }),
  access_request: fatesOf<AccessRequestRow>()(
    [
      { ...withQuestion, duty: 'stripped' },
      { column: 'staff_id', to: 'staff', gone: { stays: 'looks' } },
    ],
    {
      region_id: key,
      id: key,
      question_id: key,
      owner_id: work,
      ...alike(hidden('request'), 'staff_id', 'organisation_id'),
      why: emptied('request', '-'),
      ...alike(hidden('request'), 'asked_at', 'decided_at', 'decided_by', 'granted_until'),
    },
  ),
  question_code: fatesOf<QuestionCodeRow>()([{ column: 'question_id', to: 'question', gone: 'loosened', duty: 'stripped' }], {
    region_id: key,
    id: key,
    question_id: emptied('key', null),
    ...alike(keeping, 'day', 'kind', 'municipality', 'organisation_id', 'walk_in_point_id', 'asker_group', 'channel', 'door_id', 'topic', 'age_band', 'situation', 'mixed'),
  }),
  question: questionFates,
  guidance: fatesOf<GuidanceRow>()([{ column: 'staff_id', to: 'staff', gone: { stays: 'staff' } }], { region_id: key, ...alike(work, 'kind', 'text', 'at', 'staff_id') }),
  api_client: fatesOf<ApiClientRow>()([{ column: 'added_by', to: 'staff', gone: { stays: 'staff' } }], {
    region_id: key,
    id: key,
    ...alike(work, 'organisation_id', 'name', 'token_hash', 'added_at', 'added_by', 'revoked_at'),
  }),
  absence: fatesOf<AbsenceRow>()(
    [
      { column: 'staff_id', to: 'staff', gone: 'cascades' },
      { column: 'stand_in_id', to: 'staff', gone: 'cascades' },
    ],
    { region_id: key, id: key, ...alike(others, 'staff_id', 'organisation_id', 'stand_in_id', 'from_day', 'until_day') },
  ),
  knowledge: fatesOf<KnowledgeRow>()([{ column: 'owner_id', to: 'staff', gone: { stays: 'staff' } }], {
    region_id: key,
    id: key,
    ...alike(work, 'kind', 'topic', 'language', 'title', 'text', 'links', 'owner_id', 'review_on', 'version', 'changed_at', 'removed_at'),
  }),
  saved_filter: fatesOf<SavedFilterRow>()([{ column: 'staff_id', to: 'staff', gone: 'cascades' }], {
    region_id: key,
    id: key,
    ...alike(others, 'staff_id', 'name', 'query', 'saved_at'),
  }),
  daily_total: 'figures',
}
