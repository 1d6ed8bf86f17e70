import { addDays, dayOf, momentAt } from '../../foundation/clock/workingdays.ts'
import type { LetterMaker } from '../../foundation/mail/mail.ts'
import type { System } from '../../foundation/web/route.ts'
import { regionOfId } from '../../network/geography.ts'
import { questionById } from '../queries.ts'
import { say } from '../words.ts'
import type { NoticeKind } from './actions.ts'
import { mornings, noticeAt, noticeById } from './store.ts'

/** The mails to staff: numbers and counts, nothing of anybody who asked. */
export function noticeLetters({ settings, clock }: System): Record<string, LetterMaker> {
  const work = (region: number, rest: string) => `${settings.baseUrl}/${regionOfId(region).slug}/werk${rest}`
  const end = (region: number) => say.nl('notice.mail.end', { address: work(region, '/meldingen') })
  return {
    notice: async (tx, region, id, language) => {
      const notice = await noticeById(tx, region, id)
      const question = notice?.question_id ? await questionById(tx, region, notice.question_id) : undefined
      if (!notice) return undefined
      const what = say[language](`notice.${notice.kind as NoticeKind}`)
      const where = work(region, noticeAt(notice, question?.number))
      return { subject: question ? `${what} (${question.number})` : what, text: [what, where, end(region)].join('\n\n') }
    },
    morning: async (tx, region, staff, language) => {
      const now = clock.now()
      const [counts] = await mornings(tx, region, now, momentAt(addDays(dayOf(now), 1), 0), staff)
      if (!counts) return undefined
      const t = say[language]
      const { today, overdue, unseen } = counts
      const lines = [
        today > 0 && `${t('morning.today', { count: today })}\n${work(region, '?lijst=today')}`,
        overdue > 0 && `${t('morning.overdue', { count: overdue })}\n${work(region, '?lijst=overdue')}`,
        unseen > 0 && `${t('morning.unseen', { count: unseen })}\n${work(region, '/meldingen')}`,
      ]
      return { subject: t('morning.subject', { today, overdue }), text: [...lines.filter(Boolean), end(region)].join('\n\n') }
    },
  }
}
