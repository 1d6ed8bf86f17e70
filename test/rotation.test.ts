import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { demo as extra } from '../demo/demo.tsx'
import { codeOf } from '../src/desk/letters.ts'
import { followLink } from '../src/desk/links.ts'
import { backup, restore } from '../src/foundation/database/backup.ts'
import { openDatabase } from '../src/foundation/database/database.ts'
import { markAs } from '../src/foundation/database/marked.ts'
import { ownKeyOf } from '../src/foundation/database/ownkey.ts'
import { type Keys, seal, unseal } from '../src/foundation/identity/seal.ts'
import { passesOf } from '../src/foundation/identity/passes.ts'
import { sessionsOf } from '../src/foundation/identity/sessions.ts'
import { partsOfRooms } from '../src/foundation/room.ts'
import { readSettings } from '../src/foundation/settings.ts'
import { networksOf } from '../src/network/current.ts'
import { regionOfSlug } from '../src/network/geography.ts'
import { assemble } from '../src/program.ts'
import { rooms } from '../src/rooms.ts'
import { clientOf } from './client.ts'
import { freshDatabase } from './ground.ts'

const region = regionOfSlug('twente')!.id
const ground = await freshDatabase({ filled: true })
const { owner, ownerUrl, secret: first } = ground
const second = 'x'.repeat(40)
const third = 'y'.repeat(40)

/** A start of the program on this database, with this secret. */
async function startWith(secret: Keys) {
  const ownKey = await ownKeyOf(ownerUrl, secret)
  const database = openDatabase(ground.url, { ownKey, partsOf: partsOfRooms(rooms) })
  const program = await assemble(readSettings({ DEMO: '1', PORT: '3999', RATE_LIMIT: 'off' }), database, { secret, ownKey }, { log: pino({ level: 'silent' }), extra })
  afterAll(async () => {
    await program.tasks.stop()
    await program.app.close()
    await database.close()
  })
  return { ...program, ownKey, database }
}
type Started = Awaited<ReturnType<typeof startWith>>
const task = { kind: 'task', region } as const
const questionOf = async (id: string) => (await owner.query('select region_id, id, link_version, number from question where id = $1', [id])).rows[0]

test('the secret is changed and nobody notices: links, slips, codes, sessions and forms of before go on, and are made with the new one from then on (11.2.2, D9, I3)', async () => {
  await markAs(ownerUrl, true)
  const before = await startWith(first)
  // A database of before there was a key of its own goes on with what all in it was sealed by.
  expect(before.ownKey).toBe(first)
  const asker = clientOf(before.app)
  await asker.get('/twente/vraag')
  const form = { formulier: crypto.randomUUID(), question: 'Ik zoek werk in de techniek', group: 'worker', postcode: '7511 AB', contact: 'vrager@voorbeeld.example' }
  const asked = await asker.post('/twente/vraag', form)
  const oldLink = /\/volg\/([\w-]+)/.exec(asked.to!)![1]!
  const { subject: id } = before.system.links.read(region, followLink, oldLink)!
  const question = await questionOf(id)
  const slip = codeOf(before.system, question)
  const inBrowser = { kind: 'asker', about: id, to: null, browser: 'een browser' }
  const code = await before.database.transaction(task, 'test', async (tx) => {
    const made = await passesOf(before.system).ask(tx, region, inBrowser, before.system.clock.now())
    return passesOf(before.system).digits(region, made!)
  })
  const guide = [...(await networksOf(before.system).of(region)).staff.values()].find((each) => each.subject === 'gids-enschede')!
  const session = await before.database.transaction(task, 'test', (tx) => sessionsOf(before.system).begin(tx, region, guide.id))

  const during: Started = await startWith([second, first])
  expect(during.ownKey).toBe(first)
  const then = clientOf(during.app, Object.fromEntries(asker.cookies))
  expect((await then.get(`/twente/volg/${oldLink}`)).body).toContain(question.number)
  const newLink = during.system.links.make(region, followLink, id, question.link_version)
  expect(newLink).not.toBe(oldLink)
  expect((await then.get(`/twente/volg/${newLink}`)).status).toBe(200)
  expect((await clientOf(during.app).post('/twente/volg', { number: question.number, code: slip })).to).toContain('/volg/')
  expect(await during.database.transaction(task, 'test', (tx) => passesOf(during.system).enter(tx, region, 'asker', id, 'een browser', code, during.system.clock.now()))).toBe(true)
  expect((await clientOf(during.app, { werkcentrum: session }).get(`/twente/werk/vragen/${question.number}`)).status).toBe(200)
  // The same form from the back button makes nothing a second time.
  expect((await then.post('/twente/vraag', form)).status).toBe(303)
  expect((await owner.query('select count(*)::int as times from question where text = $1', [form.question])).rows[0].times).toBe(1)

  // Once the one of before is taken away, its links are dead, and what was made since lives.
  const after = await startWith(second)
  expect(after.ownKey).toBe(first)
  const later = clientOf(after.app)
  expect((await later.get(`/twente/volg/${oldLink}`)).status).toBe(404)
  expect((await later.post('/twente/volg', { number: question.number, code: slip })).status).toBe(422)
  expect((await later.get(`/twente/volg/${newLink}`)).body).toContain(question.number)
  expect((await clientOf(after.app, { werkcentrum: session }).get('/twente/werk')).status).toBe(200)
})

