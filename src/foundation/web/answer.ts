import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'
import type { Alarm } from '../danger/danger.ts'
import type { Filled } from './forms.ts'

/** A page as a route answers it: what it is drawn from is in its key. */
export interface SharedPage {
  /** Where it stands; of each address the page that was asked for last is there. */
  address: string
  key: string
  /** Draws it: for everybody, or for one visitor who has something of their own on it, which then goes to nobody else. */
  draw(own?: { alarm?: Alarm; elsewhere: string }): VNode
}

/** What a route answers. */
export type Answer =
  | { kind: 'page'; status: number; html: string }
  | { kind: 'shared'; page: SharedPage }
  | { kind: 'redirect'; to: string; cookies?: string[]; leaves?: boolean }
  | { kind: 'json'; status: number; body: unknown; type?: string }
  | { kind: 'text'; body: string }
  | { kind: 'file'; name: string; type: string; content: Buffer }
  | { kind: 'bytes'; type: string; content: Buffer }
  | { kind: 'again'; form: Filled; anew?: true }
  | { kind: 'handled' }

/** What goes out: a form that is to be shown again became a page, or the way to one. */
export type Sent = Exclude<Answer, { kind: 'again' }>

export const draw = (page: VNode): string => `<!doctype html>${render(page)}`

export const page = (content: VNode, status = 200): Sent => ({ kind: 'page', status, html: draw(content) })
/** After a change: go and look at it, so that reloading changes nothing again. To an address that is not ours nobody goes by this. */
export const seeOther = (to: string, cookies?: string[]): Sent => ({ kind: 'redirect', to, cookies })
/** To another site, which this program chose itself: a provider, a harmless page. */
export const leaveFor = (to: string, cookies?: string[]): Sent => ({ kind: 'redirect', to, cookies, leaves: true })
export const json = (body: unknown, status = 200, type?: string): Answer => ({ kind: 'json', status, body, type })
/** The form is shown again, by the route's `redo`: with what was typed, and what is wrong with it if anything is. */
export const again = (form: Filled): Answer => ({ kind: 'again', form })
/** The same, after who comes proved once more who they are. */
export const againAnew = (form: Filled): Answer => ({ kind: 'again', form, anew: true })
/** A file to keep, never to be opened as a page of ours. */
export const file = ({ name, type, content }: { name: string; type: string; content: Buffer }): Answer => ({ kind: 'file', name, type, content })
/** A part of a page, such as a picture, to be kept by browsers: its address must change with its content. */
export const bytes = (type: string, content: Buffer): Answer => ({ kind: 'bytes', type, content })
export const plain = (body: string): Answer => ({ kind: 'text', body })
/** The route wrote to the connection itself. */
export const handled: Answer = { kind: 'handled' }
