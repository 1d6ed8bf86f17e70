import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import { z } from 'zod'
import { actingOf } from '../foundation/doing.ts'
import { sayMoment } from '../foundation/i18n/i18n.ts'
import { sessionsHeld, type SignedIn } from '../foundation/identity/sessions.ts'
import { Button, Form, H1, Notice, P, Table } from '../foundation/ui/components.tsx'
import { workplace } from '../foundation/ui/frame.tsx'
import { seeOther } from '../foundation/web/answer.ts'
import { programOf, type Route, route, type Visit } from '../foundation/web/route.ts'
import { networkHere } from './current.ts'
import { endSessions } from './actions.ts'
import { networkRights } from './rights.ts'
import { managed } from './setup/access.tsx'
import { say } from './words.ts'

const at = '/werk/aangemeld'

/** Where somebody is signed in, with a button to end each but the one they look by (beside its name, so that a telephone shows it), and all others. */
export function SignedInList({ visit, at, held, formKey }: { visit: Visit; at: string; held: readonly (SignedIn & { here: boolean })[]; formKey: string }): VNode {
  const t = say[visit.language]
  const moment = (when: Date) => sayMoment(visit.language, when, visit.now)
  return (
    <>
      <Table
        label={t('sessions.title')}
        heads={[t('sessions.browser'), t('sessions.end'), t('sessions.used'), t('sessions.since')]}
        rows={held.map(({ id, browser, began_at, used_at, here }) => ({
          key: id,
          cells: [
            browser ?? t('sessions.browser.unknown'),
            here ? (
              <span class="wc-soft">{t('sessions.here')}</span>
            ) : (
              <Form action={visit.path(`${at}/${id}/weg`)} language={visit.language} formKey={formKey}>
                <Button weight="subtle">{t('sessions.end')}</Button>
              </Form>
            ),
            moment(used_at),
            moment(began_at),
          ],
        }))}
      />
      {held.some(({ here }) => !here) ? (
        <Form action={visit.path(`${at}/andere`)} language={visit.language} formKey={formKey}>
          <Button>{t('sessions.end-others')}</Button>
        </Form>
      ) : (
        <P>{t('sessions.alone')}</P>
      )}
    </>
  )
}

function SessionsPage({ visit, done, ...list }: Omit<Parameters<typeof SignedInList>[0], 'at'> & { done: boolean }): VNode {
  const t = say[visit.language]
  return (
    <div class="wc-one wc-step">
      <H1>{t('sessions.title')}</H1>
      <P soft>{t('sessions.lead')}</P>
      {done && <Notice kind="ok" title={t('sessions.done')} />}
      <SignedInList visit={visit} at={at} {...list} />
    </div>
  )
}

/** Where somebody of the staff is signed in, and ending that: elsewhere, or everywhere for a colleague. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `/:region${at}`,
    right: networkRights.enter,
    query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
    handle: (visit) =>
      workplace(visit, { purpose: 'workplace', current: 'sessions', read: (tx) => sessionsHeld(tx, visit.request, visit.actor.id, visit.now) }, (held) => ({
        title: say[visit.language]('sessions.title'),
        content: <SessionsPage visit={visit} held={held} formKey={randomUUID()} done={visit.query.gedaan !== undefined} />,
      })),
  }),
  route({
    method: 'POST',
    path: `/:region${at}/andere`,
    right: networkRights.enter,
    handle: async (visit) => {
      await visit.change('workplace', (tx) => endSessions(actingOf(visit, tx), visit.actor.id, { but: visit.request }))
      return seeOther(visit.path(`${at}?gedaan=ja`))
    },
  }),
  route({
    method: 'POST',
    path: `/:region${at}/:id/weg`,
    right: networkRights.enter,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      await visit.change('workplace', (tx) => endSessions(actingOf(visit, tx), visit.actor.id, { only: visit.params.id }))
      return seeOther(visit.path(`${at}?gedaan=ja`))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/toegang/:id/afmelden',
    right: networkRights.manageStaff,
    params: z.object({ region: z.string(), id: z.uuid() }),
    handle: async (visit) => {
      const { id } = managed(await networkHere(visit), visit, visit.params.id)
      await visit.change('access', (tx) => endSessions(actingOf(visit, tx), id), programOf(visit))
      return seeOther(visit.path('/werk/toegang?gedaan=af'))
    },
  }),
]
