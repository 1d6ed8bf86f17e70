import type { Acting } from '../foundation/doing.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { holds, type StaffActor } from '../foundation/actor.ts'
import { addDays, dayOf, momentAt } from '../foundation/clock/workingdays.ts'
import { prepared, type Tx } from '../foundation/database/database.ts'
import { remember } from '../foundation/remember.ts'
import { optionalChoice, searchText } from '../foundation/web/forms.ts'
import { readEmail, readPhone } from '../people/person.ts'
import { searchPersons } from '../people/queries.ts'
import { askerGroups, channels, states, topics } from './question.ts'
import { readNumber } from './number.ts'
import { type Condition, countOpen, knownElsewhere, type Listed, listQuestions, questionsWithWords } from './store.ts'

export { questionsOfPersons } from './file/store.ts'
export {
  type Attachment,
  attachmentOf,
  attachmentsOf,
  fileByNumber,
  type Listed,
  lookByNumber,
  messagesOf,
  questionById,
  questionByNumber,
  questionsOfGroup,
  type Related,
  usedByQuestions,
} from './store.ts'

/** The lists of the workplace. Each shows what is open, but for the last. */
export const views = ['mine', 'point', 'unowned', 'urgent', 'call', 'today', 'overdue', 'climbed', 'consulted', 'reopened', 'aside', 'all', 'closed'] as const
export type View = (typeof views)[number]

// Who is in danger and has nobody yet is on top of every list, whatever its order, the first due first; then what cannot wait and somebody has, then what must be read first.
const pressingFirst = sql`urgent_due_at nulls last, case urgent when 'now' then 0 when 'maybe' then 1 else 2 end`
const orders = { due: sql`due_at`, newest: sql`asked_at desc`, oldest: sql`asked_at` }

/** What somebody chose of a list; it stays in the address, so that it can be shared and come back to. */
export const listSchema = z.object({
  lijst: z.enum(views).catch('mine').default('mine'),
  volgorde: z.enum(['due', 'newest', 'oldest']).catch('due').default('due'),
  onderwerp: optionalChoice(topics).catch(undefined),
  doelgroep: optionalChoice(askerGroups).catch(undefined),
  kanaal: optionalChoice(channels).catch(undefined),
  stand: optionalChoice(states).catch(undefined),
  gemeente: z.string().max(60).optional().catch(undefined),
  zoek: searchText,
  pagina: z.coerce.number().int().min(1).max(500).catch(1).default(1),
})
export type ListChoice = z.infer<typeof listSchema>

/** What the conditions of the lists ask of who looks and when. */
interface Asked {
  region: number
  staff: string
  /** Who looks, and those they stand in for. */
  hands: readonly string[]
  point: string | null
  organisation: string
  now: Date
  /** The next day's start. */
  tomorrow: Date
  /** From which step of the climb. */
  climbed: number
}
const askedBy = (actor: StaffActor, now: Date): Asked => ({
  region: actor.region,
  staff: actor.id,
  hands: [actor.id, ...actor.standsInFor],
  point: actor.walkInPoint,
  organisation: actor.organisation,
  now,
  tomorrow: momentAt(addDays(dayOf(now), 1), 0),
  climbed: holds(actor, 'manager') && !holds(actor, 'coordinator') ? 3 : 2,
})

/** Whose questions a list is over. The policies hold the same; said here so that the right index is used. */
const scopeOf = (sight: StaffActor['sight'], organisation: string): Condition => (sight === 'region' ? sql`true` : sql`organisation_id = ${organisation}::uuid`)

const conditionsOf = ({ hands, point, now, tomorrow, climbed }: Asked): Record<Exclude<View, 'all' | 'closed'>, Condition> => ({
  // Somebody's own, and of those they stand in for today.
  mine: sql`staff_id = any(${hands}::uuid[])`,
  point: sql`(walk_in_point_id = ${point}::uuid and state <> 'set-aside')`,
  unowned: sql`(staff_id is null and state <> 'set-aside')`,
  urgent: sql`urgent = 'now'`,
  call: sql`(question.call and state <> 'set-aside')`,
  today: sql`due_at >= ${now} and due_at < ${tomorrow}`,
  overdue: sql`due_at < ${now}`,
  consulted: sql`consulted_at is not null`,
  reopened: sql`state = 'reopened'`,
  aside: sql`state = 'set-aside'`,
  climbed: sql`(escalation >= ${climbed}::int or urgent_due_at < ${now})`,
})

