import type { serviceForms } from '../service.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { read } from './reading.ts'
import type { Signpost } from './signpost.ts'
import { suggest, understand } from './weigh.ts'

/** Words by which a form is known, the surest first. */
const formWords: [(typeof serviceForms)[number], RegExp][] = [
  ['course', /cursus|training|opleiding|workshop|scholing|les\b|lessen|course/i],
  ['workplace', /werkplek|werkervaring|stage|proefplaatsing|werkstage|detachering|internship/i],
  ['money', /subsidie|vergoeding|voucher|premie|lening|budget|grant/i],
  ['conversation', /gesprek|coach|begeleiding|spreekuur|counsel/i],
  ['advice', /advies|adviseur|advice/i],
]

/** What a service from elsewhere is about, where it leads and what form it has, by its own words as the signpost reads them; a guide where they say nothing. For a person to look at. */
export function guessed(signpost: Signpost, { topics, destinations }: Vocabulary, text: string): { topic: string; destination: string; form: string } {
  const words = text.slice(0, 2000)
  const [topic] = [...read(signpost.ear, words).topics.keys()]
  const [best] = topic ? suggest(understand(signpost, words, {}), {}) : []
  const floor = destinations.find((each) => each.floor > 0) ?? destinations[0]!
  return {
    topic: topic ?? topics.find(({ code }) => code === 'asking')?.code ?? topics[0]!.code,
    destination: best?.destination.code ?? floor.code,
    form: formWords.find(([, sign]) => sign.test(words))?.[0] ?? 'information',
  }
}
