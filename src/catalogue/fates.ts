import { alike, type Fates, fatesOf, key, work } from '../foundation/record/fate.ts'
import type { ServiceFileRow, ServiceImportRow, ServiceRatingRow, ServiceVersionRow } from './rows.ts'

/** The catalogue says what there is and nothing of who asks; it says which of the staff wrote it. */
export const catalogueFates: Fates = {
  service_version: fatesOf<ServiceVersionRow>()(
    [
      { column: 'staff_id', to: 'staff', gone: { stays: 'staff' } },
      { column: 'reviewed_by', to: 'staff', gone: { stays: 'staff' } },
    ],
    { region_id: key, service_id: key, ...alike(work, 'version', 'document', 'state', 'staff_id', 'reviewed_by', 'note', 'at') },
  ),
  service_import: fatesOf<ServiceImportRow>()([{ column: 'staff_id', to: 'staff', gone: { stays: 'until-then' } }], {
    region_id: key,
    id: key,
    ...alike(work, 'staff_id', 'name', 'rows', 'at', 'applied_at', 'documents'),
  }),
  service_rating: fatesOf<ServiceRatingRow>()([{ column: 'staff_id', to: 'staff', gone: 'cascades' }], {
    region_id: key,
    service_id: key,
    ...alike(work, 'staff_id', 'stars', 'remark', 'at'),
  }),
  service_file: fatesOf<ServiceFileRow>()([{ column: 'staff_id', to: 'staff', gone: { stays: 'staff' } }], {
    region_id: key,
    id: key,
    service_id: key,
    ...alike(work, 'staff_id', 'at', 'name', 'type', 'size', 'for_staff', 'removed_at', 'content'),
  }),
  catalogue: 'catalogue',
  service: 'catalogue',
  hsds_document: 'catalogue',
}
