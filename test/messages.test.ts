import { readFileSync } from 'node:fs'
import { rooms as all } from '../src/rooms.ts'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { languages } from '../src/foundation/i18n/i18n.ts'
import { projectRoot } from '../src/foundation/root.ts'

const rooms = ['foundation/i18n', ...all.map(({ name }) => name)]
const textsOf = (room: string, language: string): Record<string, string> => JSON.parse(readFileSync(join(projectRoot, 'src', room, `${language}.json`), 'utf8'))

/** The names of what a message is filled in with. */
function argumentsOf(text: string, language: string): string[] {
  const names = new Set<string>()
  const walk = (parts: unknown): void => {
    if (Array.isArray(parts)) for (const part of parts) walk(part)
    else if (parts && typeof parts === 'object') {
      const { type, value, ...rest } = parts as { type?: number; value?: unknown }
      // 0 is text as it stands.
      if (typeof value === 'string' && type !== undefined && type > 0) names.add(value)
      walk([value, ...Object.values(rest)])
    }
  }
  walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst())
  return [...names].sort()
}

test.each(rooms)('every message of %s can be said in each language, with the same things filled in', (room) => {
  const [nl, en] = languages.map((language) => textsOf(room, language)) as [Record<string, string>, Record<string, string>]
  expect(Object.keys(en).sort()).toEqual(Object.keys(nl).sort())
  for (const [key, text] of Object.entries(nl)) expect([key, argumentsOf(en[key]!, 'en')]).toEqual([key, argumentsOf(text, 'nl')])
})
