import type { VNode } from 'preact'
import { choices } from '../../desk/choices.ts'
import { A, Button, Choice, Form, H1, H2, Notice, P, TextArea, Typed } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Alarm } from '../../foundation/danger/danger.ts'
import { Help } from '../../foundation/danger/help.tsx'
import { sayHelp } from '../../foundation/danger/say.ts'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { Visit, Where } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { explainIn } from '../explain.tsx'
import { factNames } from '../facts.ts'
import type { Catalogue } from '../current.ts'
import { textIn } from '../service.ts'
import { mostQuestions, type NextQuestion } from '../signpost/ask.ts'
import { listed, sayBecause, sayReasons, sayValue } from '../signpost/reasons.ts'
import type { Suggestion } from '../signpost/weigh.ts'
import { say } from '../words.ts'
import { FactField } from './fields.tsx'
import type { SignpostState } from './signpostform.ts'

/** Where somebody tells what is going on. */
export function signpostPage(visit: Where, { form = emptyForm, formKey, door }: { form?: Filled; formKey: string; door?: string }): VNode {
  const { language } = visit
  const t = say[language]
  const explain = explainIn(visit)
  const field = { form, explain }
  const labels = { question: t('signpost.question'), group: t('signpost.group') }
  return (
    <PublicPage visit={visit} title={t('signpost.title')}>
      <H1>{t('signpost.title')}</H1>
      <P lead>{t('signpost.lead')}</P>
      <div class="wc-card">
        <Form action={visit.path('/wegwijzer')} language={language} formKey={formKey} form={form} labels={labels} explain={explain}>
          {door && <input type="hidden" name="deur" value={door} />}
          <TextArea {...field} name="question" label={labels.question} hint={t('signpost.question.hint')} rows={5} autocompleteOff />
          <Choice {...field} name="group" label={labels.group} options={[['', t('signpost.group.choose')], ...choices[language].groups]} />
          <div class="wc-actions">
            <Button>{t('signpost.go')}</Button>
          </div>
        </Form>
      </div>
      <p class="wc-actions">
        <A href={visit.path('/aanbod')}>{t('service.back')}</A>
        <A href={visit.path('/inlooppunten')}>{t('signpost.walk-in')}</A>
      </p>
    </PublicPage>
  )
}

/** What somebody told by now, as fields that go along with every button. */
const Carried = ({ state }: { state: SignpostState }) => (
  <>
    <input type="hidden" name="question" value={state.question} />
    {factNames.map((fact) => state.known[fact] !== undefined && <input key={fact} type="hidden" name={`feit-${fact}`} value={state.known[fact]} />)}
    <input type="hidden" name="skipped" value={state.skipped.join()} />
    {state.door && <input type="hidden" name="deur" value={state.door} />}
  </>
)

