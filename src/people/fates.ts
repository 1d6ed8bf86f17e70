import { alike, alongOnly, emptied, fate, type Fates, fatesOf, happened, keeping, key, others, work } from '../foundation/record/fate.ts'
import type { DataRequestRow, MandateRow, PersonRow, PersonWordRow, ProcessingActivityRow, ResidentRow } from './rows.ts'

/** Who asks. They change how they are reached on the page of their question, a guide does it with them. Their row stays as long as a question points to it. */
export const personFates = fatesOf<PersonRow>()(
  [
    { column: 'id', to: 'person', gone: 'stripped' },
    { column: 'resident_id', to: 'resident', gone: { stays: 'until-then' } },
  ],
  {
    region_id: key,
    id: key,
    name: fate(true, true, 'worker', { to: null }),
    email: fate(true, true, 'self', { to: null }),
    phone: fate(true, true, 'self', { to: null }),
    way: fate(true, true, 'self', { to: null }),
    language: alongOnly,
    added_at: alongOnly,
    email_trouble: emptied('keeping', null),
    resident_id: key,
  },
)

/** Somebody with a file. Emptied, it opens for who is in it now, to read what came of what they asked, and for nobody any more after that. */
const residentFates = fatesOf<ResidentRow>()([{ column: 'id', to: 'resident', gone: 'stripped' }], {
  region_id: key,
  id: key,
  name: fate('page', false, 'self', { to: null }),
  email: fate('page', false, 'nobody', { to: null }),
  subject_hash: emptied('secret', null),
  ...alike(keeping, 'language', 'mail_opens', 'made_at', 'came_at'),
})

/** Who may act for somebody. */
export const mandateFates = fatesOf<MandateRow>()(
  [
    { column: 'resident_id', to: 'resident', gone: 'removed' },
    { column: 'email', to: 'address', gone: { stays: 'theirs' } },
    { column: 'given_with', to: 'staff', gone: { stays: 'looks' } },
  ],
  {
    ...alike(key, 'region_id', 'id', 'resident_id'),
    name: fate(true, true, 'self'),
    email: fate(true, true, 'self'),
    relation: fate(true, true, 'self'),
    given_at: alongOnly,
    given_how: alongOnly,
    given_with: others,
    ends_on: fate(true, true, 'self'),
    ended_at: alongOnly,
  },
)

/** What somebody asked of who holds their data. That it was asked and what was decided stays, to show that it was dealt with; what was written with it goes. */
export const requestFates = fatesOf<DataRequestRow>()(
  [
    { column: 'persons', to: 'persons', gone: 'stripped' },
    { column: 'resident_id', to: 'resident', gone: { stays: 'until-then' } },
    { column: 'asked_with', to: 'staff', gone: { stays: 'looks' } },
    { column: 'decided_by', to: 'staff', gone: { stays: 'looks' } },
  ],
  {
    region_id: key,
    id: key,
    kind: happened,
    resident_id: key,
    persons: key,
    organisation_id: fate(true, 'organisation', 'nobody'),
    handler_id: keeping,
    look_id: key,
    text: fate(true, true, 'nobody', { to: null }),
    asked_at: happened,
    asked_how: keeping,
    asked_with: others,
    mandate_id: key,
    due_on: happened,
    decided_at: alongOnly,
    decided_by: others,
    decision: happened,
    // The answer to the erasure itself says why something stays; a refusal always has words.
    answer: fate(true, true, 'nobody', { as: `case when kind = 'erase' then answer when decision = 'refused' then '-' end` }),
    remains: happened,
  },
)

/** Of each table of people. */
export const peopleFates: Fates = {
  person: personFates,
  person_word: fatesOf<PersonWordRow>()([{ column: 'person_id', to: 'person', gone: 'removed' }], { region_id: key, word: keeping, person_id: key }),
  resident: residentFates,
  mandate: mandateFates,
  data_request: requestFates,
  processing_activity: fatesOf<ProcessingActivityRow>()([{ column: 'changed_by', to: 'staff', gone: { stays: 'looks' } }], {
    ...alike(key, 'region_id', 'id', 'organisation_id'),
    ...alike(work, 'code', 'purpose', 'ground', 'data', 'recipients', 'kept', 'duty', 'duty_years', 'changed_at', 'changed_by'),
  }),
}
