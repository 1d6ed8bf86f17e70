import { z } from 'zod'
import { type GuestActor, holds, type StaffActor } from '../foundation/actor.ts'
import { optionalText } from '../foundation/web/forms.ts'

/** The lists of the inbox: what waits for this organisation, what came to it, what it handed over, what waits for the coordinator, what has ended. */
export const lists = ['waits', 'in', 'out', 'stuck', 'ended'] as const
export type List = (typeof lists)[number]
export const listSchema = z.object({
  lijst: z.enum(lists).catch('waits').default('waits'),
  met: z.uuid().optional().catch(undefined),
  zoek: optionalText(40).catch(undefined),
  pagina: z.coerce.number().int().min(1).max(500).catch(1).default(1),
})
export type ListChoice = z.infer<typeof listSchema>
export const pageSize = 40

export type Reader = StaffActor | GuestActor
export const seesRegion = (actor: Reader) => actor.kind === 'staff' && actor.sight === 'region'
export const coordinates = (actor: Reader) => actor.kind === 'staff' && seesRegion(actor) && holds(actor, 'coordinator')

/** Which lists somebody has. A guest only receives; what is stuck is for who sees the region. */
export const listsFor = (actor: Reader): List[] => lists.filter((list) => (list === 'stuck' ? seesRegion(actor) : list !== 'out' || actor.kind === 'staff'))
