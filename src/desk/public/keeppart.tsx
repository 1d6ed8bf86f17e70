import { actingOf } from '../../foundation/doing.ts'
import { residentOf } from '../../people/file/enterroutes.tsx'
import { networksOf } from '../../network/current.ts'
import { z } from 'zod'
import { Button, Form, P } from '../../foundation/ui/components.tsx'
import { seeOther } from '../../foundation/web/answer.ts'
import { Conflict } from '../../foundation/web/problem.ts'
import { type Route, route } from '../../foundation/web/route.ts'
import { addToFile } from '../../people/file/actions.ts'
import { findPerson } from '../../people/queries.ts'
import type { FollowPart } from '../places.ts'
import { say } from '../words.ts'
import { followed } from './followed.ts'
import { followLink } from '../links.ts'
import { deskRights } from '../rights.ts'

const tokenParams = z.object({ region: z.string(), token: z.string() })

/** On a question's own page: keeping it in a file of one's own, or the way to that file. */
export const keepPart: FollowPart = async (visit, question, _network, at, formKey) => {
  const t = say[visit.language]
  const person = await visit.transaction('following', (tx) => findPerson(tx, visit.region.id, question.asked_by ?? question.person_id))
  if (person?.resident_id)
    return (
      <P soft>
        <a class="utrecht-link" href={visit.path('/mijn')}>
          {t('keep.kept')}
        </a>
      </P>
    )
  return (
    <section class="wc-card">
      <P>{t('keep.text')}</P>
      <Form action={`${at}/bewaren`} language={visit.language} formKey={formKey}>
        <Button weight="secondary-action">{t('keep.go')}</Button>
      </Form>
    </section>
  )
}

/** Whoever holds a question's link, and came in to their own file or that of whom they act for, keeps it there. Who has not come in does that first. */
export const keepRoute: Route = route({
  method: 'POST',
  path: '/:region/volg/:token/bewaren',
  right: deskRights.follow,
  link: followLink,
  limit: { most: 60, minutes: 10 },
  params: tokenParams,
  body: z.object({}),
  handle: async (visit) => {
    const region = visit.region.id
    await networksOf(visit.system).of(region)
    const question = await visit.transaction('following', (tx) => followed(tx, visit))
    const here = visit.path(`/volg/${visit.params.token}`)
    const resident = await residentOf(visit.system, visit.request, region)
    if (!resident) return seeOther(visit.path(`/mijn/aanmelden?naar=${encodeURIComponent(here)}`))
    const person = question.asked_by ?? question.person_id
    try {
      await visit.system.database.transaction({ kind: 'task', region }, 'following', (tx) => addToFile(actingOf(visit, tx), resident.id, person))
    } catch (error) {
      if (error instanceof Conflict) return seeOther(visit.path('/mijn?gedaan=elders'))
      throw error
    }
    return seeOther(visit.path('/mijn?gedaan=bevestigd'))
  },
})
