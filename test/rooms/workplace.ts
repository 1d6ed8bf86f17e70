import { workplaceRoom } from '../../src/workplace/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const workplace: RoomVisits = {
  room: workplaceRoom,
  rights: () => ({ forms: { '/:region/werk/meldingen/gezien': {}, '/:region/werk/meldingen/keuze': { mail: 'daily' } } }),
  pages: () => ({ notPages: ['/:region/werk/live'] }),
}
