// npm start and the other commands: prepares the checkout, then runs dist/<name>.js in this same process.
import { prepare } from './prepare.mjs'

const quiet = process.argv[2] === '--quiet'
const [name, ...rest] = process.argv.slice(quiet ? 3 : 2)
await prepare({ withTools: name === 'bench', quiet })
process.argv = [process.argv[0], name, ...rest]
await import(`../dist/${name}.js`)
