import { inTurn } from '../../foundation/inturn.ts'
import { numericFacts } from '../facts.ts'
import { type Service, serviceSchema } from '../service.ts'
import { guessed } from '../signpost/guess.ts'
import type { Signpost } from '../signpost/signpost.ts'
import type { ImportedDocument, ServiceRow } from '../store.ts'
import { bodyOf, columnsOf } from '../sheet/columns.ts'
import { type Checked, sameService } from '../sheet/read.ts'
import { sameJson } from '../same.ts'
import { readService, valuesFrom } from '../work/form.ts'
import { canBeKept, carriedOver, held, type HsdsDocument, kindOf, providerOf, text, wrongIn } from './document.ts'
import { isTerm, taxonomyNames, termId } from './fields.ts'
import { type Giving, hsdsOf } from './give.ts'
import type { StoredDocument } from './store.ts'

type Values = Record<string, string>
/** What the standard takes and we would not is left in the document that is kept. */
const ifFits = (name: 'email' | 'url', value: unknown): string => (serviceSchema.shape[name].safeParse(text(value)).success ? text(value) : '')
const list = (value: unknown): HsdsDocument[] => (Array.isArray(value) ? (value as HsdsDocument[]) : [])
const named = (value: unknown): string => text((value as HsdsDocument | undefined)?.name)

function agesOf({ minimum_age, maximum_age }: HsdsDocument): Values {
  const { least, most } = numericFacts.age
  const within = (value: unknown) => Number.isInteger(value) && Number(value) > least && Number(value) < most
  if (Number(minimum_age) > Number(maximum_age)) return {}
  return { ...(within(minimum_age) && { 'if-age-required-from': text(minimum_age) }), ...(within(maximum_age) && { 'if-age-required-until': text(maximum_age) }) }
}

/** What is said in terms of ours, by field; a term is known by its id, whoever gave it. */
function ownFields(attributes: readonly HsdsDocument[]): Values {
  const values: Values = {}
  const topics: string[] = []
  const forms: string[] = []
  for (const { value, taxonomy_term } of attributes) {
    const { id, code } = (taxonomy_term ?? {}) as HsdsDocument
    const name = taxonomyNames.find((each) => id === termId(each, text(code)))
    if (name === 'topic') topics.push(text(code))
    else if (name === 'form') forms.push(text(code))
    else if (name === 'destination') values.destination = text(code)
    else if (name === 'field' && isTerm(text(code))) values[text(code)] = text(value)
  }
  return {
    ...values,
    ...(topics.length && { topic: topics[0]!, topics: topics.slice(1).join() }),
    ...(forms.length && { form: forms.join() }),
  }
}

/** A service in HSDS as the fields of the form, as far as it says them. */
export function fieldsOf(document: HsdsDocument, municipalities: readonly string[]): Values {
  const areas = list(document.service_areas).map(named)
  const ours = municipalities.filter((each) => areas.includes(each))
  const number = text(list(document.phones)[0]?.number).replace(/^"|"$/g, '')
  const own = ownFields(list(document.attributes))
  const values: Values = {
    'name-nl': held(document.name, 120),
    'summary-nl': held(document.description ?? document.name, 1000),
    'apply-nl': held(document.application_process, 1000),
    // Ours says its conditions one by one.
    'eligibility-nl': own.topic ? '' : held(document.eligibility_description, 2000),
    'cost-nl': held(document.fees_description ?? document.fees, 300),
    'waiting-nl': held(document.wait_time, 200),
    'payer-nl': held(list(document.funding)[0]?.source, 300),
    provider: providerOf((document.organization as HsdsDocument | undefined) ?? document),
    scheme: held(named(document.program), 200),
    phone: held(number, 40),
    email: ifFits('email', document.email),
    url: ifFits('url', document.url),
    languages: list(document.languages)
      .map(({ code }) => text(code).toLowerCase())
      .filter((code) => /^[a-z]{2,3}$/.test(code))
      .join(', '),
    ...agesOf(document),
    ...(ours.length && { reach: 'municipalities', municipalities: ours.join() }),
    ...own,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value))
}

const isOne = (value: unknown): value is HsdsDocument => Boolean(value) && typeof value === 'object' && !Array.isArray(value)
/** A document of a list says nothing of what there are several of, in itself or in whose it is: that stays as it was said before. */
function wholeOf(document: HsdsDocument, earlier: HsdsDocument | undefined): HsdsDocument {
  if (!earlier || earlier.id !== document.id || Object.values(document).some(Array.isArray)) return document
  const [several, ones] = [Object.entries(earlier).filter(([, value]) => Array.isArray(value)), Object.entries(document).filter(([, value]) => isOne(value))]
  const parts = ones.map(([name, value]) => [name, isOne(earlier[name]) ? wholeOf(value as HsdsDocument, earlier[name]) : value])
  return { ...Object.fromEntries(several), ...document, ...Object.fromEntries(parts) }
}

