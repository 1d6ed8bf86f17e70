import { standsIn } from '../../foundation/ui/fields.ts'
import type { VNode } from 'preact'
import { A, Bullets, Button, Form, H1, H2, Hidden, Notice, P, Pill, TextArea } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Reading } from '../signpost/reading.ts'
import { sayBecause } from '../signpost/reasons.ts'
import type { Fact } from '../facts.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { say } from '../words.ts'
import { synonymsForm, topicForm, tryForm } from './forms.ts'

/** What is changed on the page of words. */
export type WordsAct = 'synoniemen' | 'onderwerp'

export interface Words {
  vocabulary: Vocabulary
  /** The topics whose words this region changed. */
  own: readonly string[]
  /** What was handed in and cannot be, or was tried, in which of the page's forms. */
  filled?: { which: WordsAct | 'proef'; form: Filled }
  /** The topic whose words are open. */
  which?: string
  /** What was heard in a question that was tried. */
  heard?: Reading
  saved?: boolean
  formKey: string
}

function Heard({ visit, heard, vocabulary }: { visit: StaffVisit; heard: Reading; vocabulary: Vocabulary }): VNode {
  const { language } = visit
  const t = say[language]
  const name = (list: readonly { code: string; name: { nl: string; en: string } }[], code: string) => list.find((each) => each.code === code)?.name[language] ?? code
  const rows = [
    ...[...heard.topics].sort(([, one], [, other]) => other.strength - one.strength).map(([code, { words }]) => `${name(vocabulary.topics, code)}: ${words}`),
    ...[...heard.named.keys()].map((code) => name(vocabulary.destinations, code)),
    ...Object.entries(heard.said).map(([fact, value]) => sayBecause(language, fact as Fact, value)),
  ]
  return (
    <Notice kind="info" title={t('words.tried')}>
      {rows.length ? <Bullets of={rows}>{(row) => row}</Bullets> : <p>{t('words.tried.none')}</p>}
    </Notice>
  )
}

/** The words of the region: synonyms, what belongs to each topic, and a place to try them. */
export function WordsPage({ visit, seen }: { visit: StaffVisit; seen: Words }): VNode {
  const { language } = visit
  const t = say[language]
  const { vocabulary, filled, formKey, which, own } = seen
  const [trying, synonyms] = [tryForm.in(language, standsIn({ filled }, 'proef')), synonymsForm.in(language, standsIn({ filled }, 'synoniemen'))]
  const at = (name: string) => visit.path(`/werk/aanbod/woorden/${name}`)
  const topic = vocabulary.topics.find(({ code }) => code === which)
  const words = topic && topicForm.in(language, standsIn({ filled }, 'onderwerp'), { values: { topic: topic.name[language] } })
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/aanbod')}>{t('work.title')}</A>
      </p>
      <H1>{t('words.title')}</H1>
      {seen.saved && <Notice kind="ok" title={t('work.done.words')} />}
      <P soft>{t('words.lead')}</P>
      <Form action={at('proef')} language={language} formKey={formKey} fields={trying}>
        <TextArea {...trying('question')} rows={2} />
        <Button weight="secondary-action">{t('words.try.go')}</Button>
      </Form>
      {seen.heard && <Heard visit={visit} heard={seen.heard} vocabulary={vocabulary} />}
      <H2>{t('words.topics')}</H2>
      {topic && words && (
        <Form action={at('onderwerp')} language={language} formKey={formKey} fields={words}>
          <Hidden {...words.valued('topic', topic.code)} />
          <TextArea {...words('words')} start={topic.words.join('\n')} rows={16} />
          <Button>{t('words.save')}</Button>
        </Form>
      )}
      <ul class="wc-columns">
        {vocabulary.topics.map(({ code, name, words }) => (
          <li key={code}>
            <A href={`${visit.path('/werk/aanbod/woorden')}?welke=${code}`}>{name[language]}</A> <small class="wc-soft">{t('words.count', { count: words.length })}</small>{' '}
            {own.includes(code) && <Pill tone="calm">{t('words.own')}</Pill>}
          </li>
        ))}
      </ul>
      <Form action={at('synoniemen')} language={language} formKey={formKey} fields={synonyms}>
        <TextArea {...synonyms('synonyms')} start={vocabulary.synonyms.map((row) => row.join(', ')).join('\n')} rows={12} />
        <Button>{t('words.save')}</Button>
      </Form>
    </article>
  )
}
