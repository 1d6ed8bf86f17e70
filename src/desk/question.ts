import { z } from 'zod'
import { type Actor, holds } from '../foundation/actor.ts'
import { dangers } from '../foundation/danger/danger.ts'
import { everyOf, type Narrowed } from '../foundation/database/narrowed.ts'
import { life, type Need, type Step } from '../foundation/life.ts'
import type { AnswerRow, DangerRow, MessageRow, QuestionRow } from './rows.ts'

export type Channel = QuestionRow['channel']
export const channels = everyOf<Channel>()(['web', 'phone', 'walk-in', 'e-mail', 'chat', 'letter', 'partner'])

/** Who asks; a mail does not say it, and a guide finds out. */
export type AskerGroup = QuestionRow['asker_group']
export const askerGroups = everyOf<Exclude<AskerGroup, 'unknown'>>()(['job-seeker', 'worker', 'self-employed', 'pupil', 'student', 'employer'])
/** Who asks, in the words of the public API, which is Dutch. */
export const apiGroups = {
  werkzoekende: 'job-seeker',
  werkende: 'worker',
  zzp: 'self-employed',
  scholier: 'pupil',
  student: 'student',
  werkgever: 'employer',
} as const satisfies Record<string, AskerGroup>

/** What is no question at all: a guide sets it aside, and a coordinator confirms that. */
export type Dismissal = NonNullable<QuestionRow['dismissal']>
export const dismissals = everyOf<Dismissal>()(['spam', 'abuse'])

/** Of what somebody is in danger, as a guide can say it too: of nothing in particular. */
export type UrgentKind = DangerRow['kind']
export const urgentKinds = everyOf<UrgentKind>()(['danger', ...dangers])
/** Why a guide takes the mark off: nobody was in danger, or nobody is any more. */
export const urgentEnds = ['mistaken', 'over'] as const

export const topics = ['finding-work', 'career', 'learning', 'dismissal', 'income', 'health', 'language', 'own-business', 'staffing', 'schemes', 'cross-border', 'other'] as const
export type Topic = (typeof topics)[number]

/** Where a question is. `appointment` and `handover` belong to the two kinds of answer that are under way before they are given. */
export type State = QuestionRow['state']
export const states = everyOf<State>()([
  'received',
  'taken',
  'clarifying',
  'waiting',
  'appointment',
  'handover',
  'reopened',
  'set-aside',
  'answered',
  'withdrawn',
  'merged',
  'dismissed',
])

/** The three answers (D2). */
export type AnswerKind = AnswerRow['kind']
export const answerKinds = everyOf<AnswerKind>()(['direct', 'appointment', 'handover'])

export const closedStates = ['answered', 'withdrawn', 'merged', 'dismissed'] as const satisfies readonly State[]
export const isClosed = (state: State) => (closedStates as readonly State[]).includes(state)
export const openStates = states.filter((state) => !isClosed(state))

/** Who acts on a question: the staff who see it, a coordinator or somebody who sees the whole region among them, who asked it (or who writes down what that said), the program. */
export type Party = 'desk' | 'coordinator' | 'region' | 'asker' | 'task'
export function partiesOf(actor: Actor): readonly Party[] {
  if (actor.kind === 'staff') return ['desk', ...(holds(actor, 'coordinator') ? (['coordinator'] as const) : []), ...(actor.sight === 'region' ? (['region'] as const) : [])]
  return actor.kind === 'task' ? ['task'] : ['asker']
}
/** What the asker does: on their own page, said to a guide who writes it down, or in a mail that the program takes in. */
const forAsker = ['asker', 'desk', 'task'] as const

/** A question and who acts on it, now. */
interface Given {
  question: Question
  who: readonly Party[]
  now: Date
}
const need = (says: string, problem: string, holds: (question: Question, given: Given) => boolean): Need<Given> => ({
  says,
  problem,
  holds: (given) => holds(given.question, given),
})
const owned = need('that somebody has it', 'conflict.take-first', ({ staff_id }) => staff_id !== null)

const handed = need('that somebody has it, or who sees the region does it', 'conflict.take-first', ({ staff_id }, { who }) => staff_id !== null || who.includes('region'))

const inHand = ['taken', 'clarifying', 'waiting', 'reopened'] as const
const running = openStates.filter((state) => state !== 'set-aside')

