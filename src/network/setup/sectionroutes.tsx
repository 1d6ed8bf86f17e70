import { networkHere } from '../current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { workplace } from '../../foundation/ui/frame.tsx'
import { again, type Answer, seeOther } from '../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import { NotFound } from '../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { SetupRefused } from '../actions.ts'
import { regionLists } from '../lists.ts'
import type { Setup } from '../network.ts'
import { say } from '../words.ts'
import { documentOf } from './document.ts'
import { type Item, readItem, writeItem } from './fields.ts'
import { fieldAt, removeForm, sectionSchema, wrongAt } from './field.tsx'
import { SectionPage, type SectionSeen } from './forms.tsx'
import { itemOf, markOf, mineOf, nameOf, type Section, type SectionName, sectionFor, sectionNames, sectionsOf, withItem, withoutItem } from './sections.ts'
import { type Mistake, mistakeErrors, mistakesIn } from './reading.ts'
import { changeOnce } from './routes.tsx'
import { networkRights } from '../rights.ts'

interface Desk {
  setup: Setup
  section: Section
  /** The one organisation this visitor has a say in; the Werkcentrum's administrators have a say in all. */
  own?: string
}

/** The section that an address names, for this visitor. @throws NotFound when they have no say in it */
async function deskOf(visit: StaffVisit, name: SectionName): Promise<Desk> {
  const network = await networkHere(visit)
  const organisation = network.organisations.get(visit.actor.organisation)!
  const own = organisation.kind === 'werkcentrum' ? undefined : organisation.slug
  if (!sectionsOf(visit, own).includes(name)) throw new NotFound()
  const setup = documentOf(network, visit.now)
  return { setup, own, section: sectionFor(name, { language: visit.language, setup, own, lists: visit.system.partsOf(regionLists) }) }
}

/** The item that is named, when it is this visitor's. @throws NotFound */
function itemFor({ section, setup, own }: Desk, slug: string | undefined): Item {
  const item = section.list && !slug ? section.fresh : itemOf(section, setup, slug)
  if (!item || (own && item.organisation !== own)) throw new NotFound()
  return item
}

type More = Partial<Pick<SectionSeen, 'item' | 'slug' | 'done' | 'refused' | 'meanwhile' | 'elsewhere' | 'stays' | 'mark'>> & { form?: Filled; status?: number }

async function show(visit: StaffVisit, { section, setup, own }: Desk, { form = emptyForm, status, ...more }: More): Promise<Answer> {
  const filled = Object.keys(form.values).length || !more.item ? form : { ...form, values: writeItem(section.fields, more.item) }
  const seen = { section, setup, mine: mineOf(section, setup, own), mark: '', formKey: randomUUID(), sections: sectionsOf(visit, own), form: filled, ...more }
  return workplace(visit, { purpose: 'setup', current: own ? 'points' : 'setup', read: () => undefined }, () => ({
    title: say[visit.language](`part.${section.name}`),
    status,
    quiet: true,
    content: <SectionPage visit={visit} seen={seen} />,
  }))
}

/** The form of the item that an address or a form names, or of a new one. */
function opened(desk: Desk, slug: string | undefined): Pick<More, 'item' | 'slug' | 'mark'> {
  const item = itemFor(desk, slug)
  return { item, slug, mark: markOf(desk.section, desk.section.list && !slug ? undefined : item) }
}

/** Somebody else changed the same item since the form was opened. */
class ChangedMeanwhile extends Error {
  constructor(readonly item: Item | undefined) {
    super('changed meanwhile')
  }
}

