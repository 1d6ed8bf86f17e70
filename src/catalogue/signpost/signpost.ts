import type { Condition } from '../conditions.ts'
import type { Entry } from '../service.ts'
import type { Destination, Vocabulary } from '../vocabulary.ts'
import { type Ear, earOf } from './reading.ts'
import { stemOf, wordsOf } from './words.ts'

/** A service made ready to be weighed: with all that is asked of who uses it, also by its destination and by where it is. */
export interface Weighed {
  entry: Entry
  destination: Destination
  conditions: readonly Condition[]
}

/** One way in which people ask for a service: its words, and how much they weigh together. */
export interface Asked {
  text: string
  weighed: Weighed
  stems: readonly string[]
  length: number
}

/** A catalogue made ready for the signpost. Lists stand in the order in which they are tried, so that of a long one the beginning is enough. */
export interface Signpost {
  ear: Ear
  /** How much each topic says. */
  weights: ReadonlyMap<string, number>
  destinations: readonly Destination[]
  size: number
  /** Per topic, of each destination the services about it, those mainly about it first. */
  byTopic: ReadonlyMap<string, readonly (readonly Weighed[])[]>
  byWord: ReadonlyMap<string, ReadonlySet<Weighed>>
  asked: ReadonlyMap<string, readonly Asked[]>
  /** How much it tells that a word is shared with a way of asking, and with a service's own text: a rare one much. */
  tells: ReadonlyMap<string, number>
  rarity: ReadonlyMap<string, number>
}

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const had = map.get(key)
  if (had) had.push(value)
  else map.set(key, [value])
}

const stemsOf = (...texts: (string | undefined)[]): string[] => [...new Set(wordsOf(texts.join(' ')).map(({ word }) => stemOf(word)))]
const textsOf = ({ service: { name, summary, aim, eligibility } }: Entry) => [name.nl, name.en, summary.nl, summary.en, aim?.nl, eligibility?.nl]

/** What a service asks of who uses it; one for some municipalities asks that they live there. */
function conditionsOf({ service }: Entry, destination: Destination): Condition[] {
  const { reach, municipalities } = service.where
  const there: Condition[] = reach === 'municipalities' && municipalities.length ? [{ fact: 'municipality', use: 'required', values: municipalities }] : []
  return [...service.conditions, ...destination.conditions, ...there]
}

/** How people ask for these services, ready to be compared with what somebody asks. */
function askedOf(services: readonly Weighed[]): Pick<Signpost, 'asked' | 'tells'> {
  const questions: Asked[] = services.flatMap((weighed) => weighed.entry.service.asked.map((text) => ({ text, weighed, stems: stemsOf(text), length: 1 })))
  const asked = new Map<string, Asked[]>()
  for (const question of questions) for (const stem of question.stems) pushTo(asked, stem, question)
  const tells = new Map([...asked].map(([stem, list]) => [stem, Math.log(1 + questions.length / list.length)]))
  for (const question of questions) question.length = Math.hypot(...question.stems.map((stem) => tells.get(stem)!))
  return { asked, tells }
}

/** Makes a catalogue ready; a service of a destination that is not in the vocabulary is left out. */
export function signpostOf(entries: readonly Entry[], vocabulary: Vocabulary): Signpost {
  const destinations = new Map(vocabulary.destinations.map((each) => [each.code, each]))
  const perTopic = new Map<string, Map<string, Weighed[]>>()
  const words = new Map<string, Weighed[]>()
  // In whatever order they came, they are tried in one.
  const services = [...entries]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .flatMap((entry): Weighed[] => {
      const destination = destinations.get(entry.service.destination)
      return destination ? [{ entry, destination, conditions: conditionsOf(entry, destination) }] : []
    })
  for (const weighed of services) {
    for (const topic of weighed.entry.service.topics) {
      const lists = perTopic.get(topic) ?? new Map<string, Weighed[]>()
      perTopic.set(topic, lists)
      pushTo(lists, weighed.destination.code, weighed)
    }
    for (const stem of stemsOf(...textsOf(weighed.entry))) if (stem.length > 2) pushTo(words, stem, weighed)
  }
  const mainly = (topic: string) => (one: Weighed, other: Weighed) => one.entry.service.topics.indexOf(topic) - other.entry.service.topics.indexOf(topic)
  const { asked, tells } = askedOf(services)
  return {
    ear: earOf(
      vocabulary,
      services.flatMap(({ entry }) => wordsOf([...textsOf(entry), ...entry.service.asked].join(' ')).map(({ word }) => word)),
    ),
    weights: new Map(vocabulary.topics.map(({ code, weight }) => [code, weight])),
    destinations: vocabulary.destinations,
    size: services.length,
    byTopic: new Map([...perTopic].map(([topic, lists]) => [topic, [...lists.values()].map((list) => list.sort(mainly(topic)))])),
    byWord: new Map([...words].map(([stem, list]) => [stem, new Set(list)])),
    asked,
    tells,
    rarity: new Map([...words].map(([stem, list]) => [stem, Math.max(0, Math.log(services.length / (1 + list.length)))])),
  }
}
