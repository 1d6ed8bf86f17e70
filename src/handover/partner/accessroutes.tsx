import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Acting, actingOf } from '../../foundation/doing.ts'
import { may } from '../../foundation/identity/rights.ts'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Form, H1, H2, Hidden, Notice, P, Table } from '../../foundation/ui/components.tsx'
import { formsIn } from '../../foundation/ui/fields.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../foundation/web/answer.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { programOf, type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { type Network, networkHere, networksOf, type OrganisationRow } from '../../network/current.ts'
import { hasSignIn, looksAfterPartners } from '../parties.ts'
import { handoverRights } from '../rights.ts'
import type { GuestRow } from '../rows.ts'
import { say } from '../words.ts'
import { peopleIn, revokeAccess, revokePerson } from './access.ts'

const dones = ['ja', 'persoon'] as const
/** Whose access was just taken back: everybody's, or one person's. */
type Done = (typeof dones)[number] | undefined

const revokeForm = formsIn(say)(z.object({ wie: z.uuid().optional().catch(undefined) }), {})

/** @throws NotFound for who does not look after the access of partners */
async function lookingAfter(visit: StaffVisit): Promise<Network> {
  const network = await networkHere(visit)
  if (!looksAfterPartners(visit, network)) throw new NotFound()
  return network
}

const byLink = (network: Network, now: Date) => [...network.organisations.values()].filter((each) => each.contact.email && !hasSignIn(network, each.id, now))

/** A partner that comes in by a link. @throws NotFound */
function partnerAt(network: Network, visit: StaffVisit): OrganisationRow {
  const partner = byLink(network, visit.now).find(({ slug }) => slug === (visit.params as { partner: string }).partner)
  if (!partner) throw new NotFound()
  return partner
}

const asProgram = <Result,>(visit: StaffVisit, work: (doing: Acting) => Promise<Result>) =>
  visit.system.database.transaction(programOf(visit), 'partner', (tx) => work(actingOf(visit, tx)))

function PartnerAccess({ visit, partner, people, done }: { visit: StaffVisit; partner: OrganisationRow; people: readonly GuestRow[]; done: Done }) {
  const t = say[visit.language]
  const action = visit.path(`/werk/partners/${partner.slug}/intrekken`)
  return (
    <div class="wc-one">
      <H1>{t('revoke.of', { organisation: partner.name })}</H1>
      {done && <Notice kind="ok" title={t(done === 'persoon' ? 'revoke.done.person' : 'revoke.done')} />}
      <P>{t('revoke.text', { email: partner.contact.email! })}</P>
      <Form action={action} language={visit.language} formKey={randomUUID()}>
        <Button>{t('revoke.all')}</Button>
      </Form>
      <H2>{t('revoke.people')}</H2>
      <P soft>{t(people.length ? 'revoke.people.text' : 'revoke.nobody')}</P>
      {people.length > 0 && (
        <Table
          label={t('revoke.people')}
          heads={[t('revoke.name'), t('revoke.role'), t('revoke.came'), t('revoke.person')]}
          rows={people.map((each) => ({
            key: each.id,
            cells: [
              <span dir="auto">{each.name}</span>,
              <span dir="auto">{each.role}</span>,
              sayMoment(visit.language, each.came_at, visit.now),
              <Form action={action} language={visit.language} formKey={randomUUID()}>
                <Hidden {...revokeForm.in(visit.language, undefined).valued('wie', each.id)} />
                <Button weight="subtle">{t('revoke.person')}</Button>
              </Form>,
            ],
          }))}
        />
      )}
      <P>
        <A href={visit.path('/werk/partners')}>{t('revoke.back')}</A>
      </P>
    </div>
  )
}

async function showPartner(visit: StaffVisit, done: Done): Promise<Answer> {
  const partner = partnerAt(await lookingAfter(visit), visit)
  const people = await asProgram(visit, (doing) => peopleIn(visit.system, doing, partner.id))
  return workplace(visit, { purpose: 'partner', current: 'handovers', read: () => undefined }, () => ({
    title: say[visit.language]('revoke.of', { organisation: partner.name }),
    quiet: true,
    content: <PartnerAccess visit={visit} partner={partner} people={people} done={done} />,
  }))
}

/** Who comes in by a link and a code, and taking that back: of a whole partner, or of one person there. The page itself asks whether it is meant: it says what ends by it. */
export const partnerAccessRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/partners',
    right: handoverRights.revoke,
    handle: async (visit) => {
      const network = await lookingAfter(visit)
      const t = say[visit.language]
      return workplace(visit, { purpose: 'partner', current: 'handovers', read: () => undefined }, () => ({
        title: t('revoke.title'),
        quiet: true,
        content: (
          <div class="wc-one">
            <H1>{t('revoke.title')}</H1>
            <P soft>{t('revoke.lead')}</P>
            <Table
              label={t('revoke.title')}
              heads={[t('revoke.organisation'), t('revoke.email')]}
              rows={byLink(network, visit.now).map((each) => ({
                key: each.id,
                cells: [<A href={visit.path(`/werk/partners/${each.slug}`)}>{each.name}</A>, each.contact.email],
              }))}
            />
            {may(visit.actor, handoverRights.see) && (
              <P>
                <A href={visit.path('/werk/overdrachten')}>{t('revoke.to')}</A>
              </P>
            )}
          </div>
        ),
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/partners/:partner',
    right: handoverRights.revoke,
    query: z.object({ gedaan: z.enum(dones).optional().catch(undefined) }),
    handle: (visit) => showPartner(visit, visit.query.gedaan),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/partners/:partner/intrekken',
    right: handoverRights.revoke,
    body: revokeForm.schema,
    holds: async (visit) => partnerAt(await lookingAfter(visit as StaffVisit), visit as StaffVisit),
    handle: async (visit) => {
      const partner = partnerAt(await lookingAfter(visit), visit)
      const { wie } = visit.body
      const work = async (tx: Acting['tx']) => {
        const doing = actingOf(visit, tx)
        await (wie ? revokePerson(visit.system, doing, partner.id, wie) : revokeAccess(visit.system, doing, partner.id))
      }
      await visit.change('partner', work, programOf(visit))
      networksOf(visit.system).forget(visit.region.id)
      return seeOther(visit.path(`/werk/partners/${partner.slug}?gedaan=${wie ? 'persoon' : 'ja'}`))
    },
  }),
]
