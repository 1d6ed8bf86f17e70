import { atField } from '../../foundation/files/problem.ts'
import { readersOf } from '../../foundation/files/readers.ts'
import { reading } from '../../foundation/files/reading.ts'
import type { Visit } from '../../foundation/web/route.ts'
import type { ReadSetup } from './reading.ts'

const setupReading = reading<string, ReadSetup>('setup')
/** A set-up as somebody gave it in a form, read on a thread. @throws FormProblem at `field` when it is over a bound */
export const readSetup = ({ system, region }: Pick<Visit, 'system' | 'region'>, text: string, field: string): Promise<ReadSetup> =>
  atField(field, () => readersOf(system).read(setupReading, text, region.id))
