import { firstLink } from '../../src/network/links.ts'
import { firstToken } from '../../src/network/nation/actions.ts'
import { changeSetup } from '../../src/network/actions.ts'
import { networksOf } from '../../src/network/current.ts'
import { networkRights } from '../../src/network/rights.ts'
import { networkRoom } from '../../src/network/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

const sections = ['organisaties', 'inlooppunten', 'deuren', 'gegevens-delen']

export const network: RoomVisits = {
  room: networkRoom,
  async rights({ demo, task }) {
    const { database, region, owner, clock } = demo
    // The region has a look of its own, so that there is one to ask for.
    await database.transaction(task, 'test', (tx) =>
      changeSetup({ tx, actor: task, now: clock.now() }, demo.secret, (setup) => ({ ...setup, style: { colours: { main: '#0b4f5a' } } })),
    )
    networksOf(demo.system).forget(region)
    const look = (await demo.network()).look!.css!.split('/').at(-1)!
    // The nation has begun, and waits for its first administrator.
    await firstToken(database, demo.system.links, clock.now())
    return {
      forms: {
        '/:region/uitloggen': {},
        '/:region/werk/toegang': { name: 'Nieuw', email: 'nieuw@voorbeeld.example', roles: 'guide' },
        '/:region/werk/toegang/:id/weg': {},
        '/:region/werk/toegang/:id/afmelden': {},
        '/:region/werk/aangemeld/andere': {},
        '/:region/werk/aangemeld/:id/weg': {},
        '/:region/werk/toegang/:id/uitnodiging': {},
        '/:region/werk/inrichting': { document: '{}' },
        '/:region/werk/inrichting/versies/:version/terug': {},
        '/:region/werk/inrichting/open': { open: 'ja' },
        '/:region/werk/inrichting/deel/:part': { welke: 'enschede', name: 'Werkcentrum Enschede' },
        '/:region/werk/inrichting/deel/:part/weg': { welke: 'enschede' },
        '/:region/werk/regios/:slug': {},
        '/:region/werk/regios/:slug/beheerder': {},
        '/eerste/:token': {
          organisation: 'Landelijk beheer',
          issuer: 'demo:provider',
          clientId: 'werkcentrum',
          name: 'Landelijk beheerder',
          address: 'landelijk-beheerder@voorbeeld.invalid',
          subject: 'landelijk-beheerder',
        },
      },
      links: new Map([[firstLink, { subject: '00000000-0000-7000-8000-000000000000', region: 0 }]]),
      async names({ path }, { staff }) {
        const id = crypto.randomUUID()
        // A colleague of the visitor's own organisation.
        if (path.includes('/toegang/') && staff) {
          await owner.query(
            `insert into staff (region_id, id, organisation_id, name, email, roles, added_at) select region_id, $2::uuid, organisation_id, 'Iemand', $2::text || '@voorbeeld.example', '{guide}', $3 from staff where region_id = $1 and id = $4`,
            [region, id, clock.now(), staff],
          )
          await owner.query('update region_setup set version = version + 1 where region_id = $1', [region])
        }
        return { ':id': id, ':file': look, ':slug': 'twente', ':organisation': 'onbekend', ':part': 'inlooppunten', ':version': '1', ':place': 'twente-enschede' }
      },
      expected({ path, method, right }, { role, here, name }) {
        // Nobody signs in at an organisation that is not there.
        if (path === '/:region/inloggen/:organisation') return 'not-found'
        if (!role || !here) return undefined
        // A walk-in point is changed by who administers its own organisation too; the list shows each their own.
        if (path.includes('/deel/:part')) return role === 'administrator' && (method === 'GET' || !name.includes('UWV')) ? 'served' : 'not-found'
        // Regions are begun in the nation, by who administers that.
        if (right === networkRights.manageNation) return 'not-found'
        // The set-up of the whole region is for who administers its Werkcentrum.
        if (right === networkRights.changeSetup) return role === 'administrator' && name.includes('Werkcentrum') ? 'served' : 'not-found'
        return undefined
      },
      // Signing out ends the session that the next tries need.
      skips: ({ path }, { role, here }) => path.endsWith('/uitloggen') && role !== undefined && here,
    }
  },
  async pages({ demo }) {
    const first = (await firstToken(demo.database, demo.system.links, demo.clock.now()))!
    return {
      notPages: ['/:region/inloggen/:organisation', '/inloggen/terug', '/inloggen/terug/:place', '/robots.txt', '/:region/huisstijl/:file', '/:region/werk/inrichting/bestand'],
      also: {
        '/': ['?zoek=hengelo', '?zoek=nergens'],
        '/:region/inlooppunten': ['?postcode=7521', '?postcode=0000'],
        '/:region/werk/toegang': ['?zoek=gids', '?zoek=niemand+zo'],
        '/:region/werk/netwerk': ['?zoek=gids', '?zoek=niemand'],
      },
      names: { ':version': '1' },
      addresses({ path }) {
        if (path.includes(':part'))
          return ['regio', 'huisstijl', 'inlooppunten?welke=tubbergen', ...sections, ...sections.map((each) => `${each}?nieuw=ja`)].map((each) =>
            path.replace(':region', 'twente').replace(':part', each),
          )
        if (path.includes('/regios')) return ['twente', 'achterhoek'].map((each) => path.replace(':region', 'nederland').replace(':slug', each))
        return path.startsWith('/eerste') ? [path.replace(':token', first)] : undefined
      },
      visitor({ right }) {
        if (right === networkRights.manageNation) return 'landelijk-beheerder'
        return right === networkRights.changeSetup || right === networkRights.manageStaff ? 'beheerder-werkcentrum' : undefined
      },
    }
  },
}
