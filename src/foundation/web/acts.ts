import type { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Tx } from '../database/database.ts'
import type { Right } from '../identity/rights.ts'
import type { LinkKind } from '../links/links.ts'
import type { Answer } from './answer.ts'
import { readAttachment } from './files.ts'
import type { Filled } from './forms.ts'
import type { Conflict } from './problem.ts'
import { type Grave, type Route, route, type Visit } from './route.ts'

/** Something that is done on a page, by a form of its own. `On` is what its page's acts work on. */
export interface Act<On, Body = unknown, Done extends string = string> {
  /** Who may, where that is not who may see the page. */
  right?: Right
  body: z.ZodType<Body>
  /** Whether it is grave: who does it must have proved just now who they are. */
  fresh?: Grave<Body>
  /** The most bytes it takes, where a file goes along. */
  largest?: number
  /** The field in which a file to keep goes along: it is read before the transaction, and is then the field's `upload`. */
  attachment?: string
  /** The work, in the one transaction of the change. */
  work(on: On, body: Body): Promise<unknown> | unknown
  /** What the page says then. */
  done: Done
}
/** Declares an act with what its own form takes; in the list of a page's acts each has its own. */
export const actOn =
  <On>() =>
  <Schema extends z.ZodType, Done extends string>(
    act: Omit<Act<On, unknown, Done>, 'body' | 'fresh' | 'work'> & {
      body: Schema
      fresh?: Grave<z.output<Schema>>
      work(on: On, body: z.output<Schema>): Promise<unknown> | unknown
    },
  ): Act<On, unknown, Done> =>
    act as Act<On, unknown, Done>

/** A page with acts: each is handed in below its address. */
export interface ActsPage<V extends Visit, On, Which extends string, Done extends string> {
  path: string
  right: Right
  link?: LinkKind
  params?: z.ZodType
  query?: z.ZodType
  limit?: { most: number; minutes: number }
  largest?: number
  heeds?: boolean
  /** Throws when what the address names is not, or not any more, for who comes; asked also when the same form comes again. */
  holds?(visit: V, tx: Tx): Promise<unknown>
  /** For what its transactions are opened. */
  purpose: string
  /** Who changes it, where that is not who comes. */
  by?(visit: V, which: Which): Actor | undefined
  /** What the acts work on: what is needed from elsewhere first, then what is read in the transaction. */
  on(visit: V): Promise<(tx: Tx) => Promise<On> | On>
  /** Where it leads when it is done; `made` is the text that the act answered, also when the same form did it before, and `on` what it worked on when it did it now. */
  done(visit: V, done: Done, which: Which, outcome: { made?: string; on?: On }): Promise<Answer> | Answer
  /** The page with one of its forms as it was filled in. */
  show(visit: V, filled: { which: Which; form: Filled }): Promise<Answer> | Answer
  /** Somebody else was first, or it is too late. */
  conflict?(visit: V, error: Conflict, which: Which): Promise<Answer> | Answer
}

/** The addresses of a page's acts, by the last words of each. */
export function formRoutes<V extends Visit, On, Which extends string, Done extends string>(
  { path, right, purpose, by, on, done, show, conflict, holds, ...shared }: ActsPage<V, On, Which, Done>,
  acts: Readonly<Record<Which, Act<On, unknown, Done>>>,
): Route[] {
  const names = Object.keys(acts) as Which[]
  // What an act works on is read before it is asked whether the same form was handed in already: who may not any more is told nothing of it.
  const reads = new WeakMap<Visit, (tx: Tx) => Promise<On> | On>()
  const readIn = new WeakMap<Tx, On>()
  return names.map((which) => {
    const act = acts[which]
    const { fresh } = act
    // The server calls it with the visitor whom the right lets through, and with a body of this schema.
    const as = (visit: Visit) => visit as V
    return route({
      ...shared,
      method: 'POST',
      path: `${path}/${which}`,
      onPage: path,
      right: act.right ?? right,
      fresh: typeof fresh === 'function' ? ({ body }: Visit) => fresh(body) : fresh,
      body: act.body,
      largest: act.largest ?? shared.largest,
      holds: async (visit, tx) => {
        await holds?.(as(visit), tx)
        const read = reads.get(visit)
        if (read) readIn.set(tx, await read(tx))
      },
      handle: async (visit: Visit) => {
        reads.set(visit, await on(as(visit)))
        if (act.attachment) await readAttachment(visit, act.attachment)
        const outcome: { made?: string; on?: On } = {}
        const work = async (tx: Tx) => {
          outcome.on = readIn.get(tx)!
          return act.work(outcome.on, visit.body)
        }
        outcome.made = await visit.change(purpose, work, by?.(as(visit), which))
        return done(as(visit), act.done, which, outcome)
      },
      redo: (visit: Visit, form) => show(as(visit), { which, form }),
      conflict: conflict && ((visit: Visit, error) => conflict(as(visit), error, which)),
    } as Parameters<typeof route>[0])
  })
}
