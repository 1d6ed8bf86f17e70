import type { Letters } from '../../foundation/mail/mail.ts'
import { regionOfId } from '../../network/geography.ts'
import { mornings, numbersOf } from '../places.ts'
import { say } from '../words.ts'
import { kindOf } from './kinds.ts'
import { noticeById } from './store.ts'

/** The mails to staff: numbers and counts, nothing of anybody who asked. */
export const workplaceLetters: Letters = ({ settings, clock }) => {
  const work = (region: number, rest: string) => `${settings.baseUrl}/${regionOfId(region).slug}/werk${rest}`
  const end = (region: number) => say.nl('notice.mail.end', { address: work(region, '/meldingen') })
  return {
    notice: async (tx, region, id, language) => {
      const notice = await noticeById(tx, region, id)
      const kind = notice && kindOf(tx.partsOf, notice.kind)
      if (!notice || !kind) return undefined
      const { question_id } = notice
      const found = question_id ? await Promise.all(tx.partsOf(numbersOf).map((ask) => ask(tx, region, [question_id]))) : []
      const number = found.flat()[0]?.number ?? null
      const what = kind.says(language)
      const where = work(region, kind.at({ number, about: notice.about_id }) ?? '/meldingen')
      return { subject: number ? `${what} (${number})` : what, text: [what, where, end(region)].join('\n\n') }
    },
    morning: async (tx, region, staff, language) => {
      const parts = tx.partsOf(mornings)
      const found = await Promise.all(parts.map(async (each) => (await each.read(tx, region, clock.now(), staff)).get(staff)))
      if (!found.some(Boolean)) return undefined
      const subjects = parts.flatMap((each, at) => each.subject?.(language, found[at]) ?? [])
      const lines = parts.flatMap((each, at) => (found[at] ? each.lines(language, found[at], (page) => work(region, page)) : []))
      return { subject: subjects.join(', '), text: [...lines, end(region)].join('\n\n') }
    },
  }
}
