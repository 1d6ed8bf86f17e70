import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { demoEntries } from '../../src/catalogue/demo/demo.ts'
import { ruledOut } from '../../src/catalogue/conditions.ts'
import type { Known } from '../../src/catalogue/facts.ts'
import { searchFor, synonymsOf } from '../../src/catalogue/search.ts'
import type { Entry } from '../../src/catalogue/service.ts'
import { nextQuestion } from '../../src/catalogue/signpost/ask.ts'
import { signpostOf } from '../../src/catalogue/signpost/signpost.ts'
import { suggest, understand } from '../../src/catalogue/signpost/weigh.ts'
import { baseVocabulary } from '../../src/catalogue/vocabulary.ts'

/** One measurement against its limit in the same run, both in milliseconds. */
export interface Measured {
  what: string
  ours: number
  limit: number
  atMost: number
}

const askers: Known[] = [
  { asker: 'worker', situation: 'werkend', age: '44' },
  { asker: 'job-seeker', situation: 'bijstand', age: '29' },
  { asker: 'employer', employees: '40' },
  { asker: 'job-seeker' },
  {},
]
// Questions as people ask them: how the services themselves say that they are asked for, two at a time.
const asked = demoEntries().flatMap(({ service }) => service.asked)
const questions = asked.filter((_, at) => at % 3 === 0).map((each, at) => `${each} ${asked[(at * 7) % asked.length]}`)

/** The demo's services over and over, each with a name and words of its own. */
function many(count: number): Entry[] {
  const entries = demoEntries()
  return Array.from({ length: count }, (_, at): Entry => {
    const { slug, service } = entries[at % entries.length]!
    const own = `${service.name.nl} kenmerk${at}`
    return {
      id: `${String(at).padStart(6, '0')}-${slug}`,
      slug: `${slug}-${at}`,
      service: { ...service, name: { nl: own }, asked: service.asked.map((each) => `${each} soort${at % 500}`) },
    }
  })
}

const p99 = (times: number[]) => times.sort((one, other) => one - other)[Math.floor(times.length * 0.99)]!
/** Two kinds of work in turns, after both are warm; the 99th percentile of each. */
async function inTurns(ours: (at: number) => unknown, limit: (at: number) => unknown, count: number): Promise<[number, number]> {
  const [mine, its]: [number[], number[]] = [[], []]
  const timed = async (work: (at: number) => unknown, at: number) => {
    const before = performance.now()
    await work(at)
    return performance.now() - before
  }
  for (let at = 0; at < 2 * count; at += 1) {
    const [one, other] = [await timed(ours, at), await timed(limit, at)]
    if (at >= count) {
      mine.push(one)
      its.push(other)
    }
  }
  return [p99(mine), p99(its)]
}

const pick = <Each>(list: readonly Each[], at: number): Each => list[at % list.length]!

/** The signpost over ten thousand services against one pass that only tests their conditions, and against a thousand services. */
export async function measureSignpost(): Promise<Measured[]> {
  const [small, large] = [many(1000), many(10_000)]
  const [few, all] = [small, large].map((entries) => signpostOf(entries, baseVocabulary))
  const conditions = large.map(({ service }) => service.conditions)
  const point = (signpost: typeof few) => (at: number) => {
    const [question, known] = [pick(questions, at), pick(askers, at)]
    const understood = understand(signpost!, question, known)
    return [suggest(understood, known), nextQuestion(understood, known, [])]
  }
  const pass = (at: number) => conditions.filter((each) => !ruledOut(each, pick(askers, at))).length
  const [ours, plain] = await inTurns(point(all), pass, 1500)
  const [big, little] = await inTurns(point(all), point(few), 1500)
  return [
    { what: 'wegwijzer, 10.000 diensten: p99', ours, limit: plain, atMost: 5 },
    { what: 'wegwijzer, van 1.000 naar 10.000: p99', ours: big, limit: little, atMost: 4 },
  ]
}

const words = ['omscholen', 'schulden', 'subsidie personeel', 'taal leren', 'ontslag', 'leerbedrijf', 'ww aanvragen', 'eigen bedrijf', 'zorg opleiding', 'loopbaan']

/** Searching ten thousand services as the page does, against the bare indexed query for the same rows. */
export async function measureSearch(ownerUrl: string, url: string, region: number): Promise<Measured[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(
    `insert into service (region_id, id, slug, state, version, document, confirmed_at, added_at)
     select region_id, gen_random_uuid(), left(slug, 40) || '-' || n, 'published', 1, jsonb_set(document, '{name,nl}', to_jsonb((document->'name'->>'nl') || ' kenmerk' || n)), now(), now()
     from service, generate_series(1, 103) n where region_id = $1 and slug !~ '-[0-9]+$'`,
    [region],
  )
  await owner.query('analyze service')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`set app.region = '${region}'; set app.kind = 'public'; set app.sight = 'none'`)
  const ear = signpostOf(demoEntries(), baseVocabulary).ear
  const synonyms = synonymsOf(baseVocabulary)
  const find = (at: number) => {
    const { every, some, alike } = searchFor(pick(words, at), ear, synonyms)!
    return client.query({ name: 'find', text: 'select id, rank from find_services($1, $2, $3, 500)', values: [every, some, alike] })
  }
  // The same rows in the same order, by their own index: no policies, no spelling.
  const bare = (at: number) => {
    const { some } = searchFor(pick(words, at), ear, synonyms)!
    return owner.query({
      name: 'bare',
      text: `select id, ts_rank(words, q) as rank from service, to_tsquery('dutch', $1) q where words @@ q and region_id = $2 order by rank desc limit 500`,
      values: [some, region],
    })
  }
  const [ours, limit] = await inTurns(find, bare, 300)
  await client.end()
  await owner.end()
  return [{ what: 'zoeken in 10.000 diensten: p99', ours, limit, atMost: 3 }]
}
