import { alongOnly, fate, fatesOf } from '../foundation/record/fate.ts'
import type { MeetingRow } from './rows.ts'

/** A conversation: when it was and with whom is told on the page of its question. Where it was can be somebody's home. */
export const meetingFates = fatesOf<MeetingRow>()(
  [
    { column: 'question_id', to: 'question', gone: 'cascades', duty: 'stripped' },
    { column: 'guide_id', to: 'staff', gone: { stays: 'looks' } },
  ],
  {
    region_id: alongOnly,
    id: alongOnly,
    question_id: alongOnly,
    organisation_id: alongOnly,
    state: alongOnly,
    manner: alongOnly,
    place: fate('page', true, 'worker', { to: null }),
    minutes: alongOnly,
    times: alongOnly,
    starts_at: fate('page', true, 'worker'),
    guide_id: alongOnly,
    host_email: fate('others', true, 'worker', { to: null }),
    sequence: alongOnly,
    made_at: alongOnly,
  },
)
