import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { h } from 'preact'
import { expect, test } from 'vitest'
import { keptPage, keySlot } from './kept.ts'

test('a kept page unzips to itself with a key of its own in the slot, whatever its text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.boolean(), (text, withForm) => {
      const answer = { key: text, version: String(withForm), draw: () => h('p', {}, text, withForm ? h('input', { value: keySlot }) : null) }
      const plain = keptPage(answer, false)
      const zipped = keptPage(answer, true)
      const unzipped = gunzipSync(zipped.body).toString()
      const key = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
      if (withForm) {
        expect(unzipped).toMatch(key)
        expect(unzipped.replace(key, keySlot)).toBe(plain.body.toString().replace(key, keySlot))
        expect(unzipped).not.toBe(plain.body.toString())
      } else expect(unzipped).toBe(plain.body.toString())
      expect(plain.etag === undefined).toBe(withForm)
    }),
  )
})
