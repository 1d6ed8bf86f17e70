import type { Actor, Role } from '../actor.ts'

/**
 * Who holds a right: `everyone` needs nothing, `link` needs the secret link of that subject, `staff` a sign-in in that region,
 * `guest` a code that was mailed to a partner, `resident` a code that was mailed to who comes for their own file or a sign-in broker's word, a list one of these roles.
 */
export type Holders = 'everyone' | 'link' | 'staff' | 'guest' | 'resident' | readonly Role[]

/** What somebody may do, as a value of the room that owns it. Which rows its holder then sees is for the database's policies (organisation, region, subject). */
export interface Right<By extends Holders = Holders> {
  readonly name: string
  readonly holders: By
}
/** Declares a right; its holders are in its type, so that a route that asks it is only called with such a visitor. */
export const right = <const By extends Holders>(name: string, holders: By): Right<By> => ({ name, holders })

/** What needs nothing: the pages of the site that are for everybody. */
export const visitSite = right('site.visit', 'everyone')

/** Whether it is for signed-in staff: all of them, or those with some roles. */
export const isForStaff = ({ holders }: Right): boolean => holders === 'staff' || typeof holders === 'object'

/** Whether who has these roles holds this right. */
export const rolesMay = (roles: readonly Role[], { holders }: Right): boolean =>
  holders === 'staff' || (typeof holders === 'object' && roles.some((role) => holders.includes(role)))

/** Whether this actor holds this right, before any row is looked at. The program's own tasks ask for no right. */
export function may(actor: Actor, asked: Right): boolean {
  const { holders } = asked
  if (holders === 'everyone') return true
  if (holders === 'link' || holders === 'guest' || holders === 'resident') return actor.kind === holders
  return actor.kind === 'staff' && rolesMay(actor.roles, asked)
}
