import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest begin first: at the end of a run nobody waits for one. A checkout that was never tested knows no times yet. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const takesLong = ({ moduleId }: TestSpecification) => /\/test\/(pages\/|process|first|channels|mailin|\w+lives|\w*journeys)/.test(moduleId)
    return [...files.filter(takesLong), ...(await super.sort(files.filter((each) => !takesLong(each))))]
  }
}

export default defineConfig({
  plugins: [
    {
      name: 'lists as text',
      enforce: 'pre',
      load: (id) => (/\.(csv|txt)$/.test(id) ? { code: `export default ${JSON.stringify(readFileSync(id, 'utf8'))}`, map: null } : undefined),
    },
  ],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/server.ts'],
    pool: 'forks',
    // A worker keeps the program in memory from one file to the next: what a file starts is its own and ends with it, and nothing is kept in a module.
    isolate: false,
    // One more than the cores: a worker waits now and then, for a browser or a process.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
})
