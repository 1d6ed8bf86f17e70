import { z } from 'zod'
import { dayOf } from '../foundation/clock/workingdays.ts'
import { everyOf, type Narrowed } from '../foundation/database/narrowed.ts'
import { life, type Need, type Step } from '../foundation/life.ts'
import { dueAfter } from '../desk/due.ts'
import { type Fact, factNames, type Question } from '../desk/question.ts'
import { type Network, type SharingRow, takesPart } from '../network/current.ts'
import { type Reach, reachFrom, reachNames } from '../people/person.ts'
import type { Person } from '../people/queries.ts'
import type { HandoverRow } from './rows.ts'

/** Where a handover is. The last six are ends. */
export type State = HandoverRow['state']
export const states = everyOf<State>()([
  'proposed',
  'agreed',
  'offered',
  'accepted',
  'planned',
  'met',
  'reported',
  'closed',
  'refused',
  'declined',
  'withdrawn',
  'not-needed',
  'redirected',
])

/** Who acts in a handover: the asker, the organisation that hands over, the one that receives, the coordinator who decides where it is stuck, the program. */
export const parties = ['person', 'handing', 'partner', 'coordinator', 'task'] as const
export type Party = (typeof parties)[number]

/** A handover and as whom somebody acts in it, now. */
interface Given {
  network: Pick<Network, 'sharing' | 'organisations'>
  handover: Handover
  who: readonly Party[]
  now: Date
}
const need = (says: string, problem: string, holds: (handover: Handover, given: Given) => boolean): Need<Given> => ({
  says,
  problem,
  holds: (given) => holds(given.handover, given),
})
// What lost its ground goes on by a coordinator's word only; stopping it is always possible.
const goesOn = need('that it has not ended, and lost no ground', 'handover.gone', ({ ended_at, stuck }) => !ended_at && !isGroundless(stuck))
const ground = need('an agreement of the two organisations that holds today', 'handover.no-ground', ({ purpose, from_id, to_id }, { network, now }) =>
  Boolean(groundFor(network, purpose, from_id, to_id, now)),
)
const meeting = need('a conversation that was proposed or planned', 'handover.gone', ({ meeting_id }) => meeting_id !== null)
const stuck = need('that it is in the hands of the coordinator', 'handover.gone', ({ ended_at, stuck }) => !ended_at && stuck !== null)

const running = ['proposed', 'agreed', 'offered', 'accepted', 'planned', 'met'] as const

/**
 * The life of a handover, as one table. What the person can do, the handing organisation can do for them, recorded as such; for a partner without a sign-in it writes down
 * what that said. What a step is given besides (a reason, times, an outcome) is checked by the schema of its form.
 */
export const steps = {
  agree: { from: ['proposed'], to: 'agreed', who: ['person', 'handing'], needs: [goesOn] },
  refuse: { from: ['proposed'], to: 'refused', who: ['person', 'handing'], needs: [goesOn] },
  offer: { from: ['agreed'], to: 'offered', who: ['person', 'handing', 'task'], needs: [goesOn, ground] },
  accept: { from: ['offered'], to: 'accepted', who: ['partner'], needs: [goesOn, ground] },
  decline: { from: ['offered'], to: 'declined', who: ['partner'], needs: [goesOn] },
  propose: { from: ['accepted', 'planned'], to: 'accepted', who: ['partner'], needs: [goesOn] },
  choose: { from: ['accepted'], to: 'planned', who: ['person', 'handing', 'partner'], needs: [goesOn, meeting] },
  cancel: { from: ['accepted', 'planned'], to: 'accepted', who: ['person', 'handing', 'partner'], needs: [goesOn, meeting] },
  meet: { from: ['accepted', 'planned'], to: 'met', who: ['partner', 'handing'], needs: [goesOn] },
  miss: { from: ['planned'], to: 'accepted', who: ['partner', 'handing'], needs: [goesOn, meeting] },
  report: { from: ['met'], to: 'reported', who: ['partner'], needs: [goesOn] },
  close: {
    from: ['reported'],
    to: 'closed',
    who: ['handing', 'task'],
    needs: [need('that it has not ended, and waits for no coordinator', 'handover.gone', (handover) => !handover.ended_at && !handover.stuck)],
  },
  stop: { from: running, to: 'withdrawn', who: ['person', 'handing'] },
  noNeed: { from: running, to: 'not-needed', who: ['person', 'handing', 'task'] },
  // A coordinator's word: it goes on as it was, or ends; what was declined, or found not to fit, stays that.
  decide: { from: [...running, 'declined', 'reported'], to: 'same', who: ['coordinator'], needs: [stuck] },
  redirect: { from: running, to: 'redirected', who: ['coordinator'], needs: [stuck] },
} as const satisfies Record<string, Step<State, Party, Given>>
export type StepName = keyof typeof steps
export const handoverLife = life<StepName, State, Party, Given>(steps, 'handover.gone')

