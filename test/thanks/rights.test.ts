import { walkRights } from '../rights/walk.ts'
import { migrateThanks, rooms } from './start.ts'
import { thanks } from './visits.ts'

await walkRights(thanks, rooms, migrateThanks)
