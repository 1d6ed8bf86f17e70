import { createHash } from 'node:crypto'
import type { Language } from '../../foundation/i18n/i18n.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { regionOfSlug, slugOf, theNation } from '../geography.ts'
import { usualHelp } from '../help.ts'
import { accessibilities, languagesSpoken, organisationKinds, type Setup, sharingGrounds, sharingPurposes, urgentReasons } from '../network.ts'
import type { RegionList } from '../lists.ts'
import { colourNames } from '../style.ts'
import { say } from '../words.ts'
import type { Field, Item, Options } from './fields.ts'

/** The sections of a set-up that have a form, by their name in an address. */
export const sectionNames = ['regio', 'huisstijl', 'organisaties', 'inlooppunten', 'deuren', 'gegevens-delen', 'noodnummers'] as const
export type SectionName = (typeof sectionNames)[number]
export type ListName = 'organisations' | 'walkInPoints' | 'doors' | 'sharing'

export interface Section {
  name: SectionName
  /** The list of the document whose items it is about; without, it is about the document itself. */
  list?: ListName
  fields: readonly Field[]
  /** What an item that is new begins with. */
  fresh: Item
}

/** Who fills in a form: in which language, and the one organisation that is theirs, when they have no say in more. */
export interface Filler {
  language: Language
  setup: Setup
  own?: string
  /** The lists of the rooms of which a region chooses. */
  lists?: readonly RegionList[]
}

const plain = (...names: string[]): Field[] => names.map((name) => ({ name, sort: 'text' }))

/** A section with its fields, for who fills them in. */
export function sectionFor(name: SectionName, { language, setup, own, lists = [] }: Filler): Section {
  const t = say[language]
  const named = new Intl.DisplayNames(language, { type: 'language' })
  const none = ['', t('part.none')] as const
  const words = (start: string, values: readonly string[]): Options => values.map((each) => [each, t(`${start}.${each}` as 'kind.uwv')] as const)
  const urgent: Field = {
    name: 'urgent',
    sort: 'rows',
    fields: [
      { name: 'why', sort: 'choice', options: [none, ...words('setup.urgent', urgentReasons)] },
      ...plain('name'),
      { name: 'phone', sort: 'tel' },
      { name: 'also', sort: 'tel' },
      { name: 'chat', sort: 'url' },
      ...plain('hours'),
      { name: 'days', sort: 'choice', options: [['', t('setup.urgent.days.daily')], ...words('setup.urgent.days', ['workdays'])] },
      { name: 'checked', sort: 'date' },
    ],
  }
  const organisations = setup.organisations.filter((each) => !own || each.slug === own).map((each) => [each.slug, each.name] as const)
  const municipalities = regionOfSlug(setup.region)!.municipalities.map((each) => [each, each] as const)
  switch (name) {
    case 'regio':
      return {
        name,
        fresh: {},
        fields: [
          ...plain('name'),
          { name: 'phone', sort: 'tel' },
          { name: 'email', sort: 'email' },
          { name: 'norms.firstResponseDays', sort: 'number' },
          { name: 'norms.answerDays', sort: 'number' },
          { name: 'home.nl.title', sort: 'text' },
          { name: 'home.nl.lead', sort: 'area' },
          { name: 'home.en.title', sort: 'text' },
          { name: 'home.en.lead', sort: 'area' },
          urgent,
          ...lists.map(
            (list): Field => ({ name: `lists.${list.key}`, sort: 'several', says: list, options: list.values.map((each) => [each, list.say(language, each)] as const) }),
          ),
          { name: 'subregions', sort: 'rows', fields: [...plain('name'), { name: 'municipalities', sort: 'several', options: municipalities }] },
        ],
      }
    case 'noodnummers':
      return { name, fresh: {}, fields: [urgent] }
    case 'huisstijl':
      return {
        name,
        fresh: {},
        fields: [...colourNames.map((each) => ({ name: `style.colours.${each}`, sort: 'colour' }) as const), { name: 'style.logo', sort: 'image' }],
      }
    case 'organisaties':
      return {
        name,
        list: 'organisations',
        fresh: { contact: {} },
        fields: [
          ...plain('name'),
          { name: 'kind', sort: 'choice', options: [none, ...words('kind', organisationKinds)] },
          { name: 'municipality', sort: 'choice', options: [none, ...municipalities] },
          { name: 'hostedBy', sort: 'choice', options: [none, ...organisations] },
          ...plain('contact.name'),
          { name: 'contact.email', sort: 'email' },
          { name: 'contact.phone', sort: 'tel' },
          { name: 'contact.website', sort: 'url' },
          { name: 'ends', sort: 'date' },
          { name: 'signIn.issuer', sort: 'url' },
          ...plain('signIn.clientId'),
          { name: 'signIn.clientSecret', sort: 'secret' },
          ...plain('signIn.levels', 'signIn.methods'),
          { name: 'signIn.idleMinutes', sort: 'number' },
          { name: 'signIn.mostHours', sort: 'number' },
        ],
      }
    case 'inlooppunten':
      return {
        name,
        list: 'walkInPoints',
        fresh: own ? { organisation: own } : {},
        fields: [
          ...plain('name'),
          ...(own ? [] : [{ name: 'organisation', sort: 'choice', options: [none, ...organisations] } as const]),
          { name: 'municipality', sort: 'choice', options: [none, ...municipalities] },
          ...plain('address'),
          { name: 'postcode', sort: 'postcode' },
          ...plain('place'),
          { name: 'hours', sort: 'hours' },
          {
            name: 'closed',
            sort: 'rows',
            fields: [{ name: 'from', sort: 'date' }, { name: 'until', sort: 'date' }, ...plain('why')],
          },
          { name: 'accessibility', sort: 'several', options: words('accessibility', accessibilities) },
          { name: 'languages', sort: 'several', options: languagesSpoken.map((each) => [each, named.of(each)!] as const) },
          ...plain('partOf'),
          { name: 'doesItself', sort: 'area' },
        ],
      }
    case 'deuren':
      return {
        name,
        list: 'doors',
        fresh: {},
        fields: [...plain('name'), { name: 'email', sort: 'email' }, { name: 'organisation', sort: 'choice', options: [none, ...organisations] }],
      }
    case 'gegevens-delen':
      return {
        name,
        list: 'sharing',
        fresh: {},
        fields: [
          { name: 'from', sort: 'choice', options: [none, ...organisations] },
          { name: 'to', sort: 'choice', options: [none, ...organisations] },
          { name: 'purpose', sort: 'choice', options: [none, ...words('sharing.purpose', sharingPurposes)] },
          { name: 'ground', sort: 'choice', options: [none, ...words('sharing.ground', sharingGrounds)] },
          ...plain('agreement'),
          { name: 'begins', sort: 'date' },
          { name: 'ends', sort: 'date' },
        ],
      }
  }
}