/** Why a handover is in the hands of the coordinator. */
export type Stuck = NonNullable<HandoverRow['stuck']>
export const stuckReasons = everyOf<Stuck>()(['silent', 'declined-thrice', 'missed-twice', 'partner-ended', 'no-ground'])

export type DeclineReason = NonNullable<HandoverRow['declined']>
export const declineReasons = everyOf<DeclineReason>()(['not-for-us', 'other-area', 'no-room', 'first-something-else', 'known-elsewhere', 'other'])
export type Outcome = NonNullable<HandoverRow['outcome']>
export const outcomes = everyOf<Outcome>()(['started', 'helped', 'does-not-fit'])
/** What a coordinator decides of a handover that is stuck: it goes on as it was, to another organisation, or back to who had it. */
export const decisions = ['go-on', 'other', 'back'] as const
export type Decision = (typeof decisions)[number]
/** How a yes was given: on the person's own page, or said to somebody who wrote it down. */
export type AgreedHow = NonNullable<HandoverRow['agreed_how']>
export const saidHows = everyOf<Exclude<AgreedHow, 'page'>>()(['phone', 'walk-in', 'letter'])
/** How and when a yes was said, to whom writes it down. */
export interface Said {
  how: (typeof saidHows)[number]
  at: Date
}

/** How many times it may be declined before a coordinator decides, and how often nobody may come. */
export const mostDeclines = 3
export const mostMissed = 2
/** How long a partner sees what was handed over after its end, in days. */
export const partnerKeepsDays = 28

export type Purpose = HandoverRow['purpose']

/** From when the partner sees an item: to judge the offer by, or from its acceptance on. */
export type Moment = Exclude<HandoverRow['shown'], 'none'>
export const moments = everyOf<Moment>()(['offer', 'accept'])
const plainItems = ['question', 'group', 'topic', 'municipality', 'language', 'name', ...reachNames, 'postcode', 'text'] as const
export type PlainItem = (typeof plainItems)[number]
/** What can go along: a column of the person or the question, a fact, a file. */
export type Item = PlainItem | `fact.${Fact}` | `file.${string}`
export type Shares = Partial<Record<Item, Moment>>

const isItem = (name: string): name is Item => (plainItems as readonly string[]).includes(name) || /^fact\./.test(name) || /^file\.[0-9a-f-]{36}$/.test(name)
// Zod makes every key of a record of an open set a plain text.
export const sharesSchema = z.record(z.string().refine(isItem), z.enum(moments)) as unknown as z.ZodType<Shares>

/** A handover, with what goes along as its schema reads it. */
export type Handover = Narrowed<HandoverRow, { shares: Shares }>

/** How many working days each state may last. */
export const norms = { proposed: 5, agreed: 1, offered: 2, accepted: 5, planned: 1, met: 20, reported: 5 } as const
/** How many working days a coordinator has. */
export const coordinatorDays = 1

