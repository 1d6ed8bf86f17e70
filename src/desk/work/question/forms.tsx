import { may } from '../../../foundation/identity/rights.ts'
import { A, Button, Choice, Facts, type FieldProps, Form, type FormProps, More, Notice, P, TextArea, TextField } from '../../../foundation/ui/components.tsx'
import { drawnOnce } from '../../../foundation/ui/kept.ts'
import { emptyForm } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { answersQuestions } from '../../../network/known.ts'
import { sayPhone } from '../../../people/person.ts'
import { choices, sayFact } from '../../choices.ts'
import { clarityOf } from '../../clarity.ts'
import { explainIn } from '../../public/ask.tsx'
import { attemptsNeeded, canStep, factNames, isClosed, readUntil } from '../../question.ts'
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

const kept = new Map<string, string[]>()

/** What can be done with a question, each in a part that opens. */
export function Work({ visit, opened }: { visit: StaffVisit; opened: Opened }) {
  const t = say[visit.language]
  const { question, network, filled, address, from, formKey } = opened
  const explain = explainIn(visit)
  const field = (which: QuestionForm) => ({ form: filled?.which === which ? filled.form : emptyForm, explain, prefix: `${which}-` })
  const place = { address, from, formKey, email: opened.person.email ?? '', phone: opened.person.phone ? sayPhone(opened.person.phone) : '', seen: readUntil(opened.messages) }
  const props = (which: QuestionForm, { address, from, formKey } = place) => ({ action: `${address}/${which}${from}`, language: visit.language, formKey, ...field(which) })
  // What was written tells of what must stay out of sight: it goes when the guide says so once more.
  const toldOfIt = filled?.which === 'bericht' && filled.form.errors.text?.key === 'urgent.hidden.sure'
  const isOpen = (which: QuestionForm) => filled?.which === which
  const inHand = question.staff_id !== null && canStep('write', question.state)
  const colleagues = [...network.staff.values()].filter(
    (each) => each.organisation_id === question.organisation_id && each.id !== question.staff_id && answersQuestions(each, visit.now),
  )
  const advises = question.consulted_at !== null && may(visit.actor, deskRights.advise)
  const days = attemptDays(opened.events)
  const others = (at: typeof place) => (
    <>
      {inHand && (
        <>
          <More title={t('question.write')} open={isOpen('bericht') || question.channel === 'chat'} hotkey="b">
            <Form {...props('bericht', at)} labels={{ text: t('question.write') }}>
              {question.discreet && <P>{t('urgent.hidden.write')}</P>}
              <TextArea {...field('bericht')} name="text" label={t('question.write.text')} />
              <Choice {...field('bericht')} name="waits" label={t('question.write.waits')} options={choices[visit.language].waits} />
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
            <Form {...props('gesprek', at)} labels={{ text: t('question.spoken') }}>
              <TextArea {...field('gesprek')} name="text" label={t(question.discreet ? 'question.spoken.hidden' : 'question.spoken.text')} />
              <Button weight="secondary-action">{t('question.spoken.send')}</Button>
            </Form>
            {opened.person.phone && (
              <Form {...props('niet-bereikt', at)}>
                <P>{t('question.attempts', { days, needed: attemptsNeeded })}</P>
                <Button weight="secondary-action">{t('question.attempt')}</Button>
              </Form>
            )}
          </More>
        </>
      )}
      <More title={t('question.note')} open={isOpen('notitie')} note hotkey="i">
        <Form {...props('notitie', at)} labels={{ text: t('question.note') }}>
          <TextArea {...field('notitie')} name="text" label={t('question.note.text')} />
          <Button weight="secondary-action">{t('question.note.send')}</Button>
        </Form>
      </More>
      {!isClosed(question.state) && (
        <More title={t('consult.title')} open={isOpen('overleg')} note>
          <Form {...props('overleg', at)} labels={{ text: t('consult.title') }}>
            <TextArea {...field('overleg')} name="text" label={t('consult.text')} />
            <Button weight="secondary-action">{t('consult.send')}</Button>
          </Form>
        </More>
      )}
      {advises && (
        <More title={t('advise.title')} open note>
          <Form {...props('advies', at)} labels={{ text: t('advise.title') }}>
            <TextArea {...field('advies')} name="text" label={t('advise.text')} />
            <Button>{t('advise.send')}</Button>
          </Form>
        </More>
      )}
      {!isClosed(question.state) && colleagues.length > 0 && (
        <More title={t('question.assign')} open={isOpen('toewijzen')} hotkey="t">
          <Form {...props('toewijzen', at)} labels={{ colleague: t('question.assign.to') }}>
            <Choice
              {...field('toewijzen')}
              name="colleague"
              label={t('question.assign.to')}
              options={[['', t('ask.group.choose')], ...colleagues.map((each) => [each.id, each.name] as const)]}
            />
            <Button weight="secondary-action">{t('question.assign.send')}</Button>
          </Form>
        </More>
      )}
      {inHand && (
        <More title={t('question.return')} open={isOpen('teruggeven')}>
          <Form {...props('teruggeven', at)} labels={{ text: t('question.return') }}>
            <TextArea {...field('teruggeven')} name="text" label={t('question.return.reason')} rows={2} />
            <Button weight="secondary-action">{t('question.return.send')}</Button>
          </Form>
        </More>
      )}
      {canStep('urgent', question.state) && (
        <More title={t('question.urgent')} open={isOpen('spoed')}>
          <Form {...props('spoed', at)} labels={{ why: t('question.urgent.why') }}>
            <P>{t('question.urgent.text')}</P>
            <Choice {...field('spoed')} name="why" label={t('question.urgent.why')} options={choices[visit.language].urgentKinds} />
            <Button weight="secondary-action">{t('question.clarify.send')}</Button>
          </Form>
        </More>
      )}
      {opened.kinds.length > 0 && canStep('urgentOff', question.state) && (
        <More title={t('urgent.off')} open={isOpen('spoed-weg')}>
          <P>{t('urgent.off.text')}</P>
          <Form {...props('spoed-weg', at)} labels={{ why: t('urgent.off.why'), text: t('urgent.off.reason') }}>
            <input type="hidden" name="seen" value={at.seen} />
            <Choice {...field('spoed-weg')} name="why" label={t('urgent.off.why')} options={choices[visit.language].urgentEnds} />
            <TextArea {...field('spoed-weg')} name="text" label={t('urgent.off.reason')} rows={2} />
            <Button weight="secondary-action">{t('urgent.off')}</Button>
          </Form>
        </More>
      )}
      <P>
        <A href={`${opened.address}/samen`}>{t('together.go')}</A>
      </P>
      {!isClosed(question.state) && (
        <More title={t('contact.title')} open={isOpen('contact')}>
          <Form {...props('contact', at)} labels={{ email: t('contact.email'), phone: t('contact.phone') }}>
            <TextField {...field('contact')} name="email" label={t('contact.email')} start={at.email} inputMode="email" />
            <TextField {...field('contact')} name="phone" label={t('contact.phone')} start={at.phone} inputMode="tel" />
            <Button weight="secondary-action">{t('question.clarify.send')}</Button>
          </Form>
        </More>
      )}
      {canStep('setAside', question.state) && question.urgent !== 'now' && (
        <More title={t('aside.title')} open={isOpen('terzijde')}>
          <P>{t('aside.text')}</P>
          <Form {...props('terzijde', at)} labels={{ why: t('aside.why') }}>
            <Choice {...field('terzijde')} name="why" label={t('aside.why')} options={choices[visit.language].dismissals} />
            <Button weight="secondary-action">{t('aside.send')}</Button>
          </Form>
        </More>
      )}
      <More title={t('question.link')}>
        <P>{t('question.link.text')}</P>
        <Form {...props('link', at)}>
          <Button weight="secondary-action">{t('question.link.send')}</Button>
        </Form>
      </More>
    </>
  )
  const version = [
    visit.language,
    inHand,
    isClosed(question.state),
    question.channel === 'chat',
    opened.person.phone ? days : '',
    question.urgent,
    opened.kinds.length,
    question.discreet,
    advises,
    canStep('setAside', question.state),
    canStep('urgent', question.state),
    ...colleagues.flatMap(({ id, name }) => [id, name]),
  ].join('|')
  return (
    <section>
      {inHand && (
        <More title={t('question.clarify')} open={isOpen('verhelderen') || !question.sharpened}>
          <Clarification visit={visit} opened={opened} props={props('verhelderen')} field={field('verhelderen')} />
        </More>
      )}
      {filled ? others(place) : <div dangerouslySetInnerHTML={drawnOnce(kept, version, place, others)} />}
    </section>
  )
}
