import { workplace } from '../rooms/workplace.ts'
import { walkRights } from './walk.ts'

await walkRights(workplace)
