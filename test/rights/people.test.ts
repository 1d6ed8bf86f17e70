import { people } from '../rooms/people.ts'
import { walkRights } from './walk.ts'

await walkRights(people)
