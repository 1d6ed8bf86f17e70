import { z } from 'zod'
import { formRoutes } from '../../foundation/web/acts.ts'
import { seeOther } from '../../foundation/web/answer.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, type Visit } from '../../foundation/web/route.ts'
import { followed } from '../../desk/public/followed.ts'
import { type On, onHandover, personActs } from '../acts.ts'
import { handoverById } from '../store.ts'
import { followLink } from '../../desk/links.ts'
import { handoverRights } from '../rights.ts'

type Coming = Visit<{ token: string; id: string }>
const back = ({ path, params }: Coming, done: 'handover' | 'too-late') => seeOther(path(`/volg/${params.token}?gedaan=${done}`))

/** What the asker does with a handover, on their own page: by its secret link, and always by a button. */
export const personHandoverRoutes: readonly Route[] = formRoutes<Coming, On, keyof typeof personActs, 'ja'>(
  {
    path: '/:region/volg/:token/overdracht/:id',
    right: handoverRights.answer,
    link: followLink,
    limit: { most: 60, minutes: 10 },
    params: z.object({ region: z.string(), token: z.string(), id: z.uuid() }),
    purpose: 'following',
    // A handover of the link's own question; the program then writes.
    holds: async (visit, tx) => {
      const question = await followed(tx, visit)
      if ((await handoverById(tx, visit.region.id, visit.params.id))?.question_id !== question.id) throw new NotFound()
    },
    by: programOf,
    on: onHandover,
    done: (visit) => back(visit, 'handover'),
    // Nothing is filled in here: what does not fit, no button sends.
    show: (visit) => back(visit, 'too-late'),
    conflict: (visit) => back(visit, 'too-late'),
  },
  personActs,
)
