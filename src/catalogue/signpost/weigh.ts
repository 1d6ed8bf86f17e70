import type { AnswerKind } from '../../desk/question.ts'
import { type Condition, holds, judge, type Judgement, ruledOut, type Use } from '../conditions.ts'
import { type Fact, facts, follows, implied, type Known } from '../facts.ts'
import type { Entry } from '../service.ts'
import type { Destination } from '../vocabulary.ts'
import { read, type Reading } from './reading.ts'
import type { Asked, Signpost, Weighed } from './signpost.ts'

export interface Suggestion {
  entry: Entry
  destination: Destination
  answer: AnswerKind
  score: number
  /** The topics of the question that it is about, with the asker's own words for each. */
  about: { topic: string; words: string }[]
  /** The way in which people ask for it that the question is most alike to. */
  alike?: string
  judgement: Judgement
  /** Whether its destination was named, and wanted. */
  named?: 'wanted' | 'unwanted'
}

/** How much each thing counts; set on the cases, of which every fifth was left out. */
const counts = {
  mainTopic: 1,
  otherTopic: 0.7,
  alike: 2.5,
  word: 0.5,
  required: 0.9,
  preferred: 0.9,
  against: -0.5,
  said: 0.7,
  unknown: -0.6,
  wanted: 3,
  unwanted: -4,
  vague: 0.6,
} as const
/** How much it says that a fact is as a service asks: somebody's situation much, that they are an employer little, since that holds for many services. */
const says: Partial<Record<Fact, number>> = { situation: 1, status: 1, lives: 1.2, goal: 0.8, disability: 0.7, diploma: 0.7, language: 0.7, asker: 0.4, age: 0.4 }

// However large a catalogue, so much of it is looked at: services of one destination for one topic, ways of asking, and how alike a way must be to count.
const mostPerList = 24
const mostCompared = 3000
const leastAlike = 0.15

/** A service that can be meant, with what its words and topics score, whoever asks. */
export interface Heard {
  weighed: Weighed
  heard: number
  score: number
  about: Suggestion['about']
  alike?: string
}

/** From here a likeness is a reason that can be told. */
const tellsAlike = 0.9

/** Whether known facts, or what follows from them, rule out what has these conditions. One more fact can only rule out more, also one that contradicts another. */
export const excluded = (conditions: readonly Condition[], known: Known): boolean => ruledOut(conditions, known) || ruledOut(conditions, follows(known))

interface Alike {
  much: number
  to: string
}

/** How alike (0 to 1) the words are to the ways in which people ask for each service; only what is a little alike. */
function alikes({ asked, tells }: Signpost, stems: readonly string[]): Map<Weighed, Alike> {
  const known = stems.filter((stem) => tells.has(stem)).sort((one, other) => tells.get(other)! - tells.get(one)! || (one < other ? -1 : 1))
  const length = Math.hypot(...known.map((stem) => tells.get(stem)!))
  const shared = new Map<Asked, number>()
  let compared = 0
  for (const stem of known) {
    const list = asked.get(stem)!
    compared += list.length
    if (compared > mostCompared) break
    for (const question of list) shared.set(question, (shared.get(question) ?? 0) + tells.get(stem)! ** 2)
  }
  const best = new Map<Weighed, Alike>()
  for (const [question, sum] of shared) {
    const much = sum / (question.length * length)
    if (much >= leastAlike && much > (best.get(question.weighed)?.much ?? 0)) best.set(question.weighed, { much, to: question.text })
  }
  return best
}

/** The services that can be meant and are not ruled out: those of the topics, of the words, and of a destination that is named or always open. */
function candidates({ byTopic, byWord, size, destinations }: Signpost, reading: Reading, known: Known, alike: ReadonlyMap<Weighed, Alike>): Set<Weighed> {
  const found = new Set<Weighed>()
  const take = (list: Iterable<Weighed>) => {
    let taken = 0
    for (const each of list) {
      if (excluded(each.conditions, known)) continue
      found.add(each)
      if (++taken >= mostPerList) return
    }
  }
  for (const topic of reading.topics.keys()) for (const list of byTopic.get(topic) ?? []) take(list)
  for (const stem of reading.stems) {
    const list = byWord.get(stem)
    if (list && list.size <= size / 8) take(list)
  }
  take([...alike].sort(([, one], [, other]) => other.much - one.much).map(([each]) => each))
  const open = new Set(destinations.filter(({ code, floor }) => floor > 0 || reading.named.get(code) === 'wanted').map(({ code }) => code))
  for (const lists of byTopic.values()) for (const list of lists) if (open.has(list[0]!.destination.code)) take(list)
  return found
}

/** What the words say of one service. */
function hearOne({ weights, rarity, byWord }: Signpost, reading: Reading, weighed: Weighed, alike: Alike | undefined): Heard {
  const about: Suggestion['about'] = []
  let best = 0
  let sum = 0
  weighed.entry.service.topics.forEach((topic, at) => {
    const heard = reading.topics.get(topic)
    if (!heard) return
    const gain = heard.strength * (weights.get(topic) ?? 1) * (at === 0 ? counts.mainTopic : counts.otherTopic)
    sum += gain
    best = Math.max(best, gain)
    about.push({ topic, words: heard.words })
  })
  let words = 0
  for (const stem of reading.stems) if (byWord.get(stem)?.has(weighed)) words += rarity.get(stem)!
  // What it is most about counts wholly, what else is heard of it by half.
  const likeness = counts.alike * (alike?.much ?? 0)
  return {
    weighed,
    heard: best + likeness,
    score: (best + sum) / 2 + likeness + counts.word * Math.min(words / 6, 1),
    about,
    alike: likeness >= tellsAlike ? alike?.to : undefined,
  }
}

