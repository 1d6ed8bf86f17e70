import { Parser } from 'htmlparser2'

/** What draws; everything else, such as scripts, pages within the picture and pictures from elsewhere, is left out with all that is in it. */
const drawing = new Set(
  'svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient stop clipPath mask pattern marker style'.split(' '),
)
/** By what it is drawn; nothing here does something or asks for something elsewhere. */
const attributes = new Set(
  (
    'id class xmlns xmlns:xlink viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points pathLength transform gradientTransform gradientUnits patternTransform patternUnits ' +
    'patternContentUnits spreadMethod offset href xlink:href version preserveAspectRatio clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY orient rotate ' +
    'textLength lengthAdjust role aria-label aria-hidden aria-labelledby xml:space fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray ' +
    'stroke-dashoffset stroke-opacity opacity stop-color stop-opacity color clip-path clip-rule mask marker-start marker-mid marker-end font-family font-size font-weight font-style ' +
    'text-anchor letter-spacing word-spacing dominant-baseline baseline-shift visibility display overflow enable-background style'
  ).split(' '),
)
const namespaces: Readonly<Record<string, string>> = { xmlns: 'http://www.w3.org/2000/svg', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' }
const deepest = 60
const most = 20_000

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Whether a value or a style names nothing outside the picture, in whatever way that can be written. */
function staysInside(text: string): boolean {
  const plain = text
    .replace(/\/\*[^*]*\*\//g, '')
    .replace(/\s/g, '')
    .toLowerCase()
  if (/[\\@<]|\/\*|expression\(|javascript:|data:|-moz-binding|behavior:|image\(|image-set\(|src\(/.test(plain)) return false
  return plain
    .split('url(')
    .slice(1)
    .every((rest) => /^["']?#/.test(rest))
}

/** An attribute as it stays; undefined for what does something, or asks for something elsewhere. */
function attribute(name: string, value: string): string | undefined {
  if (!attributes.has(name)) return undefined
  if (name in namespaces) return value === namespaces[name] ? `${name}="${value}"` : undefined
  if (/href$/.test(name)) return /^#[\w.-]+$/.test(value) ? `${name}="${value}"` : undefined
  return staysInside(value) ? `${name}="${escaped(value)}"` : undefined
}

/**
 * A picture in SVG made anew of what draws: no scripts, nothing that happens by itself or on a click, nothing from elsewhere, no entities and no styles that fetch.
 * Throws a RangeError for what is no picture in SVG, or is drawn with more than any logo is.
 */
export function svg(content: Buffer): Buffer {
  const made: string[] = []
  const open: string[] = []
  let hidden = 0
  let count = 0
  let style: string | undefined
  const parser = new Parser(
    {
      onopentag: (name, given) => {
        count += 1
        if (open.length + hidden > deepest || count > most) throw new RangeError('too much for a logo')
        if (!open.length && made.length) throw new RangeError('more than one picture')
        if (hidden || !drawing.has(name) || (!open.length && name !== 'svg')) {
          hidden += 1
          return
        }
        open.push(name)
        const said = { ...(open.length === 1 && { xmlns: namespaces.xmlns! }), ...given }
        const kept = Object.entries(said).flatMap(([each, value]) => attribute(each, value) ?? [])
        made.push(`<${[name, ...kept].join(' ')}>`)
        if (name === 'style') style = ''
      },
      ontext: (text) => {
        if (hidden || !open.length) return
        if (style === undefined) made.push(escaped(text))
        else style += text
      },
      onclosetag: () => {
        if (hidden) {
          hidden -= 1
          return
        }
        if (style !== undefined && staysInside(style)) made.push(escaped(style))
        style = undefined
        made.push(`</${open.pop()}>`)
      },
    },
    { xmlMode: true, recognizeCDATA: true },
  )
  parser.end(content.toString('utf8'))
  if (!made.length) throw new RangeError('no svg')
  return Buffer.from(made.join(''))
}
