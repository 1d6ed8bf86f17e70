import { jsonBounds } from './bounds.ts'
import { FileProblem } from './problem.ts'

/** Goes through a JSON text without making anything of it. @throws FileProblem when it is deeper, or holds more values, than any real one */
export function boundJson(text: string, deepest: number = jsonBounds.depth): void {
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) if (text.charCodeAt(at) === 0x5c) at += 1
        break
      case 0x5b: // [
      case 0x7b: // {
        depth += 1
        if (depth > deepest) throw new FileProblem('form.file.depth', { most: deepest })
        break
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1
        break
      case 0x2c: // ,
      case 0x0a: // a list can be one value on each line
        values += 1
        if (values > jsonBounds.values) throw new FileProblem('form.file.values', { most: jsonBounds.values })
    }
  }
}

/** A value without what lies deeper in it than in any real one: of many values in a file one may be wrong, and is then still too deep to be kept. */
function cut(value: unknown, left: number = jsonBounds.depth): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (left === 0) return null
  for (const [name, each] of Object.entries(value)) if (typeof each === 'object') (value as Record<string, unknown>)[name] = cut(each, left - 1)
  return value
}

/** One value, or one on each line. */
export type Json = { whole: unknown } | { lines: unknown[] }

/** What stands in a JSON text, or in one with a value on each line; undefined for what is no JSON. @throws FileProblem when it is over a bound */
export function readJson(content: Uint8Array): Json | undefined {
  const text = Buffer.from(content)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  boundJson(text, jsonBounds.deepest)
  try {
    return { whole: cut(JSON.parse(text)) }
  } catch {
    try {
      return { lines: text.split('\n').flatMap((line): unknown[] => (line.trim() ? [cut(JSON.parse(line))] : [])) }
    } catch {
      return undefined
    }
  }
}
