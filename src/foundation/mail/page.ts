import { convert } from 'html-to-text'
import { Tokenizer } from 'htmlparser2'
import { headAt } from './quotes.ts'

// What needs no end, and what ends by itself where the next begins: of these many in a row are not within each other.
const flat = new Set('area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option optgroup'.split(' '))
const lineEnds = new Set('br p div li tr table h1 h2 h3 h4 h5 h6 blockquote ul ol dl dt dd hr'.split(' '))
/** No mail that people write is deeper. */
const deepest = 300
/** A quote within a quote is marked as often as it is deep: so much is that together. */
const mostMarked = 20_000_000

/** The words of a page without its tags, in one pass, and how deep its tags go. */
function bare(html: string): { text: string; depth: number; quotes: number } {
  const parts: string[] = []
  const [now, most] = [
    { all: 0, blockquote: 0 },
    { all: 0, blockquote: 0 },
  ]
  let hidden = ''
  const say = (text: string) => {
    if (!hidden) parts.push(text)
  }
  const nothing = () => {}
  const walk = (name: string, step: 1 | -1) => {
    if (lineEnds.has(name)) say('\n')
    if (name === 'script' || name === 'style' || name === 'title') hidden = step === 1 ? name : ''
    if (flat.has(name)) return
    now.all = Math.max(0, now.all + step)
    most.all = Math.max(most.all, now.all)
    if (name !== 'blockquote') return
    now.blockquote = Math.max(0, now.blockquote + step)
    most.blockquote = Math.max(most.blockquote, now.blockquote)
  }
  const nameAt = (from: number, to: number) => html.slice(from, to).toLowerCase()
  const tokens = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (from, to) => say(html.slice(from, to)),
      ontextentity: (code) => say(String.fromCodePoint(code)),
      onopentagname: (from, to) => walk(nameAt(from, to), 1),
      onclosetag: (from, to) => walk(nameAt(from, to), -1),
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  )
  tokens.write(html)
  tokens.end()
  const text = parts
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?:\n ?){3,}/g, '\n\n')
  return { text, depth: most.all, quotes: most.blockquote }
}

const indent = '\u0001'
/** Marks as quoted what is indented below a line that says who wrote it: people indent their own words too. */
function markQuoted(text: string): string {
  const lines = text.split('\n')
  let above: string[] = []
  let isQuote = false
  return lines
    .map((line, at) => {
      const begins = line.startsWith(indent) && !lines[at - 1]?.startsWith(indent)
      // Where a block begins it is decided for all of it.
      if (begins) isQuote = above.some((_, from) => headAt(above, from) === above.length - from)
      if (line.trim()) above = [...above.slice(-5), line]
      return line.replaceAll(indent, isQuote ? '> ' : '')
    })
    .join('\n')
}

// Pictures elsewhere are not asked for and not named: looking at them would tell their sender.
const laidOut = (html: string) =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ],
    formatters: {
      blockquote: (element, walk, builder) => {
        const { type = '', class: classes = '' } = element.attribs ?? {}
        const mark = type === 'cite' || /gmail_quote|yahoo_quoted|moz-cite/.test(classes) ? '> ' : indent
        builder.openBlock({ leadingLineBreaks: 2 })
        walk(element.children, builder)
        builder.closeBlock({ trailingLineBreaks: 2, blockTransform: (said) => said.replace(/^/gm, mark) })
      },
    },
  })

/** A page as text, laid out and with its quotes marked; of one that nests beyond measure, its words. */
export function textOfPage(html: string): string {
  const { text, depth, quotes } = bare(html)
  if (depth > deepest || quotes * html.length > mostMarked) return text
  try {
    return markQuoted(laidOut(html))
  } catch (error) {
    // Too deep in another way than was counted.
    if (error instanceof RangeError) return text
    throw error
  }
}
