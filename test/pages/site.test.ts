import { site } from '../rooms/site.ts'
import { walkPages } from './walk.ts'

await walkPages(site)
