import type { VNode } from 'preact'
import { type Language, sayDay, sayMoment, sayShortDay } from '../foundation/i18n/i18n.ts'
import { Facts, Notice, P, Pill, type Tone } from '../foundation/ui/components.tsx'
import { sayFact } from '../desk/choices.ts'
import type { AskerGroup, Fact, Topic } from '../desk/question.ts'
import { say as sayDesk } from '../desk/words.ts'
import type { Network } from '../network/current.ts'
import { type Reach, reachNames } from '../people/person.ts'
import { reachLabel, reachValue } from '../people/reach.tsx'
import { sayMeeting } from '../appointments/letters.ts'
import type { Meeting } from '../appointments/meeting.ts'
import { say as sayMeetings } from '../appointments/words.ts'
import type { Handover, Item, Moment, PlainItem, Shares } from './handover.ts'
import type { ListedHandover } from './store.ts'
import { say } from './words.ts'

const isReach = (item: Item): item is keyof Reach => (reachNames as readonly string[]).includes(item)
/** What an item is called. */
export const sayItem = (language: Language, item: Item): string =>
  item.startsWith('fact.')
    ? sayDesk[language](`fact.${item.slice(5) as Fact}`)
    : item.startsWith('file.')
      ? say[language]('item.file')
      : isReach(item)
        ? reachLabel(language, item)
        : say[language](`item.${item as Exclude<PlainItem, keyof Reach>}`)

/** An item's value as people say it. */
export function sayValue(language: Language, item: Item, value: string): string {
  const t = sayDesk[language]
  if (item.startsWith('fact.')) return sayFact(language, item.slice(5) as Fact, value)
  if (item === 'group') return t(`group.${value as AskerGroup}`)
  if (item === 'topic') return t(`topic.${value as Topic}`)
  if (item === 'language') return t(`language.${value as Language}`)
  return isReach(item) ? reachValue(language, item, value) : value
}

/** What a partner sees of somebody, and how it is shown to who must agree to that: the same. `fileAt` leads to a file. */
export function SharedData({
  language,
  reference,
  items,
  fileAt,
}: {
  language: Language
  reference?: string
  items: readonly (readonly [Item, string])[]
  fileAt?: (id: string) => string
}): VNode {
  const files = new Set<string>()
  return (
    <Facts
      rows={[
        ...(reference ? ([[say[language]('item.reference'), reference]] as const) : []),
        ...items.map(([item, value], at) => {
          const label = sayItem(language, item)
          const name = files.has(label) ? `${label} ${at}` : label
          files.add(label)
          const shown = <span dir="auto">{sayValue(language, item, value)}</span>
          return [
            name,
            item.startsWith('file.') && fileAt ? (
              <a class="utrecht-link" href={fileAt(item.slice(5))} download>
                {shown}
              </a>
            ) : (
              shown
            ),
          ] as const
        }),
      ]}
    />
  )
}

/** Of these items those that are seen from a moment on. */
export const seenFrom = (moment: Moment, shares: Shares, items: readonly (readonly [Item, string])[]) => items.filter(([item]) => shares[item] === moment)

const toneOf = (state: Handover['state']): Tone =>
  state === 'offered' || state === 'proposed' ? 'next' : state === 'closed' || state === 'reported' || state === 'met' ? 'calm' : 'plain'

/** Where a handover is, in two words; and that it is stuck. */
export const StatePill = ({ language, handover }: { language: Language; handover: Pick<Handover, 'state' | 'stuck' | 'ended_at'> }) => (
  <>
    <Pill tone={toneOf(handover.state)}>{say[language](`state.${handover.state}`)}</Pill>
    {handover.stuck && !handover.ended_at && (
      <>
        {' '}
        <Pill tone="late">{say[language](`stuck.${handover.stuck}`)}</Pill>
      </>
    )}
  </>
)

/** By when the next step is due, and how that looks. */
export function dueOf(language: Language, now: Date, handover: Pick<ListedHandover, 'due_at' | 'ended_at'>): { text: string; tone: Tone } {
  const t = say[language]
  if (!handover.due_at) return { text: t('due.ended', { day: sayShortDay(language, handover.ended_at!) }), tone: 'plain' }
  const day = sayShortDay(language, handover.due_at)
  return now > handover.due_at ? { text: t('due.late', { day }), tone: 'late' } : { text: t('due.by', { day }), tone: 'calm' }
}

/** Who of the partner took it on, where that is known. */
export const partnerName = (network: Network, handover: Handover, guests: ReadonlyMap<string, { name: string; role: string }>): string | undefined => {
  const guest = guests.get(handover.partner_guest_id ?? '')
  return network.staff.get(handover.partner_staff_id ?? '')?.name ?? (guest && `${guest.name}, ${guest.role}`)
}

/** When and where the conversation is, or which times there are. */
export function Conversation({ language, now, meeting }: { language: Language; now: Date; meeting: Meeting }): VNode {
  const t = sayMeetings[language]
  const when = meeting.state === 'proposed' ? meeting.times.map((each) => sayMoment(language, each, now)).join('; ') : sayMeeting(language, meeting, now)
  return (
    <Facts
      rows={[
        [t(`meeting.state.${meeting.state}`), when],
        ...(meeting.state === 'proposed' ? ([[t('meeting.manner'), [t(`meeting.manner.${meeting.manner}`), meeting.place].filter(Boolean).join(', ')]] as const) : []),
      ]}
    />
  )
}

/** What somebody said why not, or what came of it, and where it should go instead. */
export function Reasons({ language, network, handover, now }: { language: Language; network: Network; handover: Handover; now: Date }): VNode | null {
  const t = say[language]
  const next = handover.next_id && t('next.says', { organisation: network.organisations.get(handover.next_id)?.name })
  const organisation = network.organisations.get(handover.to_id)?.name
  if (handover.declined)
    return (
      <Notice kind="info" title={t('declined.says', { organisation, day: sayDay(language, handover.decided_at!, now) })}>
        <p>
          {t(`declined.${handover.declined}`)}. <span dir="auto">{handover.declined_text}</span>
        </p>
        <P>{next}</P>
      </Notice>
    )
  if (handover.outcome)
    return (
      <Notice
        kind={handover.outcome === 'does-not-fit' ? 'info' : 'ok'}
        title={t(`outcome.${handover.outcome}.says`, { organisation, day: sayDay(language, handover.reported_at!, now) })}
      >
        {handover.outcome_text && <p dir="auto">{handover.outcome_text}</p>}
        {next && <P>{next}</P>}
      </Notice>
    )
  return null
}
