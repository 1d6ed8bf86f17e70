import { newId } from '../src/foundation/database/id.ts'
import { beforeAll, expect, test } from 'vitest'
import { addKnowledge } from '../src/desk/knowledge/actions.ts'
import { seal } from '../src/foundation/identity/seal.ts'
import { passKeeper } from '../src/foundation/identity/passes.ts'
import { listSchema, questionsFor } from '../src/desk/queries.ts'

import { take } from '../src/desk/work/actions.ts'
import type { Route } from '../src/foundation/web/route.ts'
import { firstToken } from '../src/network/nation/actions.ts'
import { freePort, type Person, startBrowser } from './browser.ts'
import { startDemo } from './ground.ts'
import { peopleRights } from '../src/people/rights.ts'
import { handoverRights } from '../src/handover/rights.ts'
import { networkRights } from '../src/network/rights.ts'
import { deskRights } from '../src/desk/rights.ts'
import { catalogueRights } from '../src/catalogue/rights.ts'
import { serviceLink } from '../src/catalogue/links.ts'
import { groupLink, partnerLink } from '../src/handover/links.ts'
import { followLink } from '../src/desk/links.ts'

const port = await freePort()
const demo = await startDemo({ port })
const browser = await startBrowser(`http://localhost:${port}`)
beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

// The demo has no question that was only just taken.
const guide = await demo.staff('gids-enschede')
await demo.database.transaction(guide, 'test', async (tx) => {
  const { questions } = await questionsFor({ tx, actor: guide, now: demo.clock.now() }, listSchema.parse({ lijst: 'unowned' }))
  await take({ tx, actor: guide, now: demo.clock.now(), network: await demo.network() }, questions[0]!.id)
})

/** One question of each state in the demo, with the token of its link. */
const questions = await demo.owner
  .query<{ id: string; number: string; state: string }>('select distinct on (state) id, number, state from question order by state, asked_at')
  .then(({ rows }) => rows.map((row) => ({ ...row, token: demo.system.links.make(demo.region, followLink, row.id, 1) })))

const coordinator = await demo.staff('coordinator-werkcentrum')
const page = await demo.database.transaction(coordinator, 'test', (tx) =>
  addKnowledge(
    { tx, actor: coordinator, now: demo.clock.now() },
    {
      kind: 'page',
      topic: 'learning',
      language: 'nl',
      title: 'Scholing',
      text: 'Wie betaalt wat',
      links: ['https://voorbeeld.example/'],
      review_on: '2026-01-01',
    },
  ),
)

/** One handover of each state in the demo, those of the partner without a sign-in apart, and somebody of it who came in by a code. */
const cnv = [...(await demo.network()).organisations.values()].find((each) => each.slug === 'cnv')!.id
const handovers = (await demo.owner.query<{ id: string; state: string; to_id: string }>('select distinct on (state, to_id) id, state, to_id from handover order by state, to_id'))
  .rows
const guest = '00000000-0000-7000-8000-0000000000aa'
await demo.owner.query(`insert into guest values ($1, $2, $3, 'Iemand', 'Adviseur', $4)`, [demo.region, guest, cnv, demo.clock.now()])
const passCookie = await demo.database.transaction({ kind: 'task', region: demo.region }, 'test', (tx) =>
  passKeeper(demo.secret, false).begin(tx, demo.region, 'partner', guest, demo.clock.now()),
)
const employer = (await demo.owner.query<{ id: string; number: string }>(`select id, number from question where asker_group = 'employer' and closed_at is null limit 1`)).rows[0]!
const partnerToken = demo.system.links.make(demo.region, partnerLink, cnv, 1)

/** The resident of the demo with questions, requests and somebody who may act for them; and one for whom another acts. */
const resident = (await demo.owner.query<{ id: string }>(`select id from resident where name = 'Vrager Een'`)).rows[0]!.id
const residentCookie = await demo.database.transaction({ kind: 'task', region: demo.region }, 'test', (tx) =>
  passKeeper(demo.secret, false).begin(tx, demo.region, 'resident', resident, demo.clock.now()),
)
// A question from the same address that nobody said is theirs, and one that is being handed over in the file.
await demo.owner.query(`update person set email = 'vrager-1@voorbeeld.example' where email = 'vrager-3@voorbeeld.example'`)
await demo.owner.query(
  `update person set resident_id = $1 where id in (select q.person_id from question q join handover h on h.question_id = q.id where h.state in ('proposed', 'planned', 'closed', 'accepted') and h.region_id = q.region_id)`,
  [resident],
)
const requests = (await demo.owner.query<{ id: string }>('select id from data_request order by id')).rows
const sealed = seal(demo.secret, JSON.stringify({ email: 'vrager-1@voorbeeld.example', until: demo.clock.now().getTime() + 900_000 }))

