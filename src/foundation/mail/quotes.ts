import { cleanText } from '../web/forms.ts'

/** Above this line of ours somebody writes; below it stands what they answer. */
export const replyMark = '-- Antwoord boven deze regel · Reply above this line --'

const begins = /^(?:op|on|am|w dniu|le|el) /i
const wrote = /schreef|geschreven|wrote|schrieb|geschrieben|pisze|napisa[łl]|écrit|escribió/gi
/** Whether a line says when and who wrote: 'Op di 24 nov 2026 om 10:00 schreef …:'. Said step by step, so that no line takes more than one reading. */
function isAttribution(line: string): boolean {
  const said = line.trimEnd()
  const [start] = begins.exec(said) ?? []
  if (!start || !said.endsWith(':')) return false
  const rest = said.slice(start.length, -1)
  return /\d/.test(rest) && [...rest.slice(0, 240).matchAll(wrote)].some(({ 0: word, index }) => index >= 4 && index <= 200 && rest.length - index - word.length <= 120)
}
// People write such a sentence too, but seldom with the minute or an address.
const byProgram = /\d[:.]\d\d(?![.\d])|@/
const passedOn =
  /^[-_\s]*(oorspronkelijk bericht|original message|original-nachricht|ursprüngliche nachricht|doorgestuurd bericht|forwarded message|weitergeleitete nachricht)[-_:\s]*$/i
const headOfMail = /^(van|from|von|od|de):\s.*\S/i
const nextOfHead = /^(verzonden|datum|sent|date|gesendet|wysłano|aan|to|an|cc|onderwerp|subject|betreff):/i
const dateOfHead = /^(verzonden|datum|sent|date|gesendet|wysłano):/i
const quoted = (line: string | undefined) => line !== undefined && /^\s*>/.test(line)
function quotedNext(lines: readonly string[], from: number): boolean {
  let at = from
  while (at < lines.length && !lines[at]!.trim()) at += 1
  return quoted(lines[at])
}

/** So many lines from here say whose words come next; 0 when these do not. */
export function headAt(lines: readonly string[], at: number): number {
  const line = lines[at]?.trim() ?? ''
  if (passedOn.test(line)) {
    let below = at + 1
    while (passedOn.test(lines[below]?.trim() ?? '')) below += 1
    return below - at + headAt(lines, below)
  }
  if (isAttribution(line) && (byProgram.test(line) || quotedNext(lines, at + 1))) return 1
  // Some programs write who wrote when over more lines: the address is long.
  const together = (count: number) => [line, ...lines.slice(at + 1, at + count)].join(' ')
  const over = /^(op|on|am) /i.test(line) && [2, 3].find((count) => together(count).includes('@') && isAttribution(together(count)))
  if (over) return over
  if (!headOfMail.test(line)) return 0
  let end = at + 1
  while (nextOfHead.test(lines[end] ?? '')) end += 1
  // Without a date it is no mail's head: a form on somebody's site begins so.
  return lines.slice(at, end).some((each) => dateOfHead.test(each)) ? end - at : 0
}

/**
 * What somebody wrote themselves in a mail: without the lines they quote, and without what stands below a mail that they answer or pass on with words of
 * their own. Where a program marks each line that it quotes, what is not marked is their own, also below it.
 */
export function unquoted(text: string): string {
  const lines = text.split('\n')
  const own: string[] = []
  let wrote = false
  for (let at = 0; at < lines.length; at += 1) {
    const head = headAt(lines, at)
    const marked = head > 0 && quotedNext(lines, at + head)
    if (head && !marked && wrote) break
    if (!marked) own.push(...lines.slice(at, at + Math.max(head, 1)).filter((line) => !quoted(line)))
    wrote ||= !head && !quoted(lines[at]) && lines[at]!.trim() !== ''
    at += Math.max(head, 1) - 1
  }
  return own.join('\n')
}

