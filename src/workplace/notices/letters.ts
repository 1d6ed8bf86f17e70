import { letterKind } from '../../foundation/mail/mail.ts'
import { regionOfId } from '../../network/geography.ts'
import { mornings, numbersOf } from '../places.ts'
import { say } from '../words.ts'
import type { System } from '../../foundation/system.ts'
import { kindOf } from './kinds.ts'
import { noticeById } from './store.ts'

const workAt = ({ settings }: System, region: number, rest: string) => `${settings.baseUrl}/${regionOfId(region).slug}/werk${rest}`
const endOf = (system: System, region: number) => say.nl('notice.mail.end', { address: workAt(system, region, '/meldingen') })

/** The mails to staff: numbers and counts, nothing of anybody who asked. */
export const workplaceLetters = {
  notice: letterKind('notice', (system) => async (tx, region, id, language) => {
    const notice = await noticeById(tx, region, id)
    const kind = notice && kindOf(tx.partsOf, notice.kind)
    if (!notice || !kind) return undefined
    const { question_id } = notice
    const found = question_id ? await Promise.all(tx.partsOf(numbersOf).map((ask) => ask(tx, region, [question_id]))) : []
    const number = found.flat()[0]?.number ?? null
    const what = kind.says(language)
    const where = workAt(system, region, kind.at({ number, about: notice.about_id }) ?? '/meldingen')
    return { subject: number ? `${what} (${number})` : what, text: [what, where, endOf(system, region)].join('\n\n') }
  }),
  morning: letterKind('morning', (system) => async (tx, region, staff, language) => {
    const parts = tx.partsOf(mornings)
    const found = await Promise.all(parts.map(async (each) => (await each.read(tx, region, system.clock.now(), staff)).get(staff)))
    if (!found.some(Boolean)) return undefined
    const subjects = parts.flatMap((each, at) => each.subject?.(language, found[at]) ?? [])
    const lines = parts.flatMap((each, at) => (found[at] ? each.lines(language, found[at], (page) => workAt(system, region, page)) : []))
    return { subject: subjects.join(', '), text: [...lines, endOf(system, region)].join('\n\n') }
  }),
} as const