/** Saves what a form made of an item. What cannot be is said at its field, and what another changed meanwhile is shown beside what was typed. */
async function save(visit: StaffVisit, desk: Desk, slug: string | undefined, seen: string, body: Record<string, unknown>): Promise<Answer> {
  const { section, own } = desk
  let item: Item = {}
  let at: (string | number)[] = []
  const filled = (errors: Filled['errors'] = {}): Filled => ({ ...visit.typed, values: { ...writeItem(section.fields, item), welke: slug ?? '', gezien: seen }, errors })
  const came = (more: More) => show(visit, desk, { slug, item, mark: seen, status: 409, form: filled(), ...more })
  try {
    const version = await changeOnce(visit, (setup) => {
      const before = section.list && !slug ? section.fresh : itemOf(section, setup, slug)
      item = readItem(section.fields, body, before ?? section.fresh)
      if (markOf(section, slug || !section.list ? before : undefined) !== seen) throw new ChangedMeanwhile(before)
      if (own) item.organisation = own
      const made = withItem(section, setup, slug, item)
      at = made.path
      return made.setup
    })
    return seeOther(visit.path(`/werk/inrichting/deel/${section.name}?gedaan=${version}`))
  } catch (error) {
    if (error instanceof ChangedMeanwhile) {
      if (!error.item) throw new NotFound()
      const theirs = writeItem(section.fields, error.item)
      const mine = writeItem(section.fields, item)
      const differs = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].filter((name) => theirs[name] !== mine[name])
      return came({ mark: markOf(section, error.item), meanwhile: differs.map((name) => [name, theirs[name] ?? ''] as const) })
    }
    if (error instanceof SetupRefused) {
      const unknown = error.reasons.flatMap(({ name, why }) => (why === 'unknown-choice' ? [name.split(':')[0]!] : []))
      if (unknown.length) return again(filled(Object.fromEntries(unknown.map((name) => [name, { key: wrongAt(section, name) }]))))
      const secret = error.reasons.some((each) => each.why === 'no-secret') && section.fields.some((each) => each.sort === 'secret')
      if (!secret) return came({ refused: error.reasons })
      const name = 'signIn.clientSecret'
      return again(filled({ [name]: { key: wrongAt(section, name) } }))
    }
    if (!(error instanceof z.ZodError)) throw error
    const errors: Filled['errors'] = {}
    const elsewhere: Mistake[] = []
    for (const { path, message } of error.issues) {
      const here = at.every((step, index) => path[index] === step)
      const name = here ? fieldAt(section, item, path.slice(at.length)) : undefined
      if (name) errors[name] ??= { key: wrongAt(section, name) }
      else elsewhere.push({ where: path.join(' '), message })
    }
    return again(filled({ ...errors, ...mistakeErrors(elsewhere) }))
  }
}

/** Takes an item out; what is in use stays, and is told where. */
async function remove(visit: StaffVisit, desk: Desk, slug: string): Promise<Answer> {
  const { section } = desk
  try {
    const version = await changeOnce(visit, (setup) => withoutItem(section, setup, slug))
    return seeOther(visit.path(`/werk/inrichting/deel/${section.name}?gedaan=${version}`))
  } catch (error) {
    if (error instanceof SetupRefused) return show(visit, desk, { refused: error.reasons, status: 409 })
    if (!(error instanceof z.ZodError)) throw error
    // Something else in the set-up still names it.
    const used = error.issues.map(({ path: [list, index], message }) => {
      const user = typeof index === 'number' ? (desk.setup[list as 'doors'] as { name?: string; slug?: string }[])[index] : undefined
      return user ? `${say[visit.language](`setup.part.${list as 'doors'}`)}: ${user.name ?? user.slug}` : message
    })
    const stays = nameOf(section, itemOf(section, desk.setup, slug)!, desk.setup, visit.language)
    return show(visit, desk, { status: 409, elsewhere: [...new Set(used)], stays })
  }
}

const params = z.object({ region: z.string(), part: z.enum(sectionNames) })
/** Where an organisation's people sign in decides who comes in by its name. */
const fresh = (visit: { params: z.infer<typeof params> }) => ['organisaties', 'gegevens-delen'].includes(visit.params.part)

/** The set-up on screen, section by section: each form is a change of the document like any other. */
export const partRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/inrichting/deel/:part',
    right: networkRights.changeSetup,
    params,
    query: z.object({
      welke: z.string().max(60).optional().catch(undefined),
      nieuw: z.literal('ja').optional().catch(undefined),
      gedaan: z.coerce.number().int().positive().optional().catch(undefined),
    }),
    handle: async (visit) => {
      const { welke, nieuw, gedaan: done } = visit.query
      const desk = await deskOf(visit, visit.params.part)
      return show(visit, desk, { ...(desk.section.list && !welke && !nieuw ? {} : opened(desk, welke)), done })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inrichting/deel/:part',
    right: networkRights.changeSetup,
    params,
    fresh,
    largest: 400_000,
    body: sectionSchema,
    handle: async (visit) => {
      const desk = await deskOf(visit, visit.params.part)
      const { welke, gezien, ...body } = visit.body
      itemFor(desk, welke)
      return save(visit, desk, welke || undefined, gezien, body)
    },
    redo: async (visit, form) => {
      const desk = await deskOf(visit, visit.params.part)
      const { welke, gezien } = form.values
      const { mistakes, errors } = mistakesIn(form.errors)
      const open = opened(desk, welke || undefined)
      return show(visit, desk, { ...open, mark: gezien ?? open.mark, form: { ...form, errors }, elsewhere: mistakes.map(({ where, message }) => `${where}: ${message}`) })
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/inrichting/deel/:part/weg',
    right: networkRights.changeSetup,
    params,
    fresh,
    body: removeForm.schema,
    handle: async (visit) => {
      const desk = await deskOf(visit, visit.params.part)
      if (!desk.section.list) throw new NotFound()
      // Of a double click the second finds it gone.
      if (!itemOf(desk.section, desk.setup, visit.body.welke)) return seeOther(visit.path(`/werk/inrichting/deel/${desk.section.name}`))
      itemFor(desk, visit.body.welke)
      return remove(visit, desk, visit.body.welke)
    },
  }),
]
