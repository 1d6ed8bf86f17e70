import { findNodeAtLocation, getNodeValue, type JSONPath, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { z } from 'zod'
import { boundJson } from '../../foundation/files/json.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import { type Setup, setupSchema } from '../network.ts'

export interface Mistake {
  /** The line of the text, where that is known. */
  line?: number
  /** Where in the document, in words: the list, which one, and which field. */
  where: string
  message: string
}

/** Mistakes that are at no field of a form, as problems that wait with it. */
export const mistakeErrors = (mistakes: readonly Mistake[]): Filled['errors'] =>
  Object.fromEntries(
    mistakes
      .slice(0, mostMistakes)
      .map(({ line, where, message }, nth) => [`${mistake}${nth}`, { key: 'setup.mistakes', values: { ...(line !== undefined && { line }), where, message } }]),
  )
const mistake = 'document.'
const mostMistakes = 50
/** Those mistakes again, and the problems that are at fields. */
export function mistakesIn(errors: Filled['errors']): { mistakes: Mistake[]; errors: Filled['errors'] } {
  const all = Object.entries(errors)
  return {
    mistakes: all.flatMap(([name, { values }]) => (name.startsWith(mistake) ? [values as unknown as Mistake] : [])),
    errors: Object.fromEntries(all.filter(([name]) => !name.startsWith(mistake))),
  }
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** The line on which a place in the document stands; of what is missing, the line of what it is missing from. */
function lineOf(text: string, tree: Node | undefined, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; tree && length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length) as JSONPath)
    if (node) return lineAt(text, node.offset)
  }
  return undefined
}

const nameAt = (document: unknown, path: readonly PropertyKey[]): string | undefined => {
  let here = document
  for (const step of path) here = (here as Record<PropertyKey, unknown> | undefined)?.[step]
  const { name, slug } = (here ?? {}) as { name?: unknown; slug?: unknown }
  return typeof name === 'string' ? name : typeof slug === 'string' ? slug : undefined
}

/** The text as a tree, or where it goes wrong first. Brackets within brackets without end are no document either. */
function treeOf(text: string): { tree?: Node; wrong?: ParseError } {
  const wrong: ParseError[] = []
  try {
    return { tree: parseTree(text, wrong, { disallowComments: true }), wrong: wrong[0] }
  } catch (error) {
    if (error instanceof RangeError) return {}
    throw error
  }
}

export type ReadSetup = { setup: Setup } | { mistakes: Mistake[] }

const inDutch = z.locales.nl().localeError

/** Reads a set-up as somebody gave it, on a thread of its own; every mistake is named with its line and its place, and then there is no document. */
export function readDocument(text: string): ReadSetup {
  boundJson(text)
  const { tree, wrong } = treeOf(text)
  if (wrong || !tree) return { mistakes: [{ line: wrong && lineAt(text, wrong.offset), where: '', message: 'dit is geen JSON' }] }
  const given: unknown = getNodeValue(tree)
  const read = setupSchema.safeParse(given, { error: inDutch })
  if (read.success) return { setup: read.data }
  return {
    mistakes: read.error.issues.slice(0, mostMistakes).map(({ path, message }) => {
      const item = path.slice(0, 2)
      const name = typeof path[1] === 'number' ? nameAt(given, item) : undefined
      const words = [String(path[0] ?? ''), typeof path[1] === 'number' ? `${path[1] + 1}${name ? ` (${name})` : ''}` : String(path[1] ?? ''), ...path.slice(2).map(String)]
      return { line: lineOf(text, tree, path), where: words.filter(Boolean).join(' '), message }
    }),
  }
}
