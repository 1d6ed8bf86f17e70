import { siteRoom } from '../../src/site/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const site: RoomVisits = {
  room: siteRoom,
  pages: () => ({ notPages: ['/weg', '/.well-known/security.txt'] }),
}