test('a start with a secret that is not this database’s is refused, and changes nothing (11.2.2)', async () => {
  const { sealed } = (await owner.query('select sealed from installation_key')).rows[0]
  for (const secret of [first, third, [third, first]] as Keys[]) await expect(ownKeyOf(ownerUrl, secret)).rejects.toThrow('hoort bij een ander SECRET')
  expect((await owner.query('select sealed from installation_key')).rows).toEqual([{ sealed }])
  expect(await ownKeyOf(ownerUrl, second)).toBe(first)
  expect(() => readSettings({ SECRET_BEFORE: first })).toThrow('SECRET_BEFORE')
  expect(() => readSettings({ SECRET: second, SECRET_BEFORE: 'kort' })).toThrow('SECRET_BEFORE')
})

test('a new installation has a key of its own that the secret alone does not tell, and whoever starts first makes it; the program’s role cannot read it (11.1.1, 13.3.1)', async () => {
  const fresh = await freshDatabase()
  const keys = await Promise.all(Array.from({ length: 4 }, () => ownKeyOf(fresh.ownerUrl, first)))
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).not.toBe(first)
  expect(unseal(keys[0]!, seal(keys[0]!, 'iets'))).toBe('iets')
  const read = fresh.database.transaction(task, 'test', (tx) => tx.all({ compile: () => ({ sql: 'select sealed from installation_key', parameters: [] }) } as never))
  await expect(read).rejects.toThrow(/permission denied/)
})

test('a backup of before the change is put back with both secrets, and not with the new one alone (11.2.2)', async () => {
  const made = new PassThrough()
  const [bytes] = await Promise.all([buffer(made), backup(ownerUrl, second, made)])
  const there = await freshDatabase({ empty: true })
  await expect(restore(there.ownerUrl, there.url, third, Readable.from(bytes))).rejects.toThrow('ander SECRET')
  await restore(there.ownerUrl, there.url, [third, second], Readable.from(bytes))
  expect(await ownKeyOf(there.ownerUrl, [third, second])).toBe(first)
  expect(await ownKeyOf(there.ownerUrl, third)).toBe(first)
})

test('a database of before there was such a key is not taken over by a secret that does not open what is in it (11.2.2)', async () => {
  await owner.query('delete from installation_key')
  await expect(ownKeyOf(ownerUrl, third)).rejects.toThrow('hoort bij een ander SECRET')
  expect((await owner.query('select 1 from installation_key')).rowCount).toBe(0)
  expect(await ownKeyOf(ownerUrl, [third, first])).toBe(first)
})
