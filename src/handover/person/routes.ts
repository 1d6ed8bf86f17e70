import { networkHere } from '../../network/current.ts'
import { z } from 'zod'
import { seeOther } from '../../foundation/web/answer.ts'
import { Conflict, NotFound } from '../../foundation/web/problem.ts'
import { type Route, route } from '../../foundation/web/route.ts'
import { followed } from '../../desk/public/followed.ts'
import { type ActName, acts, personActs } from '../acts.ts'
import { handoverById } from '../store.ts'
import { followLink } from '../../desk/links.ts'
import { handoverRights } from '../rights.ts'

const params = z.object({ region: z.string(), token: z.string(), id: z.uuid() })

/** What the asker does with a handover, on their own page: by its secret link, and always by a button. */
export const personHandoverRoutes: readonly Route[] = personActs.map((which: ActName) =>
  route({
    method: 'POST',
    path: `/:region/volg/:token/overdracht/:id/${which}`,
    right: handoverRights.answer,
    link: followLink,
    limit: { most: 60, minutes: 10 },
    params,
    body: acts[which].body,
    handle: async (visit) => {
      const { id, token } = visit.params
      const back = (done: 'handover' | 'too-late') => seeOther(visit.path(`/volg/${token}?gedaan=${done}`))
      const network = await networkHere(visit)
      // The link's own question, by the policies; the program then writes.
      await visit.transaction('following', async (tx) => {
        const question = await followed(tx, visit)
        if ((await handoverById(tx, visit.region.id, id))?.question_id !== question.id) throw new NotFound()
      })
      try {
        await visit.change('following', (tx) => acts[which].work({ tx, actor: visit.actor, now: visit.now, network }, id, visit.body), {
          kind: 'task',
          region: visit.region.id,
        })
      } catch (error) {
        if (error instanceof Conflict) return back('too-late')
        throw error
      }
      return back('handover')
    },
  }),
)
