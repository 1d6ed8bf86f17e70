import fc from 'fast-check'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Plain } from '../plain.ts'
import { emptyForm } from '../web/forms.ts'
import type { Visit } from '../web/route.ts'
import type { FieldName } from './fields.ts'
import { TextArea, TextField } from './components.tsx'
import { drawnOnce } from './drawnonce.ts'

const hostile = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('"><script>alert(1)</script>', "' onclick='x", '&amp;', '$&', '</textarea>', 'مرحبا', '\n\n'))

let times = 0
const drawing = () => ++times
const form = ({ title }: { title: string }, { value, to }: { value: string; to: string }) => {
  drawing()
  return (
    <form action={to} title={title}>
      <input value={value} title={`${value}${to}`} />
      <textarea>{value}</textarea> {to}
    </form>
  )
}
const formOnce = drawnOnce(form)

test('a part that is drawn once shows each visitor what drawing it anew would, whatever their texts', () => {
  const deps = { title: 'Vraag' }
  times = 0
  fc.assert(
    fc.property(hostile, hostile, (value, to) => {
      const { __html } = formOnce(deps, { value, to })
      const before = times
      expect(__html).toBe(render(h('div', null, form(deps, { value, to }))).slice(5, -6))
      times = before
    }),
  )
  expect(times).toBe(1)
})

test('what a field is filled with and what is wrong with it stand in it as they are, and in nobody else’s', () => {
  fc.assert(
    fc.property(hostile, fc.option(hostile), (typed, wrong) => {
      const props = {
        name: 'x' as FieldName,
        label: 'X',
        form: { values: { x: typed }, errors: wrong === null ? emptyForm.errors : { x: { key: wrong } } },
        explain: ({ key }: { key: string }) => key,
      }
      for (const [field, shown] of [
        [<TextField key="1" {...props} />, <input key="2" value={typed} />],
        [<TextArea key="1" {...props} />, <textarea key="2">{typed}</textarea>],
      ] as const) {
        const html = render(field)
        expect(html).toContain(render(shown).replace(/^<\w+|\/>$/g, ''))
        expect(html.includes('aria-invalid')).toBe(wrong !== null)
        if (wrong) expect(html).toContain(`id="veld-x-fout">${render(<p>{wrong}</p>).slice(3)}`.replace('</p>', '</div>'))
      }
    }),
  )
})

// Of all that is plain, also what nearly is the same.
const plain = fc.letrec<{ any: Plain }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(undefined, null, '', 'null', 'undefined', 0, -0, Number.NaN, '0', true, 'true', '","', '1"', ',]', '\ud800', '\udc00', '\ufffd'),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.array(tie('any')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a', 'b')), tie('any')),
  ),
})).any

test('what differs in anything is drawn apart, and what is the same is drawn once', () => {
  // Each drawing says which it was: two that get the same one had the same key.
  const numbered = drawnOnce((_deps: Plain) => String(drawing()))
  const other = drawnOnce((_deps: Plain) => String(drawing()))
  fc.assert(
    fc.property(plain, plain, (one, two) => {
      expect(numbered(one, {}).__html).toBe(numbered(structuredClone(one), {}).__html)
      expect(numbered(one, {}).__html === numbered(two, {}).__html).toBe(equal(one, two))
      expect(other(one, {}).__html).not.toBe(numbered(one, {}).__html)
    }),
    { numRuns: 1000 },
  )
})
/** As the language tells apart, to the order of names. */
function equal(one: Plain, two: Plain): boolean {
  if (typeof one !== 'object' || typeof two !== 'object' || !one || !two) return Object.is(one, two)
  const [a, b] = [Object.entries(one), Object.entries(two)]
  return Array.isArray(one) === Array.isArray(two) && a.length === b.length && a.every(([name, each], at) => name === b[at]![0] && equal(each, b[at]![1]))
}

test('what is shared counts as that very object: another one is drawn anew, however alike', () => {
  const named = drawnOnce((_deps: null, _texts, { name }: { name: string }) => <p>{name + drawing()}</p>)
  const network = { name: 'Twente' }
  expect(named(null, {}, network)).toEqual(named(null, {}, network))
  expect(named(null, {}, { ...network })).not.toEqual(named(null, {}, network))
})

test('one part may stand in another, with the other’s texts in its own and in what it is drawn from', () => {
  const inner = drawnOnce(({ label }: { label: string }, { value }: { value: string }) => <input title={label} value={value} />)
  const outer = drawnOnce((_deps: null, { own }: { own: string }) => <div dangerouslySetInnerHTML={inner({ label: own }, { value: own })} />)
  fc.assert(fc.property(hostile, (own) => void expect(outer(null, { own }).__html).toBe(`<div>${render(<input title={own} value={own} />)}</div>`)))
})

test('what is not plain data is refused when it is compiled', () => {
  // @ts-expect-error: a moment
  drawnOnce((_deps: { at: Date }) => null)
  // @ts-expect-error: a map
  drawnOnce((_deps: { of: Map<string, string> }) => null)
  // @ts-expect-error: something to call
  drawnOnce((_deps: { path: (rest: string) => string }) => null)
  // @ts-expect-error: a function itself
  drawnOnce((_deps: () => string) => null)
  // @ts-expect-error: a visit, of which an interface does not say all
  drawnOnce((_deps: Visit) => null)
  // @ts-expect-error: anything
  drawnOnce((_deps: { what: unknown }) => null)
})
