import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Form, H1, H2, Notice as Said, P, Pill } from '../../foundation/ui/components.tsx'
import { formsIn } from '../../foundation/ui/fields.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { seeOther } from '../../foundation/web/answer.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { networkRights } from '../../network/rights.ts'
import { numbersOf } from '../places.ts'
import { say } from '../words.ts'
import { kindOf } from './kinds.ts'
import { choiceOf, mailChoices, markSeen, type Notice, noticesOf, setChoice } from './store.ts'

const mailForm = formsIn(say)(z.object({ mail: z.enum(mailChoices) }), {
  mail: { label: 'notices.mail.label', options: (language) => mailChoices.map((each) => [each, say[language](`notices.mail.${each}`)]) },
})

type Seen = Notice & { unseen: boolean }

/** What somebody was told, with the numbers of the questions where they still see these. */
async function readNotices(tx: Tx, { region, actor }: StaffVisit) {
  const notices = await noticesOf(tx, region.id, actor.id)
  const questions = [...new Set(notices.flatMap(({ question_id }) => question_id ?? []))]
  const found = questions.length ? await Promise.all(tx.partsOf(numbersOf).map((ask) => ask(tx, region.id, questions))) : []
  return { notices, numbers: new Map(found.flat().map(({ id, number }) => [id, number])), mail: await choiceOf(tx, region.id, actor.id) }
}

function One({ visit, notice, number }: { visit: StaffVisit; notice: Seen; number: string | null }) {
  const t = say[visit.language]
  const kind = kindOf(visit.system.partsOf, notice.kind)
  const at = kind?.at({ number, about: notice.about_id })
  return (
    <li>
      {notice.unseen && <Pill tone="next">{t('notices.new')}</Pill>} {kind?.says(visit.language)}{' '}
      {at && <A href={visit.path(`/werk${at}`)}>{kind?.label?.(visit.language) ?? number ?? t('notices.open')}</A>}{' '}
      <small class="wc-soft">
        {sayMoment(visit.language, notice.at, visit.now)} {notice.unseen && kind?.stays && t('notices.stays')}
      </small>
    </li>
  )
}

/** What somebody was told, and how they want to be told. */
export const noticeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk/meldingen',
    right: networkRights.enter,
    query: z.object({ gedaan: z.literal('bewaard').optional().catch(undefined) }),
    handle: (visit) =>
      workplace(visit, { purpose: 'notices', current: 'notices', read: (tx) => readNotices(tx, visit) }, ({ notices, numbers, mail }) => {
        const t = say[visit.language]
        const formKey = randomUUID()
        const seeable = notices.some((each) => each.unseen && !kindOf(visit.system.partsOf, each.kind)?.stays)
        return {
          title: t('notices.title'),
          content: (
            <div class="wc-one">
              <H1>{t('notices.title')}</H1>
              {visit.query.gedaan && <Said kind="ok" title={t('done.saved')} />}
              <div id="meldingen" data-part>
                {notices.length === 0 && <P soft>{t('notices.none')}</P>}
                <ul class="wc-plain">
                  {notices.map((each) => (
                    <One key={each.id} visit={visit} notice={each} number={numbers.get(each.question_id ?? '') ?? null} />
                  ))}
                </ul>
              </div>
              {seeable && (
                <Form action={visit.path('/werk/meldingen/gezien')} language={visit.language} formKey={formKey}>
                  <Button weight="secondary-action">{t('notices.seen')}</Button>
                </Form>
              )}
              <H2>{t('notices.mail')}</H2>
              <Form action={visit.path('/werk/meldingen/keuze')} language={visit.language} formKey={formKey}>
                <Choice {...mailForm.in(visit.language)('mail')} start={mail} />
                <Button weight="secondary-action">{t('save')}</Button>
              </Form>
            </div>
          ),
        }
      }),
  }),
  route({
    method: 'POST',
    path: '/:region/werk/meldingen/gezien',
    right: networkRights.enter,
    handle: async (visit) => {
      await visit.change('notices', async (tx) => void (await markSeen(tx, visit.region.id, visit.actor.id, visit.now)))
      return seeOther(visit.path('/werk/meldingen'))
    },
  }),
  route({
    method: 'POST',
    path: '/:region/werk/meldingen/keuze',
    right: networkRights.enter,
    body: mailForm.schema,
    handle: async (visit) => {
      await visit.change('notices', async (tx) => void (await setChoice(tx, visit.region.id, visit.actor.id, visit.body.mail)))
      return seeOther(visit.path('/werk/meldingen?gedaan=bewaard'))
    },
  }),
]
