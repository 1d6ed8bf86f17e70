import pg from 'pg'
import { numberAlphabet } from '../src/desk/number.ts'
import { totalDays } from '../src/desk/promises.ts'
import { openRegion } from '../src/network/actions.ts'
import { readNetwork } from '../src/network/current.ts'
import { setupSchema } from '../src/network/network.ts'
import { type Region, regionOfSlug, regions } from '../src/network/geography.ts'
import type { Database } from '../src/foundation/database/database.ts'

const openShare = 200

/** A small network for a region that has none: its centre municipality, with one guide. */
async function ensureOpen(database: Database, secret: string, region: Region, now: Date) {
  const { slug } = region
  const setup = setupSchema.parse({
    region: slug,
    phone: '000 000 00 00',
    email: `info@${slug}.example`,
    norms: { firstResponseDays: 2, answerDays: 5 },
    organisations: [{ slug: 'centrum', name: `Gemeente ${region.centreMunicipality}`, kind: 'municipality', municipality: region.centreMunicipality }],
    walkInPoints: [],
    staff: [{ organisation: 'centrum', name: `Gids ${region.centreMunicipality}`, email: `gids@${slug}.example`, roles: ['guide'] }],
  })
  const actor = { kind: 'task', region: region.id } as const
  await database.transaction(actor, 'load', async (tx) => {
    if (!(await readNetwork(tx, region.id))) await openRegion({ tx, now }, secret, setup)
  })
}

/** The five characters of a number, and its check, as SQL over a counter `n` that begins after the $4 questions there are: a spread of the counter, so that numbers are all different and do not look counted. */
const spread = `(((n + $4::bigint) * 1299709::bigint) % 2476099)`
const digit = (at: number) => `((${spread} / ${19 ** at}) % 19)`
const check = `(${[0, 1, 2, 3, 4].map((at) => `${at + 1} * ${digit(at)}`).join(' + ')}) % 19`
const letter = (expression: string) => `substr('${numberAlphabet}', (${expression})::int + 1, 1)`

/**
 * Fills one region with invented history up to `wanted` questions, of which at most 200 are open, over the last three years. As the owner, in a few
 * statements: it is load, not life, but every row meets the same constraints.
 */
