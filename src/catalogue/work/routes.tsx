import { actingOf } from '../../foundation/doing.ts'
import { conflictPage } from '../../workplace/conflict.tsx'
import { z } from 'zod'
import { seeOther } from '../../foundation/web/answer.ts'
import { type Route, route, type Visit } from '../../foundation/web/route.ts'
import { addFacts } from '../../desk/work/actions.ts'
import { found, numberParams, sayConflict } from '../../desk/work/found.ts'
import { type Fact, factNames, type Known, readFact } from '../facts.ts'
import { fileRoutes } from '../files/routes.tsx'
import { sheetRoutes } from '../sheet/routes.tsx'
import { takeSchema } from './forms.ts'
import { serviceRoutes } from './serviceroutes.tsx'
import { wordRoutes } from './wordroutes.tsx'
import { deskRights } from '../../desk/rights.ts'

const fact = z.enum(factNames)
/** The facts that were ticked and the one that was answered; what cannot be one is left out. */
function factsFrom({ said, asked, answer }: z.output<typeof takeSchema>): Known {
  const known: Known = {}
  const take = (name: string | undefined, value: string) => {
    const parsed = fact.safeParse(name)
    const read = parsed.success ? readFact(parsed.data, value) : undefined
    if (read) known[parsed.data as Fact] = read
  }
  for (const each of said) take(each.split('=')[0], each.split('=')[1] ?? '')
  if (answer.trim()) take(asked, answer)
  return known
}

const backTo = (visit: Visit<{ number: string }>) => visit.path(`/werk/vragen/${visit.params.number}`)

/** The catalogue in the workplace. */
export const workCatalogueRoutes: readonly Route[] = [
  ...serviceRoutes,
  ...wordRoutes,
  ...sheetRoutes,
  ...fileRoutes,
  route({
    method: 'POST',
    path: '/:region/werk/vragen/:number/wegwijzer',
    right: deskRights.clarify,
    params: numberParams,
    body: takeSchema,
    handle: async (visit) => {
      const { asker, municipality, ...facts } = factsFrom(visit.body)
      await visit.change('desk', async (tx) => {
        const question = await found(tx, visit, visit.params.number)
        await addFacts(actingOf(visit, tx), question.id, { facts, topic: visit.body.topic, askerGroup: asker as never, municipality })
      })
      return seeOther(`${backTo(visit)}?gedaan=clarified#wegwijzer`)
    },
    conflict: (visit, error) => conflictPage(visit, sayConflict(visit, error), backTo(visit), ''),
  }),
]
