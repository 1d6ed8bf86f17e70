import { network } from '../rooms/network.ts'
import { walkPages } from './walk.ts'

await walkPages(network)
