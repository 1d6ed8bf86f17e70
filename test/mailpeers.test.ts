import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { createTransport } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { headAt, withoutOurs } from '../src/foundation/mail/quotes.ts'
import { ask } from '../src/desk/public/actions.ts'
import { mostByOne } from '../src/foundation/mail/caps.ts'
import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { secretAddress } from '../src/foundation/mail/mail.ts'
import { startDemo } from './ground.ts'

const { app, database, region, owner, clock, system, network } = await startDemo({
  environment: { RATE_LIMIT: 'on', SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'werkcentrum@voorbeeld.example', MAIL_IN_PORT: '9', HOST: '127.0.0.1' },
})
const mailIn = await listenForMail(system, 0)
const short = await listenForMail(system, 0, 1500)
afterAll(() => Promise.all([mailIn.close(), short.close()]))
const door = 'info@leerwerkloket-twente.example'

/** A mail as it goes over the line, from an address of this machine. */
const send = (to: string, raw: string, { from = 'schrijver@voorbeeld.example', peer = '127.0.0.1' } = {}) => {
  const transport = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true, localAddress: peer })
  return transport.sendMail({ envelope: { from, to }, raw }).then(
    () => 250,
    (error: { responseCode?: number }) => error.responseCode,
  )
}
const written = (text: string, heads: Record<string, string> = {}) =>
  `${Object.entries({ From: 'Vrager <schrijver@voorbeeld.example>', Subject: 'Re: uw vraag', ...heads })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')}\r\n\r\n${text}\r\n`

async function asked() {
  const nobody = { kind: 'public', region } as const
  const now = await network()
  const question = await database.transaction(nobody, 'test', (tx) =>
    ask(
      { tx, actor: nobody, now: clock.now(), network: now },
      { channel: 'web', askerGroup: 'worker', language: 'nl', text: 'Vraag', municipality: 'Enschede', contact: { email: 'schrijver@voorbeeld.example' } },
    ),
  )
  const said = async () => (await owner.query('select text from message where question_id = $1 order by id', [question.id])).rows.map(({ text }) => text)
  return { reply: secretAddress(system, region, 'reply', question.id, 1), said }
}

test('the same words on two questions are an answer to both, with one Message-ID or none; the same mail that comes again is one (I3, I4)', async () => {
  for (const heads of [{}, { 'Message-ID': '<een@voorbeeld.example>' }] as Record<string, string>[]) {
    const [one, other] = [await asked(), await asked()]
    const mail = written('Ja, dat is goed.', heads)
    for (const { reply } of [one, other, one]) expect(await send(reply, mail)).toBe(250)
    expect(await one.said()).toHaveLength(1)
    expect(await other.said()).toHaveLength(1)
  }
})

test('the same words on one question a day later are said again, by their date or by when they come; sent again at once they are not (I3)', async () => {
  const { reply, said } = await asked()
  const at = (day: number) => written('Ja, dat is goed.', { Date: `Tue, ${day} Nov 2026 10:00:00 +0100` })
  for (const mail of [at(24), at(25), at(25)]) expect(await send(reply, mail)).toBe(250)
  expect(await said()).toHaveLength(2)
  for (const _ of [1, 2]) await send(reply, written('Ja, dat is goed.'))
  expect(await said()).toHaveLength(3)
  clock.moveTo(new Date(clock.now().getTime() + 86_400_000))
  await send(reply, written('Ja, dat is goed.'))
  expect(await said()).toHaveLength(4)
})

/** Begins mails of one sender over a raw connection from an address of this machine, faster than mail is written; answers what the server says of each. */
async function beginMany(from: string, peer: string, count: number): Promise<string[]> {
  const socket = connect({ host: '127.0.0.1', port: mailIn.port, localAddress: peer })
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const answer = async () => {
    for (;;) {
      const { value = '000 gone' } = await lines.next()
      if (value[3] !== '-') return value.slice(0, 3)
    }
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return answer()
  }
  await answer()
  await say('EHLO schrijver.example')
  const said = []
  for (let at = 0; at < count; at += 1) {
    said.push(await say(`MAIL FROM:<${from}>`))
    await say('RSET')
  }
  socket.destroy()
  return said
}

/** Says lines over a raw connection, each after the answer to the one before; answers the codes, and the connection. */
async function spoken(peer: string, ...lines: string[]) {
  const socket = connect({ host: '127.0.0.1', port: mailIn.port, localAddress: peer })
  socket.on('error', () => {})
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]()
  const answer = async () => {
    for (;;) {
      const { value = '000 gone' } = await answers.next()
      if (value[3] !== '-') return value.slice(0, 3)
    }
  }
  await answer()
  const codes = []
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    codes.push(await answer())
  }
  return { codes, socket, answer }
}

