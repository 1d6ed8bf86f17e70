import { addKnowledge } from '../../src/desk/knowledge/actions.ts'
import { takeBackLink } from '../../src/desk/links.ts'
import { deskRights } from '../../src/desk/rights.ts'
import { deskRoom } from '../../src/desk/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const desk: RoomVisits = {
  room: deskRoom,
  async rights({ demo, guide, freshQuestion, ofBorne, organisation, residents }) {
    const { region, owner, clock } = demo
    const other = await freshQuestion()
    const second = (await demo.staff('tweede-gids-enschede')).id
    const away = (await demo.staff('gids-losser')).id
    const mandate = { name: 'Iemand', email: 'ouder@voorbeeld.example', relation: 'parent', ends: '2027-01-01', how: 'walk-in' }
    // What its asker changed and can take back.
    const change = crypto.randomUUID()
    await owner.query(`insert into reach_change (region_id, id, question_id, kind, before, at) values ($1, $2, $3, 'contact', 'x', $4)`, [region, change, other.id, clock.now()])
    const knowledge = { kind: 'page', title: 'Titel', text: 'Tekst', review: '2027-01-01' }
    return {
      links: new Map([[takeBackLink, { subject: change }]]),
      forms: {
        '/:region/vraag': { question: 'Vraag', group: 'worker' },
        '/:region/werk/noteren': { channel: 'phone', group: 'worker', question: 'Vraag' },
        '/:region/volg/:token/toevoegen': { text: 'Nog iets' },
        '/:region/volg/:token/contact': { name: '', email: '', phone: '' },
        '/:region/volg/:token/helpt-niet': { text: 'Nee' },
        '/:region/volg/:token/intrekken': {},
        '/:region/volg/:token/gemeente': { municipality: 'Almelo' },
        '/:region/volg/:token/nieuwe-link': {},
        '/:region/volg/:token/nood': { antwoord: 'nee' },
        '/:region/volg/:token/bewaren': {},
        '/:region/volg/:token/bewijs': { naar: 'contact', code: '123456' },
        '/:region/volg/:token/bewijs/code': { naar: 'contact' },
        '/:region/ongedaan/:token': {},
        '/:region/werk/vragen/:number/terugzetten/:id': {},
        '/:region/volg/:token/aanwezig': { schrijft: 'ja' },
        '/:region/volg': { number: 'TW-4F7K-29', code: 'ABCD' },
        '/:region/deur/:door': { question: 'Vraag', group: 'worker' },
        '/:region/werk/aanbrengen': { group: 'worker', question: 'Vraag' },
        '/:region/werk/deuren/programmas': { name: 'Een programma' },
        '/:region/werk/deuren/programmas/:id/intrekken': {},
        '/:region/werk/afwezig': { standIn: second, from: '2026-11-24', until: '2026-11-25' },
        '/:region/werk/afwezig/:id/terug': {},
        '/:region/werk/werkdruk/:staff': { vragen: 'TW', to: guide.id },
        '/:region/werk/kennis/nieuw': knowledge,
        '/:region/werk/kennis/:id/wijzigen': knowledge,
        '/:region/werk/bij-spoed': { kind: 'danger', text: 'Bel' },
        '/:region/werk/bij-spoed/terug': { kind: 'danger' },
        '/:region/werk/filters': { name: 'Naam', query: '?lijst=all' },
        '/:region/werk/filters/:id/weg': {},
        '/:region/werk/terzijde': { vragen: '', besluit: 'afwijzen' },
        '/:region/werk/inzage': { zoek: ofBorne.number, why: 'Omdat' },
        '/:region/werk/inzage/:id': { besluit: 'nee' },
        '/:region/werk/vragen/:number/oppakken': {},
        '/:region/werk/vragen/:number/toewijzen': { colleague: second },
        '/:region/werk/vragen/:number/teruggeven': { text: 'Ander' },
        '/:region/werk/vragen/:number/verhelderen': { sharpened: 'Zin', group: 'worker' },
        '/:region/werk/vragen/:number/bericht': { text: 'Dag', waits: 'nee' },
        '/:region/werk/vragen/:number/gesprek': { text: 'Dag' },
        '/:region/werk/vragen/:number/notitie': { text: 'Dag' },
        '/:region/werk/vragen/:number/doorgaan': {},
        '/:region/werk/vragen/:number/link': {},
        '/:region/werk/vragen/:number/niet-bereikt': {},
        '/:region/werk/vragen/:number/verteld': {},
        '/:region/werk/vragen/:number/spoed': { why: 'danger' },
        '/:region/werk/vragen/:number/spoed-weg': { why: 'over', text: 'Voorbij' },
        '/:region/werk/vragen/:number/sluiten': {},
        '/:region/werk/vragen/:number/zelfde-persoon': { met: other.number },
        '/:region/werk/vragen/:number/ander-persoon': {},
        '/:region/werk/vragen/:number/samenvoegen': { met: other.number },
        '/:region/werk/vragen/:number/losmaken': {},
        '/:region/werk/vragen/:number/terzijde': { why: 'spam' },
        '/:region/werk/vragen/:number/contact': { email: '', phone: '' },
        '/:region/werk/vragen/:number/overleg': { text: 'Mag dit?' },
        '/:region/werk/vragen/:number/advies': { text: 'Ja' },
        '/:region/werk/vragen/:number/aanwezig': { schrijft: 'nee' },
        '/:region/werk/vragen/:number/antwoord': { text: 'Antwoord', stap: 'versturen' },
        '/:region/werk/vragen/:number/samen/toevoegen': { text: 'Nog iets' },
        '/:region/werk/vragen/:number/samen/contact': { name: '', email: '', phone: '' },
        '/:region/werk/vragen/:number/samen/helpt-niet': { text: 'Nee' },
        '/:region/werk/vragen/:number/samen/intrekken': {},
        '/:region/werk/vragen/:number/samen/gemeente': { municipality: 'Almelo' },
        '/:region/werk/vragen/:number/samen/verzoeken': { kind: 'erase', organisation: organisation('enschede'), how: 'phone' },
        '/:region/werk/vragen/:number/samen/verzoeken/naam': { look: crypto.randomUUID() },
        '/:region/werk/vragen/:number/samen/machtigen': mandate,
        '/:region/werk/vragen/:number/samen/machtigen/:id/intrekken': {},
        '/api/v1/regios/:slug/vragen': {},
      },
      async names({ path }, { staff }, asked) {
        const id = crypto.randomUUID()
        const now = clock.now()
        if (path.includes('/bijlagen/') && asked)
          await owner.query(`insert into attachment (region_id, id, question_id, at, name, type, size, content) values ($1, $2, $3, $4, 'cv.pdf', 'application/pdf', 4, '%PDF')`, [
            region,
            id,
            asked.id,
            now,
          ])
        // A program of the visitor's own organisation.
        if (path.includes('/programmas/') && staff)
          await owner.query(
            `insert into api_client select region_id, $2::uuid, organisation_id, 'Programma', gen_random_uuid(), $3::timestamptz, id, null from staff where region_id = $1 and id = $4`,
            [region, id, now, staff],
          )
        if (path.includes('/afwezig/') && staff)
          await owner.query(
            `insert into absence (region_id, id, staff_id, organisation_id, stand_in_id, from_day, until_day)
             select region_id, $2::uuid, id, organisation_id, $3::uuid, '2026-11-24', '2026-11-25' from staff where region_id = $1 and id = $4`,
            [region, id, away, staff],
          )
        if (path.includes('/kennis/'))
          await owner.query(
            `insert into knowledge (region_id, id, kind, language, title, text, owner_id, review_on, changed_at) values ($1, $2, 'page', 'nl', 'Titel', 'Tekst', $3, '2027-01-01', $4)`,
            [region, id, guide.id, now],
          )
        // Somebody who may act for who asked the question.
        if (path.includes('/machtigen/') && asked) {
          await owner.query('update person set resident_id = $1 where id = $2', [residents.own, asked.person_id])
          await owner.query(
            `insert into mandate (region_id, id, resident_id, name, email, relation, given_at, given_how, ends_on) values ($1, $2, $3, 'Iemand', 'ouder@voorbeeld.example', 'parent', $4, 'page', '2027-01-01')`,
            [region, id, residents.own, now],
          )
        }
        if (path.includes('/terugzetten/') && asked)
          await owner.query(`insert into reach_change (region_id, id, question_id, kind, before, at) values ($1, $2, $3, 'contact', 'x', $4)`, [region, id, asked.id, now])
        // A request to the visitor's own organisation, by somebody of another.
        if (path.includes('/inzage/') && staff)
          await owner.query(
            `insert into access_request (region_id, id, question_id, owner_id, staff_id, organisation_id, why, asked_at)
             select $1::int, $2::uuid, $3::uuid, me.organisation_id, he.id, he.organisation_id, 'Omdat', $4::timestamptz from staff me, staff he where me.region_id = $1 and me.id = $5 and he.region_id = $1 and he.subject = 'gids-losser'`,
            [region, id, ofBorne.id, now, staff],
          )
        return { ':id': id, ':slug': 'twente', ':door': 'uwv', ':staff': staff ?? guide.id }
      },
      // A look that is not in the log of this question has nobody's name.
      expected: ({ path }, { role, here }) => (role && here && path.endsWith('/samen/verzoeken/naam') ? 'not-found' : undefined),
    }
  },
  async pages({ demo, questions, guide }) {
    const { database, clock } = demo
    const coordinator = await demo.staff('coordinator-werkcentrum')
    const change = crypto.randomUUID()
    await demo.owner.query(`insert into reach_change (region_id, id, question_id, kind, before, at) select region_id, $1, id, 'contact', 'x', $3 from question where number = $2`, [
      change,
      questions[0]!.number,
      clock.now(),
    ])
    const page = await database.transaction(coordinator, 'test', (tx) =>
      addKnowledge(
        { tx, actor: coordinator, now: clock.now() },
        { kind: 'page', topic: 'learning', language: 'nl', title: 'Scholing', text: 'Wie betaalt wat', links: ['https://voorbeeld.example/'], review_on: '2026-01-01' },
      ),
    )
    const lists = ['point', 'unowned', 'today', 'overdue', 'climbed', 'all', 'closed', 'reopened', 'aside', 'consulted'].map((list) => `?lijst=${list}`)
    const byCoordinator = [deskRights.seeWorkload, deskRights.editKnowledge]
    return {
      notPages: ['/:region/werk/uitvoer', '/:region/volg/:token/live', '/:region/werk/vragen/:number/samen/bestand'],
      also: {
        '/:region/vraag': ['?situatie=personeel'],
        '/:region/werk': [...lists, '?zoek=vrager', '?zoek=niemand+zo', '?lijst=all&volgorde=newest'],
        '/:region/werk/noteren': ['?zoek=vrager', '?zoek=niemand+zo', `?van=${questions[0]!.number}`],
        '/:region/werk/kennis': ['?zoek=scholing', '?zoek=niets+zo', '?onderwerp=learning'],
        '/:region/werk/inzage': [`?zoek=${questions[0]!.number}`, '?zoek=niemand@voorbeeld.example', '?gedaan=gevraagd'],
      },
      addresses: ({ path, link }) =>
        link === takeBackLink ? [path.replace(':region', 'twente').replace(':token', demo.system.links.make(demo.region, takeBackLink, change, 1))] : undefined,
      names: { ':door': 'leerwerkloket', ':id': page, ':staff': guide.id },
      visitor({ right, path }) {
        if (right === deskRights.seePromises) return 'manager-werkcentrum'
        if (right === deskRights.seeDoors) return 'beheerder-werkcentrum'
        return byCoordinator.some((each) => each === right) || /\/werkdruk$|:number|\/noteren|\/werk$/.test(path) ? 'coordinator-werkcentrum' : undefined
      },
      conflicts: /\/antwoord$/,
    }
  },
}
