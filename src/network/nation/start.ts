import { type Region, slugOf } from '../geography.ts'
import type { Setup } from '../network.ts'

/** What a national administrator says of a region that begins: how it is reached, how its Werkcentrum signs in, and who is its first administrator. */
export interface Beginning {
  phone: string
  email: string
  signIn: NonNullable<Setup['organisations'][number]['signIn']>
  administrator: { name: string; email: string; subject?: string }
}

const centre = 'werkcentrum'

/** What is promised where nobody said otherwise, in working days. */
export const usualNorms = { firstResponseDays: 2, answerDays: 5 } as const

/** A region with its municipalities and its Werkcentrum, and nothing more: the rest is what its checklist names. */
export function emptySetup(region: Region, { phone, email, signIn }: Beginning): Setup {
  const name = `Werkcentrum ${region.name}`
  return {
    region: region.slug,
    open: false,
    phone,
    email,
    style: { colours: {} },
    home: {},
    subregions: [],
    lists: {},
    norms: usualNorms,
    organisations: [
      ...region.municipalities.map((each) => ({ slug: slugOf(each), name: `Gemeente ${each}`, kind: 'municipality' as const, municipality: each, contact: {} })),
      { slug: centre, name, kind: 'werkcentrum', hostedBy: slugOf(region.centreMunicipality), contact: {}, signIn },
    ],
    walkInPoints: [],
    doors: [{ slug: centre, name, email: email.toLowerCase(), organisation: centre }],
    urgent: [{ why: 'danger', name: 'Politie, brandweer, ambulance', phone: '112' }],
    sharing: [],
    staff: [],
  }
}

/**
 * A new region after the example of another: its norms, colours, texts, and its partners with their doors, named after the new region where they were named after the old.
 * What is only the other's does not come along: people, addresses, how somebody signs in, and agreements, which two organisations make themselves.
 */
export function copyFor(region: Region, from: Setup, fromName: string, given: Beginning): Setup {
  const start = emptySetup(region, given)
  const renamed = (name: string) => name.replaceAll(fromName, region.name)
  const taken = new Set(start.organisations.map((each) => each.slug))
  const partners = from.organisations
    .filter((each) => each.kind !== 'municipality' && each.kind !== 'werkcentrum' && !taken.has(each.slug))
    .map(({ slug, name, kind }) => ({ slug, name: renamed(name), kind, contact: {} }))
  const hers = new Set(partners.map((each) => each.slug))
  return {
    ...start,
    style: { colours: from.style.colours },
    home: from.home,
    norms: from.norms,
    lists: from.lists,
    organisations: [...start.organisations, ...partners],
    doors: [
      ...start.doors,
      ...from.doors.flatMap(({ slug, name, organisation }) => (organisation && hers.has(organisation) && slug !== centre ? [{ slug, name: renamed(name), organisation }] : [])),
    ],
  }
}

/** A region as an export of it says, with how it is reached now. Secrets are in no export: only organisations whose secret was added by hand can sign in at once. */
export function fromExport(setup: Setup, { phone, email, signIn }: Beginning): Setup {
  return {
    ...setup,
    open: false,
    phone,
    email,
    organisations: setup.organisations.map((each) =>
      each.kind === 'werkcentrum' ? { ...each, signIn } : { ...each, signIn: each.signIn?.clientSecret ? each.signIn : undefined },
    ),
  }
}