const onlyManages = (actor: StaffActor) => actor.roles.every((role) => role === 'manager')
const seesRegion = (actor: StaffActor) => actor.sight === 'region'
const answers = (actor: StaffActor) => !onlyManages(actor)
const coordinates = (actor: StaffActor) => seesRegion(actor) || holds(actor, 'coordinator')
const everybody = () => true
const hasView: Record<View, (actor: StaffActor) => boolean> = {
  mine: answers,
  point: (actor) => actor.walkInPoint !== null,
  unowned: answers,
  urgent: everybody,
  call: answers,
  today: everybody,
  overdue: everybody,
  climbed: seesRegion,
  consulted: (actor) => holds(actor, 'coordinator'),
  reopened: coordinates,
  aside: coordinates,
  all: everybody,
  closed: everybody,
}

/** Which lists somebody has: a walk-in point's only with one, what waits for a coordinator only for them. */
export const viewsFor = (actor: StaffActor): View[] => views.filter((view) => hasView[view](actor))

/** A colleague's open questions, what is due first; the policies say whose one may see. */
export const questionsOfColleague = (tx: Tx, region: number, staff: string): Promise<Listed[]> =>
  tx.all(listQuestions(region, [sql`closed_at is null`, sql`staff_id = ${staff}::uuid`], sql`${pressingFirst}, due_at`, 500))

/** So many of those who wait stand in the menu by number. */
export const mostWaiting = 5

/** Beside the lists: what cannot wait, and the filters somebody saved. */
export interface Beside {
  /** The numbers of questions that cannot wait and that nobody took yet. */
  waiting: string[]
  /** Of the first of these: since when they wait, as the database writes a moment. */
  since: string[]
  saved: { id: string; name: string; query: string }[]
}
const beside = ({ region, staff, organisation }: Asked, sight: StaffActor['sight']): Record<keyof Beside, Condition> => ({
  waiting: sql`(select coalesce(json_agg(number order by urgent_due_at, number), '[]') from question where region_id = ${region} and urgent_due_at is not null and ${scopeOf(sight, organisation)})`,
  since: sql`(select coalesce(json_agg(since order by urgent_due_at, number), '[]') from (select number, urgent_due_at, coalesce((select max(at) from event e
    where e.region_id = ${region} and e.subject_id = question.id and e.kind = 'question.urgent'), asked_at) as since
    from question where region_id = ${region} and urgent_due_at is not null and ${scopeOf(sight, organisation)} order by urgent_due_at, number limit ${sql.lit(mostWaiting)}) first)`,
  saved: sql`(select coalesce(json_agg(json_build_object('id', id, 'name', name, 'query', query) order by name), '[]') from saved_filter where region_id = ${region} and staff_id = ${staff}::uuid)`,
})

const countsIn = (sight: StaffActor['sight']) =>
  prepared((asked: Asked) => countOpen<Counts>(asked.region, scopeOf(sight, asked.organisation), { ...conditionsOf(asked), all: sql`true` }, beside(asked, sight)))
const counts = { organisation: countsIn('organisation'), region: countsIn('region') }

/** How many open questions each of somebody's lists holds, and what else their menu says. */
export const countsFor = async ({ tx, actor, now }: Acting<StaffActor>): Promise<Counts> => (await tx.one(counts[actor.sight](askedBy(actor, now))))!
export type Counts = Partial<Record<View, number>> & Beside

export const pageSize = 40

const columns = { onderwerp: 'topic', doelgroep: 'asker_group', kanaal: 'channel', stand: 'state', gemeente: 'municipality' } as const
type Filter = keyof typeof columns
const filters = Object.keys(columns) as Filter[]

const mostExported = 50_000

