import { desk } from '../rooms/desk.ts'
import { walkRights } from './walk.ts'

await walkRights(desk)
