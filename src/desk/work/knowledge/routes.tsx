import { actingOf } from '../../../foundation/doing.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf } from '../../../foundation/clock/workingdays.ts'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { NotFound } from '../../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { addKnowledge, changeKnowledge } from '../../knowledge/actions.ts'
import { findKnowledge, knowledgeById } from '../../knowledge/store.ts'
import { say } from '../../words.ts'
import { findForm, knowledgeForm } from '../forms.ts'
import { KnowledgeForm, KnowledgeList, KnowledgePage } from './pages.tsx'
import { deskRights } from '../../rights.ts'

const params = z.object({ region: z.string(), id: z.uuid() })
const mostPages = 60
const halfYear = 182

/** What a page shows of one that must exist. */
const read = (visit: StaffVisit, id: string) => async (tx: Tx) => {
  const page = await knowledgeById(tx, visit.region.id, id)
  if (!page) throw new NotFound()
  return page
}

/** What guides know together, and who keeps it. */
export function knowledgeRoutes(): Route[] {
  const showForm = (visit: StaffVisit, form: Filled, id?: string, theirs = false): Promise<Answer> =>
    workplace(visit, { purpose: 'knowledge', current: 'knowledge', read: (tx) => (id ? read(visit, id)(tx) : undefined) }, (page) => ({
      title: say[visit.language](id ? 'knowledge.edit' : 'knowledge.add'),
      status: theirs ? 409 : 200,
      quiet: true,
      content: <KnowledgeForm visit={visit} form={form} formKey={randomUUID()} page={page} theirs={theirs} review={addDays(dayOf(visit.now), halfYear)} />,
    }))
  return [
    route({
      method: 'GET',
      path: '/:region/werk/kennis',
      right: deskRights.seeKnowledge,
      query: findForm.schema,
      handle: (visit) => {
        const { zoek: words = '', onderwerp } = visit.query
        const find = (tx: Tx) => findKnowledge(tx, visit.region.id, { topic: onderwerp ?? null, kind: null, words, limit: mostPages })
        return workplace(visit, { purpose: 'knowledge', current: 'knowledge', read: find }, (pages) => ({
          title: say[visit.language]('knowledge.title'),
          content: <KnowledgeList visit={visit} pages={pages} words={words} topic={onderwerp} today={dayOf(visit.now)} edits={may(visit.actor, deskRights.editKnowledge)} />,
        }))
      },
    }),
    route({ method: 'GET', path: '/:region/werk/kennis/nieuw', right: deskRights.editKnowledge, handle: (visit) => showForm(visit, emptyForm) }),
    route({
      method: 'POST',
      path: '/:region/werk/kennis/nieuw',
      right: deskRights.editKnowledge,
      body: knowledgeForm.schema,
      handle: async (visit) => {
        const { review: review_on, version: _version, weg: _weg, ...given } = visit.body
        const id = await visit.change('knowledge', (tx) => addKnowledge(actingOf(visit, tx), { ...given, language: visit.language, review_on }))
        return seeOther(visit.path(`/werk/kennis/${id}`))
      },
      redo: (visit, form) => showForm(visit as StaffVisit, form),
    }),
    route({
      method: 'GET',
      path: '/:region/werk/kennis/:id',
      right: deskRights.seeKnowledge,
      params,
      handle: async (visit) => {
        const network = await networkHere(visit)
        return workplace(visit, { purpose: 'knowledge', current: 'knowledge', read: read(visit, visit.params.id) }, (page) => ({
          title: page.title,
          content: <KnowledgePage visit={visit} page={page} network={network} today={dayOf(visit.now)} edits={may(visit.actor, deskRights.editKnowledge)} />,
        }))
      },
    }),
    route({ method: 'GET', path: '/:region/werk/kennis/:id/wijzigen', right: deskRights.editKnowledge, params, handle: (visit) => showForm(visit, emptyForm, visit.params.id) }),
    route({
      method: 'POST',
      path: '/:region/werk/kennis/:id/wijzigen',
      right: deskRights.editKnowledge,
      params,
      body: knowledgeForm.schema,
      handle: async (visit) => {
        const { review: review_on, version, weg, ...given } = visit.body
        // Saving what was removed brings it back.
        const changes = weg ? { removed_at: visit.now } : { ...given, review_on, removed_at: null }
        await visit.change('knowledge', (tx) => changeKnowledge(actingOf(visit, tx), visit.params.id, version, changes))
        return seeOther(visit.path(`/werk/kennis/${visit.params.id}`))
      },
      redo: (visit, form) => showForm(visit as StaffVisit, form, (visit.params as { id: string }).id),
      conflict: (visit) => showForm(visit, visit.typed, visit.params.id, true),
    }),
  ]
}