/** The whole of a list, for a file. */
export async function allQuestionsFor({ tx, actor, now }: Acting<StaffActor>, choice: ListChoice): Promise<Listed[]> {
  const set = filters.filter((each) => choice[each])
  return tx.all(listOf(actor.sight, choice.lijst, choice.volgorde, set, { most: mostExported, first: true })({ ...choice, ...askedBy(actor, now), offset: 0 }))
}

// What is chosen of a list decides its query, and what the choice says goes in as values: each is built once.
// Of the first page nothing is skipped, which is said so: a plan that must serve any page costs more to make than to follow.
const listOf = (sight: StaffActor['sight'], view: View, order: ListChoice['volgorde'], set: readonly Filter[], { most = pageSize + 1, first = false } = {}) =>
  prepared((wanted: Asked & Pick<ListChoice, Filter> & { offset: number }) => {
    const conditions = [scopeOf(sight, wanted.organisation), view === 'closed' ? sql`closed_at is not null` : sql`closed_at is null`]
    if (view !== 'closed' && view !== 'all') conditions.push(conditionsOf(wanted)[view])
    for (const filter of set) conditions.push(sql`${sql.ref(columns[filter])} = ${wanted[filter]}`)
    return listQuestions(wanted.region, conditions, view === 'closed' ? sql`closed_at desc` : sql`${pressingFirst}, ${orders[order]}`, most, first ? undefined : wanted.offset)
  })
const lists = new Map<string, ReturnType<typeof listOf>>()

/** One page of a list, and whether more follows. */
export async function questionsFor({ tx, actor, now }: Acting<StaffActor>, choice: ListChoice): Promise<{ questions: Listed[]; more: boolean }> {
  const { lijst, volgorde, pagina } = choice
  const set = filters.filter((each) => choice[each])
  const first = pagina === 1
  const list = remember(lists, [actor.sight, lijst, volgorde, first, ...set].join(), () => listOf(actor.sight, lijst, volgorde, set, { first }))
  const rows = await tx.all(list({ ...choice, ...askedBy(actor, now), offset: (pagina - 1) * pageSize }))
  return { questions: rows.slice(0, pageSize), more: rows.length > pageSize }
}

const mostFound = 20

/** What an exact number, address or phone number finds in the region, whoever owns it; nothing for any other text. */
export async function findElsewhere(tx: Tx, prefix: string, text: string) {
  const number = readNumber(prefix, text)
  const email = number ? undefined : readEmail(text)
  const phone = number || email ? undefined : readPhone(text)
  return number || email || phone ? knownElsewhere(tx, number, email, phone) : []
}

/**
 * The questions that a number, an address, a phone number, a name, or (`inWords`) words in them find, of those the actor may see. When exactly this is known at other
 * organisations, `elsewhere` names them and nothing more.
 */
export async function searchQuestions(
  tx: Tx,
  actor: StaffActor,
  prefix: string,
  text: string,
  { inWords }: { inWords: boolean },
): Promise<{ questions: Listed[]; elsewhere: string[] }> {
  const number = readNumber(prefix, text)
  const exact = number || readEmail(text) || readPhone(text)
  const persons = number ? [] : await searchPersons(tx, actor.region, text, mostFound)
  const byWords = exact || !inWords ? [] : await questionsWithWords(tx, text, mostFound)
  const questions = number
    ? await tx.all(listQuestions(actor.region, [sql`number = ${number}`], sql`asked_at`, 1, 0))
    : persons.length || byWords.length
      ? await tx.all(
          listQuestions(
            actor.region,
            [sql`(person_id = any(${persons}::uuid[]) or id = any(${byWords}::uuid[]))`],
            sql`${pressingFirst}, person_id = any(${persons}::uuid[]) desc, closed_at is null desc, asked_at desc`,
            mostFound,
            0,
          ),
        )
      : []
  const seen = new Set(questions.map((each) => each.organisation_id))
  const elsewhere = exact ? (await findElsewhere(tx, prefix, text)).map((each) => each.organisation_id) : []
  return { questions, elsewhere: [...new Set(elsewhere)].filter((each) => !seen.has(each) && each !== actor.organisation) }
}
