import { alarmField } from '../danger/alarm.ts'
import { provePage } from './errors.tsx'
import { anewField } from './forms.ts'
import { withoutFields } from './ours.ts'
import type { Route, Visit } from './route.ts'
import { visitorsFor } from './visitors.ts'

/** For how long a proof of who somebody is counts where it is grave: after that it may be somebody else at their screen. */
const freshFor = 15 * 60_000

const isFresh = ({ actor, now }: Visit): boolean =>
  (actor.kind !== 'staff' && actor.kind !== 'resident') || (actor.provedAt !== undefined && now.getTime() - actor.provedAt.getTime() <= freshFor)

/** Whether who comes must prove once more who they are before this is done. */
export const mustProve = ({ fresh }: Pick<Route, 'fresh'>, visit: Visit): boolean => fresh !== undefined && !isFresh(visit) && (fresh === true || fresh(visit))

/** Whether this is an address at which they were told to, and did not yet. */
export const isToProve = (visit: Visit): boolean => anewField in (visit.request.query as object) && !isFresh(visit)

/** The page that tells them, with the way there and back, to the page of the form or from there `to` another address; `values` where what was typed waits nowhere. */
export async function askProof(
  { right }: Pick<Route, 'right'>,
  visit: Visit,
  page: string,
  { to = page, waits, values }: { to?: string; waits?: boolean; values?: Record<string, string> } = {},
): Promise<string> {
  // What was read for danger is read again where the words are; in the way back it would be too long to carry.
  const door = await visitorsFor(visit.system, right)!.again!(visit, withoutFields(to, alarmField))
  return provePage(visit, visit.path(door), { page, waits, values })
}
