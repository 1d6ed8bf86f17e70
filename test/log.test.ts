import pino from 'pino'
import { expect, test } from 'vitest'
import { startDemo } from './ground.ts'

const lines: string[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
const demo = await startDemo({ log, environment: { RATE_LIMIT: 'on' } })
const ask = (text: string) =>
  demo.app.inject({
    method: 'POST',
    url: '/twente/vraag',
    headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ question: text, group: 'worker', contact: 'logboek@voorbeeld.example', postcode: '7511' }).toString(),
  })

test('the log has each request by its id and pattern, and nothing of a person: no link, no address, no text', async () => {
  const asked = await ask('Staat mijn vraag in het logboek?')
  const address = String(asked.headers.location)
  const page = await demo.app.inject(address)
  await demo.app.inject('/twente/werk?zoek=logboek@voorbeeld.example')
  await demo.app.inject('/twente/volg/verzonnen-link')
  const all = lines.join('')
  expect(all).toContain(`"request":"${page.headers['x-request-id']}"`)
  expect(all).toContain('"route":"/:region/volg/:token"')
  for (const secret of [address.split('/').at(-1)!.split('?')[0]!, 'logboek', 'verzonnen-link', 'Staat mijn vraag']) expect(all).not.toContain(secret)
})

test('an error of ours is logged with its reference and its place in the code, without the values of the row', async () => {
  await demo.owner.query(`alter table message add constraint temporary_rule check (text not like '%geheim%')`)
  const asked = await ask('Vraag')
  const token = String(asked.headers.location).split('?')[0]!
  const answer = await demo.app.inject({
    method: 'POST',
    url: `${token}/toevoegen`,
    headers: { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'text=dit+is+geheim',
  })
  await demo.owner.query('alter table message drop constraint temporary_rule')
  expect(answer.statusCode).toBe(500)
  expect(answer.body).toContain(String(answer.headers['x-request-id']))
  const failed = lines.filter((line) => line.includes('request failed'))
  expect(failed.join('')).toContain('temporary_rule')
  expect(failed.join('')).not.toContain('geheim')
})

test('more questions from one address than anybody asks are held back, with a page that says so', async () => {
  const answers = []
  for (let at = 0; at < 32; at += 1) answers.push(await ask(`Vraag ${at}`))
  const last = answers.at(-1)!
  expect(last.statusCode).toBe(429)
  expect(last.body).toContain('Wacht een paar minuten')
})

test('of every request the log says who made it, as a code, and from which network, so that afterwards it can be told who did what from where', async () => {
  const guide = await demo.staff('gids-enschede')
  const ask = async (cookie?: string) => {
    const { headers } = await demo.app.inject({ url: '/twente/werk', headers: { host: 'localhost:3999', ...(cookie && { cookie }) }, remoteAddress: '192.0.2.77' })
    return JSON.parse(lines.find((line) => line.includes(`"request":"${headers['x-request-id']}"`) && line.includes('"status"'))!)
  }
  expect(await ask(await demo.cookieOf('gids-enschede'))).toMatchObject({ route: '/:region/werk', by: `staff ${guide.id}`, from: '192.0.2.0/24' })
  expect(await ask()).toMatchObject({ by: 'public', from: '192.0.2.0/24' })
  expect(lines.join('')).not.toContain('192.0.2.77')
})

test('who takes the set-up along as a file is recorded, with who it was and of how many colleagues it is', async () => {
  const { id } = await demo.staff('beheerder-werkcentrum')
  const taken = await demo.app.inject({ url: '/twente/werk/inrichting/bestand', headers: { cookie: await demo.cookieOf('beheerder-werkcentrum') } })
  const { rows } = await demo.owner.query(`select staff_id, detail from event where kind = 'list.exported'`)
  expect(rows).toEqual([{ staff_id: id, detail: { list: 'setup', count: taken.json().staff.length } }])
})

test('who asks what they have no right to, or sends a form from another site, is told that there is nothing, and stands in the log with why (V16.3.2, V16.3.3)', async () => {
  const { id } = await demo.staff('gids-enschede')
  const cookie = await demo.cookieOf('gids-enschede')
  const inLog = ({ headers }: { headers: Record<string, unknown> }) =>
    JSON.parse(lines.find((line) => line.includes(`"request":"${headers['x-request-id']}"`) && line.includes('"msg":"refused"')) ?? '{}')
  const asked = await demo.app.inject({ url: '/twente/werk/inrichting', headers: { cookie } })
  expect([asked.statusCode, inLog(asked)]).toEqual([404, expect.objectContaining({ by: `staff ${id}`, why: 'no right: setup.change' })])
  const forged = await demo.app.inject({ method: 'POST', url: '/twente/vraag', headers: { cookie, 'sec-fetch-site': 'cross-site' }, remoteAddress: '192.0.2.78' })
  expect([forged.statusCode, inLog(forged)]).toEqual([404, expect.objectContaining({ why: 'forged' })])
  expect(inLog(await demo.app.inject('/twente'))).toEqual({})
})
