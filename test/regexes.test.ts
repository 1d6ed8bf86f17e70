import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { regexesIn, regexesOfSource } from './regexes.ts'

// The checker's own build for browsers: plain JavaScript, which needs no Java and no program of a platform.
const { checkSync } = createRequire(import.meta.url)('recheck/lib/browser.js') as typeof import('recheck')

const found = regexesOfSource()
const toCheck = [...new Map(found.filter(({ says }) => !says.own).map((each) => [`/${each.source}/${each.flags}`, each])).values()]
const hundredKilobytes = 100_000
const mostMilliseconds = 3000

/** What the checker finds of a pattern that is not linear: how bad it is. */
function wrongWith(source: string, flags: string): string | undefined {
  // What is alike in both modes for how long it takes; the checker knows one. It counts steps, not time: a busy machine finds nothing else.
  const result = checkSync(source, flags.replace('v', 'u'), { timeout: null, attackTimeout: null, incubationTimeout: null })
  if (result.status === 'safe') return undefined
  return result.status === 'vulnerable' ? result.complexity.summary : `not known: ${result.error.kind}`
}

/** Long texts in which each character of the pattern is repeated, so that it almost fits at each place. */
function attacks(source: string): string[] {
  const characters = [...new Set([...source.replace(/\\u\{?[0-9a-f]+\}?|\\[wdsbpPWDSB]/gi, ' ')])].slice(0, 40)
  return [...characters, ' ', '\n', 'a', '0', 'a ', '0a', '\u0001'].map((each) => `${each.repeat(hundredKilobytes / each.length)}\u0000`)
}

test('every regular expression is linear in what others write, or says that it runs on our own words alone (H6)', () => {
  expect(toCheck.length).toBeGreaterThan(150)
  const wrong = toCheck.flatMap(({ at, source, flags }) => {
    const why = wrongWith(source, flags)
    return why ? [`${at} /${source}/${flags}: ${why}`] : []
  })
  expect(wrong).toEqual([])
})

test('what a regular expression is filled in with is said to be our own words (H6)', () => {
  expect(found.filter(({ isFilled, says }) => isFilled && !says.filled && !says.own).map(({ at }) => at)).toEqual([])
})

test('each regular expression takes 100 kB of its own characters without holding anybody up (H6)', () => {
  const slow = toCheck.flatMap(({ at, source, flags }) => {
    const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`)
    const began = performance.now()
    for (const attack of attacks(source)) attack.replace(pattern, '')
    const took = performance.now() - began
    return took > mostMilliseconds ? [`${at}: ${Math.round(took)} ms`] : []
  })
  expect(slow).toEqual([])
})

test('a regular expression that is not linear is found, however it is written', () => {
  const sources = [
    'const a = /(x+)+y/',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source
    "const part = 'x+'\nconst a = new RegExp(`(${part})+y`)",
    "const a = new RegExp('(x+)+y', 'g')",
    'const a = RegExp(String.raw`^\\s+\\s+$`)',
  ]
  for (const each of sources) {
    const [only] = regexesIn('a.ts', each)
    expect(wrongWith(only!.source, only!.flags), each).toBeDefined()
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source
  expect(regexesIn('a.ts', 'const a = (name: string) => new RegExp(`^${name}$`)')).toMatchObject([{ isFilled: true, says: { filled: false } }])
})
