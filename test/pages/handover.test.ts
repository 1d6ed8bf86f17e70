import { handover } from '../rooms/handover.ts'
import { walkPages } from './walk.ts'

await walkPages(handover)
