import { actingOf } from '../../foundation/doing.ts'
import { networkHere } from '../../network/current.ts'
import { z } from 'zod'
import { newId } from '../../foundation/database/id.ts'
import { seeOther } from '../../foundation/web/answer.ts'
import { listFile, sheetForms } from '../../foundation/web/sheet.ts'
import { type Route, route } from '../../foundation/web/route.ts'
import { allQuestionsFor, type Listed, listSchema } from '../queries.ts'
import { forgetFilter, saveFilter } from '../saved/store.ts'
import { say } from '../words.ts'
import { saveForm } from './forms.ts'
import { chosen } from './found.ts'
import { deskRights } from '../rights.ts'
import { networkRights } from '../../network/rights.ts'

/** A list as a file, and filters kept by name. */
export const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/uitvoer',
    right: networkRights.exportLists,
    query: listSchema.extend({ vorm: z.enum(sheetForms).catch('xlsx') }),
    handle: async (visit) => {
      const t = say[visit.language]
      const network = await networkHere(visit)
      const { vorm, ...choice } = chosen(visit)
      const questions = await visit.transaction('export', (tx) => allQuestionsFor(actingOf(visit, tx), choice))
      const heads = (['number', 'sharpened', 'topic', 'group', 'channel', 'municipality', 'organisation', 'staff', 'state', 'asked', 'due', 'closed'] as const).map((each) =>
        t(`export.head.${each}`),
      )
      const sharpened = (each: Listed) => (each.discreet ? t('list.discreet') : each.sharpened)
      const rows = questions.map((each) => [
        each.number,
        sharpened(each),
        each.topic && t(`topic.${each.topic}`),
        t(`group.${each.asker_group}`),
        t(`channel.${each.channel}`),
        each.municipality,
        network.organisations.get(each.organisation_id)?.name ?? null,
        (each.staff_id && network.staff.get(each.staff_id)?.name) || null,
        t(`state.${each.state}`),
        each.asked_at,
        each.due_at,
        each.closed_at,
      ])
      return listFile(visit, vorm, { code: choice.lijst, name: t(`view.${choice.lijst}`), heads, rows })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/filters',
    right: deskRights.see,
    body: saveForm.schema,
    handle: async (visit) => {
      const { name, query } = visit.body
      const row = { region_id: visit.region.id, id: newId(visit.now.getTime()), staff_id: visit.actor.id, name, query, saved_at: visit.now }
      await visit.change('desk', async (tx) => void (await saveFilter(tx, row)))
      return seeOther(visit.path(`/werk${query}`))
    },
    // Without a name there is nothing to keep; the list is as it was.
    redo: (visit, form) => seeOther(visit.path(`/werk${/^\?[\w=&.%+-]*$/.test(form.values.query ?? '') ? form.values.query : ''}`)),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/filters/:id/weg',
    right: deskRights.see,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      await visit.change('desk', async (tx) => void (await forgetFilter(tx, visit.region.id, visit.actor.id, visit.params.id)))
      return seeOther(visit.path('/werk'))
    },
  }),
]
