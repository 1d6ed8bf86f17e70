import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded } from '../src/foundation/database/embedded.ts'
import { migrate } from '../src/foundation/database/migrate.ts'
import { homesOf } from '../src/foundation/room.ts'
import { projectRoot } from '../src/foundation/root.ts'
import { schemaFiles } from '../src/foundation/schema/files.ts'
import { orSayWhy } from '../src/program.ts'
import { rooms } from '../src/rooms.ts'

// Makes a database by the migrations, on a server of its own that is gone afterwards, and writes what that says of itself: docs/schema.sql and each room's rows.ts.

await orSayWhy(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wc-schema-'))
  const server = await openEmbedded(folder, { fast: true })
  const owner = new pg.Client({ connectionString: server.ownerUrl })
  try {
    await migrate(server.ownerUrl, server.url)
    await owner.connect()
    for (const [path, text] of await schemaFiles(owner, server.url, homesOf(rooms))) {
      writeFileSync(join(projectRoot, path), text)
      console.log(path)
    }
  } finally {
    await owner.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
