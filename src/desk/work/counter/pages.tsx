import type { VNode } from 'preact'
import { A, Button, Choice, Form, H1, H2, Hidden, Notice, P, Pill, TextArea, TextField } from '../../../foundation/ui/components.tsx'
import type { Filled } from '../../../foundation/web/forms.ts'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import type { Network } from '../../../network/current.ts'
import { ContactFields, sayReach } from '../../../people/reach.tsx'
import type { Person } from '../../../people/queries.ts'
import { elsewhere as otherMunicipality } from '../../public/ask.tsx'
import { isClosed, type Question } from '../../question.ts'
import type { Listed } from '../../queries.ts'
import { say } from '../../words.ts'
import { counterForm, searchForm } from '../forms.ts'
import { Elsewhere, sayDue, sayTitle } from '../list.tsx'

/** What was searched for and found at the counter: questions with who asked them. */
export interface Found {
  text: string
  questions: readonly Listed[]
  persons: ReadonlyMap<string, Person>
  elsewhere: readonly string[]
}

/** Those who were found, each with what is already running: the most recent first. */
function People({ visit, network, found }: { visit: StaffVisit; network: Network; found: Found }) {
  const t = say[visit.language]
  const { questions, persons } = found
  const ids = [...new Set(questions.map((each) => each.person_id))]
  const elsewhere = found.elsewhere.length > 0 && (
    <P>
      <Elsewhere visit={visit} network={network} text={found.text} elsewhere={found.elsewhere} />
    </P>
  )
  if (!ids.length) return elsewhere || <Notice kind="info" title={t('counter.nobody')} />
  return (
    <>
      <ul class="wc-points">
        {ids.map((id) => {
          const person = persons.get(id)
          const own = questions.filter((each) => each.person_id === id)
          return (
            <li key={id}>
              <p>
                <strong dir="auto">{person?.name ?? t('question.who.nothing')}</strong>
              </p>
              {person && sayReach(visit.language, person) && <p class="wc-soft">{sayReach(visit.language, person)}</p>}
              <ul class="wc-plain">
                {own.map((question) => (
                  <li key={question.id}>
                    <A href={visit.path(`/werk/vragen/${question.number}`)}>{question.number}</A> <span dir="auto">{sayTitle(visit.language, question)}</span>{' '}
                    <Pill tone={isClosed(question.state) ? 'plain' : sayDue(visit.language, visit.now, question).tone}>{sayDue(visit.language, visit.now, question).text}</Pill>
                  </li>
                ))}
              </ul>
              <A href={visit.path(`/werk/noteren?van=${own[0]!.number}`)}>{t('counter.another')}</A>
            </li>
          )
        })}
      </ul>
      {elsewhere}
    </>
  )
}

/** Of whom the counter knows: those that were found, or the one whose question it is. */
export interface Sought {
  found?: Found
  /** Somebody known already, with the question they were found by. */
  asker?: { question: Question; person: Person }
}

interface CounterProps extends Sought {
  visit: StaffVisit
  network: Network
  form: Filled
  formKey: string
  municipalities?: readonly string[]
  /** Whether this person may have questions in hand; else they bring somebody in. */
  registers: boolean
}

/** The counter: search the person first, see what is already running, then write the question down. */
export function CounterPage({ visit, network, form, formKey, found, asker, municipalities, registers }: CounterProps): VNode {
  const t = say[visit.language]
  const field = counterForm.in(visit.language, form)
  const bring = visit.path('/werk/aanbrengen')
  return (
    <article class="wc-one">
      <H1>{t(registers ? 'register.title' : 'bring.title')}</H1>
      <P soft>{t(registers ? 'register.lead' : 'bring.lead')}</P>
      {registers && !asker && (
        <search>
          <form class="wc-form-inline" method="get" action={visit.path('/werk/noteren')}>
            <TextField {...searchForm.in(visit.language)('zoek')} start={found?.text} type="search" focus={!found} />
            <Button weight="secondary-action">{t('work.search.go')}</Button>
          </form>
          {found && <People visit={visit} network={network} found={found} />}
        </search>
      )}
      <H2>{asker ? t('counter.for', { name: asker.person.name ?? asker.question.number }) : t('counter.new')}</H2>
      {asker && (
        <P soft>
          {[sayReach(visit.language, asker.person), asker.question.municipality].filter(Boolean).join(', ')} <A href={visit.path('/werk/noteren')}>{t('counter.somebody-else')}</A>
        </P>
      )}
      <Form action={registers ? visit.path('/werk/noteren') : bring} language={visit.language} formKey={formKey} fields={field}>
        {asker && <Hidden {...field.valued('van', asker.question.number)} />}
        <div class="wc-pair">
          {registers && <Choice {...field('channel')} />}
          <Choice {...field('group')} start={asker && asker.question.asker_group !== 'unknown' ? asker.question.asker_group : ''} />
        </div>
        <TextArea {...field('question')} rows={4} focus={found !== undefined || asker !== undefined} />
        <div class="wc-pair">
          {!asker && <TextField {...field('name')} />}
          <TextField {...field('postcode')} start={asker?.question.postcode ?? ''} />
        </div>
        {!asker && <ContactFields fields={field} network={network} other />}
        {municipalities && (
          <Choice
            {...field('municipality')}
            options={[['', t('ask.group.choose')], ...municipalities.map((each) => [each, each] as const), [otherMunicipality, t('ask.municipality.elsewhere')]]}
          />
        )}
        <div class="wc-actions">
          {registers && <Button>{t('register.send')}</Button>}
          {!asker && (
            <Button to={bring} weight={registers ? 'secondary-action' : 'primary-action'}>
              {t('bring.send')}
            </Button>
          )}
        </div>
      </Form>
    </article>
  )
}
