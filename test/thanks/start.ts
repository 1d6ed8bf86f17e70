import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationRole } from '../../src/foundation/database/migrate.ts'
import { projectRoot } from '../../src/foundation/root.ts'
import { rooms as ofProgram } from '../../src/rooms.ts'
import type { startDemo } from '../ground.ts'
import { thanksRoom } from './room.tsx'

/** The room is added to the list, and nothing else of the program is changed. */
export const rooms = [...ofProgram, thanksRoom]

/** Makes its table. The copied demo was filled without this room: what it shows comes last, as it does in a fill. */
export async function migrateThanks({ owner, url, database, region, clock }: Awaited<ReturnType<typeof startDemo>>) {
  await owner.query(readFileSync(join(projectRoot, 'test/thanks/migration.sql'), 'utf8').replaceAll('{{app}}', migrationRole(url)))
  const task = { kind: 'task', region } as const
  await database.transaction(task, 'demo', (tx) => thanksRoom.demo!({ tx, actor: task, now: clock.now() }))
}
