import { z } from 'zod'
import { dangers } from '../foundation/danger/danger.ts'
import type { Language } from '../foundation/i18n/i18n.ts'

export const channels = ['web', 'phone', 'walk-in', 'e-mail', 'chat', 'letter', 'partner'] as const
export type Channel = (typeof channels)[number]

export const askerGroups = ['job-seeker', 'worker', 'self-employed', 'pupil', 'student', 'employer'] as const
/** Who asks; a mail does not say it, and a guide finds out. */
export type AskerGroup = (typeof askerGroups)[number] | 'unknown'
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
export const dismissals = ['spam', 'abuse'] as const
export type Dismissal = (typeof dismissals)[number]

/** How pressing a question is: somebody is in danger now, or may be. It comes on top of every list, with whom to call. */
export const urgencies = ['now', 'maybe'] as const
export type Urgency = (typeof urgencies)[number]
/** Of what, as a guide can say it too: of nothing in particular. */
export const urgentKinds = ['danger', ...dangers] as const
export type UrgentKind = (typeof urgentKinds)[number]
/** Why a guide takes the mark off: nobody was in danger, or nobody is any more. */
export const urgentEnds = ['mistaken', 'over'] as const

export const topics = ['finding-work', 'career', 'learning', 'dismissal', 'income', 'health', 'language', 'own-business', 'staffing', 'schemes', 'cross-border', 'other'] as const
export type Topic = (typeof topics)[number]

/** Where a question is. `appointment` and `handover` belong to the two kinds of answer that are under way before they are given. */
export const states = ['received', 'taken', 'clarifying', 'waiting', 'appointment', 'handover', 'reopened', 'set-aside', 'answered', 'withdrawn', 'merged', 'dismissed'] as const
export type State = (typeof states)[number]

/** The three answers (D2). */
export const answerKinds = ['direct', 'appointment', 'handover'] as const
export type AnswerKind = (typeof answerKinds)[number]

export const closedStates = ['answered', 'withdrawn', 'merged', 'dismissed'] as const satisfies readonly State[]
export const isClosed = (state: State) => (closedStates as readonly State[]).includes(state)
export const openStates = states.filter((state) => !isClosed(state))

interface Step {
  from: readonly State[]
  /** `same`: the step happens within a state. */
  to: State | 'same'
  /** desk: staff who see the question; asker: the holder of its link; task: the program itself. */
  who: 'desk' | 'asker' | 'task'
  needs?: string
}

const inHand = ['taken', 'clarifying', 'waiting', 'reopened'] as const

/** The life of a question, as one table: what can be done, from which state, by whom, to which state, and what it needs. */
export const steps = {
  take: { from: ['received', 'reopened'], to: 'taken', who: 'desk', needs: 'that nobody has it' },
  assign: { from: ['received', 'reopened'], to: 'taken', who: 'desk', needs: 'a colleague who works here' },
  pass: { from: ['taken', 'clarifying', 'waiting', 'handover'], to: 'same', who: 'desk', needs: 'a colleague who works here' },
  return: { from: inHand, to: 'received', who: 'desk', needs: 'a reason' },
  clarify: { from: ['taken', 'clarifying', 'reopened'], to: 'clarifying', who: 'desk', needs: 'that somebody has it' },
  write: { from: ['taken', 'clarifying', 'waiting', 'handover', 'reopened'], to: 'same', who: 'desk', needs: 'a text' },
  note: { from: states, to: 'same', who: 'desk', needs: 'a text' },
  attempt: { from: ['taken', 'clarifying', 'waiting', 'handover', 'reopened'], to: 'same', who: 'desk', needs: 'that somebody has it' },
  consult: { from: openStates, to: 'same', who: 'desk', needs: 'a text' },
  advise: { from: openStates, to: 'same', who: 'desk', needs: 'a coordinator, and a text' },
  urgent: { from: openStates.filter((state) => state !== 'set-aside'), to: 'same', who: 'desk' },
  urgentOff: { from: openStates.filter((state) => state !== 'set-aside'), to: 'same', who: 'desk', needs: 'a reason' },
  alarm: { from: ['set-aside'], to: 'received', who: 'asker', needs: 'words of danger' },
  settle: { from: ['reopened'], to: 'answered', who: 'desk', needs: 'an earlier answer, which still holds' },
  wait: { from: ['taken', 'clarifying', 'reopened'], to: 'waiting', who: 'desk', needs: 'a question to the asker' },
  resume: { from: ['waiting'], to: 'clarifying', who: 'desk' },
  answer: { from: inHand, to: 'answered', who: 'desk', needs: 'an answer with its proof' },
  handOver: { from: inHand, to: 'handover', who: 'desk', needs: 'a person who has it, and a due moment of the handover' },
  takeBack: { from: ['handover'], to: 'clarifying', who: 'desk' },
  handedOver: { from: ['handover'], to: 'answered', who: 'desk', needs: 'that person and partner have met, and what came of it' },
  add: { from: ['received', 'taken', 'clarifying', 'appointment', 'handover', 'reopened', 'set-aside'], to: 'same', who: 'asker', needs: 'a text' },
  reply: { from: ['waiting'], to: 'clarifying', who: 'asker', needs: 'a text' },
  notHelped: { from: ['answered'], to: 'reopened', who: 'asker', needs: 'a text, within 14 days of the answer' },
  merge: { from: ['received', 'taken', 'clarifying', 'waiting', 'reopened'], to: 'merged', who: 'desk', needs: 'another open question of the same person' },
  unmerge: { from: ['merged'], to: 'reopened', who: 'desk' },
  setAside: { from: ['received', 'taken', 'clarifying', 'waiting', 'reopened'], to: 'set-aside', who: 'desk', needs: 'a reason: spam or abuse' },
  dismiss: { from: ['set-aside'], to: 'dismissed', who: 'desk', needs: 'a coordinator' },
  putBack: { from: ['set-aside', 'dismissed'], to: 'received', who: 'desk', needs: 'a coordinator' },
  withdraw: { from: openStates, to: 'withdrawn', who: 'asker' },
  mailBounced: { from: ['answered'], to: 'reopened', who: 'task', needs: 'that the mail with the answer came back' },
  waitEnds: { from: ['waiting'], to: 'clarifying', who: 'task', needs: 'that ten working days have passed' },
  colleagueLeft: { from: inHand, to: 'received', who: 'task', needs: 'that its person left' },
} as const satisfies Record<string, Step>
export type StepName = keyof typeof steps

