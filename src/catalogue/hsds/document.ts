import { createHash } from 'node:crypto'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Json } from '../../foundation/files/json.ts'
import { cleanText } from '../../foundation/web/forms.ts'
import { sameJson } from '../same.ts'
import schema from './schema.json' with { type: 'json' }

/** What Open Referral HSDS 3.0 describes, as far as we take it. */
export const hsdsKinds = ['service', 'organization', 'taxonomy_term'] as const
export type HsdsKind = (typeof hsdsKinds)[number]

type Value = string | number | boolean | null | undefined | Value[] | { [name: string]: Value }
/** A document in HSDS: everything has an id, and more may stand in it than we know. */
export interface HsdsDocument {
  id: string
  [name: string]: Value
}

/** An id that is always the same for the same thing, for what has none of its own (a UUID of version 8, RFC 9562). */
export function idOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const validators = new Map<HsdsKind, ValidateFunction>()
/** The standard's own rules; `schema.json` is its schema without the explanations. */
function validatorOf(kind: HsdsKind): ValidateFunction {
  const had = validators.get(kind)
  if (had) return had
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  const made = ajv.compile(kind === 'service' ? schema : { definitions: schema.definitions, $ref: `#/definitions/${kind}` })
  validators.set(kind, made)
  return made
}

/** What is wrong with a document by the standard, by its place; none when it is right. */
export function wrongIn(kind: HsdsKind, document: unknown): { at: string; missing: boolean }[] {
  const validate = validatorOf(kind)
  if (validate(document)) return []
  const placeOf = ({ instancePath, keyword, params }: ErrorObject) =>
    [instancePath.slice(1), keyword === 'required' ? String(params.missingProperty) : ''].filter(Boolean).join('/')
  return validate.errors!.map((each) => ({ at: placeOf(each), missing: each.keyword === 'required' }))
}

export const text = (value: unknown): string => (typeof value === 'string' ? cleanText(value) : typeof value === 'number' ? String(value) : '')
/** As much of a text as a field holds; the whole of it stays in the document that is kept. */
export const held = (value: unknown, most: number): string => (text(value).length > most ? `${text(value).slice(0, most - 1)}…` : text(value))
/** An organisation's name as a service of ours says who offers it. */
export const providerOf = ({ name }: HsdsDocument): string => held(name, 120)

const ofTerms = ['taxonomy', 'taxonomy_detail', 'taxonomy_id', 'term_uri', 'parent_id', 'code']
const deepest = 40
const within = (value: unknown, left: number): boolean => !value || typeof value !== 'object' || (left > 0 && Object.values(value).every((each) => within(each, left - 1)))
/** Whether a document can be kept: no deeper than any real one, and without characters that a database has no place for. */
export const canBeKept = (document: unknown): boolean => within(document, deepest) && !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(document))

/** Which of the things that HSDS describes this is. */
export const kindOf = (document: object): HsdsKind => ('status' in document ? 'service' : ofTerms.some((name) => name in document) ? 'taxonomy_term' : 'organization')

/** The documents that a file holds: one, a list of them, a page of an API, or one on each line. */
export function documentsIn(json: Json): unknown[] {
  if ('lines' in json) return json.lines
  const { whole } = json
  if (Array.isArray(whole)) return whole
  const { contents } = (whole ?? {}) as { contents?: unknown }
  return Array.isArray(contents) ? contents : [whole]
}

/** What somebody's own is after what came from elsewhere went from `before` to `after`: what did not change there stays as it is here. */
export function carriedOver<Each>(own: Record<string, Each>, before: Record<string, Each>, after: Record<string, Each>): Record<string, Each> {
  const result = { ...own }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameJson(before[name], after[name])) continue
    if (after[name] === undefined) delete result[name]
    else result[name] = after[name]
  }
  return result
}
