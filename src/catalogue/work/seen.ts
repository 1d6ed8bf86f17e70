import type { Filled } from '../../foundation/web/forms.ts'
import type { Network } from '../../network/current.ts'
import type { Choices } from '../choices.ts'
import type { ServiceFile } from '../files/store.ts'
import type { Rating, VersionRow } from '../store.ts'
import type { Difference } from './compare.ts'
import type { doneOnService, ServiceLine } from './lists.ts'

/** All that the page of a service in the workplace shows. */
export interface WorkService extends ServiceLine {
  versions: readonly VersionRow[]
  network: Network
  points: Choices['walkInPoints']
  formKey: string
  keeps: boolean
  decides: boolean
  done?: (typeof doneOnService)[number]
  changes: readonly Difference[]
  destination: string
  ratings: readonly Rating[]
  /** Whether this person may say what they think of it. */
  rates: boolean
  files: readonly ServiceFile[]
  /** What was handed in and cannot be, in which of the page's forms. */
  filled?: { which: string; form: Filled }
}