/** Whether this step can be taken from this state. */
export const canStep = (step: StepName, from: State): boolean => (steps[step].from as readonly State[]).includes(from)

/** The state after a step. */
export function stateAfter(step: StepName, from: State): State {
  const { to } = steps[step]
  return to === 'same' ? from : to
}

/** Somebody who cannot be reached has the answer left where it can be found, after attempts on so many different days. */
export const attemptsNeeded = 3

/** How an answer reached the asker: by mail; told by phone or at the counter; left on their page after enough attempts; there, because they gave no way to be reached. */
export const reaches = ['mail', 'told', 'left', 'page'] as const
export type Reach = (typeof reaches)[number]

/** How long after an answer somebody can say that it did not help, in days. */
export const notHelpedWithinDays = 14

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

export interface Question {
  region_id: number
  id: string
  number: string
  asked_at: Date
  channel: Channel
  asker_group: AskerGroup
  language: Language
  text: string
  sharpened: string | null
  topic: Topic | null
  facts: Facts
  municipality: string | null
  postcode: string | null
  person_id: string
  organisation_id: string
  walk_in_point_id: string | null
  staff_id: string | null
  state: State
  due_at: Date | null
  first_due_at: Date
  first_response_at: Date | null
  answer_due_at: Date
  waiting_since: Date | null
  escalation: number
  answer_id: string | null
  closed_at: Date | null
  link_version: number
  door_id: string | null
  /** How many files came with it and with what was said on it. */
  files: number
  urgent: Urgency | null
  /** By when somebody must have taken it, while nobody has. */
  urgent_due_at: Date | null
  /** What was written is shown and mailed nowhere but on the desk. */
  discreet: boolean
  /** Somebody must call: mail to the asker came back. */
  call: boolean
  /** Who was taken to have asked it before it was found to be of somebody known. */
  asked_by: string | null
  merged_into: string | null
  dismissal: Dismissal | null
  /** Since when a coordinator's advice is waited for. */
  consulted_at: Date | null
  /** The due moment of an answer that is under way with others. */
  step_due_at: Date | null
  /** When it was first proposed to hand it over. */
  handed_at: Date | null
  /** The employer's question to whose case this one belongs. */
  group_id: string | null
}

export const messageKinds = ['addition', 'message', 'conversation', 'note', 'answer', 'consult', 'advice'] as const
/** What only colleagues read. */
export const internalKinds: readonly (typeof messageKinds)[number][] = ['note', 'consult', 'advice']
export interface Message {
  region_id: number
  id: string
  question_id: string
  at: Date
  kind: (typeof messageKinds)[number]
  staff_id: string | null
  text: string
}

/** What of the asker's words was read by who looks at these messages: the last of them. */
export const readUntil = (messages: readonly Message[]): string => messages.findLast(({ kind }) => kind === 'addition')?.id ?? ''

/** Whether a guide must have it in hand before its link can end it: what cannot wait, and what may be danger by somebody who reads along. */
export const readFirst = ({ urgent, urgent_due_at, discreet, staff_id }: Pick<Question, 'urgent' | 'urgent_due_at' | 'discreet' | 'staff_id'>): boolean =>
  urgent_due_at !== null || (urgent === 'maybe' && discreet && staff_id === null)
