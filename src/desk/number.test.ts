import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newNumber, numberAlphabet, readNumber } from './number.ts'

const five = fc.constantFrom('TW', 'GR')
test('a number is read back however it was typed', () => {
  fc.assert(
    fc.property(five, fc.boolean(), fc.boolean(), (prefix, lower, bare) => {
      const number = newNumber(prefix)
      expect(number).toMatch(/^[A-Z]{2}-[2-9FJKMQRTUWXY]{4}-[2-9FJKMQRTUWXY]{2}$/)
      const typed = bare ? number.slice(3).replace('-', ' ') : number
      expect(readNumber(prefix, lower ? typed.toLowerCase() : typed)).toBe(number)
    }),
  )
})

test('one wrong character, or two neighbours that changed places, is no number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.constantFrom(...numberAlphabet), (at, other) => {
      const number = newNumber('TW')
      const six = number.slice(3).replace('-', '')
      const wrong = six.slice(0, at) + other + six.slice(at + 1)
      if (wrong !== six) expect(readNumber('TW', wrong)).toBeUndefined()
      const swapped = at < 4 ? six.slice(0, at) + six[at + 1] + six[at] + six.slice(at + 2) : six
      if (swapped !== six) expect(readNumber('TW', swapped)).toBeUndefined()
    }),
  )
})
