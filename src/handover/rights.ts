import { advisers } from '../foundation/actor.ts'
import { right } from '../foundation/identity/rights.ts'

/** What somebody may do with handovers. */
export const handoverRights = {
  see: right('handover.see', [...advisers, 'manager', 'partner-contact']),
  work: right('handover.work', [...advisers, 'partner-contact']),
  revoke: right('partner.revoke', ['coordinator', 'administrator']),
  answer: right('handover.answer', 'link'),
  comeAsPartner: right('partner.come', 'link'),
  workAsPartner: right('partner.work', 'guest'),
  joinGroup: right('group.join', 'link'),
} as const
