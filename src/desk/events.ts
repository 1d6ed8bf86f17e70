import { z } from 'zod'
import { type EventSubject, eventKind, type EventDetail, type EventKind, type Told } from '../foundation/record/events.ts'
import { askerGroups, type Channel, channels, dismissals } from './question.ts'
import { type DeskKey, say } from './words.ts'

/** A question: whoever sees it reads its thread. */
export const aQuestion: EventSubject = { name: 'question', readers: 'thread' }
const ofOrganisation: EventSubject = { name: 'desk', readers: 'organisation' }

type Words = (told: Told) => DeskKey | undefined
const always =
  (key: DeskKey): Words =>
  () =>
    key

/** What both readers can be told of an event: who did it, to whom, whether it was in time, and so on. */
const values = ({ event: { detail, staff_id }, language, staff }: Told) => ({
  name: staff(detail.holder ?? staff_id),
  to: staff(detail.to),
  within: String(detail.within),
  level: String(detail.level),
  channel: (channels as readonly unknown[]).includes(detail.channel) ? say[language](`channel.${detail.channel as Channel}`) : '',
  bounced: String(detail.bounced ?? false),
  again: String(detail.again ?? false),
})
const said = (words: Words | undefined) =>
  words &&
  ((told: Told) => {
    const key = words(told)
    return key && say[told.language](key, values(told))
  })

interface Read {
  /** Words for colleagues, where those of its kind do not do; null for none. */
  log?: Words | null
  /** Words for the asker; none where this is left out. */
  event?: Words
  counted?: true
  said?: true
}

/** Something that happens to a question, with its words: `log.<kind>` for colleagues. */
function happening<Detail extends EventDetail>(kind: string, detail: z.ZodType<Detail>, { log, event, ...more }: Read = {}): EventKind<Detail> {
  return eventKind(`question.${kind}`, aQuestion, detail, { ...more, colleagues: log === null ? undefined : said(log ?? always(`log.${kind}` as DeskKey)), asker: said(event) })
}

const nothing = z.object({})
const within = z.object({ within: z.boolean() })
const to = z.object({ to: z.uuid() })
const message = z.object({ message: z.uuid() })
const written = message.extend({ waits: z.boolean() })
/** Others work on the question too, and are told what changed. */
const handed = z.object({ handed: z.literal(true).optional() })
const verdict = z.enum(['pass', 'fail', 'none']).optional()

