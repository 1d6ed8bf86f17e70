import type { Role } from '../foundation/actor.ts'
import { networkHere } from '../network/current.ts'
import { z } from 'zod'
import type { Right } from '../foundation/identity/rights.ts'
import { type Act, formRoutes } from '../foundation/web/acts.ts'
import { type Answer, file, seeOther } from '../foundation/web/answer.ts'
import type { Filled } from '../foundation/web/forms.ts'
import { type Conflict, NotFound } from '../foundation/web/problem.ts'
import { programOf, type Route, route, type Visit } from '../foundation/web/route.ts'
import { type On, onHandover } from './acts.ts'
import type { ActName } from './fields.ts'
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
export interface Side<Which extends ActName> {
  /** Where its inbox is, and where its handovers are, below the region's address. */
  inbox: string
  at: string
  see: ReaderRight
  /** What is done from there, each with its right where that is not the right to see it. */
  acts: Readonly<Record<Which, Act<On, unknown, 'ja'>>>
  show(visit: Reader, id: string, beside: ShownBeside): Promise<Answer>
}

const params = z.object({ region: z.string(), id: z.uuid() })
type Coming = Reader & Visit<{ id: string }>

const sayConflict = (language: Reader['language'], { key, values }: Conflict): string => say[language](key.startsWith('handover.') ? (key as HandoverKey) : 'handover.gone', values)

/** A handover's page, its files, and every step that is taken on it, the same from either side. */
export function sideRoutes<Which extends ActName>({ inbox, at, see, acts, show }: Side<Which>): Route[] {
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
    ...formRoutes<Coming, On, Which, 'ja'>(
      {
        path,
        right: see,
        params,
        purpose: 'handover',
        by: programOf,
        on: onHandover,
        // After its end a partner may see it no longer.
        done: async (visit) => {
          const { id } = visit.params
          const still = await visit.transaction('handover', (tx) => handoverById(tx, visit.region.id, id))
          return seeOther(visit.path(still ? `${at}/${id}?gedaan=ja` : `${inbox}?gedaan=ja`))
        },
        show: (visit, filled) => show(visit, visit.params.id, { filled }),
        conflict: (visit, error) => show(visit, visit.params.id, { conflict: sayConflict(visit.language, error) }),
      },
      acts,
    ),
  ]
}
