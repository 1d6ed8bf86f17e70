import type { ComponentChildren, VNode } from 'preact'
import { type Language, sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Facts, Form, H2, Hidden, More, P, Pill, Table, TextArea, TextField } from '../../foundation/ui/components.tsx'
import { type Fields, standsIn } from '../../foundation/ui/fields.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { type Reach, reachFrom, reachNames } from '../person.ts'
import { reachLabel, reachValue } from '../reach.tsx'
import type { Person } from '../queries.ts'
import { say } from '../words.ts'
import { addDays, dayOf } from '../../foundation/clock/workingdays.ts'
import type { lookFates } from '../../foundation/fates.ts'
import type { Ways } from '../../foundation/record/fate.ts'
import type { mandateFates, personFates, requestFates } from '../fates.ts'
import type { DataRequest, Mandate } from './file.ts'
import { lookForm, mandateForm, requestForm } from './forms.ts'
import { isActive, type Look, type OwnFile } from './reads.ts'

/** The forms of a file, by the last word of their address; handed in with something wrong, one of them is `filled`. */
export const fileForms = ['verzoeken', 'machtigen', 'naam'] as const
export type FileForm = (typeof fileForms)[number]
export interface FileSide {
  visit: Visit
  network: Network
  file: OwnFile
  contacts: readonly Person[]
  /** The address below which its forms are. */
  at: string
  formKey: string
  /** On the side of a guide, how it was said is asked too. */
  together?: boolean
  filled?: { which: FileForm; form: Filled }
}

type Said = (typeof say)[Visit['language']]

/** How it was said, where a guide writes it down. */
const How = ({ side, field }: { side: FileSide; field: Fields<'how'> }) => (side.together ? <Choice {...field('how')} /> : null)

type ShowContact = (person: Person, language: Language) => [label: string, text: string | null]
const shownReach = Object.fromEntries(
  reachNames.map((each): [keyof Reach, ShowContact] => [each, (person, language) => [reachLabel(language, each), person[each] && reachValue(language, each, person[each])]]),
) as Record<keyof Reach, ShowContact>
const shownContact: Ways<typeof personFates, ShowContact> = {
  name: ({ name }, language) => [say[language]('known.name'), name],
  ...shownReach,
}

/** Name, address and number, as they stand with each question. */
export function Contacts({ side }: { side: FileSide }) {
  const t = say[side.visit.language]
  const distinct = new Map(side.contacts.map((each) => [JSON.stringify([each.name, reachFrom(each)]), each]))
  return (
    <>
      <H2>{t('known.contact')}</H2>
      {[...distinct.values()].map((each) => (
        <Facts
          key={each.id}
          rows={Object.values(shownContact).map((shown) => {
            const [label, text] = shown(each, side.visit.language)
            return [label, text ?? t('known.nothing')]
          })}
        />
      ))}
    </>
  )
}

const shownLook: Ways<typeof lookFates, { head(t: Said): string; cell(look: Look, visit: Visit): string }> = {
  at: { head: (t) => t('looks.when'), cell: ({ at }, { language, now }) => sayMoment(language, at, now) },
  organisation_id: { head: (t) => t('looks.who'), cell: ({ organisation }) => organisation },
  role: { head: (t) => t('looks.role'), cell: ({ role }) => role },
  purpose: { head: (t) => t('looks.why'), cell: ({ purpose }) => purpose },
}

/** Who looked, when and for what; the name is asked of the organisation. */
export function Looks({ side, page, at }: { side: FileSide; page?: number; at?: string }) {
  const { visit, file } = side
  const t = say[visit.language]
  const field = lookForm.in(visit.language)
  return (
    <section id="wie-keek">
      <H2>{t('looks')}</H2>
      <P>{t('looks.text')}</P>
      {file.looks.length === 0 ? (
        <P soft>{t('looks.none')}</P>
      ) : (
        <Table
          label={t('looks')}
          heads={[...Object.values(shownLook).map(({ head }) => head(t)), t('looks.name')]}
          rows={file.looks.map((look) => ({
            key: look.id,
            cells: [
              ...Object.values(shownLook).map(({ cell }) => cell(look, visit)),
              look.name ??
                (look.asked ? (
                  t('looks.asked')
                ) : (
                  <Form action={`${side.at}/verzoeken/naam`} language={visit.language} formKey={side.formKey}>
                    <Hidden {...field.valued('look', look.id)} />
                    {side.together && <Hidden {...field.valued('how', 'walk-in')} />}
                    <Button weight="subtle">{t('looks.ask')}</Button>
                  </Form>
                )),
            ],
          }))}
        />
      )}
      {at && ((page ?? 1) > 1 || file.more) && (
        <p class="wc-actions">
          {(page ?? 1) > 1 && <A href={`${at}?pagina=${page! - 1}#wie-keek`}>{t('looks.newer')}</A>}
          {file.more && <A href={`${at}?pagina=${(page ?? 1) + 1}#wie-keek`}>{t('looks.older')}</A>}
        </p>
      )}
    </section>
  )
}

/** A thing that stays, in words. */
export const sayRemains = (language: Visit['language'], { number, why, duty, until }: DataRequest['remains'][number]): string =>
  say[language](`remains.${why}`, { number, duty: duty ?? '', day: until ? sayDay(language, until) : '' })

