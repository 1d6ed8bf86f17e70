// The arrows of the house: a room uses those before it, never those after; within a room routes → actions → rules and store → page, never back.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const list = readFileSync(join(__dirname, 'src/rooms.ts'), 'utf8')
const folders = Object.fromEntries([...list.matchAll(/import \{ (\w+) \} from '\.\/(\w+)\/room\.ts'/g)].map(([, value, folder]) => [value, folder]))
const listed = /rooms: readonly Room\[\] = \[([^\]]*)\]/.exec(list)[1].match(/\w+/g)
const rooms = ['foundation', ...listed.map((value) => folders[value] ?? expectFolder(value))]
function expectFolder(value) {
  throw new Error(`src/rooms.ts: ${value} comes from no room.ts`)
}
const later = (room) => rooms.slice(rooms.indexOf(room) + 1)

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...rooms.slice(0, -1).map((room) => ({
      name: `${room}-knows-no-later-room`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: '\\.test\\.tsx?$' },
      to: { path: [...later(room).map((each) => `^src/${each}/`), '^src/(rooms|program|main)\\.ts$', '^demo/'] },
    })),
    ...rooms.map((room) => ({
      name: `store-of-${room}-is-its-own`,
      severity: 'error',
      from: { path: '^src/', pathNot: [`^src/${room}/`, '\\.test\\.tsx?$'] },
      to: { path: [`^src/${room}/store\\.ts$`, `^src/${room}/[a-z]+/store\\.ts$`, `^src/${room}/[a-z]+/[a-z]+/store\\.ts$`] },
    })),
    {
      name: 'pages-ask-nothing',
      severity: 'error',
      comment: 'What draws is a function from data to HTML, by whatever name. Only what a room puts in a place or a route, named for that, asks and does.',
      from: { path: '^src/.*\\.tsx$', pathNot: '(routes|part|panel|menu|\\.test)\\.tsx$' },
      to: { path: '/(store|actions|queries)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'actions-know-no-page', severity: 'error', from: { path: '/(actions|queries|store)\\.ts$' }, to: { path: '\\.tsx$' } },
  ],
  options: { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, doNotFollow: { path: 'node_modules' }, includeOnly: '^(src|demo|commands)/' },
}