/** One suggestion: what it is, why, what speaks against it, and the way to it. */
function Suggested({ visit, catalogue, state, suggestion, best }: { visit: Visit; catalogue: Catalogue; state: SignpostState; suggestion: Suggestion; best: boolean }): VNode {
  const { language } = visit
  const t = say[language]
  const { entry, destination, answer } = suggestion
  const { because, against, unknown } = sayReasons(language, catalogue.vocabulary, suggestion, state.known)
  const walkIn = destination.floor > 0
  return (
    <article class={best ? 'wc-card wc-next' : 'wc-card'}>
      <h3 class="utrecht-heading-3">{textIn(language, entry.service.name)}</h3>
      <p>
        <strong>{t('because', { reasons: listed(language, because, 'and') })}</strong>
      </p>
      <P>{textIn(language, entry.service.summary)}</P>
      {against.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {unknown.length > 0 && <P soft>{t('unknown', { facts: unknown.join(', ') })}</P>}
      <P soft>
        {destination.name[language]}. {t(`answer.${answer}`)}.
      </P>
      <div class="wc-actions">
        {answer === 'direct' && (
          <a class="utrecht-button utrecht-button--primary-action wc-button-link" href={visit.path(`/aanbod/${entry.slug}`)}>
            {t('signpost.more')}
          </a>
        )}
        <Button name="bestemming" value={destination.code} to={visit.path('/wegwijzer/vraag')} weight={best && answer !== 'direct' ? 'primary-action' : 'secondary-action'}>
          {t(answer === 'appointment' ? 'signpost.ask.appointment' : answer === 'handover' ? 'signpost.ask.handover' : 'signpost.ask')}
        </Button>
        {answer !== 'direct' && <A href={visit.path(`/aanbod/${entry.slug}`)}>{t('signpost.more')}</A>}
        {walkIn && <A href={visit.path('/inlooppunten')}>{t('signpost.walk-in')}</A>}
      </div>
    </article>
  )
}

export interface Pointed {
  state: SignpostState
  suggestions: readonly Suggestion[]
  next?: NextQuestion
  /** Nothing of the words was understood. */
  lost: boolean
  formKey: string
  network: Network
  municipalities: readonly string[]
}

/** What the signpost says to who is in danger for certain: whom to call, a guide, the social team; nothing else, unless they say that it is not so. */
export function helpPage(visit: Visit & { alarm: Alarm }, catalogue: Catalogue, { state, formKey }: Pick<Pointed, 'state' | 'formKey'>): VNode {
  const { language } = visit.alarm.reading
  const t = sayHelp[language]
  // Of all that a social team does the team itself, where that is in the catalogue.
  const teams = catalogue.services.filter(({ service }) => service.destination === 'sociaal-team')
  const team = teams.find(({ slug }) => slug === 'sociaal-team') ?? teams[0]
  return (
    <PublicPage visit={visit} title={say[visit.language]('signpost.title')} hidden ownHelp>
      <Help alarm={visit.alarm} page>
        <Form action={visit.path('/wegwijzer/vraag')} language={visit.language} formKey={formKey}>
          <Carried state={state} />
          <div class="wc-actions">
            <Button>{t('guide')}</Button>
            {team && <A href={visit.path(`/aanbod/${team.slug}`)}>{t('team')}</A>}
            <A href={visit.path('/inlooppunten')}>{t('points')}</A>
          </div>
        </Form>
        <Form action={visit.path('/wegwijzer')} language={visit.language} formKey={formKey}>
          <Carried state={state} />
          <Button name="nee" value="ja" weight="secondary-action">
            {t('mistaken')}
          </Button>
        </Form>
      </Help>
    </PublicPage>
  )
}

const mostShown = 3

/** What the signpost says: the best first, with why, and the one question that would tell more. */
export function pointedPage(visit: Visit, catalogue: Catalogue, { state, suggestions, next, lost, formKey, network, municipalities }: Pointed): VNode {
  const { language } = visit
  const t = say[language]
  const explain = explainIn(visit)
  const { wrong } = state
  const form: Filled = wrong ? { values: { answer: wrong.answer }, errors: { answer: wrong.problem } } : emptyForm
  const shared = { action: visit.path('/wegwijzer'), language, formKey }
  const told = factNames.filter((fact) => state.known[fact] !== undefined)
  const [first, ...others] = suggestions.slice(0, mostShown)
  const asks = wrong ? { fact: wrong.fact, answers: next?.fact === wrong.fact ? next.answers : [] } : next
  return (
    <PublicPage visit={visit} title={t('signpost.title')} hidden>
      <H1>{t('signpost.title')}</H1>
      <section class="wc-card">
        <h2 class="utrecht-heading-3">{t('signpost.yours')}</h2>
        <Typed>{state.question}</Typed>
        <Form {...shared}>
          <Carried state={state} />
          {told.length > 0 && (
            <>
              <p>{t('signpost.known')}:</p>
              <ul class="wc-told">
                {told.map((fact) => (
                  <li key={fact}>
                    {sayBecause(language, fact, state.known[fact]!)}{' '}
                    <button class="wc-text-button" type="submit" name="remove" value={fact}>
                      {t('signpost.remove', { fact: sayValue(language, fact, state.known[fact]!) })}
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
          <div class="wc-actions">
            <A href={visit.path('/wegwijzer')}>{t('signpost.again')}</A>
            {/* What was told goes along to the other language. */}
            <button class="wc-text-button" type="submit" formaction={visit.elsewhere} lang={language === 'nl' ? 'en' : 'nl'}>
              {t('signpost.elsewhere')}
            </button>
          </div>
        </Form>
      </section>
      {lost && <Notice kind="info">{t('signpost.language')}</Notice>}
      {asks && (
        <section class="wc-card" id="vraag">
          <H2>{t('signpost.next')}</H2>
          <Form {...shared} action={`${shared.action}#vraag`} form={form} explain={explain} labels={{ answer: t(`ask.${asks.fact}`) }}>
            <Carried state={state} />
            <input type="hidden" name="asked" value={asks.fact} />
            <FactField language={language} fact={asks.fact} answers={asks.answers} name="answer" form={form} explain={explain} municipalities={municipalities} />
            <div class="wc-actions">
              <Button>{t('signpost.answer')}</Button>
              <Button name="skip" value="ja" weight="secondary-action">
                {t('signpost.skip')}
              </Button>
            </div>
            <P soft>{t('signpost.next.count', { nth: told.length + state.skipped.length + 1, most: mostQuestions })}</P>
          </Form>
        </section>
      )}
      <Form {...shared}>
        <Carried state={state} />
        {first && (
          <>
            <H2>{t('signpost.result')}</H2>
            <Suggested visit={visit} catalogue={catalogue} state={state} suggestion={first} best />
          </>
        )}
        {others.length > 0 && <H2>{t('signpost.others')}</H2>}
        {others.map((each) => (
          <Suggested key={each.entry.id} visit={visit} catalogue={catalogue} state={state} suggestion={each} best={false} />
        ))}
        <P>{t('signpost.human', { phone: network.setup.phone })}</P>
        <div class="wc-actions">
          <Button to={visit.path('/wegwijzer/vraag')} weight="secondary-action">
            {t('signpost.ask')}
          </Button>
          <A href={visit.path('/inlooppunten')}>{t('signpost.walk-in')}</A>
        </div>
      </Form>
    </PublicPage>
  )
}
