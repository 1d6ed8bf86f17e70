import { may } from '../../../foundation/identity/rights.ts'
import { A, Button, Choice, Facts, Form, Hidden, More, Notice, P, TextArea, TextField, Typed } from '../../../foundation/ui/components.tsx'
import { drawnOnce } from '../../../foundation/ui/drawnonce.ts'
import { fieldsOn, type Stands, standsIn } from '../../../foundation/ui/fields.ts'
import type { Language } from '../../../foundation/i18n/i18n.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { answersQuestions } from '../../../network/current.ts'
import { ReachFields } from '../../../people/reach.tsx'
import { choices, sayFact } from '../../choices.ts'
import { clarityOf } from '../../clarity.ts'
import { attemptsNeeded, questionLife, factNames, isClosed, readUntil } from '../../question.ts'
import { attemptDays } from '../../reach.ts'
import { say } from '../../words.ts'
import { type QuestionForm, questionForms } from './fields.ts'
import type { Opened } from './opened.ts'
import { draftsAt } from '../../../workplace/drafts.ts'
import { deskRights } from '../../rights.ts'

function Clarification({ visit, opened, props }: { visit: StaffVisit; opened: Opened; props: Props<'verhelderen'> }) {
  const t = say[visit.language]
  const { question, person } = opened
  const can = choices[visit.language]
  const { fields: field } = props
  return (
    <Form {...props}>
      {/* A draft is of what stood there then; once both are shown, saving is meant. */}
      <Hidden {...field.valued('seen', (field.form.draftAt && field.form.values.seen) || clarityOf(question, person.name))} />
      {opened.changed && <Changed visit={visit} opened={opened} />}
      <TextField {...field('sharpened')} {...(question.discreet && { hint: t('question.sharpened.discreet') })} start={question.sharpened ?? ''} />
      <div class="wc-pair">
        <Choice {...field('topic')} start={question.topic ?? ''} />
        <Choice {...field('group')} start={question.asker_group} {...(question.asker_group === 'unknown' && { options: can.groupsToChoose })} />
        <Choice {...field('municipality')} start={question.municipality ?? ''} options={can.municipalities(visit.region.id)} />
        <TextField {...field('name')} start={person.name ?? ''} />
        {can.facts.map(({ fact, options }) =>
          options ? <Choice key={fact} {...field(fact)} options={options} start={question.facts[fact]} /> : <TextField key={fact} {...field(fact)} start={question.facts[fact]} />,
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

/** What is this question's own in them; `writes` is where their words are kept while they are typed. */
type Own = { id: string; address: string; from: string; formKey: string; writes: string; seen: string }

/** The field with somebody's words, in the forms that have one. */
const wordsIn: Partial<Record<QuestionForm, string>> = {
  bericht: 'text',
  gesprek: 'text',
  notitie: 'text',
  overleg: 'text',
  advies: 'text',
  teruggeven: 'text',
  'spoed-weg': 'text',
  verhelderen: 'sharpened',
}

const propsOf = <Which extends QuestionForm>(language: Language, { id, address, from, formKey, writes }: Own, which: Which, stands: Stands) => {
  const words = wordsIn[which]
  return {
    action: `${address}/${which}${from}`,
    language,
    formKey,
    draft: words ? { at: writes, subject: id, form: which, words } : undefined,
    fields: fieldsOn(questionForms, which, language, stands),
  }
}
type Props<Which extends QuestionForm> = ReturnType<typeof propsOf<Which>>

/** All that can be done but the clarification, each in a part that opens; also by itself where something stands in it. */
function OtherForms({ can, own, stands = {} }: { can: Can; own: Own; stands?: Stands }) {
  const { language } = can
  const t = say[language]
  const props = <Which extends QuestionForm>(which: Which) => propsOf(language, own, which, stands)
  const isOpen = (which: QuestionForm) => standsIn(stands, which) !== undefined
  // What was written tells of what must stay out of sight: it goes when the guide says so once more.
  const toldOfIt = standsIn(stands, 'bericht')?.errors.text?.key === 'urgent.hidden.sure'
  return (
    <>
      {can.inHand && (
        <>
          <More title={t('question.write')} open={isOpen('bericht') || can.chat} hotkey="b">
            <Form {...props('bericht')}>
              {can.hidden && <P>{t('urgent.hidden.write')}</P>}
              <TextArea {...props('bericht').fields('text')} />
              <Choice {...props('bericht').fields('waits')} />
              <div class="wc-actions">
                <Button>{t('question.write.send')}</Button>
                {toldOfIt && (
                  <Button {...props('bericht').fields.valued('toch', 'ja')} weight="secondary-action">
                    {t('urgent.hidden.send')}
                  </Button>
                )}
              </div>
            </Form>
          </More>
          <More title={t('question.spoken')} open={isOpen('gesprek')} hotkey="g">
            <Form {...props('gesprek')}>
              <TextArea {...props('gesprek').fields('text')} {...(can.hidden && { label: t('question.spoken.hidden') })} />
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
        <Form {...props('notitie')}>
          <TextArea {...props('notitie').fields('text')} />
          <Button weight="secondary-action">{t('question.note.send')}</Button>
        </Form>
      </More>
      {!can.closed && (
        <More title={t('consult.title')} open={isOpen('overleg')} note>
          <Form {...props('overleg')}>
            <TextArea {...props('overleg').fields('text')} />
            <Button weight="secondary-action">{t('consult.send')}</Button>
          </Form>
        </More>
      )}
      {can.advises && (
        <More title={t('advise.title')} open note>
          <Form {...props('advies')}>
            <TextArea {...props('advies').fields('text')} />
            <Button>{t('advise.send')}</Button>
          </Form>
        </More>
      )}
      {!can.closed && can.colleagues.length > 0 && (
        <More title={t('question.assign')} open={isOpen('toewijzen')} hotkey="t">
          <Form {...props('toewijzen')}>
            <Choice {...props('toewijzen').fields('colleague')} options={[['', t('ask.group.choose')], ...can.colleagues]} />
            <Button weight="secondary-action">{t('question.assign.send')}</Button>
          </Form>
        </More>
      )}
      {can.inHand && (
        <More title={t('question.return')} open={isOpen('teruggeven')}>
          <Form {...props('teruggeven')}>
            <TextArea {...props('teruggeven').fields('text')} rows={2} />
            <Button weight="secondary-action">{t('question.return.send')}</Button>
          </Form>
        </More>
      )}
      {can.urgent && (
        <More title={t('question.urgent')} open={isOpen('spoed')}>
          <Form {...props('spoed')}>
            <P>{t('question.urgent.text')}</P>
            <Choice {...props('spoed').fields('why')} />
            <Button weight="secondary-action">{t('question.clarify.send')}</Button>
          </Form>
        </More>
      )}
      {can.urgentOff && (
        <More title={t('urgent.off')} open={isOpen('spoed-weg')}>
          <P>{t('urgent.off.text')}</P>
          <Form {...props('spoed-weg')}>
            <Hidden {...props('spoed-weg').fields.valued('seen', own.seen)} />
            <Choice {...props('spoed-weg').fields('why')} />
            <TextArea {...props('spoed-weg').fields('text')} rows={2} />
            <Button weight="secondary-action">{t('urgent.off')}</Button>
          </Form>
        </More>
      )}
      <P>
        <A href={`${own.address}/samen`}>{t('together.go')}</A>
      </P>
      {can.setAside && (
        <More title={t('aside.title')} open={isOpen('terzijde')}>
          <P>{t('aside.text')}</P>
          <Form {...props('terzijde')}>
            <Choice {...props('terzijde').fields('why')} />
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

/** How the asker is reached. What stands there is theirs, so it is drawn for each question. */
const Contact = ({ opened: { person, network, filled }, props }: { opened: Opened; props: Props<'contact'> }) => (
  <More title={say[props.language]('contact.title')} open={filled?.which === 'contact'}>
    <Form {...props}>
      <ReachFields fields={props.fields} network={network} reach={person} other />
      <Button weight="secondary-action">{say[props.language]('question.clarify.send')}</Button>
    </Form>
  </More>
)

/** What somebody wrote in forms that are not here any more: it is not lost with them. */
const leftIn = (can: Can, { drafts }: Opened): QuestionForm[] => {
  const gone: Partial<Record<QuestionForm, boolean>> = {
    bericht: !can.inHand,
    gesprek: !can.inHand,
    teruggeven: !can.inHand,
    verhelderen: !can.inHand,
    overleg: can.closed,
    advies: !can.advises,
    'spoed-weg': !can.urgentOff,
  }
  return (Object.keys(gone) as QuestionForm[]).filter((which) => gone[which] && drafts.has(which))
}

/** What can be done with a question, each in a part that opens. */
export function Work({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const { language } = visit
  const { question, person, network, filled, drafts, address, from, formKey } = opened
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
  const own = {
    id: question.id,
    address,
    from,
    formKey,
    writes: visit.path(draftsAt),
    seen: readUntil(opened.messages),
  }
  return (
    <section>
      {can.inHand && (
        <More title={say[language]('question.clarify')} open={standsIn(opened, 'verhelderen') !== undefined || !question.sharpened}>
          <Clarification visit={visit} opened={opened} props={propsOf(language, own, 'verhelderen', opened)} />
        </More>
      )}
      {leftIn(can, opened).map((which) => (
        <More key={which} title={say[language]('draft.left')} open>
          <Form {...propsOf(language, own, which, opened)}>
            <Typed>{drafts.get(which)?.values[wordsIn[which]!] ?? ''}</Typed>
          </Form>
        </More>
      ))}
      {!can.closed && <Contact opened={opened} props={propsOf(language, own, 'contact', opened)} />}
      {filled || drafts.size ? <OtherForms can={can} own={own} stands={opened} /> : <div dangerouslySetInnerHTML={otherForms(can, own)} />}
    </section>
  )
}