/** What happens to a question. */
export const deskEvents = {
  asked: happening(
    'asked',
    z.object({
      channel: z.enum(channels),
      group: z.enum([...askerGroups, 'unknown']),
      door: z.uuid().nullable(),
      wish: z.string().optional(),
      spf: verdict,
      dkim: verdict,
      dmarc: verdict,
    }),
    { event: always('event.asked'), counted: true },
  ),
  responded: happening('responded', within, { counted: true }),
  taken: happening('taken', nothing, { event: always('event.taken') }),
  assigned: happening('assigned', to, { event: always('event.assigned') }),
  returned: happening('returned', nothing),
  clarified: happening('clarified', handed.extend({ topic: z.string().nullable() })),
  written: happening('written', written, {
    log: ({ event }) => (event.detail.waits ? 'log.waiting' : 'log.written'),
    event: ({ event }) => (event.detail.waits ? 'event.waiting' : 'event.written'),
    said: true,
  }),
  spoken: happening('spoken', written, { event: always('event.spoken'), said: true }),
  noted: happening('noted', nothing, { said: true }),
  consulted: happening('consulted', message),
  advised: happening('advised', message),
  resumed: happening('resumed', nothing),
  waitEnded: happening('wait-ended', z.object({ days: z.number() }), { event: always('event.wait-ended') }),
  attempted: happening('attempted', nothing, { event: always('event.attempted') }),
  told: happening('told', nothing, { event: always('event.told') }),
  answered: happening(
    'answered',
    z.object({
      kind: z.string(),
      message: z.uuid().nullish(),
      handover: z.uuid().optional(),
      within: z.boolean(),
      reached: z.string().nullable(),
      again: z.literal(true).optional(),
    }),
    { event: ({ event }) => (event.detail.again ? 'event.answered.again' : 'event.answered'), counted: true, said: true },
  ),
  added: happening('added', message, { event: always('event.added'), said: true }),
  reopened: happening('reopened', z.object({ message: z.uuid().optional(), bounced: z.literal(true).optional() }), {
    event: ({ event }) => (event.detail.bounced ? 'event.reopened.bounced' : 'event.reopened'),
    counted: true,
    said: true,
  }),
  withdrawn: happening('withdrawn', nothing, { event: always('event.withdrawn'), counted: true }),
  proofAsked: happening('proof-asked', z.object({ way: z.enum(['mail', 'phone']) }), { log: ({ event }) => (event.detail.way === 'phone' ? 'log.proof-asked' : undefined) }),
  proved: happening('proved', z.object({ way: z.enum(['mail', 'phone', 'slip']) })),
  kept: happening('kept', nothing, { event: always('event.kept') }),
  tookBack: happening('took-back', nothing, { event: always('event.took-back') }),
  contactChanged: happening('contact-changed', handed, { event: always('event.contact-changed') }),
  reachChanged: happening('reach-changed', handed, { event: always('event.reach-changed') }),
  municipalityChanged: happening('municipality-changed', z.object({ moved: z.boolean() }), { event: always('event.municipality-changed') }),
  linkRenewed: happening('link-renewed', nothing, { event: always('event.link-renewed') }),
  overdue: happening('overdue', z.object({ level: z.number(), due: z.string() })),
  cameBack: happening('came-back', nothing),
  colleagueLeft: happening('colleague-left', nothing, { event: always('event.colleague-left') }),
  organisationEnded: happening('organisation-ended', z.object({ from: z.uuid() })),
  mailBounced: happening('mail-bounced', nothing, { event: always('event.mail-bounced') }),
  mailHeld: happening('mail-held', nothing, { event: always('event.mail-held') }),
  joined: happening('joined', z.object({ person: z.uuid() })),
  separated: happening('separated', z.object({ person: z.uuid() })),
  merged: happening('merged', z.object({ into: z.uuid() }), { event: always('event.merged'), counted: true }),
  tookIn: happening('took-in', z.object({ question: z.uuid() })),
  unmerged: happening('unmerged', z.object({ from: z.uuid().nullable() }), { event: always('event.unmerged'), counted: true }),
  setAside: happening('set-aside', z.object({ why: z.enum(dismissals) })),
  putBack: happening('put-back', nothing),
  dismissed: happening('dismissed', nothing, { event: always('event.dismissed'), counted: true }),
  dismissalUndone: happening('dismissal-undone', nothing, { event: always('event.dismissal-undone'), counted: true }),
  urgent: happening('urgent', z.object({ again: z.literal(true).optional(), own: z.literal(true).optional() }), { counted: true }),
  lookFirst: happening('look-first', z.object({ own: z.literal(true).optional() })),
  urgentTaken: happening('urgent-taken', within.extend({ holder: z.uuid().optional() }), { counted: true }),
  urgentClimbed: happening('urgent-climbed', z.object({ level: z.number() })),
  urgentOff: happening('urgent-off', nothing, { counted: true }),
  urgentDenied: happening('urgent-denied', nothing, { counted: true }),
  fileTaken: happening('file-taken', nothing, { log: null }),
  accessAsked: happening('access-asked', to),
  accessGranted: happening('access-granted', to),
  accessRefused: happening('access-refused', to),
} as const

/** What happens at the desk, to something else than a question. */
export const deskWorkEvents = {
  absenceAdded: eventKind('absence.added', ofOrganisation, z.object({ standIn: z.uuid() })),
  absenceRemoved: eventKind('absence.removed', ofOrganisation, nothing),
  mailIgnored: eventKind('mail.ignored', { name: 'mail', readers: 'managers' }, z.object({ reason: z.string() })),
  clientAdded: eventKind('client.added', ofOrganisation, nothing),
  clientRevoked: eventKind('client.revoked', ofOrganisation, nothing),
  knowledgeAdded: eventKind('knowledge.added', { name: 'knowledge', readers: 'region' }, nothing),
  knowledgeChanged: eventKind('knowledge.changed', { name: 'knowledge', readers: 'region' }, nothing),
  knowledgeRemoved: eventKind('knowledge.removed', { name: 'knowledge', readers: 'region' }, nothing),
} as const
