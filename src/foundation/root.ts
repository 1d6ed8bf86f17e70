import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) || dirname(from) === from ? from : findRoot(dirname(from))
}

/** The project's folder, the same whether this runs from src/ (tests) or from dist/ (built). */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)))
