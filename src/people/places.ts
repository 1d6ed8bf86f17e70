import type { VNode } from 'preact'
import { place } from '../foundation/place.ts'
import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Language } from '../foundation/i18n/i18n.ts'
import type { Visit } from '../foundation/web/route.ts'
import type { Network } from '../network/current.ts'
import type { ErasableQuestion } from './file/file.ts'

/** A question of somebody, by who asked it (whomever it was taken to belong to since), as far as they must be told which it is and can prove that it is theirs. */
export interface Asked {
  person_id: string
  id: string
  number: string
  asked_at: Date
  postcode: string | null
}

/** What a later room holds about persons, in their own file. Each reads what the actor of the transaction may see. */
export interface FilePart {
  key: string
  /** On the first page of the file: how things are and what can be done now. */
  now?(tx: Tx, visit: Visit, network: Network, persons: readonly string[], formKey: string): Promise<VNode | undefined>
  /** On the page of what is known: all that is kept, whose it is and with whom it was shared. */
  known(tx: Tx, visit: Pick<Visit, 'region' | 'language' | 'now' | 'path'>, network: Network, persons: readonly string[]): Promise<VNode | undefined>
  /** The same to take along, as plain data. */
  taken(tx: Tx, language: Language, network: Network, region: number, persons: readonly string[]): Promise<unknown>
}

export const fileParts = place<FilePart>('parts of the own file')

/** The questions of these persons, to tell which they are. */
export const askedBy = place<(tx: Tx, region: number, persons: readonly string[]) => Promise<Asked[]>>('what did these persons ask?')
/** What an organisation holds of these persons and could erase; of every organisation when none is named. */
export const heldOf = place<(tx: Tx, region: number, persons: readonly string[], organisation?: string) => Promise<ErasableQuestion[]>>('what of these persons could be erased?')
/** Erases the questions in `gone` and takes from `kept` all that the duty does not ask for; what belongs to them, by its fates. As the program. */
export type Erase = (tx: Tx, actor: Actor, now: Date, gone: readonly ErasableQuestion[], kept: readonly { question: ErasableQuestion; until: string }[]) => Promise<void>
export const erasers = place<Erase>('erasing')

export const allAskedBy = async (tx: Tx, region: number, persons: readonly string[]): Promise<Asked[]> =>
  (await Promise.all(tx.partsOf(askedBy).map((ask) => ask(tx, region, persons)))).flat()
export const allHeldOf = async (tx: Tx, region: number, persons: readonly string[], organisation?: string): Promise<ErasableQuestion[]> =>
  (await Promise.all(tx.partsOf(heldOf).map((ask) => ask(tx, region, persons, organisation)))).flat()

/** The ways from somebody's own file to a question: the first is asking one. */
export const waysToAsk = place<{ page: string; label(language: Language): string }>('ways to a question')
