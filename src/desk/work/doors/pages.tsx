import type { VNode } from 'preact'
import { sayNumber, sayShortDay } from '../../../foundation/i18n/i18n.ts'
import { A, Button, Form, H1, H2, Notice, P, SheetLinks, Table, TextField } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import type { ApiClient } from '../../doors/store.ts'
import { say } from '../../words.ts'
import { clientForm } from '../forms.ts'

export interface DoorsSeen {
  network: Network
  /** How many questions came in by each door in the past year; only for who sees the whole region. */
  counts?: ReadonlyMap<string, number>
  /** The programs of the visitor's own organisation; only for who manages them. */
  clients?: readonly ApiClient[]
  form: Filled
  formKey: string
  /** A token that was just made. */
  token?: string
}

/** Where people come in: each door with its page and address, and how many came by it. And the programs that bring people in. */
export function DoorsPage({ visit, seen }: { visit: StaffVisit; seen: DoorsSeen }): VNode {
  const t = say[visit.language]
  const { network, counts, clients, form, formKey, token } = seen
  const field = clientForm.in(visit.language, form)
  const heads = [t('doors.door'), t('doors.mail'), t('doors.page'), ...(counts ? [t('doors.count')] : [])]
  return (
    <div class="wc-one">
      <H1>{t('doors.title')}</H1>
      <P soft>{t('doors.lead')}</P>
      <Table
        label={t('doors.title')}
        heads={heads}
        rows={network.doors.map((door) => ({
          key: door.id,
          cells: [
            door.name,
            door.email ?? '',
            <A href={visit.path(`/deur/${door.slug}`)}>{visit.path(`/deur/${door.slug}`)}</A>,
            ...(counts ? [sayNumber(visit.language, counts.get(door.id) ?? 0)] : []),
          ],
        }))}
      />
      <SheetLinks language={visit.language} at={visit.path('/werk/deuren')} />
      {clients && (
        <>
          <H2>{t('clients.title')}</H2>
          <P soft>{t('clients.lead', { organisation: network.organisations.get(visit.actor.organisation)?.name })}</P>
          {token && (
            <Notice kind="ok" title={t('clients.added')}>
              <p class="wc-link-to-keep">
                <code>{token}</code>
              </p>
            </Notice>
          )}
          {clients.length === 0 && <P>{t('clients.none')}</P>}
          {clients.length > 0 && (
            <Table
              label={t('clients.title')}
              heads={[t('clients.name'), t('clients.since'), t('clients.state')]}
              rows={clients.map((client) => ({
                key: client.id,
                cells: [
                  <span dir="auto">{client.name}</span>,
                  `${sayShortDay(visit.language, client.added_at)}, ${network.staff.get(client.added_by)?.name ?? ''}`,
                  client.revoked_at ? (
                    t('clients.ended', { day: sayShortDay(visit.language, client.revoked_at) })
                  ) : (
                    <Form action={visit.path(`/werk/deuren/programmas/${client.id}/intrekken`)} language={visit.language} formKey={formKey}>
                      <Button weight="secondary-action">{t('clients.end')}</Button>
                    </Form>
                  ),
                ],
              }))}
            />
          )}
          <Form action={visit.path('/werk/deuren/programmas')} language={visit.language} formKey={formKey} fields={field}>
            <TextField {...field('name')} />
            <Button>{t('clients.add')}</Button>
          </Form>
        </>
      )}
    </div>
  )
}
