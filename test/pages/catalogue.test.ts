import { catalogue } from '../rooms/catalogue.ts'
import { walkPages } from './walk.ts'

await walkPages(catalogue)
