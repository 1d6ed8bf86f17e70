import postcodeLines from './data/postcodes.csv'
import regionLines from './data/regions.csv'

/** One of the 35 labour-market regions; `id` is the number in its CBS code. */
export interface Region {
  id: number
  code: string
  slug: string
  name: string
  centreMunicipality: string
  municipalities: readonly string[]
  /** Two letters before a question's number, different for each region. */
  prefix: string
}

/** A name as it stands in an address: small letters, digits and hyphens. */
export const slugOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Two letters that no earlier region has: the first, and the first later letter that is free. */
function prefixFor(name: string, taken: Set<string>): string {
  const letters = name.toUpperCase().replace(/[^A-Z]/g, '')
  const all = [...letters.slice(1), ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((second) => letters[0]! + second)
  const prefix = all.find((each) => !taken.has(each))!
  taken.add(prefix)
  return prefix
}

const rowsOf = (csv: string) => csv.trim().split(/\r?\n/).slice(1)

const prefixes = new Set<string>()
/** All regions, in the order of their codes. Source: CBS and the regions' own publication (data/README.md). */
export const regions: readonly Region[] = rowsOf(regionLines).map((line) => {
  const [code = '', name = '', centreMunicipality = '', municipalities = ''] = line.split(',')
  return {
    id: Number(code.slice(2)),
    code,
    slug: slugOf(name),
    name,
    centreMunicipality,
    municipalities: municipalities.split('|'),
    prefix: prefixFor(name, prefixes),
  }
})

/** The nation, whose administrators open regions; it has no municipalities and takes no questions. */
export const theNation: Region = { id: 0, code: 'NL00', slug: 'nederland', name: 'Nederland', centreMunicipality: '', municipalities: [], prefix: 'NL' }

const bySlug = new Map([theNation, ...regions].map((region) => [region.slug, region]))
const byId = new Map([theNation, ...regions].map((region) => [region.id, region]))
export const regionOfSlug = (slug: string): Region | undefined => bySlug.get(slug)
/** @throws when there is no such region: an id comes from our own rows */
export function regionOfId(id: number): Region {
  const region = byId.get(id)
  if (!region) throw new Error(`no region ${id}`)
  return region
}

export interface Point {
  latitude: number
  longitude: number
}

interface PostcodeArea extends Point {
  towns: string[]
  municipalities: string[]
}

const areas = new Map<string, PostcodeArea>()
for (const line of rowsOf(postcodeLines)) {
  const [code = '', place = '', municipality = '', latitude, longitude] = line.split(',')
  const area = areas.get(code) ?? { towns: [], municipalities: [], latitude: Number(latitude), longitude: Number(longitude) }
  area.towns.push(place)
  if (municipality && !area.municipalities.includes(municipality)) area.municipalities.push(municipality)
  areas.set(code, area)
}

/** Where a postcode (four digits, letters or not) lies: undefined when it is unknown. */
export const areaOf = (postcode: string): PostcodeArea | undefined => areas.get(postcode.slice(0, 4))

/** The municipality of a postcode, when the data know it and it is one only; on a border and elsewhere: undefined, ask. */
export function municipalityOf(postcode: string): string | undefined {
  const found = areaOf(postcode)?.municipalities ?? []
  return found.length === 1 ? found[0] : undefined
}

/** '7511ab', '7511 AB' and '7511' as '7511 AB' and '7511'; undefined for what is no Dutch postcode. */
export function readPostcode(text: string): string | undefined {
  const match = /^([1-9]\d{3})\s*([a-z]{2})?$/i.exec(text.trim())
  if (!match) return undefined
  const letters = match[2]?.toUpperCase()
  return letters ? `${match[1]} ${letters}` : match[1]
}

const radians = (degrees: number) => (degrees * Math.PI) / 180
/** The distance over the ground in kilometres (haversine, on a sphere of 6,371 km). */
export function distance(from: Point, to: Point): number {
  const byLatitude = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const byLongitude = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  return 12742 * Math.asin(Math.sqrt(byLatitude + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * byLongitude))
}

/** The regions that a postcode or the (beginning of a) name of a municipality, place or region points to; most likely first, at most ten. */
export function findRegions(text: string): Region[] {
  const postcode = readPostcode(text)
  const area = postcode ? areaOf(postcode) : undefined
  const words = area ? [...area.municipalities, ...area.towns] : [text]
  const wanted = words.map(slugOf).filter((word) => word.length >= 2)
  const score = (region: Region) => {
    const names = [region.name, ...region.municipalities].map(slugOf)
    if (names.some((name) => wanted.includes(name))) return 2
    return !area && names.some((name) => wanted.some((word) => name.startsWith(word))) ? 1 : 0
  }
  const named = regions.map((region) => ({ region, score: score(region) })).filter((each) => each.score > 0)
  if (named.length || !area)
    return named
      .sort((a, b) => b.score - a.score)
      .slice(0, 10)
      .map((each) => each.region)
  return nearestRegions(area)
}

/** The regions whose centre municipality lies nearest: for a place that carries no municipality's name. */
function nearestRegions(from: Point): Region[] {
  const away = regions.map((region) => {
    const points = [...areas.values()].filter((area) => area.towns.some((place) => region.municipalities.includes(place)))
    return { region, km: Math.min(...points.map((point) => distance(from, point))) }
  })
  return away
    .sort((a, b) => a.km - b.km)
    .slice(0, 3)
    .map((each) => each.region)
}
