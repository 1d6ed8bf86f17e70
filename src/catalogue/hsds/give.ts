import type { Network } from '../../network/current.ts'
import type { Choices } from '../choices.ts'
import type { Listed } from '../current.ts'
import { sayConditions } from '../signpost/reasons.ts'
import { valuesFrom } from '../work/form.ts'
import type { StoredDocument } from './store.ts'
import { carriedOver, type HsdsDocument, idOf } from './document.ts'
import { isTerm, type Term, type TaxonomyName, termsOf } from './fields.ts'

/** What is needed to say a region's services in HSDS. */
export interface Giving {
  network: Network
  choices: Choices
  /** The region's name, for who is served where no municipality is named. */
  regionName: string
  /** The address of a service's page. */
  page: (slug: string) => string
  terms: ReadonlyMap<string, Term>
}
export const givingOf = (given: Omit<Giving, 'terms'>): Giving => ({ ...given, terms: termsOf(given.choices) })

/** Whose a service is: an organisation of the network, else whoever is named. */
export function organizationOf({ organisation, service }: Pick<Listed, 'organisation' | 'service'>, network: Network): HsdsDocument {
  const own = organisation ? network.organisations.get(organisation) : undefined
  const named = own?.name === service.provider ? own : undefined
  return { id: named?.id ?? idOf('organization', network.setup.region_id, service.provider), name: service.provider, description: service.provider }
}

function areasOf({ id, service: { where } }: Listed, regionName: string): HsdsDocument[] {
  const names = where.municipalities.length ? where.municipalities : where.reach === 'national' ? ['Nederland'] : where.reach === 'online' ? [] : [regionName]
  return names.map((name) => ({ id: idOf(id, 'area', name), name }))
}

const pointsOf = ({ id, service }: Listed, { network, regionName }: Giving): HsdsDocument[] =>
  network.walkInPoints
    .filter(({ slug }) => service.where.walkInPoints.includes(slug))
    .map((point) => ({
      id: idOf(id, 'at', point.id),
      location: {
        id: point.id,
        location_type: 'physical',
        name: point.name,
        latitude: point.latitude,
        longitude: point.longitude,
        addresses: [
          {
            id: idOf(point.id, 'address'),
            address_1: point.address,
            city: point.place,
            state_province: regionName,
            postal_code: point.postcode,
            country: 'NL',
            address_type: 'physical',
          },
        ],
      },
    }))

/** What HSDS has no place for, each as a term of ours. */
function attributesOf({ id, service }: Listed, terms: Giving['terms']): HsdsDocument[] {
  const values = valuesFrom(service)
  const term = (taxonomy: TaxonomyName, code: string, value?: string): HsdsDocument[] => {
    const found = terms.get(`${taxonomy}/${code}`)
    return found ? [{ id: idOf(id, taxonomy, code), link_entity: 'service', ...(value && { value }), taxonomy_term: found }] : []
  }
  return [
    ...service.topics.flatMap((each) => term('topic', each)),
    ...term('destination', service.destination),
    ...service.form.flatMap((each) => term('form', each)),
    ...Object.entries(values).flatMap(([field, value]) => (value && isTerm(field) ? term('field', field, value) : [])),
  ]
}

const languageNames = new Intl.DisplayNames(['nl'], { type: 'language' })
const given = <Each>(list: Each[]): Each[] | undefined => (list.length ? list : undefined)

/** A service of ours in HSDS, with everything that is for everybody. */
export function hsdsOf(listed: Listed, giving: Giving): HsdsDocument {
  const { id, slug, service, confirmedAt } = listed
  const age = service.conditions.find(({ fact, use }) => fact === 'age' && use === 'required')
  const document: HsdsDocument = {
    id,
    name: service.name.nl,
    description: service.summary.nl,
    url: service.url ?? giving.page(slug),
    email: service.email,
    status: 'active',
    application_process: service.apply?.nl,
    fees_description: service.cost?.nl,
    wait_time: service.waiting?.nl,
    eligibility_description:
      service.eligibility?.nl ??
      (sayConditions('nl', service.conditions)
        .map((each) => `${each}.`)
        .join(' ') ||
        undefined),
    minimum_age: age?.from,
    maximum_age: age?.until,
    assured_date: confirmedAt?.toISOString().slice(0, 10),
    last_modified: confirmedAt?.toISOString(),
    phones: service.phone ? [{ id: idOf(id, 'phone'), number: service.phone }] : undefined,
    service_areas: given(areasOf(listed, giving.regionName)),
    service_at_locations: given(pointsOf(listed, giving)),
    languages: service.languages.map((code) => ({ id: idOf(id, 'language', code), code, name: languageNames.of(code) })),
    organization: organizationOf(listed, giving.network),
    funding: service.payer && [{ id: idOf(id, 'funding'), source: service.payer.nl }],
    program: service.scheme ? { id: idOf('program', service.scheme), name: service.scheme, description: service.scheme } : undefined,
    attributes: attributesOf(listed, giving.terms),
  }
  return JSON.parse(JSON.stringify(document))
}

/** A service in HSDS as it is given on: as it came in from elsewhere, with what was changed here since. */
export function givenOn(listed: Listed, stored: StoredDocument | undefined, giving: Giving): HsdsDocument {
  const now = hsdsOf(listed, giving)
  if (!stored?.understood) return now
  const seen = listed.confirmedAt && listed.confirmedAt <= stored.at ? listed.confirmedAt : stored.at
  const before = hsdsOf({ ...listed, service: stored.understood, confirmedAt: seen }, giving)
  const result = carriedOver(stored.document, before, now) as HsdsDocument
  const [had, own] = [stored.document.attributes, result.attributes]
  // Others' terms stay beside ours.
  return Array.isArray(had) && own !== had ? { ...result, attributes: [...had, ...(Array.isArray(own) ? own : [])] } : result
}

/** Without what there are several of, as in a list. */
export const brief = (document: HsdsDocument): HsdsDocument =>
  Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) =>
      Array.isArray(value) ? [] : [[name, value && typeof value === 'object' && 'id' in value ? brief(value as HsdsDocument) : value]],
    ),
  ) as HsdsDocument
