import { walkPages } from '../pages/walk.ts'
import { migrateThanks, rooms } from './start.ts'
import { thanks } from './visits.ts'

await walkPages(thanks, rooms, migrateThanks)
