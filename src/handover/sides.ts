import type { Role } from '../foundation/actor.ts'
import { networkHere } from '../network/current.ts'
import { z } from 'zod'
import type { Right } from '../foundation/identity/rights.ts'
import { type Answer, file, seeOther } from '../foundation/web/answer.ts'
import type { Filled } from '../foundation/web/forms.ts'
import { Conflict, NotFound } from '../foundation/web/problem.ts'
import { type Route, route } from '../foundation/web/route.ts'
import { type ActName, acts } from './acts.ts'
import { seeHandover } from './queries.ts'
import { fileShownTo, handoverById } from './store.ts'
import { type HandoverKey, say } from './words.ts'
import type { Reader } from './work/pages.tsx'

/** What a handover's page shows beside the handover itself. */
export interface ShownBeside {
  done?: boolean
  /** Something came between: what. */
  conflict?: string
  filled?: { which: ActName; form: Filled }
}

/** What staff or a partner's guest may do: each brings a reader. */
export type ReaderRight = Right<'guest' | readonly Role[]>

/** A side from which handovers are worked on: the workplace of staff, or the inbox of a partner without a sign-in. */
export interface Side {
  /** Where its inbox is, and where its handovers are, below the region's address. */
  inbox: string
  at: string
  see: ReaderRight
  acts: readonly (readonly [ActName, ReaderRight])[]
  show(visit: Reader, id: string, beside: ShownBeside): Promise<Answer>
}

const params = z.object({ region: z.string(), id: z.uuid() })

const sayConflict = (language: Reader['language'], { key, values }: Conflict): string => say[language](key.startsWith('handover.') ? (key as HandoverKey) : 'handover.gone', values)

/** A handover's page, its files, and every step that is taken on it, the same from either side. */
export function sideRoutes({ inbox, at, see, acts: names, show }: Side): Route[] {
  const path = `/:region${at}/:id`
  return [
    route({
      method: 'GET',
      path,
      right: see,
      params,
      query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: (visit) => show(visit, visit.params.id, { done: visit.query.gedaan !== undefined }),
    }),
    route({
      method: 'GET',
      path: `${path}/bijlagen/:file`,
      right: see,
      params: params.extend({ file: z.uuid() }),
      handle: async (visit) => {
        const network = await networkHere(visit)
        const given = await visit.transaction('handover', async (tx) => {
          await seeHandover({ tx, actor: visit.actor, now: visit.now, network }, visit.params.id)
          return fileShownTo(tx, visit.params.id, visit.params.file)
        })
        if (!given) throw new NotFound()
        return file(given)
      },
    }),
    ...names.map(([which, mayDo]) =>
      route({
        method: 'POST',
        path: `${path}/${which}`,
        right: mayDo,
        params,
        body: acts[which].body,
        handle: async (visit) => {
          const { id } = visit.params
          const network = await networkHere(visit)
          try {
            await visit.change('handover', (tx) => acts[which].work({ tx, actor: visit.actor, now: visit.now, network }, id, visit.body), {
              kind: 'task',
              region: visit.region.id,
            })
          } catch (error) {
            if (error instanceof Conflict) return show(visit, id, { conflict: sayConflict(visit.language, error) })
            throw error
          }
          // After its end a partner may see it no longer.
          const still = await visit.transaction('handover', (tx) => handoverById(tx, visit.region.id, id))
          return seeOther(visit.path(still ? `${at}/${id}?gedaan=ja` : `${inbox}?gedaan=ja`))
        },
        redo: (visit, form) => show(visit, (visit.params as { id: string }).id, { filled: { which, form } }),
      }),
    ),
  ]
}
