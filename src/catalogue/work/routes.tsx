import { actingOf } from '../../foundation/doing.ts'
import { conflictShown } from '../../workplace/conflict.tsx'
import { z } from 'zod'
import { workplace } from '../../foundation/ui/frame.tsx'
import { seeOther } from '../../foundation/web/answer.ts'
import { optionalChoice, severalOf } from '../../foundation/web/forms.ts'
import { Conflict } from '../../foundation/web/problem.ts'
import { type Route, route } from '../../foundation/web/route.ts'
import { topics } from '../../desk/question.ts'
import { addFacts } from '../../desk/work/actions.ts'
import { found, numberParams, sayConflict } from '../../desk/work/found.ts'
import { type Fact, factNames, type Known, readFact } from '../facts.ts'
import { fileRoutes } from '../files/routes.tsx'
import { sheetRoutes } from '../sheet/routes.tsx'
import { serviceRoutes } from './serviceroutes.tsx'
import { wordRoutes } from './wordroutes.tsx'
import { deskRights } from '../../desk/rights.ts'

const fact = z.enum(factNames)
const takeBody = z.object({
  said: severalOf(100, 20),
  topic: optionalChoice(topics).catch(undefined),
  asked: fact.optional().catch(undefined),
  answer: z.string().max(60).default('').catch(''),
})

/** The facts that were ticked and the one that was answered; what cannot be one is left out. */
function factsFrom({ said, asked, answer }: z.output<typeof takeBody>): Known {
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

/** The catalogue in the workplace. */
export const workCatalogueRoutes: readonly Route[] = [
  ...serviceRoutes,
  ...wordRoutes(),
  ...sheetRoutes(),
  ...fileRoutes(),
  route({
    method: 'POST',
    path: '/:region/werk/vragen/:number/wegwijzer',
    right: deskRights.clarify,
    params: numberParams,
    body: takeBody,
    handle: async (visit) => {
      const { asker, municipality, ...facts } = factsFrom(visit.body)
      const back = visit.path(`/werk/vragen/${visit.params.number}`)
      try {
        await visit.change('desk', async (tx) => {
          const question = await found(tx, visit, visit.params.number)
          await addFacts(actingOf(visit, tx), question.id, { facts, topic: visit.body.topic, askerGroup: asker as never, municipality })
        })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return workplace(visit, { purpose: 'desk', current: '', read: () => undefined }, () => conflictShown(visit, sayConflict(visit, error), back, ''))
      }
      return seeOther(`${back}?gedaan=clarified#wegwijzer`)
    },
  }),
]
