import { workplace } from '../rooms/workplace.ts'
import { walkPages } from './walk.ts'

await walkPages(workplace)