/** The life of a question, as one table. What a step is given besides (a text, a reason, a colleague) is checked by the schema of its form. */
const steps = {
  take: {
    from: ['received', 'reopened'],
    to: 'taken',
    who: ['desk'],
    needs: [need('that nobody has it, or that it cannot wait', 'conflict.state', ({ staff_id, urgent_due_at }) => staff_id === null || urgent_due_at !== null)],
  },
  assign: { from: ['received', 'reopened'], to: 'taken', who: ['desk'] },
  pass: { from: ['taken', 'clarifying', 'waiting', 'handover'], to: 'same', who: ['desk'] },
  return: { from: inHand, to: 'received', who: ['desk'], needs: [owned] },
  clarify: { from: ['taken', 'clarifying', 'reopened'], to: 'clarifying', who: ['desk'], needs: [owned] },
  // What is found out while it is elsewhere changes nothing of where it is.
  complete: { from: ['received', 'waiting', 'appointment', 'handover', 'set-aside'], to: 'same', who: ['desk'], needs: [owned] },
  write: { from: ['taken', 'clarifying', 'waiting', 'handover', 'reopened'], to: 'same', who: ['desk'], needs: [owned] },
  note: { from: states, to: 'same', who: ['desk'] },
  attempt: { from: ['taken', 'clarifying', 'waiting', 'handover', 'reopened'], to: 'same', who: ['desk'], needs: [owned] },
  consult: { from: openStates, to: 'same', who: ['desk'] },
  advise: { from: openStates, to: 'same', who: ['coordinator'] },
  urgent: { from: running, to: 'same', who: ['desk'] },
  urgentOff: { from: running, to: 'same', who: ['desk'], needs: [need('that it is marked', 'conflict.state', ({ urgent }) => urgent !== null)] },
  alarm: { from: ['set-aside'], to: 'received', who: forAsker },
  settle: {
    from: ['reopened'],
    to: 'answered',
    who: ['desk'],
    needs: [need('that the answer it had reached the asker', 'conflict.state', ({ call }) => !call)],
  },
  wait: { from: ['taken', 'clarifying', 'reopened'], to: 'waiting', who: ['desk'] },
  resume: { from: ['waiting'], to: 'clarifying', who: ['desk'] },
  answer: { from: inHand, to: 'answered', who: ['desk'], needs: [owned] },
  handOver: { from: inHand, to: 'handover', who: ['desk'], needs: [handed] },
  // Another partner joins those who work on it by a plan.
  join: { from: ['handover'], to: 'same', who: ['desk'], needs: [handed] },
  takeBack: { from: ['handover'], to: 'clarifying', who: forAsker },
  handedOver: { from: ['handover'], to: 'answered', who: ['desk', 'task'] },
  add: { from: ['received', 'taken', 'clarifying', 'appointment', 'handover', 'reopened', 'set-aside'], to: 'same', who: forAsker },
  reply: { from: ['waiting'], to: 'clarifying', who: forAsker },
  notHelped: {
    from: ['answered'],
    to: 'reopened',
    who: forAsker,
    needs: [need('that it was closed at most fourteen days ago', 'conflict.too-late', ({ closed_at }, { now }) => now <= notHelpedUntil(closed_at!))],
  },
  merge: { from: ['received', 'taken', 'clarifying', 'waiting', 'reopened'], to: 'merged', who: ['desk'] },
  unmerge: { from: ['merged'], to: 'reopened', who: ['desk'] },
  setAside: {
    from: ['received', 'taken', 'clarifying', 'waiting', 'reopened'],
    to: 'set-aside',
    who: ['desk'],
    needs: [need('that nobody is in danger', 'conflict.urgent', ({ urgent }) => urgent !== 'now')],
  },
  dismiss: { from: ['set-aside'], to: 'dismissed', who: ['coordinator'] },
  putBack: { from: ['set-aside', 'dismissed'], to: 'received', who: ['coordinator'] },
  withdraw: {
    from: openStates,
    to: 'withdrawn',
    who: forAsker,
    // Whoever does the harm could take it back as well.
    needs: [need('that a guide has it in hand where somebody may be in danger', 'conflict.urgent-asker', (question, { who }) => !readFirst(question) || who.includes('desk'))],
  },
  mailBounced: { from: ['answered'], to: 'reopened', who: ['task'] },
  waitEnds: { from: ['waiting'], to: 'clarifying', who: ['task'] },
  colleagueLeft: { from: inHand, to: 'received', who: ['desk', 'task'] },
} as const satisfies Record<string, Step<State, Party, Given>>
export type StepName = keyof typeof steps
export const questionLife = life<StepName, State, Party, Given>(steps, 'conflict.state')

/** Somebody who cannot be reached has the answer left where it can be found, after attempts on so many different days. */
export const attemptsNeeded = 3

/** How an answer reached the asker: by mail; told by phone or at the counter; left on their page after enough attempts; there, because they gave no way to be reached. */
export type Reach = AnswerRow['reached']

/** How long after an answer somebody can say that it did not help, in days. */
export const notHelpedWithinDays = 14
/** Until when somebody can say so. */
export const notHelpedUntil = (closedAt: Date): Date => new Date(closedAt.getTime() + notHelpedWithinDays * 86_400_000)

/** What is known of the asker (the facts of the signpost): the choices of each, or undefined for a free one. */
export const facts = {
  situation: ['ww', 'bijstand', 'ziektewet', 'wia', 'wajong', 'werkend', 'ontslag-aangezegd', 'geen-inkomen', 'zelfstandig', 'school', 'werkgever'],
  age: undefined,
  level: ['geen', 'vmbo', 'mbo', 'havo-vwo', 'hbo', 'wo'],
  sector: undefined,
  goal: undefined,
  language: ['onvoldoende', 'voldoende'],
  disability: ['ja', 'nee'],
  status: ['statushouder', 'oekraine', 'arbeidsmigrant'],
  diploma: ['ja', 'nee'],
  lives: ['duitsland'],
  employees: undefined,
} as const satisfies Record<string, readonly [string, ...string[]] | undefined>
export type Fact = keyof typeof facts
export const factNames = Object.keys(facts) as Fact[]
export type Facts = Partial<Record<Fact, string>>
export const factsSchema = z.partialRecord(z.enum(factNames as [Fact, ...Fact[]]), z.string().max(60))

/** A question as it is read and written: what is known of the asker by its schema, the topic as one of ours. */
export type Question = Narrowed<QuestionRow, { topic: Topic | null; facts: Facts }>

export type Message = MessageRow
/** What only colleagues read. */
export const internalKinds: readonly Message['kind'][] = ['note', 'consult', 'advice']

/** What of the asker's words was read by who looks at these messages: the last of them. */
export const readUntil = (messages: readonly Message[]): string => messages.findLast(({ kind }) => kind === 'addition')?.id ?? ''

/** Whether a guide must have it in hand before its link can end it: what cannot wait, and what may be danger by somebody who reads along. */
export const readFirst = ({ urgent, urgent_due_at, discreet, staff_id }: Pick<Question, 'urgent' | 'urgent_due_at' | 'discreet' | 'staff_id'>): boolean =>
  urgent_due_at !== null || (urgent === 'maybe' && discreet && staff_id === null)
