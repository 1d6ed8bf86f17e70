import { z } from 'zod'
import type { Language, Say } from '../../foundation/i18n/i18n.ts'
import { formsIn } from '../../foundation/ui/fields.ts'
import { cleanText } from '../../foundation/web/forms.ts'
import type { FieldProblem } from '../../foundation/web/problem.ts'
import { type Condition, type Use, uses } from '../conditions.ts'
import { type Fact, factNames, facts, isNumeric, type NumericFact } from '../facts.ts'
import { fieldsFor } from '../public/forms.ts'
import { type Service, serviceSchema } from '../service.ts'
import type { Choices } from '../choices.ts'
import { type CatalogueKey, say } from '../words.ts'

/** The texts of a service in each language, and the most each holds; the first two must be there in Dutch. */
export const toldFields = ['name', 'summary', 'aim', 'eligibility', 'location', 'apply', 'cost', 'payer', 'duration', 'intensity', 'waiting', 'method', 'approach'] as const
export const lineFields = ['provider', 'partners', 'scheme', 'legalBase', 'phone', 'email', 'url', 'validFrom', 'validUntil', 'source', 'staffContact', 'agreements'] as const
export const longFields: readonly string[] = ['summary', 'aim', 'eligibility', 'apply', 'method', 'approach', 'agreements', 'staffContact']

type Told = (typeof toldFields)[number]
const ends = ['from', 'until'] as const
type End = (typeof ends)[number]
type ConditionField = `if-${Fact}-${Use}` | `if-${NumericFact}-${Use}-${End}`
/** What of a condition is in fields: `if-situation-required`, or from and until of a number. */
export const conditionField = (fact: string, use: Use, end?: End) => `if-${fact}-${use}${end ? `-${end}` : ''}` as ConditionField
const conditionFields = factNames.flatMap((fact) => uses.flatMap((use) => (isNumeric(fact) ? ends.map((end) => conditionField(fact, use, end)) : [conditionField(fact, use)])))
const chosenFields = ['topic', 'topics', 'form', 'destination', 'answer', 'reach', 'municipalities', 'walkInPoints', 'example'] as const
const [inDutch, inEnglish] = [toldFields.map((name) => `${name}-nl` as const), toldFields.map((name) => `${name}-en` as const)]

const describing = [...inDutch, ...inEnglish, ...lineFields, ...conditionFields, ...chosenFields, 'asked', 'links', 'languages'] as const

type Key = CatalogueKey | `english:${Told}`
const saying =
  (language: Language): Say<Key> =>
  (key, values) => {
    const told = key.startsWith('english:') && (key.slice(8) as Told)
    return told ? say[language]('edit.in-english', { field: say[language](`edit.${told}`) }) : say[language](key as CatalogueKey, values)
  }
/** Writing a service. What describes it is read by `readService`, which knows what there is to choose; lists of services are read by it too. */
export const editForm = formsIn({ nl: saying('nl'), en: saying('en') })(
  z.object({
    ...fieldsFor(describing, () => z.unknown().optional()),
    ready: z.enum(['draft', 'review', 'published']).catch('draft'),
    seen: z.coerce.number().int().min(0).catch(0),
    organisation: z
      .union([z.uuid(), z.literal('')])
      .optional()
      .catch(undefined),
  }),
  {
    ...fieldsFor(inDutch, (name) => ({ label: `edit.${name.slice(0, -3) as Told}` as const })),
    ...fieldsFor(inEnglish, (name) => ({ label: `english:${name.slice(0, -3) as Told}` as const })),
    ...fieldsFor([...lineFields, ...chosenFields], (name) => ({ label: `edit.${name}` as const })),
    asked: { label: 'service.asked', hint: 'edit.asked.hint' },
    links: { label: 'service.links', hint: 'edit.links.hint' },
    languages: { label: 'service.languages', hint: 'edit.languages.hint' },
    organisation: { label: 'edit.owner' },
  },
)
export type EditFields = ReturnType<typeof editForm.in>

type Body = Record<string, unknown>
const textOf = (body: Body, name: string): string | undefined => (typeof body[name] === 'string' && cleanText(body[name])) || undefined
const several = (body: Body, name: string): string[] => {
  const value = body[name]
  return (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]).filter((each): each is string => typeof each === 'string')
}
const lines = (body: Body, name: string, by: RegExp) =>
  (textOf(body, name) ?? '')
    .split(by)
    .map((each) => each.trim())
    .filter(Boolean)

function conditionsFrom(body: Body): unknown[] {
  return factNames.flatMap((fact) =>
    uses.flatMap((use): unknown[] => {
      if (isNumeric(fact)) {
        const [from, until] = ends.map((end) => textOf(body, conditionField(fact, use, end)))
        return from || until ? [{ fact, use, ...(from && { from: Number(from) }), ...(until && { until: Number(until) }) }] : []
      }
      const name = conditionField(fact, use)
      const values = facts[fact] || fact === 'municipality' ? several(body, name) : lines(body, name, /[,;\n]/)
      return values.length ? [{ fact, use, values }] : []
    }),
  )
}

