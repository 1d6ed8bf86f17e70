import { partsOfRooms } from '../src/foundation/room.ts'
import { readSettings } from '../src/foundation/settings.ts'
import { rooms } from '../src/rooms.ts'
import { openapi } from '../src/site/api.ts'

console.log(JSON.stringify(openapi(partsOfRooms(rooms), readSettings(process.env).baseUrl), undefined, 2))