interface RequestSeen {
  request: DataRequest
  visit: Visit
  network: Network
  t: Said
}
/** A request, column by column: what it is and how it stands, then of whom and by when, then what was written. */
const shownRequest: Ways<typeof requestFates, (seen: RequestSeen) => { head?: ComponentChildren; soft?: string; below?: ComponentChildren }> = {
  kind: ({ request: { kind }, t }) => ({ head: <strong>{t(`request.${kind}`)}</strong> }),
  decision: ({ request: { decision, decided_at, due_on }, visit, t }) => ({
    head: <Pill tone={decided_at ? 'calm' : dayOf(visit.now) > due_on ? 'late' : 'next'}>{t(decision ? `decision.${decision}` : 'decision.open')}</Pill>,
  }),
  organisation_id: ({ request, network, t }) => ({ soft: t('request.asked.of', { organisation: network.organisations.get(request.organisation_id)?.name ?? '' }) }),
  asked_at: ({ request, visit, t }) => ({ soft: t('request.asked', { moment: sayMoment(visit.language, request.asked_at, visit.now) }) }),
  due_on: ({ request, visit, t }) => (request.decided_at ? {} : { soft: t('request.due', { day: sayDay(visit.language, request.due_on, visit.now) }) }),
  text: ({ request: { text } }) => ({
    below: text && (
      <div dir="auto" class="wc-typed">
        {text}
      </div>
    ),
  }),
  answer: ({ request: { answer } }) => ({
    below: answer && (
      <div class="wc-said wc-said--answer">
        <div dir="auto" class="wc-typed">
          {answer}
        </div>
      </div>
    ),
  }),
  remains: ({ request: { remains }, visit }) => ({ below: remains.map((what) => <P key={what.number}>{sayRemains(visit.language, what)}</P>) }),
}

/** What was asked of who holds the data, and how it stands. */
export function Requests({ side }: { side: FileSide }) {
  const { visit, network, file } = side
  const t = say[visit.language]
  if (!file.requests.length) return null
  return (
    <>
      <H2>{t('requests')}</H2>
      {file.requests.map((request) => {
        const said = Object.values(shownRequest).map((show) => show({ request, visit, network, t }))
        return (
          <section class="wc-card" key={request.id}>
            <P>{said.flatMap(({ head }) => (head ? [head, ' '] : []))}</P>
            <P soft>{said.flatMap(({ soft }) => soft ?? []).join(' ')}</P>
            {said.map(({ below }) => below)}
          </section>
        )
      })}
    </>
  )
}

/** To ask it: which of the three, of whom. What an erasure would do is said beforehand, per organisation. */
export function AskRequest({ side, check }: { side: FileSide; check: readonly { organisation: string; gone: number; remains: DataRequest['remains'] }[] }) {
  const { visit, network } = side
  const t = say[visit.language]
  const field = requestForm.in(visit.language, standsIn(side, 'verzoeken'), { prefix: 'verzoeken-' })
  if (!check.length) return <P soft>{t('request.nobody')}</P>
  return (
    <Form action={`${side.at}/verzoeken`} language={visit.language} formKey={side.formKey} fields={field}>
      <Choice {...field('kind')} />
      <Choice {...field('organisation')} options={check.map(({ organisation }) => [organisation, network.organisations.get(organisation)?.name ?? ''] as const)} />
      <TextArea {...field('text')} autocompleteOff />
      <More title={t('check')}>
        <P>{t('check.text')}</P>
        {check.map(({ organisation, gone, remains }) => (
          <div key={organisation}>
            <P>{t('check.gone', { organisation: network.organisations.get(organisation)?.name ?? '', count: gone })}</P>
            {remains.map((what) => (
              <P key={what.number}>{sayRemains(visit.language, what)}</P>
            ))}
          </div>
        ))}
      </More>
      <How side={side} field={field} />
      <Button>{t('request.send')}</Button>
    </Form>
  )
}

/** What is said of a mandate, by column; the sentence has a place for each. */
const mandateShown = ({ name, email, relation, ends_on }: Mandate, { language, now }: Visit, t: Said): Ways<typeof mandateFates, string> => ({
  name,
  email,
  relation: t(`relation.${relation}`),
  ends_on: sayDay(language, ends_on, now),
})

/** Who may act for this person, and a form to let somebody. */
export function Mandates({ side }: { side: FileSide }) {
  const { visit, file } = side
  const t = say[visit.language]
  const field = mandateForm.in(visit.language, standsIn(side, 'machtigen'), { prefix: 'machtigen-' })
  const active = file.mandates.filter((each) => isActive(each, visit.now))
  return (
    <section>
      <H2>{t('mandates')}</H2>
      <P>{t('mandates.text')}</P>
      {active.map((each) => (
        <section class="wc-card" key={each.id}>
          <P>{t('mandate.is', mandateShown(each, visit, t))}</P>
          <Form action={`${side.at}/machtigen/${each.id}/intrekken`} language={visit.language} formKey={side.formKey}>
            <Button weight="secondary-action">{t('mandate.end')}</Button>
          </Form>
        </section>
      ))}
      <More title={t('mandate.new')} open={field.form !== emptyForm}>
        <Form action={`${side.at}/machtigen`} language={visit.language} formKey={side.formKey} fields={field}>
          <TextField {...field('name')} />
          <TextField {...field('email')} inputMode="email" />
          <Choice {...field('relation')} />
          <TextField {...field('ends')} type="date" start={addDays(dayOf(visit.now), 365)} />
          <How side={side} field={field} />
          <Button>{t('mandate.give')}</Button>
        </Form>
      </More>
    </section>
  )
}

/** What each room holds of the person, below each other, with who looked, what was asked and who may act. */
export const Known = ({ side, parts, page, at }: { side: FileSide; parts: readonly VNode[]; page?: number; at?: string }) => (
  <>
    <Contacts side={side} />
    {parts}
    <Looks side={side} page={page} at={at} />
    <Requests side={side} />
  </>
)
