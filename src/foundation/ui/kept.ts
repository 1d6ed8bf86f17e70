import { randomUUID } from 'node:crypto'
import type { ComponentChildren } from 'preact'
import { Fragment, h } from 'preact'
import { render } from 'preact-render-to-string'
import { remember } from '../remember.ts'

const mark = randomUUID()
const standIn = new RegExp(`${mark}(\\w+);`)

// As the renderer does: what it draws has its attributes in double quotes.
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<"]/g, (character) => entities[character]!)

/**
 * The HTML of a part that is the same for everybody but for a few texts. It is drawn once, with stand-ins for those, and kept under its version,
 * which says all else it is made of; then each visitor's own texts are put in their places, escaped.
 */
export function drawnOnce<Texts extends Record<string, string>>(
  kept: Map<string, string[]>,
  version: string,
  texts: Texts,
  draw: (texts: Texts) => ComponentChildren,
): { __html: string } {
  const parts = remember(kept, version, () => {
    const standIns = Object.fromEntries(Object.keys(texts).map((name) => [name, `${mark}${name};`])) as Texts
    return render(h(Fragment, null, draw(standIns))).split(standIn)
  })
  // What stood between the stand-ins, and at each second place the name of one.
  return { __html: parts.reduce((html, part, at) => html + (at % 2 ? escaped(texts[part]!) : part), '') }
}
