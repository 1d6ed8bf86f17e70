import { alike, type Fates, fatesOf, key, others, work } from '../foundation/record/fate.ts'
import type { NoticeRow, StaffChoiceRow } from './rows.ts'

/** What staff are told and how: theirs, and about a question only by its id. */
export const workplaceFates: Fates = {
  notice: fatesOf<NoticeRow>()(
    [
      { column: 'question_id', to: 'question', gone: 'cascades', duty: 'removed' },
      { column: 'staff_id', to: 'staff', gone: 'cascades' },
    ],
    { region_id: key, id: key, question_id: key, about_id: key, ...alike(work, 'staff_id', 'kind', 'at', 'seen_at') },
  ),
  staff_choice: fatesOf<StaffChoiceRow>()([{ column: 'staff_id', to: 'staff', gone: 'cascades' }], { region_id: key, ...alike(others, 'staff_id', 'mail') }),
}