/** A form as the document it describes, not yet checked. */
function documentFrom(body: Body): Body {
  const told = toldFields.map((name) => {
    const [nl, en] = [textOf(body, `${name}-nl`), textOf(body, `${name}-en`)]
    return [name, nl || en ? { nl, ...(en && { en }) } : undefined]
  })
  const [main, others] = [textOf(body, 'topic'), several(body, 'topics')]
  return {
    ...Object.fromEntries([...told, ...lineFields.map((name) => [name, textOf(body, name)])].filter(([, value]) => value !== undefined)),
    topics: [...new Set([...(main ? [main] : []), ...others])],
    form: several(body, 'form'),
    destination: textOf(body, 'destination'),
    ...(textOf(body, 'answer') && { answer: textOf(body, 'answer') }),
    where: { reach: textOf(body, 'reach'), municipalities: several(body, 'municipalities'), walkInPoints: several(body, 'walkInPoints') },
    conditions: conditionsFrom(body),
    asked: lines(body, 'asked', /\n/),
    links: lines(body, 'links', /\s+/),
    languages: lines(body, 'languages', /[,;\s]+/).map((each) => each.toLowerCase()),
    example: body.example === 'ja',
  }
}

/** Which field of the form a problem of the document is at. */
function fieldOf(path: readonly PropertyKey[], conditions: readonly { fact?: string; use?: Use }[]): string {
  const [first, second] = path.map(String)
  if (first === 'conditions') {
    // Of one condition by its place, of all on a fact by its name.
    const one = conditions[Number(second)]
    const fact = one?.fact ?? second ?? ''
    return conditionField(fact, one?.use ?? 'required', isNumeric(fact as 'age') ? 'from' : undefined)
  }
  if (first === 'topics') return 'topic'
  if (first === 'where') return second ?? ''
  if (toldFields.includes(first as 'name')) return `${first}-${second === 'en' ? 'en' : 'nl'}`
  return first ?? ''
}

/** What a problem is called: those of conditions and dates have words of their own, the others are said by their kind. */
function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  if (issue.code === 'custom') return { key: issue.message }
  if (issue.code === 'too_big') return { key: issue.origin === 'string' ? 'edit.too-long' : 'edit.too-many', values: { most: Number(issue.maximum) } }
  if (issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input === undefined)) return { key: 'edit.empty' }
  return { key: issue.code === 'invalid_value' ? 'edit.choose' : 'edit.wrong' }
}

/** The service that a form describes, or all that is wrong with it by field; what it is about, where it leads and where it is must be some that there are. */
export function readService(
  body: Body,
  { vocabulary: { topics, destinations }, municipalities, walkInPoints }: Choices,
): { service: Service } | { errors: Record<string, FieldProblem> } {
  const document = documentFrom(body)
  const parsed = serviceSchema.safeParse(document)
  const errors: Record<string, FieldProblem> = {}
  if ((document.topics as string[]).some((each) => !topics.some(({ code }) => code === each))) errors.topic = { key: 'edit.choose' }
  if (document.destination && !destinations.some(({ code }) => code === document.destination)) errors.destination = { key: 'edit.choose' }
  const { where } = document as Pick<Service, 'where'>
  if (where.municipalities.some((each) => !municipalities.includes(each))) errors.municipalities = { key: 'edit.choose' }
  if (where.walkInPoints.some((each) => !walkInPoints.has(each))) errors.walkInPoints = { key: 'edit.choose' }
  for (const issue of parsed.error?.issues ?? []) errors[fieldOf(issue.path, document.conditions as Condition[])] ??= problemOf(issue)
  return parsed.success && !Object.keys(errors).length ? { service: parsed.data } : { errors }
}

/** A service as the values of its form. */
export function valuesFrom(service: Service): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of toldFields) for (const language of ['nl', 'en'] as const) values[`${name}-${language}`] = service[name]?.[language] ?? ''
  for (const name of lineFields) values[name] = service[name] ?? ''
  for (const { fact, use, values: chosen, from, until } of service.conditions) {
    if (chosen) values[conditionField(fact, use)] = [values[conditionField(fact, use)], chosen.join(',')].filter(Boolean).join(',')
    if (from !== undefined) values[conditionField(fact, use, 'from')] = String(from)
    if (until !== undefined) values[conditionField(fact, use, 'until')] = String(until)
  }
  return {
    ...values,
    topic: service.topics[0] ?? '',
    topics: service.topics.slice(1).join(),
    form: service.form.join(),
    destination: service.destination,
    answer: service.answer ?? '',
    reach: service.where.reach,
    municipalities: service.where.municipalities.join(),
    walkInPoints: service.where.walkInPoints.join(),
    asked: service.asked.join('\n'),
    links: service.links.join('\n'),
    languages: service.languages.join(', '),
    example: service.example ? 'ja' : '',
  }
}
