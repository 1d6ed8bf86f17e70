import type { Choices } from '../choices.ts'
import { columnsOf } from '../sheet/columns.ts'
import { serviceForms } from '../service.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { say } from '../words.ts'
import { type HsdsDocument, idOf } from './document.ts'

/** What a service of ours says that HSDS has no place for, as terms: a topic, a destination and a form by themselves, the other fields with a value. */
export const taxonomyNames = ['topic', 'destination', 'form', 'field'] as const
export type TaxonomyName = (typeof taxonomyNames)[number]

const taxonomyId = (name: TaxonomyName) => idOf('taxonomy', name)
export const termId = (name: TaxonomyName, code: string) => idOf('term', name, code)

export const taxonomyOf = (name: TaxonomyName) => ({ id: taxonomyId(name), name: say.nl(`hsds.${name}`), description: say.nl(`hsds.${name}.what`) })

/** Fields that HSDS has a place for, and those that are for colleagues: neither is a term. */
const placed = new Set([
  'key',
  'name-nl',
  'summary-nl',
  'apply-nl',
  'cost-nl',
  'waiting-nl',
  'payer-nl',
  'provider',
  'scheme',
  'phone',
  'email',
  'url',
  'languages',
  'topic',
  'topics',
  'destination',
  'form',
  'if-age-required-from',
  'if-age-required-until',
  'staffContact',
  'agreements',
])
export const isTerm = (field: string) => !placed.has(field)

export interface Term extends HsdsDocument {
  code: string
  name: string
  taxonomy: string
}

const made = new WeakMap<Vocabulary, ReadonlyMap<string, Term>>()
/** Every term that a region's services can have, by its kind and its code; made once for a vocabulary, on which alone they depend. */
export function termsOf(choices: Choices): ReadonlyMap<string, Term> {
  const terms = made.get(choices.vocabulary) ?? makeTerms(choices)
  made.set(choices.vocabulary, terms)
  return terms
}

function makeTerms(choices: Choices): ReadonlyMap<string, Term> {
  const { topics, destinations } = choices.vocabulary
  const named = (list: readonly { code: string; name: { nl: string } }[]) => list.map(({ code, name }) => [code, name.nl] as const)
  const codes: Record<TaxonomyName, (readonly [string, string])[]> = {
    topic: named(topics),
    destination: named(destinations),
    form: serviceForms.map((code) => [code, say.nl(`form.${code}`)]),
    field: [...columnsOf(choices).filter(({ field }) => isTerm(field)), { field: 'example', head: say.nl('edit.example') }].map(({ field, head }) => [field, head]),
  }
  return new Map(
    taxonomyNames.flatMap((taxonomy) =>
      codes[taxonomy].map(([code, name]): [string, Term] => {
        const detail = taxonomyOf(taxonomy)
        return [
          `${taxonomy}/${code}`,
          {
            id: termId(taxonomy, code),
            code,
            name,
            description: `${detail.name}: ${name}`,
            taxonomy: detail.name,
            taxonomy_detail: detail,
            language: 'nl',
            taxonomy_id: detail.id,
          },
        ]
      }),
    ),
  )
}
