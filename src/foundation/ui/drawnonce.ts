import { randomUUID } from 'node:crypto'
import type { ComponentChildren } from 'preact'
import { Fragment, h } from 'preact'
import { render } from 'preact-render-to-string'
import { keyOf, type Plain } from '../plain.ts'
import { remember } from '../remember.ts'

// As the renderer does: what it draws has its attributes in double quotes.
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<"]/g, (character) => entities[character]!)

/**
 * Declares, at module level, a part of a page that is drawn once for all who have the same `deps` (and `shared`, see `keyOf`): they are all it is drawn from, and
 * so is the key. It is drawn with stand-ins for the `texts`, and never knows them; each visitor's own are put in their places, escaped.
 */
export function drawnOnce<Deps extends Plain, Texts extends Record<string, string>, Shared extends readonly object[] = []>(
  draw: (deps: Deps, texts: Texts, ...shared: Shared) => ComponentChildren,
): (deps: Deps, texts: Texts, ...shared: Shared) => { __html: string } {
  const drawn = new Map<string, string[]>()
  const mark = randomUUID()
  // only our own words: a mark that nobody knows
  const standIn = new RegExp(`${mark}(\\w+);`)
  return (deps, texts, ...shared) => {
    const parts = remember(drawn, keyOf(deps, shared), () => {
      const standIns = Object.fromEntries(Object.keys(texts).map((name) => [name, `${mark}${name};`])) as Texts
      return render(h(Fragment, null, draw(deps, standIns, ...shared))).split(standIn)
    })
    // What stood between the stand-ins, and at each second place the name of one.
    return { __html: parts.reduce((html, part, at) => html + (at % 2 ? escaped(texts[part]!) : part), '') }
  }
}
