import { may } from '../../../foundation/identity/rights.ts'
import { A, Button, Choice, Facts, type FieldProps, Form, type FormProps, More, Notice, P, TextArea, TextField } from '../../../foundation/ui/components.tsx'
import { drawnOnce } from '../../../foundation/ui/drawnonce.ts'
import type { Language } from '../../../foundation/i18n/i18n.ts'
import { emptyForm } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { answersQuestions } from '../../../network/current.ts'
import { sayPhone } from '../../../people/person.ts'
import { choices, sayFact } from '../../choices.ts'
import { clarityOf } from '../../clarity.ts'
import { explainIn } from '../../public/ask.tsx'
import { attemptsNeeded, questionLife, factNames, isClosed, readUntil } from '../../question.ts'
import { attemptDays } from '../../reach.ts'
import { say } from '../../words.ts'
import type { Opened, QuestionForm } from './opened.ts'
import { deskRights } from '../../rights.ts'

function Clarification({
  visit,
  opened,
  props,
  field,
}: {
  visit: StaffVisit
  opened: Opened
  props: Omit<FormProps, 'children'>
  field: Pick<FieldProps, 'form' | 'explain' | 'prefix'>
}) {
  const t = say[visit.language]
  const { question, person } = opened
  const can = choices[visit.language]
  const labels = opened.filled && { sharpened: t('question.sharpened'), ...Object.fromEntries(can.facts.map(({ fact, label }) => [fact, label])) }
  return (
    <Form {...props} labels={labels}>
      <input type="hidden" name="seen" value={clarityOf(question, person.name)} />
      {opened.changed && <Changed visit={visit} opened={opened} />}
      <TextField
        {...field}
        name="sharpened"
        label={t('question.sharpened')}
        hint={t(question.discreet ? 'question.sharpened.discreet' : 'question.sharpened.hint')}
        start={question.sharpened ?? ''}
      />
      <div class="wc-pair">
        <Choice {...field} name="topic" label={t('question.topic')} start={question.topic ?? ''} options={can.topics} />
        <Choice {...field} name="group" label={t('question.group')} start={question.asker_group} options={question.asker_group === 'unknown' ? can.groupsToChoose : can.groups} />
        <Choice {...field} name="municipality" label={t('question.municipality')} start={question.municipality ?? ''} options={can.municipalities(visit.region.id)} />
        <TextField {...field} name="name" label={t('question.name')} start={person.name ?? ''} />
        {can.facts.map(({ fact, label, options }) =>
          options ? (
            <Choice key={fact} name={fact} label={label} options={options} start={question.facts[fact]} form={field.form} explain={field.explain} prefix={field.prefix} />
          ) : (
            <TextField key={fact} name={fact} label={label} start={question.facts[fact]} form={field.form} explain={field.explain} prefix={field.prefix} />
          ),
        )}
      </div>
      <Button weight="secondary-action">{t('question.clarify.send')}</Button>
    </Form>
  )
}

/** What somebody else wrote down meanwhile, beside what is still in the fields. */
function Changed({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, person } = opened
  const rows: [string, string | null | undefined][] = [
    [t('question.sharpened'), question.sharpened],
    [t('question.topic'), question.topic && t(`topic.${question.topic}`)],
    [t('question.group'), t(`group.${question.asker_group}`)],
    [t('question.municipality'), question.municipality],
    [t('question.name'), person.name],
    ...factNames.map((fact): [string, string | undefined] => [t(`fact.${fact}`), question.facts[fact] && sayFact(visit.language, fact, question.facts[fact])]),
  ]
  return (
    <Notice kind="warning" title={t('changed.title')}>
      <p>{t('changed.text')}</p>
      <Facts rows={rows.filter(([, value]) => value).map(([label, value]) => [label, <span dir="auto">{value}</span>] as const)} />
    </Notice>
  )
}

/** What decides which forms there are. */
type Can = {
  language: Language
  /** Nothing of it may be seen by who reads along with the asker. */
  hidden: boolean
  chat: boolean
  inHand: boolean
  closed: boolean
  advises: boolean
  urgent: boolean
  urgentOff: boolean
  setAside: boolean
  /** On how many days the asker was called in vain; undefined where there is no number to call. */
  attempts: number | undefined
  colleagues: readonly (readonly [string, string])[]
}

/** What is this question's own in them. */
type Own = { address: string; from: string; formKey: string; email: string; phone: string; seen: string }

