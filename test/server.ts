import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import pg from 'pg'
import { buildReaders } from '../scripts/build.mjs'
import { projectRoot } from '../src/foundation/root.ts'
import { openEmbedded } from '../src/foundation/database/embedded.ts'
import { migrate } from '../src/foundation/database/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's, the restricted role's and the superuser's addresses of the template database. */
    template: { ownerUrl: string; url: string; adminUrl: string; secret: string }
  }
}

/** One server for all tests, with a migrated template that each test file copies. */
export default async function setup(project: TestProject) {
  // A test file can be run by itself: what runs on threads is then of the source as it is now too.
  await buildReaders(projectRoot)
  const folder = mkdtempSync(join(tmpdir(), 'wc-test-'))
  const server = await openEmbedded(folder, { fast: true })
  const template = server.named('template_werkcentrum')
  const client = new pg.Client({ connectionString: server.named('postgres').adminUrl })
  await client.connect()
  await client.query('create database template_werkcentrum owner werkcentrum_owner')
  await client.end()
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await migrate(template.ownerUrl, template.url).catch(async (error) => {
    await stop()
    throw error
  })
  project.provide('template', { ...template, secret: server.secret })
  return stop
}
