import { mailSender } from '../mail/mail.ts'
import { exportLog } from '../record/export.ts'
import { oneOf } from '../system.ts'
import { forgetForms, forgetOldForms } from '../web/kept.ts'
import { night } from './night.ts'
import { type Kinds, tasks } from './tasks.ts'

/** Every kind of task of this program: of the ground, and of its rooms. */
export const kindsOf = oneOf((system): Kinds => {
  const ground: Kinds = { mail: mailSender(system), ...night(system), 'log-export': exportLog(system), [forgetForms]: forgetOldForms }
  return Object.assign(ground, ...system.partsOf(tasks).map((each) => each(system)))
})
