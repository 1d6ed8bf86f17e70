import { alarmField } from '../danger/alarm.ts'
import { workplace } from '../ui/frame.tsx'
import { PublicPage } from '../ui/layout.tsx'
import { say } from '../words.ts'
import { page, type Sent } from './answer.ts'
import { Proof } from './errors.tsx'
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

/** The page that tells them, in the workplace where they work there, with the way there and back, to the page of the form or from there `to` another address; `values` where what was typed waits nowhere. */
export async function askProof(
  { right }: Pick<Route, 'right'>,
  visit: Visit,
  at: string,
  status: 200 | 403,
  { to = at, waits, values }: { to?: string; waits?: boolean; values?: Record<string, string> } = {},
): Promise<Sent> {
  // What was read for danger is read again where the words are; in the way back it would be too long to carry.
  const door = await visitorsFor(visit.system, right)!.again!(visit, withoutFields(to, alarmField))
  const title = say[visit.language]('prove.title')
  const content = <Proof visit={visit} door={visit.path(door)} page={at} waits={waits} values={values} />
  if (visit.actor.kind === 'staff')
    return workplace({ ...visit, actor: visit.actor }, { purpose: 'workplace', current: '', read: () => undefined }, () => ({
      title,
      content: <div class="wc-one wc-step">{content}</div>,
      status,
    }))
  return page(
    <PublicPage visit={visit} title={title} hidden>
      {content}
    </PublicPage>,
    status,
  )
}
