import { z } from 'zod'
import { apiGroups, askerGroups, facts as deskFacts } from '../desk/question.ts'

/** What can be known of who asks, and what a condition can be about: who they are, where they live, and the facts that a guide writes down. The choices of each; a number or a free word has none. */
export const facts = { asker: askerGroups, municipality: undefined, ...deskFacts } as const satisfies Record<string, readonly string[] | undefined>
export type Fact = keyof typeof facts
export const factNames = Object.keys(facts) as [Fact, ...Fact[]]
/** What is known, as text; what is not in it is unknown, which is not the same as no. */
export type Known = Partial<Record<Fact, string>>

export const numericFacts = { age: { least: 12, most: 100 }, employees: { least: 0, most: 100_000 } } as const
export type NumericFact = keyof typeof numericFacts
export const isNumeric = (fact: Fact): fact is NumericFact => fact in numericFacts

/** The public API's word of each fact, which is Dutch. */
export const apiFacts = {
  doelgroep: 'asker',
  gemeente: 'municipality',
  situatie: 'situation',
  leeftijd: 'age',
  niveau: 'level',
  sector: 'sector',
  doel: 'goal',
  taal: 'language',
  beperking: 'disability',
  status: 'status',
  diploma: 'diploma',
  woont: 'lives',
  medewerkers: 'employees',
} as const satisfies Record<string, Fact>
export const apiFactOf = Object.fromEntries(Object.entries(apiFacts).map(([word, fact]) => [fact, word])) as Record<Fact, keyof typeof apiFacts>
export const groupWord = Object.fromEntries(Object.entries(apiGroups).map(([word, group]) => [group, word])) as Record<(typeof askerGroups)[number], keyof typeof apiGroups>

/** The value of a fact as people write it, or undefined for what cannot be one. */
export function readFact(fact: Fact, text: string): string | undefined {
  const value = text.trim()
  if (isNumeric(fact)) {
    const number = Number(value)
    return /^\d{1,6}$/.test(value) && number >= numericFacts[fact].least && number <= numericFacts[fact].most ? String(number) : undefined
  }
  const choices: readonly string[] | undefined = facts[fact]
  if (!choices) return value && value.length <= 60 ? value : undefined
  return choices.includes(value) ? value : undefined
}

/** The value of a fact as the API asks for it. */
function askedFact(fact: Fact): z.ZodType {
  if (isNumeric(fact)) return z.int().min(numericFacts[fact].least).max(numericFacts[fact].most)
  const choices = fact === 'asker' ? Object.keys(apiGroups) : facts[fact]
  return choices ? z.enum(choices) : z.string().max(60)
}
const { properties } = z.toJSONSchema(z.object(Object.fromEntries(Object.entries(apiFacts).map(([word, fact]) => [word, askedFact(fact)]))), { io: 'input' })

/**
 * Facts by the words of the API; a word that is none of them or a value that cannot be is said at its place.
 * It is described as what it asks for, and takes more: a number as text too, and space around a word.
 */
export const apiFactsSchema = z
  .record(z.string(), z.union([z.string().max(60), z.number()]))
  .transform((given, context): Known => {
    const known: Known = {}
    for (const [word, value] of Object.entries(given)) {
      const fact = (apiFacts as Record<string, Fact>)[word]
      const read = fact && readFact(fact, fact === 'asker' ? ((apiGroups as Record<string, string>)[String(value)] ?? '') : String(value))
      if (!read) context.addIssue({ code: 'custom', path: [word], message: fact ? 'fact.wrong' : 'fact.unknown' })
      else known[fact!] = read
    }
    return known
  })
  .meta({ description: 'Wat van de vrager bekend is.', properties, additionalProperties: false })

const bySituation: Partial<Record<string, string>> = { werkgever: 'employer', zelfstandig: 'self-employed' }
/** What follows from what is known, also where somebody says otherwise: who is an employer has the situation of one, and the other way round. */
export function follows({ asker, situation }: Known): Known {
  const group = situation && bySituation[situation]
  return { ...(group && { asker: group }), ...(asker === 'employer' && { situation: 'werkgever' }) }
}

/** What is known with what follows from it; what is said counts before what follows. */
export const implied = (known: Known): Known => ({ ...follows(known), ...known })
