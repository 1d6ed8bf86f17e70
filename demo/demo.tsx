import type { FastifyInstance } from 'fastify'
import type { VNode } from 'preact'
import { z } from 'zod'
import { isDuplicate } from '../src/foundation/database/database.ts'
import { messages, sayMoment } from '../src/foundation/i18n/i18n.ts'
import { callbackPath } from '../src/foundation/identity/signin.ts'
import { outbox } from '../src/foundation/mail/mail.ts'
import type { Room } from '../src/foundation/room.ts'
import { A, Button, H1, H2, P, Pill } from '../src/foundation/ui/components.tsx'
import { formsIn } from '../src/foundation/ui/fields.ts'
import { PublicPage } from '../src/foundation/ui/layout.tsx'
import { type Answer, leaveFor, page, seeOther } from '../src/foundation/web/answer.ts'
import { NotFound } from '../src/foundation/web/problem.ts'
import { route, type Visit } from '../src/foundation/web/route.ts'
import { openRegion } from '../src/network/actions.ts'
import { regionOfId, regionOfSlug, theNation } from '../src/network/geography.ts'
import { type Network, networksOf, readNetwork } from '../src/network/current.ts'
import { setupSchema } from '../src/network/network.ts'
import { demoIssuer } from '../src/network/demoissuer.ts'
import { beginNation } from '../src/network/nation/actions.ts'
import { begunRegionIds } from '../src/network/store.ts'
import { cataloguesOf } from '../src/catalogue/current.ts'
import type { Extra } from '../src/program.ts'
import { rooms as allRooms } from '../src/rooms.ts'
import { demoLevels } from '../src/network/demoissuer.ts'
import { accountOf, demoProvider, errors, isAtThisMachine, mountProvider } from './provider.ts'
import twente from './twente.json'
import { visitSite } from '../src/foundation/identity/rights.ts'
import type { System } from '../src/foundation/system.ts'

const region = regionOfSlug('twente')!

/** Partners that work by mail, link and code. */
const withoutSignIn = ['cnv', 'mkb-twente']

const nationalAdministrator = 'landelijk-beheerder'

/** Fills an empty database with Twente and what each room shows of itself there, whole or not at all: a start that is killed halfway leaves nothing behind. */
export async function fillDemo(system: System, rooms: readonly Room[] = allRooms): Promise<void> {
  const { database, clock, ownKey } = system
  const now = clock.now()
  const signIn = { issuer: demoIssuer, clientId: 'werkcentrum' }
  const setup = setupSchema.parse(twente)
  const actor = { kind: 'task', region: region.id } as const
  try {
    await database.transaction(actor, 'demo', async (tx) => {
      if (await readNetwork(tx, region.id)) return
      await openRegion({ tx, now }, ownKey, { ...setup, organisations: setup.organisations.map((each) => (withoutSignIn.includes(each.slug) ? each : { ...each, signIn })) })
      for (const room of rooms) await room.demo?.({ tx, actor, now })
    })
    await database.transaction({ kind: 'task', region: theNation.id }, 'demo', async (tx) => {
      if (await readNetwork(tx, theNation.id)) return
      const administrator = { name: 'Landelijk beheerder', email: accountOf({ subject: nationalAdministrator, email: '' }).email, subject: nationalAdministrator }
      await beginNation(tx, ownKey, { organisation: 'Landelijk beheer', signIn, administrator }, now)
    })
  } catch (error) {
    // Another first start on the same database was just before this one.
    if (!isDuplicate(error)) throw error
  }
  for (const each of [region, theNation]) networksOf(system).forget(each.id)
  cataloguesOf(system).forget(region.id)
}

/** Everybody who signs in through the demo's provider, in every region that has begun. */
async function everybody(system: System) {
  const { database } = system
  const networks = networksOf(system)
  const ids = await database.transaction({ kind: 'public', region: 0 }, 'demo', begunRegionIds)
  const all = await Promise.all(ids.map(async (id) => ({ region: regionOfId(id), network: await networks.of(id) })))
  return all.flatMap(({ region: { slug, name }, network }) =>
    [...network.staff.values()].flatMap((staff) => {
      const organisation = network.organisations.get(staff.organisation_id)!
      return organisation.issuer === demoIssuer ? [{ staff, organisation, slug, region: name, account: accountOf(staff).id }] : []
    }),
  )
}

