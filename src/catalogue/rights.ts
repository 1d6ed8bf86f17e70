import { advisers } from '../foundation/actor.ts'
import { right } from '../foundation/identity/rights.ts'

/** What somebody may do with the catalogue. */
export const catalogueRights = {
  see: right('catalogue.see', 'staff'),
  keep: right('catalogue.keep', [...advisers, 'partner-contact']),
  decide: right('catalogue.decide', ['coordinator']),
  rate: right('catalogue.rate', advisers),
  answerForService: right('service.answer', 'link'),
} as const