function hear(signpost: Signpost, reading: Reading, known: Known): Heard[] {
  const alike = alikes(signpost, reading.stems)
  return [...candidates(signpost, reading, known, alike)].map((each) => hearOne(signpost, reading, each, alike.get(each)))
}

/** How likely it is, as long as nothing is known, that somebody is as a condition asks: one for many groups more than one for few. */
const chance = ({ fact, values }: Condition): number => (facts[fact] && values ? values.length / facts[fact].length : 0.7)

/** What is known of who asks added to what their words say; undefined when a known fact rules it out. */
export function weigh({ weighed, score, about, alike }: Heard, reading: Reading, known: Known): Suggestion | undefined {
  const { entry, destination, conditions } = weighed
  if (excluded(conditions, known)) return undefined
  const judgement = judge(conditions, known)
  const fits = (use: Use) =>
    judgement.for
      .filter((each) => each.use === use)
      .map(({ fact }) => says[fact] ?? 0.5)
      .sort((one, other) => other - one)
  let total = score + counts.required * (fits('required')[0] ?? 0) + counts.against * judgement.against.length
  // The one that says most counts wholly, each next by half of the one before.
  for (const [at, each] of fits('preferred').entries()) total += counts.preferred * each * 0.5 ** at
  for (const condition of judgement.unknown) {
    const hinted = holds(condition, reading.said)
    const good = hinted === (condition.use !== 'excluded')
    if (hinted === undefined) total += condition.use === 'required' ? counts.unknown * (1 - chance(condition)) : 0
    else if (good) total += condition.use === 'excluded' ? 0 : counts.said * counts.preferred
    else total += condition.use === 'preferred' ? counts.against * counts.said : -1.5 * counts.said
  }
  const named = reading.named.get(destination.code)
  if (named) total += counts[named]
  return { entry, destination, answer: entry.service.answer ?? destination.answer, score: Math.max(total, destination.floor), about, alike, judgement, named }
}

const better = (one: Suggestion, other: Suggestion) => other.score - one.score || (one.entry.id < other.entry.id ? -1 : 1)

/** Of each destination its best service, the best first. */
export function bestOf(heard: readonly Heard[], reading: Reading, known: Known): Suggestion[] {
  const best = new Map<string, Suggestion>()
  for (const each of heard) {
    const suggestion = weigh(each, reading, known)
    if (!suggestion) continue
    const had = best.get(suggestion.destination.code)
    if (!had || better(suggestion, had) < 0) best.set(suggestion.destination.code, suggestion)
  }
  return [...best.values()].sort(better)
}

/** What a question that nothing is understood of is most often about: of a person their work, of an employer their people, of who is self-employed their business. */
const whateverItIs = ['finding-work', 'career', 'recruiting', 'business-trouble', 'school-dropout']
const littleHeard = 1.2

/** What somebody's words can mean, for who this is known of; `supposed` when nothing in them fits, and it is taken to be about what their situation is most often about. */
export interface Understood {
  reading: Reading
  heard: readonly Heard[]
  /** Counts once their situation is known; before that a guide must ask. */
  supposed?: readonly Heard[]
}

/** Reads somebody's question. The same question and facts are always understood the same. */
export function understand(signpost: Signpost, text: string, given: Known): Understood {
  const known = implied(given)
  const reading = read(signpost.ear, text)
  const heard = hear(signpost, reading, known)
  const fits = heard.some((each) => each.heard >= littleHeard || reading.named.get(each.weighed.destination.code) === 'wanted')
  if (fits) return { reading, heard }
  const topics = new Map([...whateverItIs.map((topic) => [topic, { strength: counts.vague, words: '' }] as const), ...reading.topics])
  return { reading, heard, supposed: hear(signpost, { ...reading, topics }, known) }
}

/** What scores less than this part of the best is no suggestion. */
const leastPart = 0.25

/** What is suggested to somebody of whom this is known: what fits and is not ruled out, of each destination its best, the best first; a guide always. */
export function suggest({ reading, heard, supposed }: Understood, given: Known): Suggestion[] {
  const known = implied(given)
  const all = bestOf(supposed && (known.situation || known.status || known.goal) ? supposed : heard, reading, known)
  return all.filter(({ score, destination }) => destination.floor > 0 || score >= leastPart * all[0]!.score)
}

// Who stands beside people when work is not what it is about.
const helps: readonly string[] = ['sociaal-team', 'inlooppunt']
/** Of these suggestions, for who is in danger for certain: somebody to speak with, and no offer of work or learning. */
export const helpfulIn = (certain: boolean | undefined, suggestions: Suggestion[]): Suggestion[] =>
  certain ? suggestions.filter(({ destination }) => helps.includes(destination.code)) : suggestions
