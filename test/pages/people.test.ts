import { people } from '../rooms/people.ts'
import { walkPages } from './walk.ts'

await walkPages(people)
