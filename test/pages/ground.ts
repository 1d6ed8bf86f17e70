import { beforeAll } from 'vitest'
import { passKeeper } from '../../src/foundation/identity/passes.ts'
import type { Room } from '../../src/foundation/room.ts'
import { followLink } from '../../src/desk/links.ts'
import { listSchema, questionsFor } from '../../src/desk/queries.ts'
import { take } from '../../src/desk/work/actions.ts'
import { freePort, startBrowser } from '../browser.ts'
import { startDemo } from '../ground.ts'

/** The demo, listening, with a browser before it and a question of each state to look at. */
export async function startPages(rooms?: readonly Room[], prepare?: (demo: Demo) => Promise<unknown>) {
  const port = await freePort()
  const demo = await startDemo({ port, rooms })
  await prepare?.(demo)
  const { database, owner, region, clock } = demo
  const url = `http://localhost:${port}`
  const browser = await startBrowser(url)
  beforeAll(() => demo.app.listen({ port, host: 'localhost' }).then(() => {}))

  // The demo has no question that was only just taken.
  const guide = await demo.staff('gids-enschede')
  await database.transaction(guide, 'test', async (tx) => {
    const { questions } = await questionsFor({ tx, actor: guide, now: clock.now() }, listSchema.parse({ lijst: 'unowned' }))
    await take({ tx, actor: guide, now: clock.now(), network: await demo.network() }, questions[0]!.id)
  })
  /** One question of each state in the demo, with the token of its link. */
  const questions = (
    await owner.query<{ id: string; number: string; state: string }>('select distinct on (state) id, number, state from question order by state, asked_at')
  ).rows.map((row) => ({ ...row, token: demo.system.links.make(region, followLink, row.id, 1) }))
  /** The cookie of somebody who came in by a code. */
  const passOf = async (kind: 'partner' | 'resident', id: string) =>
    (await database.transaction({ kind: 'task', region }, 'test', (tx) => passKeeper(demo.secret, false).begin(tx, region, kind, id, clock.now()))).cookie
  return { demo, browser, url, guide, questions, passOf }
}

type Demo = Awaited<ReturnType<typeof startDemo>>
export type PagesGround = Awaited<ReturnType<typeof startPages>>
