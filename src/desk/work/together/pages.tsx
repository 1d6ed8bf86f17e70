import type { VNode } from 'preact'
import { A, H1, H2, Notice, P, PrintButton } from '../../../foundation/ui/components.tsx'
import type { StaffVisit } from '../../../foundation/web/route.ts'
import { AskRequest, type FileSide, Known, Mandates } from '../../../people/file/pieces.tsx'
import { AskerForms } from '../../public/follow.tsx'
import { say } from '../../words.ts'

interface TogetherSeen {
  visit: StaffVisit
  asker: Parameters<typeof AskerForms>[0]['seen']
  side: FileSide
  parts: readonly VNode[]
  check: Parameters<typeof AskRequest>[0]['check']
  done?: boolean
}

/** What a person sees and can do in their own file, on the screen of the guide they are with. */
export function TogetherPage({ visit, asker, side, parts, check, done }: TogetherSeen): VNode {
  const t = say[visit.language]
  return (
    <div class="wc-one wc-step">
      <H1>{t('together.title')}</H1>
      <P soft>{t('together.lead')}</P>
      {done && <Notice kind="ok" title={t('together.done')} />}
      <p class="wc-actions">
        <PrintButton>{t('together.print')}</PrintButton>
        <A href={`${side.at}/bestand`}>{t('together.file')}</A>
        <A href={visit.path(`/werk/vragen/${asker.question.number}`)}>{t('together.back', { number: asker.question.number })}</A>
      </p>
      <div class="wc-not-printed">
        <H2>{t('together.do')}</H2>
        <AskerForms visit={visit} seen={asker} at={side.at} together />
        <H2>{t('together.ask')}</H2>
        <AskRequest side={side} check={check} />
        <Mandates side={side} />
      </div>
      <Known side={side} parts={parts} />
    </div>
  )
}