// An address is often changed on its way.
const wordsOf = (text: string): string[] =>
  text
    .replace(/\w{1,10}:\/\/\S*/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
/** So many words in the order of ours are no chance; fewer where they come right after others of ours. */
const fewestOurs = { alone: 8, after: 4 }
const oursMark = '>\u0001'

/** The lines of a text, with a mark in place of what is ours: a line, or a sentence in it, however a mail program broke and marked them. */
function linesWithoutOurs(text: string, ours: readonly string[]): string[] {
  const texts = ['', ...ours].map((each) => wordsOf(`${replyMark} ${each}`))
  const marks = texts.map((each) => ` ${each.join(' ')} `).join('|')
  // Nothing that does not begin with so many words of ours in their order can be ours: most of a text is passed by at once.
  const begins = new Set(texts.flatMap((each) => each.map((_, at) => each.slice(at, at + fewestOurs.after).join(' '))))
  const lines = text.split('\n').map((line) => line.split(/(?<=[.!?:]\s)/).map((said) => ({ said, words: wordsOf(said), ours: false })))
  const pieces = lines.flat()
  const said = [...pieces.keys()].filter((at) => pieces[at]!.words.length > 0)
  for (let from = 0; from < said.length; from += 1) {
    const first: string[] = []
    for (let at = from; at < said.length && first.length < fewestOurs.after; at += 1) first.push(...pieces[said[at]!]!.words.slice(0, fewestOurs.after))
    if (!begins.has(first.slice(0, fewestOurs.after).join(' '))) continue
    const run: string[] = []
    let to = from
    for (let [text, place] = [' ', 0]; to < said.length; to += 1) {
      const { words } = pieces[said[to]!]!
      const more = `${words.join(' ')} `
      // It goes on where it was found, mostly.
      if (!marks.startsWith(more, place + text.length) || !run.length) place = marks.indexOf(text + more)
      if (place < 0) break
      text += more
      run.push(...words)
    }
    if (run.length < (pieces[said[from - 1] ?? -1]?.ours ? fewestOurs.after : fewestOurs.alone)) continue
    for (const piece of pieces.slice(said[from], said[to - 1]! + 1)) piece.ours = true
    from = to - 1
  }
  return lines.flatMap((line) => {
    const rest = line.filter((piece) => !piece.ours).map((piece) => piece.said)
    if (rest.length === line.length) return [rest.join('')]
    return rest.join('').trim() && !quoted(line[0]!.said) ? [oursMark, rest.join('')] : [oursMark]
  })
}

/**
 * What somebody wrote in answer to ours: without our own text (that of `ours`, and the line to reply above), what was quoted together with it, and the lines
 * that say it is ours. What else they quote stays, and all that is theirs, above it and below.
 */
export function withoutOurs(text: string, ours: readonly string[]): string {
  const lines = linesWithoutOurs(text, ours)
  // From below upwards: of many such lines under one another each is read once.
  const heads: number[] = []
  for (let at = lines.length - 1; at >= 0; at -= 1) heads[at] = passedOn.test(lines[at]!.trim()) ? 1 + (heads[at + 1] ?? 0) : headAt(lines, at)
  const isOurs = (line: string) => line === oursMark
  // Of each line where the next head is, from below upwards.
  const nextHead: number[] = []
  for (let at = lines.length - 1, next = lines.length; at >= 0; at -= 1) {
    if (heads[at]) next = at
    nextHead[at] = next
  }
  const left: string[] = []
  for (let at = 0; at < lines.length; ) {
    const below = at + heads[at]!
    if (heads[at] && lines.slice(below, nextHead[below]).some(isOurs)) {
      at = below
      continue
    }
    let end = at
    while (end < lines.length && (quoted(lines[end]) || !lines[end]!.trim())) end += 1
    const block = lines.slice(at, Math.max(end, at + 1))
    for (const line of block.some(isOurs) ? [''] : block) left.push(line)
    at += block.length
  }
  return cleanText(left.join('\n'))
}
