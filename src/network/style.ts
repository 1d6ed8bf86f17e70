import { z } from 'zod'
import { pictures } from '../foundation/files/picture/picture.ts'
import { svg } from '../foundation/files/svg.ts'

/** The colours a region may make its own, each with the token that it sets and what it is without. */
export const colours = {
  main: { token: '--wc-green', own: '#0b5a4a' },
  deep: { token: '--wc-green-deep', own: '#073f34' },
  soft: { token: '--wc-mint', own: '#e2f0ea' },
  highlight: { token: '--wc-sun', own: '#ffc53d' },
} as const
export type Colour = keyof typeof colours
export const colourNames = Object.keys(colours) as Colour[]
export type Colours = Partial<Record<Colour, string>>

const ground = { white: '#ffffff', paper: '#f5f3ec', pale: '#cfe3db', ink: '#16302b' } as const
type Shade = Colour | keyof typeof ground

/** What stands on what in the pages; each must be readable. */
const pairs: readonly (readonly [text: Shade, on: Shade])[] = [
  ['white', 'main'],
  ['main', 'white'],
  ['main', 'paper'],
  ['pale', 'deep'],
  ['deep', 'soft'],
  ['ink', 'soft'],
  ['ink', 'highlight'],
]

/** What text needs against its ground, by WCAG 2.2 (1.4.3). */
export const leastContrast = 4.5

/** Relative luminance of '#rrggbb', 0 to 1, by WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two colours '#rrggbb', 1 (none) to 21, the same either way round. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

export interface Pair {
  text: Shade
  on: Shade
  colours: readonly [text: string, on: string]
  ratio: number
  enough: boolean
}
/** Every pair of colours that meet in the pages, with its contrast. */
export function contrasts(chosen: Colours): Pair[] {
  const of = (shade: Shade) => (shade in ground ? ground[shade as keyof typeof ground] : (chosen[shade as Colour] ?? colours[shade as Colour].own))
  return pairs.map(([text, on]) => {
    const ratio = contrast(of(text), of(on))
    return { text, on, colours: [of(text), of(on)], ratio, enough: ratio >= leastContrast }
  })
}

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'een kleur is # en zes cijfers of letters a tot f')
  .toLowerCase()

/** At most so many bytes of a logo: it comes with every page. */
export const largestLogo = 60_000
const logoTypes = ['image/svg+xml', 'image/png', 'image/webp', 'image/jpeg'] as const

/** A logo made anew of what is seen, by whatever way it comes in: a form, a document, an earlier version. It is small enough to be read on the spot. @throws RangeError */
const cleanLogo = (type: (typeof logoTypes)[number], content: Buffer): Buffer => (type === 'image/svg+xml' ? svg(content) : pictures[type]!(content))

/** How a region looks. A logo is in the document itself, so that one file is the whole. */
export const styleSchema = z.object({
  colours: z
    .partialRecord(z.enum(colourNames as [Colour, ...Colour[]]), colour)
    .default({})
    .superRefine((chosen, context) => {
      for (const pair of contrasts(chosen).filter((each) => !each.enough)) {
        const at = [pair.text, pair.on].find((each) => each in chosen)
        if (at) context.addIssue({ code: 'custom', path: [at], message: `te weinig contrast: ${pair.text} op ${pair.on} is ${pair.ratio.toFixed(1)}, nodig is ${leastContrast}` })
      }
    }),
  logo: z
    .object({
      type: z.enum(logoTypes),
      data: z
        .base64('het logo is niet te lezen')
        .min(4)
        .max(Math.ceil(largestLogo / 3) * 4, `het logo is groter dan ${largestLogo / 1000} kB`),
    })
    .transform((logo, context) => {
      try {
        return { ...logo, data: cleanLogo(logo.type, Buffer.from(logo.data, 'base64')).toString('base64') }
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        context.addIssue({ code: 'custom', message: 'het logo is niet te lezen' })
        return z.NEVER
      }
    })
    .optional(),
})
export type Style = z.infer<typeof styleSchema>

/** A region's own tokens as a style sheet; empty when it has none. */
export const sheetOf = ({ colours: chosen }: Style): string => {
  const own = colourNames.filter((each) => chosen[each])
  return own.length ? `:root{${own.map((each) => `${colours[each].token}:${chosen[each]}`).join(';')}}` : ''
}
