import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Route } from '../../src/foundation/web/route.ts'
import { sessionsOf } from '../../src/foundation/identity/sessions.ts'
import { networksOf } from '../../src/network/current.ts'
import { regionOfSlug } from '../../src/network/geography.ts'
import type { assemble } from '../../src/program.ts'
import { type Chance, isWrong, type Known, type Request, requestsTo } from './requests.ts'

type Program = Awaited<ReturnType<typeof assemble>>
export interface Wrong {
  route: string
  status: number
  request: Request
}
const region = regionOfSlug('twente')!.id
/** Those who ask another program, which is not there: what it does not answer is no error of ours. */
const asksOutside = ({ path }: Route) => /\/inloggen|\/digid$|^\/demo/.test(path)
/** What is there is looked up anew after so many requests: they change and end much of it, sessions too. */
const anew = 500

// What does not answer is wrong too.
const mostSeconds = 20
async function answerOf(app: Pick<Program['app'], 'inject'>, request: Request): Promise<{ statusCode: number; body: string }> {
  const answered = new AbortController()
  const late = wait(mostSeconds * 1000, { statusCode: 599, body: 'no answer' }, { ref: false, signal: answered.signal })
  try {
    return await Promise.race([app.inject(request), late])
  } finally {
    // What waits on holds the answer: of all that were answered meanwhile.
    answered.abort()
    await late.catch(() => {})
  }
}

/** Sends so many requests by chance to a program with the demo in it; answers what was wrong. */
export async function fuzz(
  { app, routes, system }: Program,
  owner: Pick<Pool, 'query'>,
  count: number,
  chance: Chance,
  told?: (done: number, status: number, wrong?: Wrong) => void,
): Promise<Wrong[]> {
  const list = async (sql: string) => (await owner.query(sql)).rows.map((row: { it: string }) => row.it)
  async function lookUp(): Promise<Known> {
    const network = await networksOf(system).of(region)
    const staff = [...network.staff.values()].filter(({ left_at }) => !left_at)
    const cookies: string[] = []
    for (const each of staff)
      if (!chance(4)) cookies.push(`werkcentrum=${await system.database.transaction({ kind: 'task', region }, 'fuzz', (tx) => sessionsOf(system).begin(tx, region, each.id))}`)
    const questions = await list(`select id::text as it from question where region_id = ${region} order by random() limit 40`)
    return {
      names: {
        region: ['twente', 'twente', 'twente', 'twente', 'twente', 'nederland', 'drenthe'],
        slug: ['twente', ...(await list(`select slug as it from service where region_id = ${region} limit 20`)), ...[...network.organisations.values()].map(({ slug }) => slug)],
        number: await list(`select number as it from question where region_id = ${region} order by random() limit 40`),
        id: [...questions, ...(await list(`select id::text as it from handover where region_id = ${region} limit 20`)), ...staff.map(({ id }) => id)],
        staff: staff.map(({ id }) => id),
        organisation: [...network.organisations.values()].map(({ slug }) => slug),
        door: network.doors.map(({ slug }) => slug),
        part: ['regio', 'deuren', 'organisaties', 'inlooppunten'],
        version: ['1', '2'],
      },
      cookies: [...cookies, ''],
      token: ({ link }) => (link ? system.links.make(region, link, questions[chance(questions.length)] ?? '00000000-0000-7000-8000-000000000000', 1) : 'x'),
    }
  }
  let known = await lookUp()
  const next = requestsTo(routes, () => known, chance)
  const wrong: Wrong[] = []
  for (let done = 1; done <= count; done += 1) {
    if (done % anew === 0) known = await lookUp()
    const { route, request } = next()
    const { statusCode, body } = await answerOf(app, request)
    const found = isWrong(statusCode, body) && !(asksOutside(route) && statusCode === 502) ? { route: `${route.method} ${route.path}`, status: statusCode, request } : undefined
    if (found) wrong.push(found)
    told?.(done, statusCode, found)
  }
  return wrong
}
