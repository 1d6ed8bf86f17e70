import type { VNode } from 'preact'
import { Button, Form, H1, Notice, P } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Visit } from '../../foundation/web/route.ts'
import type { Choices } from '../choices.ts'
import { type Listed, readOn } from '../current.ts'
import { ServiceBody } from '../public/parts.tsx'
import { say } from '../words.ts'

export const doneByLink = ['confirmed', 'offered'] as const

/** A service as who keeps it sees it by the mailed link: does it still hold? */
export function HoldsPage({
  visit,
  listed,
  at,
  formKey,
  done,
  gone,
  points,
}: {
  visit: Visit
  listed: Listed
  at: string
  formKey: string
  done?: (typeof doneByLink)[number]
  gone: boolean
  points: Choices['walkInPoints']
}): VNode {
  const t = say[visit.language]
  return (
    <PublicPage visit={visit} title={t('holds.title')} hidden>
      <H1>{t('holds.title')}</H1>
      {done && <Notice kind="ok" title={t(`holds.done.${done}`)} />}
      {gone && <Notice kind="warning" title={t('holds.gone')} />}
      {!done && !gone && <P lead>{t('holds.lead')}</P>}
      {!gone && (
        <Form action={at} language={visit.language} formKey={formKey}>
          <div class="wc-actions">
            {done !== 'confirmed' && <Button>{t('holds.yes')}</Button>}
            <a class="utrecht-button utrecht-button--secondary-action wc-button-link" href={`${at}/wijzigen`}>
              {t('holds.change')}
            </a>
          </div>
        </Form>
      )}
      <h2 class="utrecht-heading-2">{listed.service.name.nl}</h2>
      <ServiceBody visit={visit} listed={listed} points={points} on={readOn(listed, visit.now)} />
    </PublicPage>
  )
}
