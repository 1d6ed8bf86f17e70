import { networkRights } from '../network/rights.ts'
import { json, seeOther } from '../foundation/web/answer.ts'
import { forgetDraft, saveDraft } from '../foundation/web/drafts.ts'
import { formKeyField } from '../foundation/web/forms.ts'
import { isHandedIn, keyOfForm } from '../foundation/web/once.ts'
import { NotFound } from '../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../foundation/web/route.ts'

/** Where the words of a form go to be kept while they are typed. */
export const draftsAt = '/werk/concept'

/** The page of ours that the visitor came from, to go back to. */
function cameFrom({ request, path }: StaffVisit): string {
  const { referer = '' } = request.headers
  const from = URL.canParse(referer) ? new URL(referer) : undefined
  return from?.host === request.host ? `${from.pathname}${from.search}` : path('/werk')
}

/** Keeping what staff write, while they type; and throwing it away. */
export const draftRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: `/:region${draftsAt}`,
    right: networkRights.enter,
    byItself: true,
    handle: async (visit) => {
      const { draft, typed, system, region } = visit
      if (!draft) throw new NotFound()
      const kept = await visit.transaction('form', async (tx) => {
        // What was sent meanwhile comes back as nobody's draft.
        const sent = await isHandedIn(tx, { secret: system.ownKey, region: region.id }, keyOfForm(typed.values[formKeyField] ?? ''))
        return !sent && saveDraft(tx, visit, draft, typed.values)
      })
      return json({ bewaard: kept })
    },
  }),
  route({
    method: 'POST',
    path: `/:region${draftsAt}/weg`,
    right: networkRights.enter,
    handle: async (visit) => {
      const { draft, region, actor } = visit
      if (!draft) throw new NotFound()
      await visit.transaction('form', async (tx) => forgetDraft(tx, region.id, actor.id, draft))
      return seeOther(cameFrom(visit))
    },
  }),
]