/** The sections an administrator has a say in: those of other organisations than the Werkcentrum in their own walk-in points, the nation's in its organisation and in whom to call in the whole country. */
export const sectionsOf = ({ region }: Pick<Visit, 'region'>, own?: string): readonly SectionName[] =>
  region.id === theNation.id ? ['organisaties', 'noodnummers'] : own ? ['inlooppunten'] : sectionNames.filter((each) => each !== 'noodnummers')
export const mineOf = (section: Section, setup: Setup, own: string | undefined): Item[] => itemsOf(section, setup).filter((each) => !own || each.organisation === own)

/** The items of a section: of a list all, else the document itself. */
export const itemsOf = ({ list }: Section, setup: Setup): Item[] => (list ? setup[list] : [setup]) as Item[]
export const itemOf = (section: Section, setup: Setup, slug: string | undefined): Item | undefined =>
  section.list
    ? itemsOf(section, setup).find((each) => each.slug === slug)
    : section.name === 'noodnummers' && !setup.urgent.length
      ? { ...setup, urgent: usualHelp }
      : (setup as Item)

/** What an item is called, for who reads. */
export function nameOf(section: Section, item: Item, setup: Setup, language: Language): string {
  if (section.list !== 'sharing') return String(item.name)
  const of = (slug: unknown) => setup.organisations.find((each) => each.slug === slug)?.name ?? String(slug)
  return `${of(item.from)} → ${of(item.to)}: ${say[language](`sharing.purpose.${item.purpose as 'plan'}`)}`
}

/** A short name for addresses and files, that no other in the list has. */
function slugFor(section: Section, item: Item, taken: readonly Item[]): string {
  const words = section.list === 'sharing' ? `${item.from} ${item.to} ${item.purpose}` : String(item.name ?? '')
  const base = (slugOf(words.slice(0, 50)) || 'nieuw').padEnd(2, '1')
  const is = (slug: string) => taken.some((each) => each.slug === slug)
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!is(slug)) return slug
  }
}

/** The document with this item in it: in the place of the one of that name, or at the end; and where it stands. */
export function withItem(section: Section, setup: Setup, slug: string | undefined, item: Item): { setup: Setup; path: (string | number)[] } {
  const { list } = section
  // What a form about the document itself left empty is gone from it.
  if (!list) return { setup: item as Setup, path: [] }
  const items = itemsOf(section, setup)
  const index = slug ? items.findIndex((each) => each.slug === slug) : items.length
  const named = slug ? item : { slug: slugFor(section, item, items), ...item }
  return { setup: { ...setup, [list]: [...items.slice(0, index), named, ...items.slice(index + 1)] }, path: [list, index] }
}

export const withoutItem = (section: Section, setup: Setup, slug: string): Setup => ({ ...setup, [section.list!]: itemsOf(section, setup).filter((each) => each.slug !== slug) })

/** What an item was when somebody opened its form, so that a change of another in between is not lost. */
export const markOf = (section: Section, item: Item | undefined): string => {
  const seen = section.list || !item ? item : Object.fromEntries(section.fields.map(({ name }) => name.split('.')[0]!).map((name) => [name, item[name]]))
  return createHash('sha256')
    .update(JSON.stringify(seen ?? null))
    .digest('base64url')
    .slice(0, 16)
}
