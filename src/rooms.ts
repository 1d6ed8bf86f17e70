import { appointmentsRoom } from './appointments/room.ts'
import { catalogueRoom } from './catalogue/room.ts'
import { deskRoom } from './desk/room.ts'
import type { Room } from './foundation/room.ts'
import { handoverRoom } from './handover/room.ts'
import { networkRoom } from './network/room.ts'
import { peopleRoom } from './people/room.ts'
import { siteRoom } from './site/room.ts'
import { workplaceRoom } from './workplace/room.ts'

/** The rooms, from the ground up: each uses those before it, never those after. A room is added by its line here. */
export const rooms: readonly Room[] = [networkRoom, peopleRoom, workplaceRoom, deskRoom, catalogueRoom, appointmentsRoom, handoverRoom, siteRoom]