const first = (await firstToken(demo.database, demo.system.links, demo.clock.now()))!

const importer = (await demo.staff('coordinator-werkcentrum')).id
const imported = newId(demo.clock.now().getTime())
await demo.owner.query(
  `insert into service_import (region_id, id, staff_id, name, rows, at)
   select region_id, $1, $2, 'lijst.xlsx', jsonb_build_array(jsonb_build_object('document', document), jsonb_build_object('slug', slug, 'seen', 1, 'document', jsonb_set(document, '{name,nl}', '"Anders"'))), now()
   from service where slug = 'slim'`,
  [imported, importer],
)
const service = (await demo.owner.query(`select id from service where slug = 'scholingscheque'`)).rows[0].id

/** What a page is also looked at with: its filters, doors and outcomes. A page that is not here has one look. */
const also: Record<string, readonly string[]> = {
  '/': ['?zoek=hengelo', '?zoek=nergens'],
  '/:region/inlooppunten': ['?postcode=7521', '?postcode=0000'],
  '/:region/vraag': ['?situatie=personeel'],
  '/:region/werk/aanbod': ['?lijst=mine', '?lijst=unconfirmed', '?zoek=niets+zo'],
  '/:region/werk/aanbod/woorden': ['?welke=debts&gedaan=ja'],
  '/:region/aanbod': ['?zoek=omscholng', '?zoek=niets+zo', '?voor=employer&vorm=money', '?pagina=3'],
  '/:region/werk': ['point', 'unowned', 'today', 'overdue', 'climbed', 'all', 'closed', 'reopened', 'aside']
    .map((view) => `?lijst=${view}`)
    .concat('?lijst=consulted', '?zoek=vrager', '?zoek=niemand+zo', '?lijst=all&volgorde=newest'),
  '/:region/werk/noteren': ['?zoek=vrager', '?zoek=niemand+zo', `?van=${questions[0]!.number}`],
  '/:region/werk/kennis': ['?zoek=scholing', '?zoek=niets+zo', '?onderwerp=learning'],
  '/:region/werk/inzage': [`?zoek=${questions[0]!.number}`, '?zoek=niemand@voorbeeld.example', '?gedaan=gevraagd'],
  '/:region/werk/toegang': ['?zoek=gids', '?zoek=niemand+zo'],
  '/:region/werk/netwerk': ['?zoek=gids', '?zoek=niemand'],
  '/:region/mijn/code': [`?voor=${sealed}`],
  '/:region/mijn': ['?gedaan=bevestigd'],
  '/:region/mijn/gegevens': ['?pagina=2'],
  '/:region/werk/privacy/inzage': ['?van=2026-01-01', '?van=2020-01-01&tot=2020-01-02'],
  '/:region/verwerkingen': ['?organisatie=uwv'],
  '/:region/werk/overdrachten': ['in', 'out', 'stuck', 'ended'].map((list) => `?lijst=${list}`).concat('?zoek=tw', '?zoek=niets'),
}
/** Those no browser comes to as a page. */
const notPages = ['/:region/inloggen/:organisation', '/:region/mijn/digid', '/robots.txt', '/weg', '/.well-known/security.txt', '/demo/kies/:uid']
const isPage = ({ path }: Route) =>
  !notPages.includes(path) && !/callback|terug|huisstijl\/|\/live$|\/bijlagen\/|\/bestanden\/|\/uitvoer$|\/bestand$|\/sjabloon$|^\/api\//.test(path)