const propsOf = (language: Language, { address, from, formKey }: Pick<Own, 'address' | 'from' | 'formKey'>, which: QuestionForm, filled: Opened['filled']) => ({
  action: `${address}/${which}${from}`,
  language,
  formKey,
  ...fieldOf(language, which, filled),
})
const fieldOf = (language: Language, which: QuestionForm, filled: Opened['filled']) => ({
  form: filled?.which === which ? filled.form : emptyForm,
  explain: explainIn({ language }),
  prefix: `${which}-`,
})

/** All that can be done but the clarification, each in a part that opens; `filled` where one of them comes back. */
function OtherForms({ can, own, filled }: { can: Can; own: Own; filled?: Opened['filled'] }) {
  const { language } = can
  const t = say[language]
  const field = (which: QuestionForm) => fieldOf(language, which, filled)
  const props = (which: QuestionForm) => propsOf(language, own, which, filled)
  const isOpen = (which: QuestionForm) => filled?.which === which
  // What was written tells of what must stay out of sight: it goes when the guide says so once more.
  const toldOfIt = filled?.which === 'bericht' && filled.form.errors.text?.key === 'urgent.hidden.sure'
  return (
    <>
      {can.inHand && (
        <>
          <More title={t('question.write')} open={isOpen('bericht') || can.chat} hotkey="b">
            <Form {...props('bericht')} labels={{ text: t('question.write') }}>
              {can.hidden && <P>{t('urgent.hidden.write')}</P>}
              <TextArea {...field('bericht')} name="text" label={t('question.write.text')} />
              <Choice {...field('bericht')} name="waits" label={t('question.write.waits')} options={choices[language].waits} />
              <div class="wc-actions">
                <Button>{t('question.write.send')}</Button>
                {toldOfIt && (
                  <Button name="toch" value="ja" weight="secondary-action">
                    {t('urgent.hidden.send')}
                  </Button>
                )}
              </div>
            </Form>
          </More>
          <More title={t('question.spoken')} open={isOpen('gesprek')} hotkey="g">
            <Form {...props('gesprek')} labels={{ text: t('question.spoken') }}>
              <TextArea {...field('gesprek')} name="text" label={t(can.hidden ? 'question.spoken.hidden' : 'question.spoken.text')} />
              <Button weight="secondary-action">{t('question.spoken.send')}</Button>
            </Form>
            {can.attempts !== undefined && (
              <Form {...props('niet-bereikt')}>
                <P>{t('question.attempts', { days: can.attempts, needed: attemptsNeeded })}</P>
                <Button weight="secondary-action">{t('question.attempt')}</Button>
              </Form>
            )}
          </More>
        </>
      )}
      <More title={t('question.note')} open={isOpen('notitie')} note hotkey="i">
        <Form {...props('notitie')} labels={{ text: t('question.note') }}>
          <TextArea {...field('notitie')} name="text" label={t('question.note.text')} />
          <Button weight="secondary-action">{t('question.note.send')}</Button>
        </Form>
      </More>
      {!can.closed && (
        <More title={t('consult.title')} open={isOpen('overleg')} note>
          <Form {...props('overleg')} labels={{ text: t('consult.title') }}>
            <TextArea {...field('overleg')} name="text" label={t('consult.text')} />
            <Button weight="secondary-action">{t('consult.send')}</Button>
          </Form>
        </More>
      )}
      {can.advises && (
        <More title={t('advise.title')} open note>
          <Form {...props('advies')} labels={{ text: t('advise.title') }}>
            <TextArea {...field('advies')} name="text" label={t('advise.text')} />
            <Button>{t('advise.send')}</Button>
          </Form>
        </More>
      )}
      {!can.closed && can.colleagues.length > 0 && (
        <More title={t('question.assign')} open={isOpen('toewijzen')} hotkey="t">
          <Form {...props('toewijzen')} labels={{ colleague: t('question.assign.to') }}>
            <Choice {...field('toewijzen')} name="colleague" label={t('question.assign.to')} options={[['', t('ask.group.choose')], ...can.colleagues]} />
            <Button weight="secondary-action">{t('question.assign.send')}</Button>
          </Form>
        </More>
      )}
      {can.inHand && (
        <More title={t('question.return')} open={isOpen('teruggeven')}>
          <Form {...props('teruggeven')} labels={{ text: t('question.return') }}>
            <TextArea {...field('teruggeven')} name="text" label={t('question.return.reason')} rows={2} />
            <Button weight="secondary-action">{t('question.return.send')}</Button>
          </Form>
        </More>
      )}
      {can.urgent && (
        <More title={t('question.urgent')} open={isOpen('spoed')}>
          <Form {...props('spoed')} labels={{ why: t('question.urgent.why') }}>
            <P>{t('question.urgent.text')}</P>
            <Choice {...field('spoed')} name="why" label={t('question.urgent.why')} options={choices[language].urgentKinds} />
            <Button weight="secondary-action">{t('question.clarify.send')}</Button>
          </Form>
        </More>
      )}
      {can.urgentOff && (
        <More title={t('urgent.off')} open={isOpen('spoed-weg')}>
          <P>{t('urgent.off.text')}</P>
          <Form {...props('spoed-weg')} labels={{ why: t('urgent.off.why'), text: t('urgent.off.reason') }}>
            <input type="hidden" name="seen" value={own.seen} />
            <Choice {...field('spoed-weg')} name="why" label={t('urgent.off.why')} options={choices[language].urgentEnds} />
            <TextArea {...field('spoed-weg')} name="text" label={t('urgent.off.reason')} rows={2} />
            <Button weight="secondary-action">{t('urgent.off')}</Button>
          </Form>
        </More>
      )}
      <P>
        <A href={`${own.address}/samen`}>{t('together.go')}</A>
      </P>
      {!can.closed && (
        <More title={t('contact.title')} open={isOpen('contact')}>
          <Form {...props('contact')} labels={{ email: t('contact.email'), phone: t('contact.phone') }}>
            <TextField {...field('contact')} name="email" label={t('contact.email')} start={own.email} inputMode="email" />
            <TextField {...field('contact')} name="phone" label={t('contact.phone')} start={own.phone} inputMode="tel" />
            <Button weight="secondary-action">{t('question.clarify.send')}</Button>
          </Form>
        </More>
      )}
      {can.setAside && (
        <More title={t('aside.title')} open={isOpen('terzijde')}>
          <P>{t('aside.text')}</P>
          <Form {...props('terzijde')} labels={{ why: t('aside.why') }}>
            <Choice {...field('terzijde')} name="why" label={t('aside.why')} options={choices[language].dismissals} />
            <Button weight="secondary-action">{t('aside.send')}</Button>
          </Form>
        </More>
      )}
      <More title={t('question.link')}>
        <P>{t('question.link.text')}</P>
        <Form {...props('link')}>
          <Button weight="secondary-action">{t('question.link.send')}</Button>
        </Form>
      </More>
    </>
  )
}
const otherForms = drawnOnce((can: Can, own: Own) => <OtherForms can={can} own={own} />)

