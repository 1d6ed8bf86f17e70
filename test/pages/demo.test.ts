import { rooms } from '../../src/rooms.ts'
import { startPages } from './ground.ts'
import { lookAt } from './walk.ts'

const ground = await startPages()
const ofRooms = new Set(rooms.flatMap(({ routes }) => routes ?? []))
await lookAt(
  ground,
  ground.demo.routes.filter((route) => !ofRooms.has(route)),
  () => ({ notPages: ['/demo/kies/:uid'] }),
)