test('a mail of nothing but pieces ends its connection and takes no memory; one has a hundred recipients at most (I5, D9)', async () => {
  const { codes, socket, answer } = await spoken('127.0.0.9', 'EHLO a.example', 'MAIL FROM:<a@voorbeeld.example>', `RCPT TO:<${door}>`, 'DATA')
  expect(codes).toEqual(['250', '250', '250', '354'])
  const before = process.memoryUsage().rss
  const closed = new Promise((resolve) => socket.once('close', resolve))
  // Each line is a piece of its own for who reads it.
  for (let at = 0; at < 40 && !socket.destroyed; at += 1) {
    if (!socket.write('..\r\n'.repeat(50_000))) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))])
  }
  await closed
  expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
  void answer
  const many = await spoken('127.0.0.10', 'EHLO a.example', 'MAIL FROM:<b@voorbeeld.example>', ...Array<string>(105).fill(`RCPT TO:<${door}>`))
  many.socket.destroy()
  expect([many.codes.at(-1), many.codes.filter((code) => code === '250').length]).toEqual(['452', 102])
  expect(await send(door, written('Gewoon een mail'), { peer: '127.0.0.11' })).toBe(250)
})

test('who uses the name of another as its sender does not stop that other (I5)', async () => {
  const from = 'slachtoffer@voorbeeld.example'
  // More than twice what goes in a minute: also when one minute ends meanwhile.
  expect(await beginMany(from, '127.0.0.2', 80)).toContain('451')
  expect(await send(door, written('Echt'), { from, peer: '127.0.0.3' })).toBe(250)
})

test('who mails in the name of many others has not more confirmations sent than one may cause (I3)', async () => {
  const count = async () =>
    (await owner.query(`select count(*) filter (where held_at is null)::int as goes, count(*)::int as all from mail where recipient like 'vreemde-%'`)).rows[0]
  for (let at = 0; at < mostByOne + 10; at += 1)
    expect(await send(door, written(`Vraag ${at}`, { From: `vreemde-${at}@voorbeeld.example` }), { from: `vreemde-${at}@voorbeeld.example`, peer: '127.0.0.4' })).toBe(250)
  const { goes, all } = await count()
  expect(all).toBe(mostByOne + 10)
  expect(goes).toBeLessThanOrEqual(mostByOne)
  await send(door, written('Ook een vraag', { From: 'vreemde-ander@voorbeeld.example' }), { peer: '127.0.0.5' })
  expect((await count()).goes).toBe(goes + 1)
})

const begun = (socket: Socket) =>
  new Promise<string>((resolve) => {
    socket.once('data', (data) => resolve(data.toString().slice(0, 3)))
    socket.on('error', () => resolve('gone'))
  })

test('one address does not keep all sessions, and none lasts for ever (I5)', async () => {
  const opened = Array.from({ length: 25 }, () => connect({ host: '127.0.0.1', port: mailIn.port, localAddress: '127.0.0.6' }))
  const answers = await Promise.all(opened.map(begun))
  expect(answers.filter((each) => each === '220')).toHaveLength(5)
  expect(await send(door, written('Ik kom er ook bij'), { peer: '127.0.0.7' })).toBe(250)
  for (const socket of opened) socket.destroy()

  const talks = connect({ host: '127.0.0.1', port: short.port, localAddress: '127.0.0.8' })
  const ended = new Promise((resolve) => talks.on('close', resolve))
  talks.on('error', () => {}).on('data', () => {})
  const timer = setInterval(() => talks.write('NOOP\r\n'), 200)
  await ended
  clearInterval(timer)
})

test('a mail of nothing but heads is read however many there are, and what is ours goes from between repeated words (I5)', () => {
  const many = Array<string>(40_000).fill('original message')
  expect(headAt(many, 0)).toBe(40_000)
  const ours = 'Wij hebben uw vraag ontvangen en u krijgt binnen vijf dagen antwoord.'
  const left = withoutOurs(`${'a. '.repeat(3000)}\nDank u. ${ours} Tot dan.`, [ours])
  expect(left).not.toContain('vijf dagen')
  expect(left).toMatch(/^(a\. ?){3000}\s+Dank u\.\s+Tot dan\.$/)
})

test('however many are handed in at once, no more wrong codes are tried than may be (I5)', async () => {
  const tried = async (at: number) => {
    const headers = { host: 'localhost:3999', origin: 'http://localhost:3999', 'content-type': 'application/x-www-form-urlencoded' }
    const payload = new URLSearchParams({ number: 'TW-26-00001', code: `fout-${at}` }).toString()
    return (await app.inject({ method: 'POST', url: '/twente/volg', remoteAddress: '192.0.2.77', headers, payload })).statusCode
  }
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => tried(at)))
  expect(answers.filter((each) => each !== 429).length).toBe(20)
})

test('who is gone before they are greeted, or talks before their turn, ends nothing (I3, D9)', async () => {
  const gone = (leave: (socket: Socket) => void) =>
    new Promise<void>((resolve) => {
      const socket = connect(mailIn.port, '127.0.0.1', () => leave(socket))
      socket.on('error', () => {})
      socket.on('close', () => resolve())
      socket.resume()
    })
  for (let times = 0; times < 5; times += 1) {
    await gone((socket) => socket.end())
    await gone((socket) => socket.resetAndDestroy())
    await gone((socket) => socket.end('EHLO eerder\r\n'))
  }
  expect(await send(door, written('Daarna nog een vraag.'), { from: 'daarna@voorbeeld.example' })).toBe(250)
})
