import { z } from 'zod'
import { actingOf } from '../../foundation/doing.ts'
import { page, seeOther } from '../../foundation/web/answer.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route } from '../../foundation/web/route.ts'
import { networkHere } from '../../network/current.ts'
import { conflictPage } from '../../workplace/conflict.tsx'
import { codeOf, followUrl } from '../letters.ts'
import { slipPage } from '../public/slip.tsx'
import { lookByNumber } from '../queries.ts'
import { deskRights } from '../rights.ts'
import { found, foundBy, numberParams, sayConflict } from '../work/found.ts'
import { takeBack } from './actions.ts'
import { takeBackForm } from './forms.ts'
import { changeById } from './store.ts'

/** What a guide does for who has nothing to show that they asked: a slip with its code, and taking back what another changed. */
export const proofWorkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/vragen/:number/bon',
    right: deskRights.write,
    params: numberParams,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const question = await visit.transaction('question', (tx) => foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, visit.params.number))
      if (visit.actor.sight === 'organisation' && question.organisation_id !== visit.actor.organisation) throw new NotFound()
      return page(slipPage(visit, { question, network, url: followUrl(visit.system, { ...question, language: visit.language }), code: codeOf(visit.system, question) }))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/vragen/:number/terugzetten/:id',
    right: deskRights.write,
    params: numberParams.extend({ id: z.uuid() }),
    body: takeBackForm.schema,
    handle: async (visit) => {
      const { region, system, actor, params } = visit
      const question = await visit.transaction('question', (tx) => found(tx, visit, params.number))
      if (actor.sight === 'organisation' && question.organisation_id !== actor.organisation) throw new NotFound()
      await visit.change(
        'question',
        async (tx) => {
          if ((await changeById(tx, region.id, params.id))?.question_id !== question.id) throw new NotFound()
          await takeBack(actingOf(visit, tx), system.ownKey, params.id)
        },
        programOf(visit),
      )
      return seeOther(visit.path(`/werk/vragen/${question.number}?gedaan=took-back`))
    },
    conflict: (visit, error) => conflictPage(visit, sayConflict(visit, error), visit.path(`/werk/vragen/${visit.params.number}`), ''),
  }),
]
