import { workplaceRoom } from '../../src/workplace/room.ts'
import type { RoomVisits } from '../roomvisits.ts'

export const workplace: RoomVisits = {
  room: workplaceRoom,
  rights() {
    const concept = `${crypto.randomUUID()}.notitie.text`
    return {
      forms: {
        '/:region/werk/meldingen/gezien': {},
        '/:region/werk/meldingen/keuze': { mail: 'daily' },
        '/:region/werk/concept': { concept, text: 'Wat ik schrijf' },
        '/:region/werk/concept/weg': { concept, text: 'Wat ik schrijf' },
      },
    }
  },
  pages: () => ({ notPages: ['/:region/werk/live'] }),
}
