import type { VNode } from 'preact'
import { A, Bullets, Button, Form, H1, H2, Notice, P, Pill, TextArea } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Reading } from '../signpost/reading.ts'
import { sayBecause } from '../signpost/reasons.ts'
import type { Fact } from '../facts.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { explainIn } from '../explain.tsx'
import { say } from '../words.ts'

export interface Words {
  vocabulary: Vocabulary
  /** The topics whose words this region changed. */
  own: readonly string[]
  form: Filled
  /** The topic whose words are open. */
  which?: string
  /** A question that was tried, and what was heard in it. */
  tried?: string
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
  const { vocabulary, form, formKey, which, own } = seen
  const explain = explainIn(visit)
  const field = { form, explain }
  const at = (name: string) => visit.path(`/werk/aanbod/woorden/${name}`)
  const topic = vocabulary.topics.find(({ code }) => code === which)
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/aanbod')}>{t('work.title')}</A>
      </p>
      <H1>{t('words.title')}</H1>
      {seen.saved && <Notice kind="ok" title={t('work.done.words')} />}
      <P soft>{t('words.lead')}</P>
      <Form action={at('proef')} language={language} formKey={formKey}>
        <TextArea {...field} name="question" label={t('words.try')} hint={t('words.try.hint')} start={seen.tried} rows={2} />
        <Button weight="secondary-action">{t('words.try.go')}</Button>
      </Form>
      {seen.heard && <Heard visit={visit} heard={seen.heard} vocabulary={vocabulary} />}
      <H2>{t('words.topics')}</H2>
      {topic && (
        <Form
          action={at('onderwerp')}
          language={language}
          formKey={formKey}
          form={form}
          explain={explain}
          labels={{ words: t('words.topic.words', { topic: topic.name[language] }) }}
        >
          <input type="hidden" name="topic" value={topic.code} />
          <TextArea {...field} name="words" label={t('words.topic.words', { topic: topic.name[language] })} hint={t('words.topic.hint')} start={topic.words.join('\n')} rows={16} />
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
      <Form action={at('synoniemen')} language={language} formKey={formKey} form={form} explain={explain} labels={{ synonyms: t('words.synonyms') }}>
        <TextArea
          {...field}
          name="synonyms"
          label={t('words.synonyms')}
          hint={t('words.synonyms.hint')}
          start={vocabulary.synonyms.map((row) => row.join(', ')).join('\n')}
          rows={12}
        />
        <Button>{t('words.save')}</Button>
      </Form>
    </article>
  )
}
