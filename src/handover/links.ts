import { linkKind } from '../foundation/links/links.ts'

/** The handovers of a partner without a sign-in, after a code. */
export const partnerLink = linkKind('partner')
/** A group of an employer, for each of its people. */
export const groupLink = linkKind('group')
