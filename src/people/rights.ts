import { advisers } from '../foundation/actor.ts'
import { right } from '../foundation/identity/rights.ts'

/** What somebody may do with what is known of people. */
export const peopleRights = {
  ownFile: right('file.own', 'resident'),
  openTogether: right('file.together', advisers),
  workOnPrivacy: right('privacy.work', ['privacy-officer']),
} as const
