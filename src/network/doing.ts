import type { Actor } from '../foundation/actor.ts'
import type { Tx } from '../foundation/database/database.ts'
import type { Acting } from '../foundation/doing.ts'
import { type Network, readNetwork } from './current.ts'

/** Somebody does something in a region, whose network is at hand. */
export interface Doing<By extends Actor = Actor> extends Acting<By> {
  network: Network
}

/** What a visitor does, in this transaction. */
export const doingOf = <By extends Actor>({ actor, now }: { actor: By; now: Date }, tx: Tx, network: Network): Doing<By> => ({ tx, actor, now, network })

/** The same with the network as this transaction reads it. */
export const withNetwork = async <By extends Actor>(acting: Acting<By>): Promise<Doing<By>> => ({ ...acting, network: (await readNetwork(acting.tx, acting.actor.region))! })