export interface TakenHsds extends Checked {
  /** What is kept as it came. */
  documents: ImportedDocument[]
  /** How many there are that are not offered at the moment, and that we do not have. */
  gone: number
}

export interface Taking {
  signpost: Signpost
  giving: Giving
  services: readonly ServiceRow[]
  stored: readonly StoredDocument[]
}

/**
 * Checks documents in HSDS against what there is, as a sheet is: what is wrong by document and place, what is new, what changes, what stays as it is, and
 * what leaves the site. Of a service that we have, only what changed at its source changes here.
 */
export async function checkDocuments(given: readonly unknown[], { signpost, giving, services, stored }: Taking): Promise<TakenHsds> {
  const { choices } = giving
  const taken: TakenHsds = { problems: [], added: [], changed: [], same: 0, documents: [], gone: 0 }
  const columns = columnsOf(choices)
  const byId = new Map(services.map((each) => [each.id, each]))
  const before = new Map(stored.map((each) => [`${each.kind} ${each.id}`, each]))
  const met = new Map<string, number>()
  const wrong = (row: number, column: string, key: string, values?: Record<string, number>): void => {
    taken.problems.push({ row, column, problem: { key, values } })
  }

  function keep(kind: ImportedDocument['kind'], document: HsdsDocument, understood?: Service): void {
    const had = before.get(`${kind} ${document.id.toLowerCase()}`)
    if (had && sameJson(had.document, document) && sameJson(had.understood ?? undefined, understood)) return
    taken.documents.push({ kind, document, understood })
  }

  function service(row: number, given: HsdsDocument): void {
    const id = given.id.toLowerCase()
    const { document: heard, understood: read } = before.get(`service ${id}`) ?? {}
    const document = wholeOf(given, heard)
    const had = byId.get(id)
    if (document.status !== 'active') {
      if (had?.state === 'published') taken.changed.push({ slug: had.slug, seen: had.version, document: had.document!, withdraws: true })
      else taken.gone++
      return
    }
    const ours = had?.document ?? undefined
    // Its source says nothing new.
    if (had?.state === 'published' && heard && sameJson(heard, document)) {
      taken.same++
      return
    }
    const earlier = heard ?? (had && ours ? hsdsOf({ id, slug: had.slug, service: ours, organisation: had.organisation_id, confirmedAt: had.confirmed_at }, giving) : undefined)
    const said = fieldsOf(document, choices.municipalities)
    // What the document says by itself, as it was read before where it was, and that laid over what we have.
    const alone =
      heard && read
        ? carriedOver(valuesFrom(read), fieldsOf(heard, choices.municipalities), said)
        : { reach: 'region', languages: 'nl', ...guessed(signpost, choices.vocabulary, `${text(document.name)}. ${text(document.description)}`), ...said }
    const together = ours && carriedOver(valuesFrom(ours), earlier ? fieldsOf(earlier, choices.municipalities) : {}, said)
    const understood = readService(bodyOf(columns, alone), choices)
    const result = together ? readService(bodyOf(columns, together), choices) : understood
    if ('errors' in result) {
      for (const [field, problem] of Object.entries(result.errors)) taken.problems.push({ row, column: columns.find((each) => each.field === field)?.head ?? field, problem })
      return
    }
    if (ours && had!.state === 'published' && sameService(ours, result.service)) taken.same++
    else if (had) taken.changed.push({ slug: had.slug, seen: had.version, document: result.service })
    else taken.added.push({ id, document: result.service })
    keep('service', document, 'service' in understood ? understood.service : result.service)
    // Who offers it is kept too, unless more is known of them.
    const provider = document.organization as HsdsDocument | undefined
    const key = `organization ${provider?.id.toLowerCase()}`
    if (provider && !before.has(key) && !met.has(key)) {
      met.set(key, row)
      keep('organization', provider)
    }
  }

  function one(row: number, document: unknown, provider?: HsdsDocument): void {
    if (!document || typeof document !== 'object' || Array.isArray(document) || !canBeKept(document)) {
      wrong(row, '', 'hsds.none')
      return
    }
    const kind = kindOf(document)
    const mistakes = wrongIn(kind, document)
    for (const { at, missing } of mistakes) wrong(row, at, missing ? 'edit.empty' : 'edit.wrong')
    if (mistakes.length) return
    const { id, ...rest } = document as HsdsDocument
    const key = `${kind} ${id.toLowerCase()}`
    if (met.has(key)) {
      wrong(row, 'id', 'sheet.twice', { row: met.get(key)! })
      return
    }
    met.set(key, row)
    if (kind === 'service') {
      service(row, { id, ...rest, ...(provider && !rest.organization && { organization: provider }) })
      return
    }
    const { services: offered, ...own } = rest
    keep(kind, { id, ...own })
    if (kind === 'organization') for (const each of list(offered)) one(row, each, { id, ...own })
  }

  await inTurn(given, (document, at) => one(at + 1, document))
  return taken
}
