import type { RoomVisits } from '../roomvisits.ts'
import { thanksRoom } from './room.tsx'

export const thanks: RoomVisits = {
  room: thanksRoom,
  rights: () => ({ forms: { '/:region/volg/:token/bedankt': { text: 'Dank' } }, names: () => ({ ':slug': 'twente' }) }),
}
