import type { Role } from '../../src/foundation/actor.ts'
import { partnerActs, personActs } from '../../src/handover/acts.ts'
import { type ActName, actForms } from '../../src/handover/fields.ts'
import { groupLink, partnerLink } from '../../src/handover/links.ts'
import { handoverRights } from '../../src/handover/rights.ts'
import { handoverRoom } from '../../src/handover/room.ts'
import { propose } from '../../src/handover/work/actions.ts'
import type { Fields, RoomVisits } from '../roomvisits.ts'

export const handover: RoomVisits = {
  room: handoverRoom,
  rights({ demo, guide, freshQuestion, organisation, task }) {
    const { region, owner, clock, database } = demo
    const ofAct: Partial<Record<ActName, Fields>> = {
      ja: { how: 'phone', day: '2026-11-24', hour: '09:00' },
      afwijzen: { reason: 'no-room', next: organisation('fnv') },
      tijden: { day: '2026-11-26', hour: '10:00', manner: 'phone', minutes: '30' },
      kiezen: { moment: '2026-11-26T09:00:00Z' },
      uitkomst: { outcome: 'helped' },
      besluit: { decision: 'back', text: 'Zo' },
      stap: { what: 'Iets', due: '2026-12-01' },
      klaar: { step: '00000000-0000-7000-8000-000000000000' },
      'stap-weg': { step: '00000000-0000-7000-8000-000000000000' },
      'plan-ja': { how: 'phone', day: '2026-11-24', hour: '09:00' },
    }
    const formsAt = (at: string, names: readonly string[]) => Object.fromEntries(names.map((name) => [`${at}/:id/${name}`, ofAct[name as ActName] ?? {}]))

    interface Made {
      id: string
      file: string
    }
    /** A question that is offered to a partner, with a file that goes along. */
    async function offer(question: { id: string }, to: string): Promise<Made> {
      const file = crypto.randomUUID()
      const now = clock.now()
      await owner.query(`insert into attachment (region_id, id, question_id, at, name, type, size, content) values ($1, $2, $3, $4, 'cv.pdf', 'application/pdf', 4, '%PDF')`, [
        region,
        file,
        question.id,
        now,
      ])
      await owner.query('update question set files = files + 1 where region_id = $1 and id = $2', [region, question.id])
      const given = { to: organisation(to), why: 'Omdat', shares: { group: 'offer', [`file.${file}`]: 'offer' }, agreed: { how: 'phone', at: now } } as const
      const network = await demo.network()
      return { id: await database.transaction(task, 'test', (tx) => propose({ tx, actor: guide, now, network }, question.id, given)), file }
    }
    const shared = new Map<string, Promise<Made>>()
    return {
      forms: {
        '/:region/werk/vragen/:number/overdracht': { to: organisation('uwv'), why: 'Omdat', 'deel-group': 'offer', stap: 'versturen' },
        '/:region/werk/vragen/:number/groep/mensen': { people: 'Iemand; 06 12345678', text: 'Vraag' },
        '/:region/werk/vragen/:number/groep/overdragen': { to: organisation('uwv'), why: 'Omdat' },
        '/:region/groep/:token': { text: 'Vraag' },
        '/:region/partner/kom/:token/code': {},
        '/:region/partner/kom/:token/binnen': { code: '000000', name: 'Iemand', role: 'Adviseur' },
        '/:region/partner/weg': {},
        '/:region/werk/partners/:partner/intrekken': {},
        ...formsAt('/:region/werk/overdrachten', Object.keys(actForms)),
        ...formsAt('/:region/partner/overdrachten', Object.keys(partnerActs)),
        ...formsAt('/:region/volg/:token/overdracht', Object.keys(personActs)),
      },
      links: new Map([[partnerLink, { subject: organisation('cnv') }]]),
      async names({ path }, _visitor, asked, wanted): Promise<Fields> {
        if (path.includes(':partner')) return { ':partner': 'mkb-twente' }
        if (!path.includes(':id')) return {}
        const to = path.includes('/partner/') ? 'cnv' : 'uwv'
        const make = async () => offer(asked ?? (await freshQuestion()), to)
        const key = `${to} ${asked?.id}`
        const made = wanted === 'served' ? make() : (shared.get(key) ?? make())
        if (wanted !== 'served') shared.set(key, made)
        const { id, file } = await made
        return { ':id': id, ':file': file }
      },
      // A handover has two sides, and those who see the region; its files go by it to the partner only.
      expected({ path, right: { holders } }, { role, here, name, sees }) {
        // Who sees the region looks after it, and the Werkcentrum's own administrators.
        if ((role === 'administrator' || role === 'coordinator') && here && path.includes('/werk/partners')) return name.includes('Werkcentrum') ? 'served' : 'not-found'
        if (!role || !here || !/werk\/overdrachten\/:id/.test(path)) return undefined
        const takesPart = name.includes('UWV') || (sees && !path.includes('/bijlagen/'))
        return takesPart && (holders as readonly Role[]).includes(role) ? 'served' : 'not-found'
      },
      // Going ends the pass that the next tries need.
      skips: ({ path }, { guest }) => path.endsWith('/partner/weg') && guest !== undefined,
    }
  },
  async pages({ demo, passOf }) {
    const { region, owner, clock, system } = demo
    // One handover of each state in the demo, those of the partner without a sign-in apart, and somebody of it who came in by a code.
    const cnv = [...(await demo.network()).organisations.values()].find((each) => each.slug === 'cnv')!.id
    const handovers = (await owner.query<{ id: string; to_id: string }>('select distinct on (state, to_id) id, state, to_id from handover order by state, to_id')).rows
    const guest = '00000000-0000-7000-8000-0000000000aa'
    await owner.query(`insert into guest values ($1, $2, $3, 'Iemand', 'Adviseur', $4)`, [region, guest, cnv, clock.now()])
    const cookie = await passOf('partner', guest)
    const employer = (await owner.query<{ id: string; number: string }>(`select id, number from question where asker_group = 'employer' and closed_at is null limit 1`)).rows[0]!
    return {
      notPages: ['/:region/werk/overdrachten/:id/bijlagen/:file', '/:region/partner/overdrachten/:id/bijlagen/:file'],
      also: { '/:region/werk/overdrachten': ['in', 'out', 'stuck', 'ended'].map((list) => `?lijst=${list}`).concat('?zoek=tw', '?zoek=niets') },
      addresses(route) {
        const path = route.path.replace(':region', 'twente').replace(':partner', 'cnv')
        if (path.includes('/werk/partners')) return [path]
        if (path.includes('/overdrachten/:id')) return handovers.filter((each) => !path.includes('/partner/') || each.to_id === cnv).map((each) => path.replace(':id', each.id))
        if (path.includes('/groep')) return [path.replace(':number', employer.number).replace(':token', system.links.make(region, groupLink, employer.id, 1))]
        return route.link === partnerLink ? [path.replace(':token', system.links.make(region, partnerLink, cnv, 1))] : undefined
      },
      visitor: ({ right, path }) => (right === handoverRights.workAsPartner ? cookie : path.includes('/werk') ? 'coordinator-werkcentrum' : undefined),
      conflicts: /\/overdracht$/,
    }
  },
}
