import { seal } from '../../src/foundation/identity/seal.ts'
import { peopleRights } from '../../src/people/rights.ts'
import { peopleRoom } from '../../src/people/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const people: RoomVisits = {
  room: peopleRoom,
  rights({ demo, organisation, residents }) {
    const { region, owner, clock, secret } = demo
    return {
      forms: {
        '/:region/mijn/aanmelden': { email: 'iemand@voorbeeld.example' },
        '/:region/mijn/code': {
          voor: seal(secret, JSON.stringify({ email: 'iemand@voorbeeld.example', until: clock.now().getTime() + 600_000 })),
          code: '000000',
          name: 'Iemand',
        },
        '/:region/mijn/weg': {},
        '/:region/mijn/aangemeld/andere': {},
        '/:region/mijn/aangemeld/:id/weg': {},
        '/:region/mijn/bevestigen': { person: crypto.randomUUID(), proof: 'Iemand' },
        '/:region/mijn/verzoeken': { kind: 'erase', organisation: organisation('enschede') },
        '/:region/mijn/verzoeken/naam': { look: crypto.randomUUID() },
        '/:region/mijn/machtigen': { name: 'Iemand', email: 'ouder@voorbeeld.example', relation: 'parent', ends: '2027-01-01' },
        '/:region/mijn/machtigen/:id/intrekken': {},
        '/:region/mijn/binnenkomen': { mail: 'no' },
        '/:region/mijn/naam': { name: 'Iemand' },
        '/:region/mijn/namens': {},
        '/:region/werk/privacy/verzoeken/:id': { decision: 'refused', answer: 'Omdat' },
        '/:region/werk/privacy/register/:code': { purpose: 'a', ground: 'b', data: 'c', recipients: 'd', kept: 'e' },
      },
      async names({ path }, { staff }) {
        const id = crypto.randomUUID()
        // Somebody who may act for the resident who comes.
        if (path.includes('/machtigen/'))
          await owner.query(
            `insert into mandate (region_id, id, resident_id, name, email, relation, given_at, given_how, ends_on) values ($1, $2, $3, 'Iemand', 'ouder@voorbeeld.example', 'parent', $4, 'page', '2027-01-01')`,
            [region, id, residents.own, clock.now()],
          )
        // Only who can come both ways has something to choose.
        if (path.includes('/binnenkomen'))
          await owner.query(
            `update resident set subject_hash = id::text, email = coalesce(email, id || '@voorbeeld.example'), name = coalesce(name, 'Iemand') where region_id = $1`,
            [region],
          )
        // What somebody asked of the visitor's own organisation.
        if (path.includes('/privacy/verzoeken/') && staff)
          await owner.query(
            `insert into data_request (region_id, id, kind, persons, organisation_id, handler_id, text, asked_at, asked_how, due_on)
             select region_id, $2::uuid, 'object', array[gen_random_uuid()], organisation_id, organisation_id, 'Omdat', $3::timestamptz, 'page', '2026-12-24' from staff where region_id = $1 and id = $4`,
            [region, id, clock.now(), staff],
          )
        return { ':id': id, ':code': 'answering' }
      },
      // What is nobody's, or somebody else's, is not there; of passes somebody ends their own, and there is none of this name.
      expected: ({ path }, { resident }) =>
        resident && /bevestigen|verzoeken\/naam/.test(path) ? 'not-found' : resident && path.endsWith('/aangemeld/:id/weg') ? 'served' : undefined,
      // Nobody listens here, so that the broker does not answer.
      unanswered: ['/:region/mijn/digid', '/:region/mijn/koppelen'],
    }
  },
  async pages({ demo, passOf }) {
    const { owner, secret, clock } = demo
    // The resident of the demo with questions, requests and somebody who may act for them. A question from the same address nobody said is theirs, and others are being handed over.
    const resident = (await owner.query<{ id: string }>(`select id from resident where name = 'Vrager Een'`)).rows[0]!.id
    await owner.query(`update person set email = 'vrager-1@voorbeeld.example' where email = 'vrager-3@voorbeeld.example'`)
    await owner.query(
      `update person set resident_id = $1 where id in (select q.person_id from question q join handover h on h.question_id = q.id where h.state in ('proposed', 'planned', 'closed', 'accepted') and h.region_id = q.region_id)`,
      [resident],
    )
    const cookie = await passOf('resident', resident)
    const requests = (await owner.query<{ id: string }>('select id from data_request order by id')).rows
    const sealed = seal(secret, JSON.stringify({ email: 'vrager-1@voorbeeld.example', until: clock.now().getTime() + 900_000 }))
    return {
      notPages: ['/:region/mijn/digid', '/:region/mijn/koppelen', '/:region/mijn/gegevens/bestand'],
      also: {
        '/:region/mijn/code': [`?voor=${sealed}`],
        '/:region/mijn': ['?gedaan=bevestigd'],
        '/:region/mijn/aangemeld': ['?gedaan=ja'],
        '/:region/mijn/gegevens': ['?pagina=2'],
        '/:region/werk/privacy/inzage': ['?van=2026-01-01', '?van=2020-01-01&tot=2020-01-02'],
        '/:region/verwerkingen': ['?organisatie=uwv'],
      },
      addresses: ({ path }) => (path.includes('/privacy/verzoeken') ? requests.map((each) => path.replace(':region', 'twente').replace(':id', each.id)) : undefined),
      visitor: ({ right }) => (right === peopleRights.ownFile ? cookie : right === peopleRights.workOnPrivacy ? 'privacyfunctionaris-enschede' : undefined),
    }
  },
}
