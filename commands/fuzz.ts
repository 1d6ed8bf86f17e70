import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import v8 from 'node:v8'
import vm from 'node:vm'
import pg from 'pg'
import pino from 'pino'
import { demo, fillDemo } from '../demo/demo.tsx'
import { markAs } from '../src/foundation/database/marked.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { openEmbedded } from '../src/foundation/database/embedded.ts'
import { migrate } from '../src/foundation/database/migrate.ts'
import { partsOfRooms } from '../src/foundation/room.ts'
import { readSettings } from '../src/foundation/settings.ts'
import { assemble } from '../src/program.ts'
import { rooms } from '../src/rooms.ts'
import { chanceFrom } from './fuzz/requests.ts'
import { fuzz } from './fuzz/run.ts'

/*
 * So many requests by chance to every address of the demo, as everybody: `npm run fuzz -- 1000000 7` (how many, from which seed). Ends with 1 when an answer was an error of ours, told
 * of the inside, or when memory did not stay as it was.
 */
const count = Number(process.argv[2] ?? 2000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)

v8.setFlagsFromString('--expose-gc')
const collect = vm.runInNewContext('gc') as () => void
const inUse = () => {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

const data = mkdtempSync(join(tmpdir(), 'wc-fuzz-'))
const server = await openEmbedded(data, { fast: true })
const { url, ownerUrl, secret } = server
await migrate(ownerUrl, url)
const database = openDatabase(url, { ownKey: secret, partsOf: partsOfRooms(rooms) })
await markAs(ownerUrl, true)
const program = await assemble(readSettings({ DEMO: '1', PORT: '3999', RATE_LIMIT: 'off' }), database, { secret, ownKey: secret }, { log: pino({ level: 'silent' }), extra: demo })
const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 })
try {
  await fillDemo(program.system)
  console.log(`${count} verzoeken vanaf ${seed}`)
  let before = 0
  const statuses = new Map<number, number>()
  const began = Date.now()
  const wrong = await fuzz(program, owner, count, chanceFrom(seed), (done, status, found) => {
    if (found) console.log(JSON.stringify(found))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    // What is kept in memory is there after the first part.
    if (done === Math.ceil(count / 5)) before = inUse()
    if (done % 20_000 === 0) console.log(`${done}: ${Math.round(inUse())} MB`)
  })
  const after = inUse()
  console.log(
    [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, times]) => `${status}: ${times}`)
      .join(', '),
  )
  const seconds = Math.round((Date.now() - began) / 1000)
  console.log(`${wrong.length} verkeerd; geheugen ${Math.round(before)} → ${Math.round(after)} MB; ${seconds} s, ${Math.round(count / Math.max(seconds, 1))} per seconde`)
  if (wrong.length || after > before * 1.2) process.exitCode = 1
} finally {
  await program.tasks.stop()
  await program.app.close()
  await owner.end()
  await database.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true })
}
