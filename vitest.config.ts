import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    {
      name: 'csv as text',
      transform: (source, id) => (id.endsWith('.csv') ? { code: `export default ${JSON.stringify(source)}`, map: null } : undefined),
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
