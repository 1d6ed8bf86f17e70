import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

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
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
