import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sayMoment } from '../../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Form, H1, H2, Notice as Said, P, Pill } from '../../../foundation/ui/components.tsx'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm } from '../../../foundation/web/forms.ts'
import { type Route, route } from '../../../foundation/web/route.ts'
import type { NoticeKind } from '../../notices/actions.ts'
import { choiceOf, mailChoices, markSeen, noticeAt, noticesOf, setChoice, staysUntilTaken } from '../../notices/store.ts'
import { say } from '../../words.ts'
import type { DeskParts } from '../frame.tsx'

/** What somebody was told, and how they want to be told. */
export function noticeRoutes({ frame }: DeskParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/:region/werk/meldingen',
      right: 'workplace.enter',
      query: z.object({ gedaan: z.literal('bewaard').optional().catch(undefined) }),
      handle: (visit) =>
        workplace(
          frame,
          visit,
          {
            purpose: 'notices',
            current: 'notices',
            read: async (tx) => ({ notices: await noticesOf(tx, visit.region.id, visit.actor.id), mail: await choiceOf(tx, visit.region.id, visit.actor.id) }),
          },
          ({ notices, mail }) => {
            const t = say[visit.language]
            const formKey = randomUUID()
            const unseen = notices.filter((each) => each.unseen && !staysUntilTaken(each.kind))
            return {
              title: t('notices.title'),
              content: (
                <div class="wc-one">
                  <H1>{t('notices.title')}</H1>
                  {visit.query.gedaan && <Said kind="ok" title={t('done.clarified')} />}
                  <div id="meldingen" data-part>
                    {notices.length === 0 && <P soft>{t('notices.none')}</P>}
                    <ul class="wc-plain">
                      {notices.map((each) => (
                        <li key={each.id}>
                          {each.unseen && <Pill tone="next">{t('notices.new')}</Pill>} {t(`notice.${each.kind as NoticeKind}`)}{' '}
                          {(each.number || each.about_id || each.kind.startsWith('access')) && (
                            <A href={visit.path(`/werk${noticeAt(each, each.number ?? undefined)}`)}>
                              {each.kind.startsWith('access') ? t('menu.access') : (each.number ?? t('notices.open'))}
                            </A>
                          )}{' '}
                          <small class="wc-soft">
                            {sayMoment(visit.language, each.at, visit.now)} {each.unseen && staysUntilTaken(each.kind) && t('notices.stays')}
                          </small>
                        </li>
                      ))}
                    </ul>
                  </div>
                  {unseen.length > 0 && (
                    <Form action={visit.path('/werk/meldingen/gezien')} language={visit.language} formKey={formKey}>
                      <Button weight="secondary-action">{t('notices.seen')}</Button>
                    </Form>
                  )}
                  <H2>{t('notices.mail')}</H2>
                  <Form action={visit.path('/werk/meldingen/keuze')} language={visit.language} formKey={formKey}>
                    <Choice
                      form={emptyForm}
                      explain={() => ''}
                      name="mail"
                      label={t('notices.mail.label')}
                      start={mail}
                      options={mailChoices.map((each) => [each, t(`notices.mail.${each}`)] as const)}
                    />
                    <Button weight="secondary-action">{t('question.clarify.send')}</Button>
                  </Form>
                </div>
              ),
            }
          },
        ),
    }),
    route({
      method: 'POST',
      path: '/:region/werk/meldingen/gezien',
      right: 'workplace.enter',
      handle: async (visit) => {
        await visit.change('notices', async (tx) => void (await markSeen(tx, visit.region.id, visit.actor.id, visit.now)))
        return seeOther(visit.path('/werk/meldingen'))
      },
    }),
    route({
      method: 'POST',
      path: '/:region/werk/meldingen/keuze',
      right: 'workplace.enter',
      body: z.object({ mail: z.enum(mailChoices) }),
      handle: async (visit) => {
        await visit.change('notices', async (tx) => void (await setChoice(tx, visit.region.id, visit.actor.id, visit.body.mail)))
        return seeOther(visit.path('/werk/meldingen?gedaan=bewaard'))
      },
    }),
  ]
}