/** By when the next step is due in this state, reached now; a planned conversation counts from its own day. */
export function dueIn(state: State, now: Date, meetingAt?: Date | null): Date | null {
  if (!(state in norms)) return null
  const from = state === 'planned' && meetingAt ? meetingAt : now
  return dueAfter(from, norms[state as keyof typeof norms])
}

/** Whom a handover waits for; nobody once it has ended. `timesProposed`: the partner proposed times for the conversation. */
export function waitsFor({ state, stuck, ended_at }: Pick<Handover, 'state' | 'stuck' | 'ended_at'>, timesProposed: boolean): Handover['waits_for'] {
  if (ended_at) return null
  if (stuck) return 'coordinator'
  if (state === 'proposed' || (state === 'accepted' && timesProposed)) return 'person'
  return state === 'agreed' || state === 'reported' ? 'handing' : 'partner'
}

/** Whether it is stuck because nothing may be shared (any more). */
export const isGroundless = (stuck: Stuck | null): boolean => stuck === 'no-ground' || stuck === 'partner-ended'

/** What the partner may see in a state that was reached after the yes: nothing before the offer; what it judged by until it accepts; all from then on. */
export const shownIn = (state: State): Handover['shown'] =>
  state === 'offered' ? 'offer' : ['accepted', 'planned', 'met', 'reported', 'closed'].includes(state) ? 'accept' : 'none'

/** The agreement by which one organisation may share with another on this day, for this purpose; none where one of them takes part no longer. */
export const groundFor = (
  { sharing, organisations }: Pick<Network, 'sharing' | 'organisations'>,
  purpose: Purpose,
  from: string,
  to: string,
  now: Date,
): SharingRow | undefined => {
  const today = dayOf(now)
  if (![from, to].every((each) => takesPart(organisations.get(each), today))) return undefined
  return sharing.find(
    (each) => each.purpose === purpose && each.from_id === from && each.to_id === to && each.begins_on <= today && (each.ends_on === null || each.ends_on >= today),
  )
}

/** The items of a question's file that can go along: those that there are, in the order of a page. */
export function itemsOf(question: Question, person: Pick<Person, 'name'> & Reach, files: readonly { id: string; name: string }[]): [Item, string][] {
  const values: Record<PlainItem, string | null> = {
    question: question.sharpened,
    group: question.asker_group,
    topic: question.topic,
    municipality: question.municipality,
    language: question.language,
    name: person.name,
    ...reachFrom(person),
    postcode: question.postcode,
    text: question.text,
  }
  const facts = factNames.map((fact) => [`fact.${fact}`, question.facts[fact] ?? null] as const)
  const all = new Map([...Object.entries(values), ...facts, ...files.map(({ id, name }) => [`file.${id}`, name] as const)] as [Item, string | null][])
  return inOrder(new Map([...all].filter((each): each is [Item, string] => Boolean(each[1]))))
}

const itemOrder: readonly string[] = [...plainItems, ...factNames.map((fact) => `fact.${fact}`)]
/** Items in the order of a page: files last. */
export function inOrder(items: ReadonlyMap<Item, string>): [Item, string][] {
  const rank = (item: Item) => (itemOrder.includes(item) ? itemOrder.indexOf(item) : itemOrder.length)
  return [...items].sort(([a], [b]) => rank(a) - rank(b))
}

/** What says who somebody is stays out of the offer at first; what the partner must judge by is in it, but no words of what nobody else may read. */
export const usualMoment = (item: Item, { discreet }: Pick<Question, 'discreet'>): Moment | undefined => {
  if (discreet && item === 'question') return undefined
  if (['question', 'group', 'topic', 'municipality', 'language'].includes(item)) return 'offer'
  return ['name', ...reachNames].some((each) => each === item) ? 'accept' : undefined
}

/** The moment after which a partner no longer sees it. */
export const partnerUntil = (ended: Date): Date => new Date(ended.getTime() + partnerKeepsDays * 86_400_000)
