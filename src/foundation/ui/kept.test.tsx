import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { drawnOnce } from './kept.ts'

const hostile = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('"><script>alert(1)</script>', "' onclick='x", '&amp;', '$&', '</textarea>', 'مرحبا', '\n\n'))

test('a part that is kept shows each visitor what drawing it anew would, whatever their texts', () => {
  const draw = ({ value, to }: { value: string; to: string }) => (
    <form action={to}>
      <input value={value} title={`${value}${to}`} />
      <textarea>{value}</textarea> {to}
    </form>
  )
  const kept = new Map<string, string[]>()
  fc.assert(fc.property(hostile, hostile, (value, to) => void expect(drawnOnce(kept, 'form', { value, to }, draw).__html).toBe(render(h(draw, { value, to })))))
  expect(kept.size).toBe(1)
})