/** What can be done with a question, each in a part that opens. */
export function Work({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const { language } = visit
  const { question, person, network, filled, address, from, formKey } = opened
  const can: Can = {
    language,
    hidden: question.discreet,
    chat: question.channel === 'chat',
    inHand: question.staff_id !== null && questionLife.can('write', question.state),
    closed: isClosed(question.state),
    advises: question.consulted_at !== null && may(visit.actor, deskRights.advise),
    urgent: questionLife.can('urgent', question.state),
    urgentOff: opened.kinds.length > 0 && questionLife.can('urgentOff', question.state),
    setAside: questionLife.can('setAside', question.state) && question.urgent !== 'now',
    attempts: person.phone ? attemptDays(opened.events) : undefined,
    colleagues: [...network.staff.values()]
      .filter((each) => each.organisation_id === question.organisation_id && each.id !== question.staff_id && answersQuestions(each, visit.now))
      .map(({ id, name }) => [id, name]),
  }
  const own = { address, from, formKey, email: person.email ?? '', phone: person.phone ? sayPhone(person.phone) : '', seen: readUntil(opened.messages) }
  return (
    <section>
      {can.inHand && (
        <More title={say[language]('question.clarify')} open={filled?.which === 'verhelderen' || !question.sharpened}>
          <Clarification visit={visit} opened={opened} props={propsOf(language, own, 'verhelderen', filled)} field={fieldOf(language, 'verhelderen', filled)} />
        </More>
      )}
      {filled ? <OtherForms can={can} own={own} filled={filled} /> : <div dangerouslySetInnerHTML={otherForms(can, own)} />}
    </section>
  )
}