export async function fillRegion(database: Database, ownerUrl: string, slug: string, wanted: number, now: Date): Promise<void> {
  const region = regionOfSlug(slug)!
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ questions: number; open: number }>(
      'select count(*)::int as questions, (count(*) filter (where closed_at is null))::int as open from question where region_id = $1',
      [region.id],
    )
    const { questions, open } = rows[0]!
    const missing = wanted - questions
    if (missing <= 0) return
    const stillOpen = Math.max(0, openShare - open)
    await client.query('begin')
    await client.query(`set local work_mem = '256MB'`)
    await client.query(
      `create temp table made on commit drop as
       select n, gen_random_uuid() as id, gen_random_uuid() as person, gen_random_uuid() as message, gen_random_uuid() as answer,
         $2::timestamptz - interval '20 days' - (n * 1.0 / $4) * interval '1050 days' as asked,
         n > $4 - $5 as open,
         o.id as organisation, s.id as staff
       from generate_series($3::bigint, $3::bigint + $4 - 1) as g(k), lateral (select k - $3 + 1 as n) c
       cross join lateral (select id from organisation where region_id = $1 and kind = 'municipality' order by id offset (n % (select count(*) from organisation where region_id = $1 and kind = 'municipality')) limit 1) o
       cross join lateral (select id from staff where region_id = $1 and organisation_id = o.id and 'guide' = any(roles) order by id limit 1) s`,
      [region.id, now, questions, missing, stillOpen],
    )
    await client.query(`alter table made add number text;`)
    await client.query(
      `update made set number = $1 || '-' || ${letter(digit(0))} || ${letter(digit(1))} || ${letter(digit(2))} || ${letter(digit(3))} || '-' || ${letter(digit(4))} || ${letter(check)}`.replaceAll(
        '$4',
        '$2',
      ),
      [region.prefix, questions],
    )
    await client.query('delete from made where number in (select number from question where region_id = $1)', [region.id])
    const names = ['anna', 'bram', 'carla', 'dirk', 'emma', 'fatma', 'gijs', 'hanna', 'ivo', 'jolanda', 'karim', 'lotte']
    await client.query(
      `insert into person (region_id, id, name, email, phone, language, added_at)
       select $1::int, person, initcap(($2::text[])[1 + n / 14 % 12]) || ' Vrager' || n / 12 % 997, case when n % 3 = 0 then 'v' || n || '-' || $3 || '@voorbeeld.example' end, null, 'nl', asked from made`,
      [region.id, names, questions],
    )
    await client.query(
      `insert into person_word (region_id, word, person_id) select $1::int, unnest(array[($2::text[])[1 + n / 14 % 12], 'vrager' || n / 12 % 997]), person from made`,
      [region.id, names],
    )
    await client.query(
      `insert into question (region_id, id, number, asked_at, channel, asker_group, language, text, sharpened, topic, facts, municipality, person_id, organisation_id, staff_id, state, due_at, first_due_at, first_response_at, answer_due_at, closed_at)
       select $1::int, id, number,
         case when open then $2::timestamptz - interval '2 days' else asked end, 'web', (array['worker', 'job-seeker', 'employer'])[1 + n % 3], 'nl', 'Een verzonnen vraag', 'Een verzonnen vraag in één zin', 'learning', '{}', null, person, organisation, staff,
         case when open then 'taken' else 'withdrawn' end,
         case when open then $2::timestamptz + interval '1 day' * (1 + n % 5) end,
         case when open then $2::timestamptz else asked + interval '2 days' end, case when open then null else asked + interval '1 day' end,
         case when open then $2::timestamptz + interval '1 day' * (1 + n % 5) else asked + interval '7 days' end, case when open then null else asked + interval '5 days' end
       from made`,
      [region.id, now],
    )
    await client.query(
      `insert into message (region_id, id, question_id, at, kind, staff_id, text) select $1::int, message, id, asked + interval '5 days', 'answer', staff, 'Een verzonnen antwoord' from made where not open`,
      [region.id],
    )
    await client.query(
      `insert into answer (region_id, id, question_id, kind, given_at, staff_id, message_id, within_norm) select $1::int, answer, id, 'direct', asked + interval '5 days', staff, message, n % 20 <> 0 from made where not open`,
      [region.id],
    )
    await client.query(`update question q set state = 'answered', answer_id = made.answer from made where q.region_id = $1 and q.id = made.id and not made.open`, [region.id])
    await client.query(
      `insert into event (region_id, id, at, actor_kind, staff_id, organisation_id, kind, subject_id, subject_kind, readers, purpose, detail)
       select $1::int, gen_random_uuid(), case when open then $2::timestamptz - interval '2 days' else asked + days * interval '1 day' end, case when who then 'staff' else 'public' end, case when who then staff end, organisation, kind, made.id, 'question', 'thread', 'desk', detail
       from made, lateral (values
         (0, false, 'question.asked', jsonb_build_object('channel', 'web'), true), (1, true, 'question.taken', '{}'::jsonb, true),
         (1, true, 'question.responded', jsonb_build_object('within', true), false), (5, true, 'question.answered', jsonb_build_object('within', n % 20 <> 0, 'kind', 'direct'), false)
       ) e (days, who, kind, detail, always) where e.always or not made.open`,
      [region.id, now],
    )
    await client.query(
      `insert into task (region_id, id, kind, subject_id, due_at, detail)
       select q.region_id, gen_random_uuid(), 'question-due', q.id, q.due_at, jsonb_build_object('level', 1, 'due', to_char(q.due_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       from question q join made on made.id = q.id and made.open where q.region_id = $1`,
      [region.id],
    )
    // What the days add up to is counted anew: history came in behind them.
    await client.query('delete from daily_total where region_id = $1', [region.id])
    await client.query('commit')
  } finally {
    await client.end()
  }
  await database.transaction({ kind: 'task', region: region.id }, 'load', (tx) => totalDays(tx, region.id, now))
}

/** Tells the planner what is there now. */
async function analyse(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('vacuum analyze').finally(() => client.end())
}

/** Opens these regions where they are not, and fills each to `each` questions. */
export async function fillNation(
  database: Database,
  ownerUrl: string,
  secret: string,
  chosen: readonly Region[],
  each: number,
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  for (const region of chosen) {
    await ensureOpen(database, secret, region, now)
    await fillRegion(database, ownerUrl, region.slug, each, now)
    say(`${region.name}: ${each} vragen`)
  }
  await analyse(ownerUrl)
}

/** The first `count` regions, Twente before all. */
export const firstRegions = (count: number): Region[] => [regionOfSlug('twente')!, ...regions.filter((region) => region.slug !== 'twente')].slice(0, count)
