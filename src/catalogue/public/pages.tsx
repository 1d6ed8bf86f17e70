import type { VNode } from 'preact'
import { A, Button, ButtonLink, Choice, Form, H1, H2, Notice, P, PrintButton, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Where } from '../../foundation/web/route.ts'
import type { Choices } from '../choices.ts'
import type { Judgement } from '../conditions.ts'
import { factNames, type Fact, type Known } from '../facts.ts'
import type { Listed, ReadOn } from '../current.ts'
import { textIn } from '../service.ts'
import { listed as inWords, sayCondition, sayMet } from '../signpost/reasons.ts'
import { say } from '../words.ts'
import { type Browse, browseQuery, perPage } from './browse.ts'
import { FactField } from './fields.tsx'
import { anything, browseForm, fitForm } from './forms.ts'
import { Pages, ServiceBody, ServiceLine } from './parts.tsx'
import { structured } from './structured.ts'

export interface Offer {
  found: readonly Listed[]
  browse: Browse
  takenFor: readonly string[]
  /** How many there are in all. */
  all: number
  municipalities: readonly string[]
}

/** Everything there is: searched, filtered, page by page. */
export function offerPage(visit: Where, { found, browse, takenFor, all, municipalities }: Offer): VNode {
  const { language } = visit
  const t = say[language]
  const field = browseForm.in(language)
  const pages = Math.max(1, Math.ceil(found.length / perPage))
  const page = Math.min(browse.pagina, pages)
  const at = (change: Partial<Browse>) => visit.path(`/aanbod${browseQuery(browse, change)}`)
  return (
    <PublicPage visit={visit} title={t('offer.title')} wide>
      <H1>{t('offer.title')}</H1>
      <P lead>{t('offer.lead', { region: visit.region.name })}</P>
      <p>
        <A href={visit.path('/wegwijzer')}>{t('offer.signpost')}</A>
      </p>
      <search>
        <form class="wc-form-inline" method="get">
          <TextField {...field('zoek')} start={browse.zoek} type="search" inputMode="search" />
          <Choice {...field('voor')} start={browse.voor} />
          <Choice {...field('situatie')} start={browse.situatie} />
          <Choice {...field('vorm')} start={browse.vorm} />
          <Choice {...field('gemeente')} start={browse.gemeente} options={[anything(language), ...municipalities.map((each) => [each, each] as const)]} />
          <Button>{t('offer.search.go')}</Button>
        </form>
      </search>
      {takenFor.length > 0 && <P soft>{t('offer.taken-for', { words: takenFor.join(', ') })}</P>}
      {all > 0 && (
        <p role="status">
          <strong>{t('offer.count', { count: found.length })}</strong> {browseQuery(browse) && <A href={visit.path('/aanbod')}>{t('offer.clear')}</A>}
        </p>
      )}
      {found.length === 0 && (
        <>
          <P>{t(all > 0 ? 'offer.nothing' : 'offer.empty')}</P>
          <p class="wc-actions">
            <ButtonLink href={visit.path('/vraag')}>{t('offer.nothing.ask')}</ButtonLink>
          </p>
        </>
      )}
      <ul class="wc-points">
        {found.slice((page - 1) * perPage, page * perPage).map((each) => (
          <ServiceLine key={each.id} visit={visit} listed={each} />
        ))}
      </ul>
      <Pages language={language} page={page} pages={pages} at={(pagina) => at({ pagina })} />
    </PublicPage>
  )
}

/** What somebody filled in to see whether a service is for them, and what came of it. */
export interface Fit {
  form: Filled
  judged?: { known: Known; judgement: Judgement }
}

const factsOf = ({ service }: Listed): Fact[] => factNames.filter((fact) => service.conditions.some((each) => each.fact === fact))

function FitPart({ visit, listed, formKey, fit, choices: { municipalities } }: { visit: Where; listed: Listed; formKey: string; fit?: Fit; choices: Choices }): VNode {
  const { language } = visit
  const t = say[language]
  const facts = factsOf(listed)
  const field = fitForm.in(language, fit?.form)
  const { judgement, known } = fit?.judged ?? {}
  const reasons = judgement ? sayMet(language, judgement, known!) : []
  const outcome = judgement && (judgement.out ? 'no' : judgement.unknown.some(({ use }) => use !== 'preferred') ? 'maybe' : 'yes')
  return (
    <section id="past-dit" class="wc-card">
      <H2>{t('fit.title')}</H2>
      {facts.length === 0 && <P>{t(listed.service.eligibility ? 'fit.words' : 'fit.none')}</P>}
      {judgement && outcome && (
        <Notice kind={outcome === 'no' ? 'warning' : outcome === 'maybe' ? 'info' : 'ok'} title={t(`fit.${outcome}`)}>
          {reasons.length > 0 && <p>{t('fit.for', { reasons: inWords(language, reasons, 'and') })}</p>}
          {judgement.against.length > 0 && (
            <p>{t('fit.against', { conditions: judgement.against.map((each) => `${t(`condition.${each.use}`).toLowerCase()} ${sayCondition(language, each)}`).join('; ') })}</p>
          )}
          {judgement.unknown.length > 0 && <p>{t('unknown', { facts: [...new Set(judgement.unknown.map(({ fact }) => t(`about.${fact}`)))].join(', ') })}</p>}
          {outcome === 'no' && (
            <p>
              {t('fit.no.more')} <A href={visit.path('/wegwijzer')}>{t('signpost.go')}</A>
            </p>
          )}
        </Notice>
      )}
      {facts.length > 0 && (
        <>
          <P soft>{t('fit.lead')}</P>
          <Form action={`${visit.path(`/aanbod/${listed.slug}`)}#past-dit`} language={language} formKey={formKey} fields={field}>
            {facts.map((fact) => (
              <FactField key={fact} {...field(fact)} language={language} fact={fact} municipalities={municipalities} />
            ))}
            <div class="wc-actions">
              <Button>{t('fit.go')}</Button>
            </div>
          </Form>
        </>
      )}
    </section>
  )
}

/** One service: what it is, for whom, how to begin, and whether it suits who reads it. */
export function servicePage(visit: Where, given: { listed: Listed; on: ReadOn; formKey: string; fit?: Fit; choices: Choices }): VNode {
  const { language } = visit
  const t = say[language]
  const { listed } = given
  const name = textIn(language, listed.service.name)
  const address = `${visit.system.settings.baseUrl}${visit.path(`/aanbod/${listed.slug}`)}`
  return (
    <PublicPage visit={visit} title={name} script>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structured(language, listed, address) }} />
      <p>
        <A href={visit.path('/aanbod')}>{t('service.back')}</A>
      </p>
      <H1>{name}</H1>
      <ServiceBody visit={visit} listed={listed} points={given.choices.walkInPoints} on={given.on} />
      <FitPart visit={visit} {...given} />
      <p class="wc-actions">
        <ButtonLink href={visit.path('/vraag')}>{t('service.ask')}</ButtonLink>
        <A href={`mailto:?subject=${encodeURIComponent(name)}&body=${encodeURIComponent(address)}`}>{t('service.share.mail')}</A>
        <PrintButton>{t('service.print')}</PrintButton>
      </p>
    </PublicPage>
  )
}
