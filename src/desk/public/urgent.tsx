import type { VNode } from 'preact'
import { alarmField } from '../../foundation/danger/alarm.ts'
import { type Alarm, mustBeHidden } from '../../foundation/danger/danger.ts'
import { Digits, Help, InTheirs, Tap, Told } from '../../foundation/danger/help.tsx'
import { dayAndHour, inText, sayHelp } from '../../foundation/danger/say.ts'
import { A, Button, Form } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Visit } from '../../foundation/web/route.ts'
import { afterOpen, isOpen } from '../../network/hours.ts'
import { mailableAt, sayPhone, urgentWayTo } from '../../people/person.ts'
import { pointOf } from '../urgent/mark.ts'
import { say } from '../words.ts'
import { followForms } from './forms.ts'
import type { Followed } from './seen.ts'

/** Yes or no to what was read; what was just written goes along, so that the next page knows it still. */
function Answer({ visit, seen, alarm, at }: { visit: Visit; seen: Pick<Followed, 'formKey' | 'deniable'>; alarm: Alarm; at: string }) {
  const t = sayHelp[alarm.reading.language]
  const { certain } = alarm.reading
  const field = followForms.nood.in(visit.language)
  return certain && !seen.deniable ? null : (
    <Form action={`${at}/nood`} language={visit.language} formKey={seen.formKey}>
      <input type="hidden" name={alarmField} value={alarm.token} />
      {certain && <p class="wc-other wc-soft">{t('other')}</p>}
      <div class="wc-actions">
        {!certain && <Button {...field.valued('antwoord', 'ja')}>{t('yes')}</Button>}
        {seen.deniable && (
          <Button {...field.valued('antwoord', 'nee')} weight="secondary-action">
            {t(certain ? 'mistaken' : 'no')}
          </Button>
        )}
      </div>
    </Form>
  )
}

/** By when somebody of ours reads it, how they then reach who asked, and what to do until then. */
function Ours({ visit, seen, alarm }: { visit: Visit; seen: Followed; alarm: Alarm }) {
  const { language, kinds } = alarm.reading
  const t = sayHelp[language]
  const { question, person, network } = seen
  const { phone } = network.setup
  const way = urgentWayTo(person)
  const due = question.urgent_due_at
  const point = pointOf(network, question)
  // The minute before the first one that is open is the moment it opens.
  const opens = isOpen(point, visit.now) ? undefined : dayAndHour(language, new Date(afterOpen(point, visit.now, 1).getTime() - 60_000), visit.now)
  const us = { phone: inText(phone), number: inText(question.number) }
  const told = (text: string) => <Told number={(each) => (each === phone ? <Tap phone={each} /> : <Digits>{each}</Digits>)}>{text}</Told>
  return (
    <div class="wc-card wc-ours">
      <p>
        <strong>{t('yours')}</strong>
      </p>
      <p>
        {due && due >= visit.now && told(t('read', dayAndHour(language, due, visit.now)))}{' '}
        {way === 'phone' ? told(t('calls', { phone: inText(sayPhone(person.phone!)) })) : way === 'mail' ? t('writes') : ''}
      </p>
      {way === 'phone' && mustBeHidden(kinds) && <p>{t('talk')}</p>}
      {due && opens && <p>{told(t('closed', opens))}</p>}
      {!(way === 'phone' || way === 'mail') && <p>{told(opens ? t('no-reach.closed', { ...us, ...opens }) : t('no-reach', us))}</p>}
      {seen.done === 'new' && mailableAt(person) && question.discreet && <p>{t('mailed')}</p>}
      <p>
        {(way === 'phone' || way === 'mail') && told(t('number', us))} {t('keep')}
      </p>
      <p class="wc-link-to-keep">
        <a class="utrecht-link" href={seen.url}>
          {seen.url}
        </a>
      </p>
    </div>
  )
}

/** On top of the asker's own page: whom to call, and whether it is so. */
export const FollowHelp = ({ visit, seen, at }: { visit: Visit; seen: Followed; at: string }) =>
  visit.alarm ? (
    <Help alarm={visit.alarm} unsent={seen.filled !== undefined}>
      <Answer visit={visit} seen={seen} alarm={visit.alarm} at={at} />
    </Help>
  ) : null

/** Straight after words that are certain: only help. In the chat the guide is part of that, so `chat` has what is said and where to write. */
export function urgentPage(visit: Visit & { alarm: Alarm }, seen: Followed, at: string, chat?: VNode): VNode {
  const { alarm } = visit
  const t = sayHelp[alarm.reading.language]
  const { question } = seen
  return (
    <PublicPage visit={visit} title={say[visit.language]('follow.title', { number: question.number })} hidden ownHelp live={{ at: `${at}/live`, question: question.number }}>
      <Help alarm={alarm} page>
        {question.urgent && <Ours visit={visit} seen={seen} alarm={alarm} />}
      </Help>
      {chat}
      <InTheirs language={alarm.reading.language}>
        {question.urgent && <Answer visit={visit} seen={seen} alarm={alarm} at={at} />}
        <p>
          <A href={at}>{t('question')}</A>
        </p>
      </InTheirs>
    </PublicPage>
  )
}
