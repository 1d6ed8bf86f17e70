import { linkKind } from '../foundation/links/links.ts'

/** The page on which the first administrator is made, at the first start. */
export const firstLink = linkKind('first')
