import { lastDayOf, type Network, worksHere } from '../current.ts'
import type { Setup } from '../network.ts'
import { regionOfId } from '../geography.ts'

/** The set-up as it is now, as the one document it can be made from again: without secrets, and without those who left. */
export function documentOf({ setup, organisations, walkInPoints, doors, sharing, staff }: Network, now: Date): Setup {
  const slugOf = (id: string | null) => (id ? organisations.get(id)?.slug : undefined)
  const pointOf = (id: string | null) => walkInPoints.find((each) => each.id === id)?.slug
  const without = <Row extends object>(row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row
  return without({
    region: regionOfId(setup.region_id).slug,
    open: setup.open,
    name: setup.name ?? undefined,
    style: setup.style,
    home: setup.home,
    subregions: setup.subregions,
    lists: setup.lists,
    phone: setup.phone,
    email: setup.email,
    norms: { firstResponseDays: setup.first_response_days, answerDays: setup.answer_days },
    organisations: [...organisations.values()].map((each) =>
      without({
        slug: each.slug,
        name: each.name,
        kind: each.kind,
        municipality: each.municipality ?? undefined,
        hostedBy: slugOf(each.hosted_by),
        contact: each.contact,
        ends: each.ends_on ?? undefined,
        signIn:
          each.issuer && each.client_id
            ? without({
                issuer: each.issuer,
                clientId: each.client_id,
                levels: each.sign_in_levels ?? undefined,
                methods: each.sign_in_methods ?? undefined,
                idleMinutes: each.idle_minutes ?? undefined,
                mostHours: each.session_hours ?? undefined,
              })
            : undefined,
      }),
    ),
    walkInPoints: walkInPoints.map((each) =>
      without({
        slug: each.slug,
        organisation: slugOf(each.organisation_id)!,
        name: each.name,
        municipality: each.municipality,
        address: each.address,
        postcode: each.postcode,
        place: each.place,
        hours: each.hours,
        closed: each.closed,
        accessibility: each.accessibility,
        languages: each.languages,
        partOf: each.part_of ?? undefined,
        doesItself: each.does_itself ?? undefined,
      }),
    ),
    doors: doors.map((each) => without({ slug: each.slug, name: each.name, email: each.email ?? undefined, organisation: slugOf(each.organisation_id) })),
    urgent: setup.urgent,
    sharing: sharing.map((each) =>
      without({
        slug: each.slug,
        from: slugOf(each.from_id)!,
        to: slugOf(each.to_id)!,
        purpose: each.purpose,
        ground: each.ground,
        agreement: each.agreement,
        begins: each.begins_on,
        ends: each.ends_on ?? undefined,
      }),
    ),
    staff: [...staff.values()]
      .filter((each) => worksHere(each, now))
      .map((each) =>
        without({
          organisation: slugOf(each.organisation_id)!,
          name: each.name,
          email: each.email,
          // By what another issuer called them they are known no more.
          subject: each.issuer === organisations.get(each.organisation_id)?.issuer ? (each.subject ?? undefined) : undefined,
          walkInPoint: pointOf(each.walk_in_point_id),
          roles: each.roles,
          until: each.left_at ? lastDayOf(each.left_at) : undefined,
        }),
      ),
  })
}

/** What is of one kind in a document, by what it is known by. */
const sections = {
  organisations: (setup: Setup) => setup.organisations.map((each) => [each.slug, each.name, each] as const),
  walkInPoints: (setup: Setup) => setup.walkInPoints.map((each) => [each.slug, each.name, each] as const),
  doors: (setup: Setup) => setup.doors.map((each) => [each.slug, each.name, each] as const),
  sharing: (setup: Setup) => setup.sharing.map((each) => [each.slug, each.agreement, each] as const),
  staff: (setup: Setup) => setup.staff.map((each) => [staffKey(each), each.name, each] as const),
  region: (setup: Setup) =>
    (['open', 'name', 'phone', 'email', 'norms', 'urgent', 'style', 'home', 'subregions', 'lists'] as const).map((each) => [each, each, { value: setup[each] }] as const),
}
const partNames = Object.keys(sections) as (keyof typeof sections)[]

/** Somebody is known by their address at their organisation. */
export const staffKey = ({ organisation, email }: { organisation: string; email: string }) => `${organisation}|${email.toLowerCase()}`

export interface Difference {
  section: keyof typeof sections
  what: 'added' | 'changed' | 'removed'
  key: string
  name: string
}

// The order of an object's keys means nothing; an organisation's secret is not kept in a document, so it does not differ by it.
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => each !== undefined && name !== 'clientSecret')
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, each]) => [name, sorted(each)]),
  )
}

/** What is different from one document to another, in the order of the document. */
export function differences(before: Setup, after: Setup): Difference[] {
  return partNames.flatMap((section) => {
    const [old, now] = [new Map(sections[section](before).map(([key, name, each]) => [key, { name, each }])), sections[section](after)]
    const keys = new Set(now.map(([key]) => key))
    const found: Difference[] = now
      .filter(([key, , each]) => !same(old.get(key)?.each, each))
      .map(([key, name]) => ({ section, what: old.has(key) ? 'changed' : 'added', key, name }))
    for (const [key, { name }] of old) if (!keys.has(key)) found.push({ section, what: 'removed', key, name })
    return found
  })
}
