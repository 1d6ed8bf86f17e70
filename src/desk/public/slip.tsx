import type { VNode } from 'preact'
import { renderSVG } from 'uqr'
import { sayDay } from '../../foundation/i18n/i18n.ts'
import { A, Button, ButtonLink, Facts, Form, H1, P, PrintButton, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { regionOfId } from '../../network/geography.ts'
import type { Network } from '../../network/current.ts'
import { nextDue } from '../due.ts'
import { numberFrom } from '../number.ts'
import { isClosed, type Question } from '../question.ts'
import { say } from '../words.ts'
import { codeForm } from './forms.ts'

/** In two groups of four, as people read and say it. */
export const grouped = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

/** What somebody takes home on paper: number and code, a picture for their phone, by when they hear, and whom to call. No word of the question itself. Its code is for who asked, and who writes it down for them. */
export function slipPage(visit: Visit, { question, network, url, code }: { question: Question; network: Network; url: string; code?: string }): VNode {
  const t = say[visit.language]
  const { region, system } = visit
  const site = `${system.settings.baseUrl.replace(/^https?:\/\//, '')}${visit.path('/volg')}`
  return (
    <PublicPage visit={visit} title={t('slip.title', { region: region.name })} hidden script>
      <div class="wc-slip">
        <H1>{t('slip.title', { region: region.name })}</H1>
        <P lead>{isClosed(question.state) ? t('slip.closed') : t('slip.due', { day: sayDay(visit.language, nextDue(question).at, visit.now) })}</P>
        <Facts
          rows={[
            [t('slip.number'), <strong class="wc-said-aloud">{question.number}</strong>],
            ...(code ? [[t('slip.code'), <strong class="wc-said-aloud">{grouped(code)}</strong>] as const] : []),
          ]}
        />
        <div class="wc-slip-picture" role="img" aria-label={t('slip.scan')} dangerouslySetInnerHTML={{ __html: renderSVG(url, { border: 1 }) }} />
        <P>{t('slip.scan')}</P>
        {code && <P>{t('slip.type', { site })}</P>}
        <P>{t('slip.call', { phone: network.setup.phone })}</P>
        <P soft>{t('slip.keep')}</P>
      </div>
      <div class="wc-actions wc-not-printed">
        <PrintButton>{t('slip.print')}</PrintButton>
        <ButtonLink href={url} weight="secondary-action">
          {t('slip.page')}
        </ButtonLink>
      </div>
    </PublicPage>
  )
}

/** Where the number and the code of a slip are filled in. */
export function codePage(visit: Visit, form: Filled, formKey: string, phone: string, done?: 'link'): VNode {
  const t = say[visit.language]
  const field = codeForm.in(visit.language, form, { values: { phone, example: numberFrom(regionOfId(visit.region.id).prefix, '4F7K2') } })
  if (done)
    return (
      <PublicPage visit={visit} title={t('code.renewed')} hidden>
        <H1>{t('code.renewed')}</H1>
        <P lead>{t('follow.done.link')}</P>
        <P>{t('code.renewed.slip', { phone })}</P>
      </PublicPage>
    )
  return (
    <PublicPage visit={visit} title={t('code.title')}>
      <H1>{t('code.title')}</H1>
      <P lead>{t('code.lead')}</P>
      <Form action={visit.path('/volg')} language={visit.language} formKey={formKey} fields={field}>
        <TextField {...field('number')} />
        <TextField {...field('code')} />
        <Button>{t('code.send')}</Button>
      </Form>
      <P>
        <A href={visit.path('/vraag')}>{t('ask.title')}</A>
      </P>
    </PublicPage>
  )
}
