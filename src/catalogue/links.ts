import { linkKind } from '../foundation/links/links.ts'

/** A service, for who keeps it. */
export const serviceLink = linkKind('service')
