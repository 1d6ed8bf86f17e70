import type { VNode } from 'preact'
import { A, Button, Choice, Form, H1, H2, Hidden, Notice, P, TextArea, Typed } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Alarm } from '../../foundation/danger/danger.ts'
import { Help } from '../../foundation/danger/help.tsx'
import { sayHelp } from '../../foundation/danger/say.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import { pathIn, type Visit, type Where } from '../../foundation/web/route.ts'
import type { Network } from '../../network/current.ts'
import { factNames } from '../facts.ts'
import type { Catalogue } from '../current.ts'
import { textIn } from '../service.ts'
import { mostQuestions, type NextQuestion } from '../signpost/ask.ts'
import { listed, sayBecause, sayReasons, sayValue } from '../signpost/reasons.ts'
import type { Suggestion } from '../signpost/weigh.ts'
import { say } from '../words.ts'
import { FactField } from './fields.tsx'
import { answerForm, type SignpostState, signpostForm, toldIn } from './forms.ts'

/** Where somebody tells what is going on. */
export function signpostPage(visit: Where, { form, formKey, door }: { form?: Filled; formKey: string; door?: string }): VNode {
  const { language } = visit
  const t = say[language]
  const field = signpostForm.in(language, form)
  return (
    <PublicPage visit={visit} title={t('signpost.title')}>
      <H1>{t('signpost.title')}</H1>
      <P lead>{t('signpost.lead')}</P>
      <div class="wc-card">
        <Form action={visit.path('/wegwijzer')} language={language} formKey={formKey} fields={field}>
          {door && <Hidden {...field.valued('deur', door)} />}
          <TextArea {...field('question')} rows={5} autocompleteOff />
          <Choice {...field('group')} />
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
  <>{Object.entries(toldIn(state)).map(([name, value]) => value !== undefined && <Hidden key={name} {...unseen.valued(name as keyof ReturnType<typeof toldIn>, value)} />)}</>
)
// Only their names: in which language does not matter.
const unseen = signpostForm.in('nl')

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
        <Button {...unseen.valued('bestemming', destination.code)} to={visit.path('/wegwijzer/vraag')} weight={best && answer !== 'direct' ? 'primary-action' : 'secondary-action'}>
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
  /** As it was handed in. */
  form: Filled
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
          <Button {...unseen.valued('nee', 'ja')} weight="secondary-action">
            {t('mistaken')}
          </Button>
        </Form>
      </Help>
    </PublicPage>
  )
}

const mostShown = 3

/** What the signpost says: the best first, with why, and the one question that would tell more. */
export function pointedPage(visit: Visit, catalogue: Catalogue, { state, suggestions, next, lost, form, formKey, network, municipalities }: Pointed): VNode {
  const { language } = visit
  const t = say[language]
  const { wrong } = state
  const other = language === 'nl' ? 'en' : 'nl'
  const shared = { action: visit.path('/wegwijzer'), language, formKey }
  const told = factNames.filter((fact) => state.known[fact] !== undefined)
  const [first, ...others] = suggestions.slice(0, mostShown)
  const asks = wrong ? { fact: wrong, answers: next?.fact === wrong ? next.answers : [] } : next
  // Each answer has a page of its own to come back to, so that none goes on where another waits.
  const asking = asks && answerForm(asks.fact).in(language, wrong && { ...form, kept: undefined })
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
                    <button class="wc-text-button" type="submit" {...unseen.valued('remove', fact)}>
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
            <button class="wc-text-button" type="submit" formaction={pathIn(visit.region, other)('/wegwijzer')} lang={other}>
              {t('signpost.elsewhere')}
            </button>
          </div>
        </Form>
      </section>
      {lost && <Notice kind="info">{t('signpost.language')}</Notice>}
      {asks && asking && (
        <section class="wc-card" id="vraag">
          <H2>{t('signpost.next')}</H2>
          <Form {...shared} action={`${shared.action}#vraag`} fields={asking}>
            <Carried state={state} />
            <Hidden {...asking.valued('asked', asks.fact)} />
            <FactField {...asking('answer')} language={language} fact={asks.fact} answers={asks.answers} municipalities={municipalities} />
            <div class="wc-actions">
              <Button>{t('signpost.answer')}</Button>
              <Button {...asking.valued('skip', 'ja')} weight="secondary-action">
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
