import type { Route } from '../../src/foundation/web/route.ts'
import type { Fields } from '../roomvisits.ts'

const edge = 'rand'
const part = (name: string, value: string, more = '') => `--${edge}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
const urlencoded = 'application/x-www-form-urlencoded'
const multipart = `multipart/form-data; boundary=${edge}`
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

/** What a request can bring that nobody should send, with what may be answered; never an error of ours. `form` is a right one. */
export function hostileBodies(route: Route, form: Fields): [what: string, type: string | undefined, body: string, answers?: number[]][] {
  const api = route.path.startsWith('/api/')
  const files = route.largest !== undefined
  const names = Object.keys(form)
  const twice = names.flatMap((name) => [`${encodeURIComponent(name)}=a`, `${encodeURIComponent(name)}=b`]).join('&')
  const ofForm = api ? [415] : undefined
  const ofJson = (status: number) => (api ? [status] : [415])
  const ofFiles = (status?: number) => (files ? (status === undefined ? undefined : [status]) : [415])
  return [
    ['plain text', 'text/plain', 'a=b', [415]],
    ['bytes', 'application/octet-stream', '\u0000\u0001', [415]],
    ['XML', 'application/xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', [415]],
    ['no kind', undefined, 'a=b', [415]],
    ['a kind that is none', 'a', 'a=b', [415]],
    ['parts without an edge', 'multipart/form-data', part('a', 'b'), ofFiles(400)],
    ['parts cut off', multipart, part('a', 'b').slice(0, -5), ofFiles(400)],
    ['parts that are none', multipart, 'a=b', ofFiles(400)],
    ['parts twice', multipart, `${names.map((name) => part(name, 'a') + part(name, 'b')).join('')}--${edge}--\r\n`, ofFiles()],
    ['a file in each field', multipart, `${names.map((name) => part(name, 'a', '; filename="../a.hta"')).join('')}--${edge}--\r\n`, ofFiles()],
    ['too many parts', multipart, `${part('a', 'b').repeat(1200)}--${edge}--\r\n`, ofFiles(413)],
    ['JSON null', 'application/json', 'null', ofJson(400)],
    ['a JSON text', 'application/json', '"a"', ofJson(400)],
    ['a JSON list', 'application/json', '[{}]', ofJson(400)],
    ['JSON cut off', 'application/json', '{"a":', ofJson(400)],
    ['no JSON', 'application/json', '', ofJson(400)],
    ['JSON of a prototype', 'application/json', '{"__proto__":{"a":1}}', ofJson(400)],
    ['deep JSON', 'application/json', deep(2000), ofJson(400)],
    ['wide JSON', 'application/json', `{"a":[${'0,'.repeat(20_000)}0]}`, ofJson(413)],
    ['JSON of objects', 'application/json', JSON.stringify(Object.fromEntries(names.map((name) => [name, { a: [null] }]))), api ? undefined : [415]],
    ['fields twice', urlencoded, twice, ofForm],
    ['fields with brackets', urlencoded, names.map((name) => `${name}[a]=b&${name}[]=c`).join('&'), ofForm],
    ['names of every object', urlencoded, 'constructor=a&__proto__=b&toString=c&hasOwnProperty=d', ofForm],
    ['broken escapes', urlencoded, `%zz=%ff%00&${names.map((name) => `${name}=%e0%a4%a&`).join('')}`, ofForm],
    ['nothing', urlencoded, '', ofForm],
    ['too many fields', urlencoded, 'a=b&'.repeat(2000), api ? [415] : [413]],
    ['too much', urlencoded, `a=${'x'.repeat(300_000)}`, api ? [415] : files ? undefined : [413]],
  ]
}
