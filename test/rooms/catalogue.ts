import type { Role } from '../../src/foundation/actor.ts'
import { newId } from '../../src/foundation/database/id.ts'
import { serviceLink } from '../../src/catalogue/links.ts'
import { catalogueRights } from '../../src/catalogue/rights.ts'
import { catalogueRoom } from '../../src/catalogue/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

const aService = {
  'name-nl': 'Dienst',
  'summary-nl': 'Wat het is',
  provider: 'Iemand',
  topic: 'career',
  form: 'advice',
  destination: 'uwv',
  reach: 'region',
  languages: 'nl',
  ready: 'draft',
}

export const catalogue: RoomVisits = {
  room: catalogueRoom,
  async rights({ demo }) {
    const { region, owner, clock, app } = demo
    const service = (await owner.query(`select id from service where slug = 'scholingscheque'`)).rows[0].id
    return {
      forms: {
        '/:region/wegwijzer': { question: 'Wie helpt mij?' },
        '/:region/wegwijzer/vraag': { question: 'Wie helpt mij?' },
        '/:region/aanbod/:slug': { asker: 'worker' },
        '/api/v1/regios/:slug/wegwijzer': { vraag: 'Wie helpt mij?' },
        '/:region/werk/vragen/:number/wegwijzer': { said: 'diploma=nee' },
        '/:region/dienst/:token': {},
        '/:region/dienst/:token/wijzigen': aService,
        '/:region/werk/aanbod/nieuw': aService,
        '/:region/werk/aanbod/:slug/wijzigen': aService,
        '/:region/werk/aanbod/:slug/besluit': { version: '1', publish: 'ja' },
        '/:region/werk/aanbod/:slug/klopt': {},
        '/:region/werk/aanbod/:slug/waardering': { stars: '4' },
        '/:region/werk/aanbod/:slug/bestanden': {},
        '/:region/werk/aanbod/:slug/bestanden/:id/weg': {},
        '/:region/werk/aanbod/:slug/bestanden/:id/terug': {},
        '/:region/werk/aanbod/:slug/intrekken': {},
        '/:region/werk/aanbod/:slug/terugzetten': {},
        '/:region/werk/aanbod/invoer': {},
        '/:region/werk/aanbod/invoer/:id': {},
        '/:region/werk/aanbod/woorden/synoniemen': { synonyms: 'een, twee' },
        '/:region/werk/aanbod/woorden/onderwerp': { topic: 'career', words: 'loopbaan' },
        '/:region/werk/aanbod/woorden/proef': { question: 'Werk' },
      },
      links: new Map([[serviceLink, { subject: service }]]),
      async names({ path }, { staff }) {
        const slug = { ':slug': path.startsWith('/api') ? 'twente' : 'scholingscheque', ':version': '1' }
        const list = /^\/api\/hsds\/regios\/:slug\/(organizations|taxonomies|taxonomy_terms)\/:id/.exec(path)
        if (list) return { ...slug, ':id': (await app.inject({ url: `/api/hsds/regios/twente/${list[1]}` })).json().contents[0].id }
        if (/\/(diensten|services)\//.test(path)) return { ...slug, ':id': service }
        const id = newId(clock.now().getTime())
        if (path.includes('/invoer/') && staff)
          await owner.query(`insert into service_import (region_id, id, staff_id, name, rows, at) values ($1, $2, $3, 'lijst.csv', '[]', $4)`, [region, id, staff, clock.now()])
        if (path.includes('/bestanden/'))
          await owner.query(
            `insert into service_file (region_id, id, service_id, at, name, type, size, for_staff, removed_at, content)
             select region_id, $2::uuid, id, $3::timestamptz, 'folder.pdf', 'application/pdf', 1, false, case when $4 then $3::timestamptz end, '\\x00' from service where region_id = $1 and slug = 'scholingscheque'`,
            [region, id, clock.now(), path.endsWith('/terug')],
          )
        return { ...slug, ':id': id }
      },
      // A service is kept by its organisation, here the Werkcentrum's; the words are the region's.
      expected({ path, right: { holders } }, { role, here, name }) {
        if (!role || !here || !/werk\/aanbod\/(:slug\/(?!versies|waardering|bestanden\/:id$)|woorden|invoer)/.test(path)) return undefined
        return name.includes('Werkcentrum') && (holders as readonly Role[]).includes(role) ? 'served' : 'not-found'
      },
    }
  },
  async pages({ demo }) {
    const { region, owner, clock, system } = demo
    const imported = newId(clock.now().getTime())
    await owner.query(
      `insert into service_import (region_id, id, staff_id, name, rows, at)
       select region_id, $1, $2, 'lijst.xlsx', jsonb_build_array(jsonb_build_object('document', document), jsonb_build_object('slug', slug, 'seen', 1, 'document', jsonb_set(document, '{name,nl}', '"Anders"'))), now()
       from service where slug = 'slim'`,
      [imported, (await demo.staff('coordinator-werkcentrum')).id],
    )
    const service = (await owner.query(`select id from service where slug = 'scholingscheque'`)).rows[0].id
    const byCoordinator = [catalogueRights.keep, catalogueRights.decide]
    return {
      notPages: ['/:region/aanbod/:slug/bestanden/:id', '/:region/werk/aanbod/:slug/bestanden/:id', '/:region/werk/aanbod/invoer/sjabloon'],
      also: {
        '/:region/werk/aanbod': ['?lijst=mine', '?lijst=unconfirmed', '?zoek=niets+zo'],
        '/:region/werk/aanbod/woorden': ['?welke=debts&gedaan=ja'],
        '/:region/aanbod': ['?zoek=omscholng', '?zoek=niets+zo', '?voor=employer&vorm=money', '?pagina=3'],
      },
      names: { ':slug': 'scholingscheque', ':id': imported, ':version': '1' },
      addresses: ({ path, link }) => (link === serviceLink ? [path.replace(':region', 'twente').replace(':token', system.links.make(region, serviceLink, service, 1))] : undefined),
      visitor: ({ right }) => (byCoordinator.some((each) => each === right) ? 'coordinator-werkcentrum' : undefined),
    }
  },
}
