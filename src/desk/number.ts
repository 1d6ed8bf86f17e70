import { randomInt } from 'node:crypto'

// Nineteen characters that neither look nor sound alike, a prime number of them: then a weighted sum finds every single wrong
// character and every two that changed places.
const alphabet = '23456789FJKMQRTUWXY'
const weights = [1, 2, 3, 4, 5]

const checkOf = (five: string) => alphabet[weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(five[at]!), 0) % alphabet.length]!

/** A new question number, said on the phone: 'TW-4F7K-29'. Two letters of the region, five characters by chance, and a check character. */
export function newNumber(prefix: string): string {
  const five = Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return numberFrom(prefix, five)
}

/** The number of five characters of the alphabet, with its check. */
export function numberFrom(prefix: string, five: string): string {
  return `${prefix}-${five.slice(0, 4)}-${five[4]}${checkOf(five)}`
}

/** What somebody typed as a number of this region: with or without hyphens, spaces and the region's letters. Undefined when the check fails. */
export function readNumber(prefix: string, text: string): string | undefined {
  const bare = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const six = bare.length === 8 && bare.startsWith(prefix) ? bare.slice(2) : bare
  if (six.length !== 6 || [...six].some((each) => !alphabet.includes(each))) return undefined
  return checkOf(six.slice(0, 5)) === six[5] ? numberFrom(prefix, six.slice(0, 5)) : undefined
}

/** Those of what was ticked or typed that are numbers of this region. */
export const readNumbers = (prefix: string, texts: readonly string[]): string[] => texts.map((each) => readNumber(prefix, each)).filter((each) => each !== undefined)

export const numberAlphabet = alphabet
