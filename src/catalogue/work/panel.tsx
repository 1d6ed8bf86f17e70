import { deskEvents } from '../../desk/events.ts'
import { catalogueHere } from '../current.ts'
import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import { may } from '../../foundation/identity/rights.ts'
import { A, Button, Form, H2, Hidden, P } from '../../foundation/ui/components.tsx'
import { drawnOnce } from '../../foundation/ui/drawnonce.ts'
import type { Language } from '../../foundation/i18n/i18n.ts'
import { pathIn, type StaffVisit } from '../../foundation/web/route.ts'
import type { QuestionPanel } from '../../desk/places.ts'
import { isClosed, type Question } from '../../desk/question.ts'
import { say as sayDesk } from '../../desk/words.ts'
import { regionOfId } from '../../network/geography.ts'
import { type Known, readFact } from '../facts.ts'
import { FactField } from '../public/fields.tsx'
import type { Catalogue } from '../current.ts'
import { textIn } from '../service.ts'
import { nextQuestion } from '../signpost/ask.ts'
import { listed, sayBecause, sayReasons } from '../signpost/reasons.ts'
import { suggest, understand } from '../signpost/weigh.ts'
import { say } from '../words.ts'
import { takeForm } from './forms.ts'
import { deskRights } from '../../desk/rights.ts'

/** What is known of who asked a question, as the signpost takes it. */
function knownOf(question: Question): Known {
  const { asker_group, municipality, facts } = question
  return { ...facts, ...(asker_group !== 'unknown' && { asker: asker_group }), ...(municipality && { municipality }) }
}

/** All that was said by the asker, and how it was sharpened. */
const textOf = ({ text, sharpened }: Question) => [sharpened, text].filter(Boolean).join('. ')

/** What the signpost makes of what was said and is known of its asker. */
function signpostFor(catalogue: Catalogue, { text, known }: Pick<Pointed, 'text' | 'known'>) {
  const understood = understand(catalogue.signpost, text, known)
  const suggestions = suggest(understood, known)
  // What they say of themselves and nobody wrote down yet; only what can be a fact.
  const said = Object.entries(understood.reading.said).filter(([fact, value]) => known[fact as keyof Known] === undefined && readFact(fact as keyof Known, value)) as [
    keyof Known,
    string,
  ][]
  const heard = suggestions[0]?.about[0]?.topic
  return { suggestions, said, topic: heard && catalogue.vocabulary.topics.find(({ code }) => code === heard)?.desk, next: nextQuestion(understood, known, []) }
}

const mostShown = 3

const worksOn = (visit: StaffVisit, question: Question) => may(visit.actor, deskRights.clarify) && question.staff_id !== null

/** All of a question, and of who reads it, that the panel is drawn from. */
type Pointed = {
  region: { id: number; slug: string }
  language: Language
  number: string
  text: string
  known: Known
  /** Nobody chose a topic yet. */
  open: boolean
  /** Who reads it works on it. */
  works: boolean
  /** Where the asker would have it go, of what they were pointed to. */
  wish: string | undefined
}

const panel = drawnOnce((pointed: Pointed, { formKey }: { formKey: string }, catalogue: Catalogue): VNode => {
  const { region, language, known, works } = pointed
  const t = say[language]
  const path = pathIn(region, language)
  const wish = catalogue.vocabulary.destinations.find(({ code }) => code === pointed.wish)
  const { suggestions, said, topic, next } = signpostFor(catalogue, pointed)
  const newTopic = pointed.open ? topic : undefined
  const field = takeForm(next?.fact).in(language, undefined, { prefix: 'weg-' })
  return (
    <>
      <H2>{t('panel.title')}</H2>
      {wish && <P>{t('panel.wish', { destination: wish.name[language] })}</P>}
      <ol class="wc-told">
        {suggestions.slice(0, mostShown).map((each) => {
          const { because, against } = sayReasons(language, catalogue.vocabulary, each, known)
          return (
            <li key={each.entry.id}>
              <div>
                <A href={path(`/werk/aanbod/${each.entry.slug}`)}>{textIn(language, each.entry.service.name)}</A>
                <p class="wc-soft">
                  {each.destination.name[language]}. {t('because', { reasons: listed(language, because, 'and') })} {against.join(' ')}
                </p>
              </div>
            </li>
          )
        })}
      </ol>
      {works && (said.length > 0 || newTopic || next) && (
        <Form action={path(`/werk/vragen/${pointed.number}/wegwijzer`)} language={language} formKey={formKey} fields={field}>
          {(said.length > 0 || newTopic) && (
            <fieldset class="wc-many">
              <legend>{t('panel.said')}</legend>
              {said.map(([fact, value]) => (
                <label class="wc-check" key={fact}>
                  <input type="checkbox" name={field('said').name} value={`${fact}=${value}`} checked /> {sayBecause(language, fact, value)}
                </label>
              ))}
              {newTopic && (
                <label class="wc-check">
                  <input type="checkbox" name={field('topic').name} value={newTopic} checked /> {t('panel.topic', { topic: sayDesk[language](`topic.${newTopic}`) })}
                </label>
              )}
            </fieldset>
          )}
          {next && (
            <>
              <Hidden {...field.valued('asked', next.fact)} />
              <P soft>{t('panel.ask')}</P>
              <FactField {...field('answer')} language={language} fact={next.fact} answers={next.answers} municipalities={regionOfId(region.id).municipalities} />
            </>
          )}
          <Button weight="secondary-action">{t('panel.take')}</Button>
        </Form>
      )}
    </>
  )
})

/** On a question's page: who could take it and why, what the asker says of themselves to take over in one click, and what to ask next. */
export const signpostPanel: QuestionPanel = {
  key: 'signpost',
  column: 'side',
  show: async (visit, question, _network, events) => {
    // Who is in danger now is not helped by an offer of work or learning.
    if (isClosed(question.state) || question.urgent === 'now') return undefined
    const catalogue = await catalogueHere(visit)
    if (!catalogue.services.length) return undefined
    const { wish } = events.find(({ kind }) => kind === deskEvents.asked.kind)?.detail ?? {}
    const { region, language } = visit
    const pointed = {
      region: { id: region.id, slug: region.slug },
      language,
      number: question.number,
      text: textOf(question),
      known: knownOf(question),
      open: !question.topic,
      works: worksOn(visit, question),
      wish: typeof wish === 'string' ? wish : undefined,
    }
    return <section id="wegwijzer" dangerouslySetInnerHTML={panel(pointed, { formKey: randomUUID() }, catalogue)} />
  },
}