function addressesOf(route: Route): string[] {
  const path = route.path
    .replace(':region', 'twente')
    .replace(':door', 'leerwerkloket')
    .replace('kennis/:id', `kennis/${page}`)
    .replace(':staff', guide.id)
    .replace(':version', '1')
    .replace('aanbod/:slug', 'aanbod/scholingscheque')
  if (path.includes(':part')) {
    const lists = ['organisaties', 'inlooppunten', 'deuren', 'gegevens-delen']
    return ['regio', 'huisstijl', 'inlooppunten?welke=tubbergen', ...lists, ...lists.map((each) => `${each}?nieuw=ja`)].map((each) => path.replace(':part', each))
  }
  if (path.includes('/privacy/verzoeken')) return requests.map((each) => path.replace(':id', each.id))
  if (path.includes('/regios')) return ['twente', 'achterhoek'].map((each) => path.replace('twente', 'nederland').replace(':slug', each))
  if (path.includes('/overdrachten/:id')) return handovers.filter((each) => !path.includes('/partner/') || each.to_id === cnv).map((each) => path.replace(':id', each.id))
  if (/groep/.test(path)) return [path.replace(':number', employer.number).replace(':token', demo.system.links.make(demo.region, groupLink, employer.id, 1))]
  if (path.includes('/invoer/:id')) return [path.replace(':id', imported)]
  if (path.includes('/dienst/')) return [path.replace(':token', demo.system.links.make(demo.region, serviceLink, service, 1))]
  if (path.includes('/partner/kom')) return [path.replace(':token', partnerToken)]
  if (path.startsWith('/eerste')) return [path.replace(':token', first)]
  const filled = /:number|:token/.test(path) ? questions.map((each) => path.replace(':number', each.number).replace(':token', each.token)) : [path]
  return filled.flatMap((each) => ['', ...(also[route.path] ?? [])].map((query) => each + query))
}

const pages = demo.routes.filter((route) => route.method === 'GET' && isPage(route))

/** Somebody who may see this page, and most of what is on it. */
function visitorOf({ right, path }: Route): string {
  if (right === handoverRights.workAsPartner) return 'partner'
  if (right === peopleRights.ownFile) return 'resident'
  if (!path.includes('/werk')) return 'nobody'
  if (right === networkRights.manageNation) return 'landelijk-beheerder'
  if (right === peopleRights.workOnPrivacy) return 'privacyfunctionaris-enschede'
  if (right === deskRights.seePromises) return 'manager-werkcentrum'
  if ([deskRights.seeWorkload, deskRights.editKnowledge, catalogueRights.keep, catalogueRights.decide].some((each) => each === right) || path.endsWith('/werkdruk'))
    return 'coordinator-werkcentrum'
  if (right === deskRights.seeDoors || right === networkRights.changeSetup || right === networkRights.manageStaff) return 'beheerder-werkcentrum'
  return path.includes(':number') || path.includes('/overdrachten') || path.includes('/noteren') || path.endsWith('/werk') ? 'coordinator-werkcentrum' : 'gids-enschede'
}

async function arrive(visitor: string): Promise<Person> {
  const person = await browser.person(360, { inspector: true })
  const cookie = { nobody: '', partner: passCookie, resident: residentCookie }[visitor] ?? (await demo.cookieOf(visitor))
  const [name = '', value = ''] = cookie.split(';')[0]!.split('=')
  if (value) await person.context.addCookies([{ name, value, url: `http://localhost:${port}` }])
  return person
}
/** Each visitor's window stays open: opening one takes longer than a page. */
const windows = new Map<string, Promise<Person>>()
function windowOf(visitor: string): Promise<Person> {
  const open = windows.get(visitor) ?? arrive(visitor)
  windows.set(visitor, open)
  return open
}

/** Every page of the program in one language, at both widths. In two files, so that the two run beside each other. */
export const lookAtAllPages = (prefix: '' | '/en'): void =>
  test.each(pages.filter((route) => !prefix || !route.bare).map((route) => [route.path, route] as const))(
    '%s has no accessibility violation and fits, on a phone and on a desk',
    async (_path, route) => {
      const { page, check } = await windowOf(visitorOf(route))
      for (const address of addressesOf(route)) {
        await page.setViewportSize({ width: 360, height: 900 })
        const answer = await page.goto(`${prefix}${address}`)
        // A question that cannot be answered now says so on a page of its own.
        expect([200, ...(/\/(antwoord|overdracht)$/.test(address) ? [409] : [])], address).toContain(answer?.status())
        await check()
        await page.setViewportSize({ width: 1280, height: 900 })
        await check()
      }
    },
  )

/** The states of which there is a question to look at. */
export const statesShown = () => questions.map((each) => each.state)
