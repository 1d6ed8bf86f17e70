// Builds the program into dist/ and the style with its font into dist/assets/, compressed beforehand.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'

const shared = { bundle: true, logLevel: 'warning', metafile: true }

function commands(root) {
  const names = readdirSync(join(root, 'commands')).filter((name) => name.endsWith('.ts'))
  return Object.fromEntries(names.map((name) => [basename(name, '.ts'), join(root, 'commands', name)]))
}

const forNode = {
  ...shared,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  splitting: true,
  sourcemap: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.csv': 'text', '.txt': 'text' },
}

/** What runs on threads of its own, in a folder of its own; the tests, which run the program from its source, have it from here too. */
export async function buildReaders(root) {
  const out = join(root, 'dist/readers')
  rmSync(out, { recursive: true, force: true })
  await esbuild.build({ ...forNode, entryPoints: { readers: join(root, 'src/readers.ts') }, outdir: out, absWorkingDir: root })
}

async function buildAssets(root) {
  const out = join(root, 'dist/assets')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const { metafile } = await esbuild.build({
    ...shared,
    entryPoints: {
      style: join(root, 'src/foundation/ui/style.css'),
      page: join(root, 'src/foundation/ui/browser/page.ts'),
      worker: join(root, 'src/foundation/ui/browser/worker.ts'),
    },
    outdir: out,
    minify: true,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    absWorkingDir: root,
    target: ['es2020', 'safari14.1', 'chrome90', 'firefox90'],
  })
  const mark = readFileSync(join(root, 'src/foundation/ui/mark.svg'))
  const markName = `mark-${createHash('sha256').update(mark).digest('hex').slice(0, 8).toUpperCase()}.svg`
  writeFileSync(join(out, markName), mark)
  const names = [markName, ...Object.keys(metafile.outputs).map((path) => basename(path))]
  for (const name of names.filter((each) => ['.css', '.svg', '.js'].includes(extname(each)))) {
    const bytes = readFileSync(join(out, name))
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes))
    writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  }
  const logical = (name) => name.replace(/-[A-Z0-9]{8}(?=\.)/, '')
  writeFileSync(join(root, 'dist/assets.json'), JSON.stringify(Object.fromEntries(names.map((name) => [logical(name), name]))))
}

export async function build(root) {
  const [{ metafile }] = await Promise.all([
    esbuild.build({
      ...forNode,
      entryPoints: { main: join(root, 'src/main.ts'), ...commands(root) },
      outdir: join(root, 'dist'),
      absWorkingDir: root,
    }),
    buildReaders(root),
    buildAssets(root),
  ])
  // What an earlier build left would only be in the way of who reads.
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)))
  for (const name of readdirSync(join(root, 'dist'))) if (/\.js(\.map)?$/.test(name) && !made.has(name)) rmSync(join(root, 'dist', name))
  // esbuild builds in a process of its own, which would stay beside the program for as long as that runs.
  await esbuild.stop()
}
