import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startDemo } from './ground.ts'
import { queueMail } from '../src/foundation/mail/mail.ts'
import { peopleLetters } from '../src/people/letters.ts'
import { mailServer } from './mailserver.ts'

const { server, received, answers } = await mailServer()
const demo = await startDemo({
  filled: true,
  environment: { SMTP_URL: server, MAIL_FROM: 'werkcentrum@voorbeeld.example' },
})
await demo.tasks.run()
received.length = 0

const ask = async (email: string) =>
  (
    await demo.app.inject({
      method: 'POST',
      url: '/api/v1/regios/twente/vragen',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ doelgroep: 'zzp', vraag: 'Vraag', contact: { email } }),
    })
  ).json()
const to = (email: string) => received.filter((each) => each.to.includes(email))
const messageId = (mail: { text: string }) => /^Message-ID: (.*)$/im.exec(mail.text)![1]

test('asking sends one mail over SMTP, with number, owner, day and the link to follow', async () => {
  const { vraagnummer, volgUrl } = await ask('post@voorbeeld.example')
  for (let tries = 0; tries < 100 && !to('post@voorbeeld.example').length; tries += 1) await wait(30)
  const [mail, ...more] = to('post@voorbeeld.example')
  expect(more).toEqual([])
  expect(mail!.text).toContain(volgUrl)
  expect(mail!.text).toContain(vraagnummer)
  expect(mail!.text).toContain('Gemeente Enschede')
})

test('a mail server that is busy loses nothing: it goes out later, once', async () => {
  answers.busy = true
  await ask('later@voorbeeld.example')
  await demo.tasks.run()
  await demo.tasks.run()
  expect(to('later@voorbeeld.example')).toEqual([])
  answers.busy = false
  demo.clock.moveTo(new Date(demo.clock.now().getTime() + 3_600_000))
  await demo.tasks.run()
  await demo.tasks.run()
  expect(to('later@voorbeeld.example')).toHaveLength(1)
})

test('after a crash between sending and writing that it was sent, it goes out again under the same Message-ID', async () => {
  await ask('tweemaal@voorbeeld.example')
  await demo.tasks.run()
  // The crash: the mail went out, the transaction that says so did not.
  await demo.owner.query(`
    with lost as (update mail set sent_at = null where recipient = 'tweemaal@voorbeeld.example' returning region_id, id)
    insert into task (region_id, id, kind, subject_id, due_at) select region_id, gen_random_uuid(), 'mail', id, '2026-01-01' from lost`)
  await demo.tasks.run()
  const mails = to('tweemaal@voorbeeld.example')
  expect(mails).toHaveLength(2)
  expect(messageId(mails[0]!)).toBe(messageId(mails[1]!))
})

test('who was erased is told so, and once that was sent nothing says any more where', async () => {
  const email = 'gewist@voorbeeld.example'
  const [{ id }] = (
    await demo.owner.query(`update data_request set decided_at = asked_at, decision = 'done', decided_by = (select id from staff where region_id = data_request.region_id limit 1)
      where kind = 'erase' and decided_at is null returning id`)
  ).rows
  const task = { kind: 'task', region: demo.region } as const
  const mail = { kind: peopleLetters.erased, subject: id, recipient: email, language: 'nl' } as const
  answers.busy = true
  await demo.database.transaction(task, 'test', async (tx) => queueMail(tx, demo.region, demo.clock.now(), mail))
  await demo.tasks.run()
  const kept = async () => (await demo.owner.query('select sent_at from mail where recipient = $1', [email])).rows
  expect(await kept()).toEqual([{ sent_at: null }])
  answers.busy = false
  demo.clock.moveTo(new Date(demo.clock.now().getTime() + 3_600_000))
  await demo.tasks.run()
  expect([to(email).length, await kept()]).toEqual([1, []])
})

test('no text and no secret link is kept in the outbox', async () => {
  const { rows } = await demo.owner.query(`select row_to_json(mail)::text as row from mail`)
  expect(rows.length).toBeGreaterThan(3)
  for (const { row } of rows) expect(row).not.toMatch(/volg|http|Vraag/)
})
