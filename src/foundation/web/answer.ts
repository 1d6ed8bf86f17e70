import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'
import type { Alarm } from '../danger/danger.ts'

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
  | { kind: 'redirect'; to: string; cookies?: string[] }
  | { kind: 'json'; status: number; body: unknown; type?: string }
  | { kind: 'text'; body: string }
  | { kind: 'file'; name: string; type: string; content: Buffer }
  | { kind: 'bytes'; type: string; content: Buffer }
  | { kind: 'handled' }

export const draw = (page: VNode): string => `<!doctype html>${render(page)}`

export const page = (content: VNode, status = 200): Answer => ({ kind: 'page', status, html: draw(content) })
/** After a change: go and look at it, so that reloading changes nothing again. */
export const seeOther = (to: string, cookies?: string[]): Answer => ({ kind: 'redirect', to, cookies })
export const json = (body: unknown, status = 200, type?: string): Answer => ({ kind: 'json', status, body, type })
/** A file to keep, never to be opened as a page of ours. */
export const file = ({ name, type, content }: { name: string; type: string; content: Buffer }): Answer => ({ kind: 'file', name, type, content })
/** A part of a page, such as a picture, to be kept by browsers: its address must change with its content. */
export const bytes = (type: string, content: Buffer): Answer => ({ kind: 'bytes', type, content })
export const plain = (body: string): Answer => ({ kind: 'text', body })
/** The route wrote to the connection itself. */
export const handled: Answer = { kind: 'handled' }
