import { alike, type Fates, fatesOf, hidden, key, others, work } from '../foundation/record/fate.ts'
import type { SetupVersionRow, StaffRow } from './rows.ts'

/** Staff are persons too: what is kept of them is of their work, and stays after they left as long as somebody may ask who looked. */
export const networkFates: Fates = {
  staff: fatesOf<StaffRow>()([{ column: 'id', to: 'staff', gone: { stays: 'looks' } }], {
    region_id: key,
    id: key,
    ...alike(others, 'organisation_id', 'walk_in_point_id'),
    // With a message or an answer; of a look when it is asked.
    name: hidden('page'),
    ...alike(others, 'email', 'subject', 'issuer', 'roles', 'added_at', 'left_at', 'signed_in_at'),
  }),
  setup_version: fatesOf<SetupVersionRow>()([{ column: 'staff_id', to: 'staff', gone: { stays: 'staff' } }], {
    region_id: key,
    ...alike(work, 'version', 'at', 'staff_id', 'document'),
  }),
  region: 'setup',
  municipality: 'setup',
  region_setup: 'setup',
  organisation: 'setup',
  walk_in_point: 'setup',
  door: 'setup',
  data_sharing: 'setup',
  national_help: 'setup',
}
