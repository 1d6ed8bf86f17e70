import { siteRoom } from '../../src/site/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const site: RoomVisits = {
  room: siteRoom,
  // The demo says no address for that.
  rights: () => ({ expected: ({ path }) => (path === '/.well-known/security.txt' ? 'not-found' : undefined) }),
  pages: () => ({ notPages: ['/weg', '/.well-known/security.txt'] }),
}
