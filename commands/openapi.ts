import { readSettings } from '../src/foundation/settings.ts'
import { openapi } from '../src/openapi.ts'

console.log(JSON.stringify(openapi(readSettings(process.env).baseUrl), undefined, 2))