const shows: Record<string, string> = {
  guide: 'vragen van de eigen organisatie oppakken, verhelderen en beantwoorden; een vraag noteren aan de balie',
  coordinator: 'bij het Werkcentrum: alle vragen van de regio, wat te laat is, de beloften',
  manager: 'bij het Werkcentrum: alle vragen van de regio lezen, wat lang te laat is, de beloften',
  'employer-adviser': 'vragen van werkgevers bij de eigen organisatie',
  'career-adviser': 'vragen over loopbaan bij de eigen organisatie',
  'learning-adviser': 'vragen over leren bij de eigen organisatie',
  'scheme-specialist': 'vragen over regelingen bij de eigen organisatie',
  'partner-contact': 'overdrachten die aan de eigen organisatie zijn aangeboden; wie meedoet in het netwerk',
  administrator: 'de inrichting en de toegang: bij het Werkcentrum van de hele regio, elders van de eigen organisatie',
  'privacy-officer': 'verzoeken van inwoners over hun gegevens, wie waarvoor keek, het register en het bewaren',
}

function peoplePage(visit: Visit, network: Network): VNode {
  const staff = [...network.staff.values()]
  return (
    <PublicPage visit={visit} title="Demo" wide hidden>
      <H1>Demo van Werkcentrum Twente</H1>
      <P lead>Alles hier is verzonnen. Kies wie u bent: u bent meteen ingelogd, zonder wachtwoord. Dit kan alleen op deze computer.</P>
      <ul class="wc-doors">
        <li>
          <a href="/twente">
            <strong>Inwoner of werkgever</strong>een vraag stellen en volgen
          </a>
        </li>
        <li>
          <a href={`/nederland/inloggen/landelijk?wie=${nationalAdministrator}`}>
            <strong>Landelijk beheerder</strong>een nieuwe regio beginnen en haar beheerder benoemen
          </a>
        </li>
        <li>
          <a href="/twente/mijn">
            <strong>Inwoner met een eigen dossier</strong>Mijn Werkcentrum, met vrager-1@voorbeeld.example en de naam Vrager Een, of met de DigiD van de demo
          </a>
        </li>
        <li>
          <a href="/demo/mail">
            <strong>Postbus</strong>de mail die het programma verstuurt
          </a>
        </li>
      </ul>
      {[...network.organisations.values()].map((organisation) => (
        <section key={organisation.id}>
          <H2>{organisation.name}</H2>
          {organisation.issuer !== demoIssuer && <P soft>Zonder aanmelding: de mail over een overdracht heeft een link, die met een code opengaat.</P>}
          <ul class="wc-points">
            {staff
              .filter((each) => each.organisation_id === organisation.id)
              .map((each) => (
                <li key={each.id}>
                  <p>{organisation.issuer === demoIssuer ? <A href={`/twente/inloggen/${organisation.slug}?wie=${each.subject}`}>{each.name}</A> : each.name}</p>
                  <p class="wc-soft">{each.roles.map((role) => shows[role]).join('; ')}</p>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </PublicPage>
  )
}

const withLinks = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part) =>
    /^https?:/.test(part) ? (
      <a class="utrecht-link" href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )

/** Who somebody says they are: a button each. */
const whoForm = formsIn(messages({}, {}))(z.object({ wie: z.string().max(120) }), {})
const who = whoForm.in('nl')

/** The residents whom the demo's provider knows, each with how sure it is of them. */
const demoResidents = ['1', '2'].flatMap((each) => ['low', 'substantial', 'high'].map((level) => `inwoner-${each}/${level}`))

/** What the demo adds: choosing a person, the inbox, and a real identity provider behind them. Nothing of it exists while the demo is off. */
export const demo: Extra = (system) => {
  const { settings, ownKey, database } = system
  const provider = demoProvider(settings.baseUrl, callbackPath, ownKey)
  const here = (show: (visit: Visit) => Promise<Answer>) => (visit: Visit) => {
    if (!isAtThisMachine(visit.request)) throw new NotFound()
    return show(visit)
  }
  /** `subject` is who somebody says they are; of a resident, after a slash, how sure the provider is of it. */
  const finish = async (visit: Visit, subject: string): Promise<Answer> => {
    const [accountId = '', level] = subject.split('/')
    const login = { accountId, acr: demoLevels.find((each) => each.endsWith(`/${level}`)) }
    return leaveFor(await provider.interactionResult(visit.request.raw, visit.reply.raw, { login }, { mergeWithLastSubmission: false }))
  }
  /** Where somebody says who they are; who has begun no sign-in, or one that ended, begins at the demo's page. */
  const signingIn = (show: (visit: Visit) => Promise<Answer>) =>
    here((visit) =>
      show(visit).catch((error: unknown) => {
        if (error instanceof errors.SessionNotFound) return seeOther('/demo')
        throw error
      }),
    )
  const uid = z.object({ uid: z.string() })
  return {
    more: (app: FastifyInstance) => mountProvider(app, provider),
    routes: [
      route({ method: 'GET', path: '/demo', bare: true, right: visitSite, handle: here(async (visit) => page(peoplePage(visit, await networksOf(system).of(region.id)))) }),
      route({
        method: 'GET',
        path: '/demo/mail',
        bare: true,
        right: visitSite,
        handle: here(async (visit) => {
          const ids = await database.transaction({ kind: 'public', region: 0 }, 'demo', begunRegionIds)
          const each = await Promise.all(ids.map((id) => database.transaction({ kind: 'task', region: id }, 'demo', (tx) => outbox(tx, system, id, 100))))
          const letters = each.flat().sort((a, b) => b.queued_at.getTime() - a.queued_at.getTime())
          return page(
            <PublicPage visit={visit} title="Postbus" hidden>
              <H1>Postbus van de demo</H1>
              <P lead>Hier komt de mail aan die het programma verstuurt, nieuwste eerst.</P>
              {letters.length === 0 && <P soft>Er is nog geen mail. Stel een vraag met een e-mailadres.</P>}
              {letters.map((mail) => (
                <article class="wc-card" key={mail.id}>
                  <H2>{mail.letter?.subject ?? '(deze brief is er niet meer)'}</H2>
                  <p class="wc-soft">
                    Aan {mail.recipient}, {sayMoment('nl', mail.queued_at, visit.now)} <Pill tone={mail.sent_at ? 'calm' : 'next'}>{mail.sent_at ? 'verstuurd' : 'wacht'}</Pill>
                  </p>
                  {mail.letter?.replyTo && <p class="wc-soft wc-link-to-keep">Antwoorden gaat naar {mail.letter.replyTo}</p>}
                  <div class="wc-typed">{withLinks(mail.letter?.text ?? '')}</div>
                </article>
              ))}
            </PublicPage>,
          )
        }),
      }),
      route({
        method: 'GET',
        path: '/demo/kies/:uid',
        bare: true,
        right: visitSite,
        params: uid,
        handle: signingIn(async (visit) => {
          const { params } = await provider.interactionDetails(visit.request.raw, visit.reply.raw)
          const people = await everybody(system)
          const asResident = params.acr_values !== undefined
          const wanted = asResident ? demoResidents.find((each) => each === params.login_hint) : people.find((each) => each.account === params.login_hint)?.account
          if (wanted) return finish(visit, wanted)
          if (asResident)
            return page(
              <PublicPage visit={visit} title="DigiD van de demo" hidden>
                <H1>DigiD van de demo</H1>
                <P lead>Kies een inwoner, en hoe zeker het is dat die het is. Substantieel of hoog is genoeg.</P>
                <form class="wc-actions" method="post">
                  {demoResidents.map((each) => (
                    <Button key={each} {...who.valued('wie', each)} weight="secondary-action">
                      {`Inwoner ${each.split('/')[0]!.slice(-1)}, ${{ low: 'laag', substantial: 'substantieel', high: 'hoog' }[each.split('/')[1]!]}`}
                    </Button>
                  ))}
                </form>
              </PublicPage>,
            )
          return page(
            <PublicPage visit={visit} title="Kies een persoon" hidden>
              <H1>Kies een persoon</H1>
              <P lead>Dit is de inlogpagina van de demo. Een echte organisatie vraagt hier om een wachtwoord of een code.</P>
              <form class="wc-actions" method="post">
                {people.map(({ staff, account, region: name }) => (
                  <Button key={staff.id} {...who.valued('wie', account)} weight="secondary-action">
                    {staff.name} ({name})
                  </Button>
                ))}
              </form>
            </PublicPage>,
          )
        }),
      }),
      route({
        method: 'POST',
        path: '/demo/kies/:uid',
        bare: true,
        right: visitSite,
        params: uid,
        body: whoForm.schema,
        handle: (visit) => signingIn(() => finish(visit, visit.body.wie))(visit),
      }),
    ],
  }
}
