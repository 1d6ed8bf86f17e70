import { catalogue } from '../rooms/catalogue.ts'
import { walkRights } from './walk.ts'

await walkRights(catalogue)
