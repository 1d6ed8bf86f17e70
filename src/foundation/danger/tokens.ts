/** One form for what people write alike: small letters without marks, one form of each Arabic letter, nothing within a word but letters and digits; what cannot be seen is not there. */
export const normal = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}ـ'’‘`´ʼ"]|(?!\s)\p{Cc}/gu, '')
    .replace(/[łıßøđæœةىۍیکء]/g, (letter) => alike[letter]!)
const alike: Record<string, string> = { ł: 'l', ı: 'i', ß: 'ss', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', ة: 'ه', ى: 'ي', ۍ: 'ي', ی: 'ي', ک: 'ك', ء: '' }

/** Ends a sentence: no expression goes across it. */
export const stop = '.'
/** A comma, a bracket, a dash: what undoes does not reach across it. */
export const pause = ','

/** More than this of one text is not read but for its end: no channel keeps more. */
const longest = 60_000
const ending = 10_000
const readable = (text: string): string => (text.length > longest + ending ? `${text.slice(0, longest)}\n\n${text.slice(-ending)}` : text)

// A line this long was broken by the program it was written in, and goes on below.
const fullLine = 50
/** The text with its lines joined where a sentence goes on. An empty line ends one always, a new one with a capital or a mark after a short line too. */
const joined = (text: string): string =>
  text
    .replaceAll('\r', '')
    .split('\n')
    .reduce((lines, line) => {
      const last = lines.at(-1)
      if (last === undefined) lines.push(line)
      else if (last && line && (last.length >= fullLine || /^[\p{Ll}\p{Lo}]/u.test(line))) lines.push(' ', line)
      else lines.push('\n', line)
      return lines
    }, [] as string[])
    .join('')

// No word that means anything is longer.
const longestWord = 60
/** The words of a text in order, with `stop` and `pause` between them. */
export function tokensOf(text: string): string[] {
  const found: string[] = []
  for (const [each] of normal(joined(readable(text))).matchAll(/[\p{L}\p{N}]+|[.!?;\n…؟。]|[,:()،–—/|]/gu)) {
    if (!/[\p{L}\p{N}]/u.test(each)) found.push(/[,:()،–—/|]/.test(each) ? pause : stop)
    else found.push(each.slice(0, longestWord))
  }
  return found
}

/** An Arabic word without what is written to it: and, with, for, the; each that can be taken off. */
function withoutArticles(token: string): string[] {
  const found: string[] = []
  for (const start of [/^[وف](?=.{3})/u, /^[بلك](?=.{3})/u, /^ال(?=.{3})/u]) {
    const rest = found.at(-1) ?? token
    if (start.test(rest)) found.push(rest.replace(start, ''))
  }
  return found
}

const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's' }
/** Digits within a word are letters. */
const lettersOf = (token: string): string => (/\p{L}/u.test(token) && /[01345]/.test(token) ? token.replace(/[01345]/g, (digit) => digits[digit]!) : token)
const heldAs = (token: string, letters: '$1$1' | '$1'): string => token.replace(/(.)\1{2,}/gu, letters)

/** The ways a word may be meant as it was typed: letters held down are one or two. */
export function formsOf(token: string): string[] {
  const plain = lettersOf(token)
  return [...new Set([token, plain, ...withoutArticles(token), heldAs(plain, '$1$1'), heldAs(plain, '$1')])]
}

/** One form of a word, however it was typed. */
export const formOf = (token: string): string => heldAs(withoutArticles(lettersOf(token)).at(-1) ?? lettersOf(token), '$1$1')
