import { handover } from '../rooms/handover.ts'
import { walkRights } from './walk.ts'

await walkRights(handover)
