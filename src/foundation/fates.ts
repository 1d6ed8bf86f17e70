import { alike, emptied, fate, type Fates, fatesOf, hidden, keeping, key, others, work } from './record/fate.ts'
import type { DraftRow, EventRow, KeptFormRow, LookRow, MailCodeRow, MailRow, PassRow, ProcessingLogRow, SessionRow, SubmissionRow, TaskRow } from './rows.ts'

const secret = hidden('secret')

/** Who looked: the own file shows it; of who of the staff it was the organisation says the name when it is asked. */
export const lookFates = fatesOf<LookRow>()(
  [
    { column: 'person_id', to: 'person', gone: { stays: 'looks' } },
    { column: 'question_id', to: 'question', gone: { stays: 'looks' }, duty: { stays: 'looks' } },
  ],
  {
    region_id: key,
    id: key,
    at: fate(true, true, 'nobody'),
    staff_id: fate('request', 'name', 'nobody'),
    organisation_id: fate(true, 'organisation', 'nobody'),
    person_id: key,
    question_id: key,
    purpose: fate(true, 'purpose', 'nobody'),
    guest_id: hidden('request'),
    role: fate(true, 'role', 'nobody'),
  },
)

/** Of what the ground keeps. Tasks first: whoever does one holds its row before any other, and two that take rows in another order can block each other for good. */
export const groundFates: Fates = {
  task: fatesOf<TaskRow>()([{ column: 'subject_id', to: 'subject', gone: 'stripped', duty: 'stripped' }], {
    region_id: key,
    id: key,
    kind: keeping,
    subject_id: key,
    ...alike(keeping, 'due_at', 'detail', 'attempts', 'failed_at', 'trouble', 'leased_until'),
    lease: key,
    // What a mail server or the database said can have somebody's address in it.
    failure: emptied('keeping', null),
  }),
  // One address can be of several people: what went to it goes when nobody here has it any more.
  mail: fatesOf<MailRow>()(
    [
      { column: 'subject_id', to: 'subject', gone: 'removed', duty: 'removed' },
      { column: 'recipient', to: 'address', gone: { removed: 'not forgets or sent_at is not null' } },
    ],
    { region_id: key, id: key, subject_id: key, stranger: secret, ...alike(keeping, 'kind', 'recipient', 'language', 'queued_at', 'sent_at', 'bounced_at', 'held_at', 'forgets') },
  ),
  mail_code: fatesOf<MailCodeRow>()([{ column: 'about', to: 'address', gone: 'removed' }], {
    region_id: key,
    id: key,
    ...alike(keeping, 'kind', 'about', 'made_at', 'ends_at'),
    tries: secret,
    browser: secret,
    mailed_to: secret,
    stranger: secret,
    used_at: keeping,
  }),
  draft: fatesOf<DraftRow>()(
    [
      { column: 'subject_id', to: 'subject', gone: 'removed', duty: 'removed' },
      { column: 'staff_id', to: 'staff', gone: 'removed' },
    ],
    { region_id: key, staff_id: work, subject_id: key, form: work, sealed: work, at: work },
  ),
  event: fatesOf<EventRow>()(
    [
      { column: 'subject_id', to: 'subject', gone: { stays: 'codes' }, duty: { stays: 'codes' } },
      { column: 'staff_id', to: 'staff', gone: { stays: 'codes' } },
    ],
    {
      region_id: key,
      id: key,
      at: hidden('page'),
      actor_kind: hidden('page'),
      staff_id: work,
      organisation_id: work,
      kind: hidden('page'),
      subject_id: key,
      ...alike(keeping, 'purpose', 'detail', 'subject_kind', 'readers'),
    },
  ),
  look: lookFates,
  processing_log: fatesOf<ProcessingLogRow>()([{ column: 'data_subject_id', to: 'subject', gone: { stays: 'looks' }, duty: { stays: 'looks' } }], {
    region_id: key,
    id: key,
    ...alike(keeping, 'trace_id', 'status_code', 'name', 'starts_at', 'ends_at', 'organisation_id', 'processing_activity'),
    data_subject_id: key,
  }),
  submission: fatesOf<SubmissionRow>()([{ column: 'fingerprint', to: 'subject', gone: { stays: 'sealed' }, duty: { stays: 'sealed' } }], {
    region_id: key,
    key: secret,
    fingerprint: secret,
    at: keeping,
    handed: keeping,
  }),
  kept_form: fatesOf<KeptFormRow>()([{ column: 'visitor', to: 'subject', gone: { stays: 'sealed' }, duty: { stays: 'sealed' } }], {
    region_id: key,
    id: key,
    ...alike(secret, 'visitor', 'place', 'sealed'),
    at: keeping,
  }),
  session: fatesOf<SessionRow>()([{ column: 'staff_id', to: 'staff', gone: { stays: 'until-then' } }], {
    region_id: key,
    token_hash: secret,
    previous_hash: secret,
    ...alike(others, 'id', 'staff_id', 'began_at', 'proved_at', 'rotated_at', 'used_at', 'browser', 'ends_at', 'revoked_at'),
  }),
  pass: fatesOf<PassRow>()([{ column: 'subject_id', to: 'resident', gone: { stays: 'until-then' } }], {
    region_id: key,
    id: key,
    token_hash: secret,
    kind: keeping,
    subject_id: key,
    ...alike(keeping, 'began_at', 'used_at', 'browser', 'ends_at', 'revoked_at'),
    mandate_id: key,
  }),
  log_export: 'technical',
  retention: 'technical',
  installation: 'technical',
  installation_key: 'technical',
  migration: 'technical',
}
