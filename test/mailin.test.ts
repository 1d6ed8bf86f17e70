import { listenForMail } from '../src/foundation/mail/arrival.ts'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { answerDirectly, take } from '../src/desk/work/actions.ts'
import { ask } from '../src/desk/public/actions.ts'
import { replyMark } from '../src/foundation/mail/quotes.ts'
import { readSecretAddress, secretAddress } from '../src/foundation/mail/mail.ts'
import { mailServer } from './mailserver.ts'
import { startDemo } from './ground.ts'

const { server, received, answers } = await mailServer()
const demo = await startDemo({
  environment: { SMTP_URL: server, MAIL_FROM: 'werkcentrum@voorbeeld.example', MAIL_IN_PORT: '9', MAIL_IN_FRONT: 'mx.voorbeeld.example', HOST: '127.0.0.1' },
})
const { database, region, owner, clock, system } = demo
const mailIn = await listenForMail(demo.system, 0)
afterAll(() => mailIn.close())
await demo.tasks.run()

const transport = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true })
const door = 'info@leerwerkloket-twente.example'
let count = 0
function next() {
  count += 1
  return count
}
const send = (mail: SendMailOptions) => transport.sendMail({ from: `Vrager <schrijver-${next()}@voorbeeld.example>`, to: door, subject: 'Mijn vraag', ...mail })
const refusal = (mail: SendMailOptions) =>
  send(mail).then(
    () => 'taken',
    (error: { responseCode?: number }) => error.responseCode,
  )
const questions = async (where = 'true', values: unknown[] = []) =>
  (
    await owner.query(
      `select q.*, d.slug as door, o.slug as owner, p.name, p.email, p.email_trouble from question q left join door d on d.id = q.door_id join organisation o on o.id = q.organisation_id join person p on p.id = q.person_id where channel = 'e-mail' and ${where} order by q.id`,
      values,
    )
  ).rows
const last = async () => (await questions()).at(-1)!
const howMany = async () => (await questions()).length
const mailsTo = (address: string) => received.filter((each) => each.to.includes(address))

/** A question of somebody with an address, taken by a guide, with the reply address of its mails. */
async function asked(email = `vaste-${next()}@voorbeeld.example`, text = 'Vraag') {
  const network = await demo.network()
  const nobody = { kind: 'public', region } as const
  const guide = await demo.staff('gids-enschede')
  const question = await database.transaction(nobody, 'test', (tx) =>
    ask({ tx, actor: nobody, now: clock.now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality: 'Enschede', contact: { email } }),
  )
  await database.transaction(guide, 'test', (tx) => take({ tx, actor: guide, now: clock.now(), network }, question.id))
  await demo.tasks.run()
  const reply = secretAddress(system, region, 'reply', question.id, 1)
  const answer = () => database.transaction(guide, 'test', (tx) => answerDirectly({ tx, actor: guide, now: clock.now() }, question.id, 'Zo zit het.'))
  return { question, email, reply, answer, now: async () => (await owner.query('select * from question where id = $1', [question.id])).rows[0] }
}
const saidOn = async (id: string) => (await owner.query('select text from message where question_id = $1 order by id', [id])).rows.map((row) => row.text)

test('a mail to an old address is a question with its door, at the municipality of its one postcode, and is confirmed', async () => {
  await send({ subject: 'Omscholen', text: 'Ik wil de zorg in.\n\nMet groet\nDe vrager\nDorpsstraat 1\n7607 AB Almelo' })
  const question = await last()
  expect(question).toMatchObject({ door: 'leerwerkloket', owner: 'almelo', municipality: 'Almelo', asker_group: 'unknown', language: 'nl', name: 'Vrager', state: 'received' })
  expect(question.text).toContain('Omscholen\n\nIk wil de zorg in.')
  await demo.tasks.run()
  expect(mailsTo(question.email)[0]!.text).toContain(question.number)
  const events = await owner.query(`select detail from event where subject_id = $1 and kind = 'question.asked'`, [question.id])
  expect(events.rows[0].detail).toMatchObject({ channel: 'e-mail', door: question.door_id, spf: 'none' })
})

test('an answer to our mail is a message on that question, without what it quotes, whatever its subject and capitals', async () => {
  const { question, email, reply } = await asked()
  const [confirmation] = mailsTo(email)
  expect(confirmation!.text).toContain(replyMark)
  expect(confirmation!.replyTo).toBe(reply)
  const quoted = `Op di 24 nov 2026 om 10:00 schreef Werkcentrum <werkcentrum@voorbeeld.example>:\n\n> ${replyMark}\n>\n> Goedendag,`
  await send({ to: reply.toUpperCase(), subject: 'Heel iets anders', text: `Ik heb ook een diploma.\n\n${quoted}` })
  expect(await saidOn(question.id)).toEqual(['Heel iets anders\n\nIk heb ook een diploma.'])
})

test('an answer to our answer opens the question again; when that is too late it is a new question', async () => {
  const { answer, reply, now } = await asked()
  await answer()
  await send({ to: reply, text: 'Dat helpt mij niet.' })
  expect((await now()).state).toBe('reopened')
  const other = await asked()
  await other.answer()
  const before = await howMany()
  clock.moveTo(new Date(clock.now().getTime() + 15 * 86_400_000))
  await send({ to: other.reply, text: 'Toch nog iets.' })
  expect((await other.now()).state).toBe('answered')
  expect(await howMany()).toBe(before + 1)
})

test('a forged or changed reply address is refused before the mail is sent; one that was renewed makes a new question', async () => {
  const { question, reply } = await asked()
  const changed = reply.replace(/^(r5-.)(.)/, (_, start, letter) => `${start}${letter === 'a' ? 'b' : 'a'}`)
  expect(await refusal({ to: changed, text: 'Nee' })).toBe(550)
  expect(await refusal({ to: reply.replace('r5-', 'r6-'), text: 'Nee' })).toBe(550)
  expect(await refusal({ to: 'iemand@voorbeeld.example', text: 'Nee' })).toBe(550)
  await owner.query('update question set link_version = 2 where id = $1', [question.id])
  const before = await howMany()
  await send({ to: reply, text: 'Met het oude adres' })
  expect(await saidOn(question.id)).toEqual([])
  expect(await howMany()).toBe(before + 1)
})

test('a secret address is read back for what it was made for, and only so', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 1, max: 38 }), fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('reply', 'bounce'), (subject, at, version, kind) => {
      const address = secretAddress(system, at, kind, subject, version)
      expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64)
      expect(readSecretAddress(system.links, system.settings, address.toUpperCase())).toEqual({ kind, region: at, subject, version })
      expect(readSecretAddress(system.links, system.settings, (kind === 'reply' ? 'b' : 'r') + address.slice(1))).toBeUndefined()
    }),
  )
})

test('what no person wrote makes no question: automatic answers, mailings, our own mail that came round', async () => {
  const { question, reply } = await asked()
  const before = await howMany()
  await send({ headers: { 'Auto-Submitted': 'auto-replied' }, text: 'Ik ben er niet' })
  await send({ headers: { Precedence: 'bulk' }, text: 'Aanbieding' })
  await send({ headers: { 'List-Id': '<nieuws.voorbeeld.example>' }, text: 'Nieuwsbrief' })
  await send({ headers: { 'X-Werkcentrum': 'mail' }, text: 'Van onszelf' })
  await send({ envelope: { from: '', to: door }, text: 'Van niemand' })
  await send({ to: reply, headers: { 'Auto-Submitted': 'auto-replied' }, text: 'Ik ben er niet' })
  expect(await howMany()).toBe(before)
  expect(await saidOn(question.id)).toEqual([])
  const reasons = await owner.query(`select detail->>'reason' as reason from event where kind = 'mail.ignored' order by id`)
  expect(reasons.rows.map((row) => row.reason)).toEqual(['auto-reply', 'mailing', 'mailing', 'loop', 'report', 'auto-reply'])
})

const report = (action: string) => ({
  raw: `From: MAILER-DAEMON@voorbeeld.example\r\nSubject: Undelivered\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; voorbeeld.example\r\n\r\nFinal-Recipient: rfc822; x@voorbeeld.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\n--x--\r\n`,
})

test('a mail that comes back makes it a call for the guide, a delayed one does not, and an answer that came back opens the question again', async () => {
  const { email, now, answer, question } = await asked()
  const [confirmation] = mailsTo(email)
  expect(readSecretAddress(system.links, system.settings, confirmation!.from)).toMatchObject({ kind: 'bounce', region })
  const back = (action: string, to: string) => transport.sendMail({ ...report(action), envelope: { from: '', to } })
  await back('delayed', confirmation!.from)
  expect((await now()).call).toBe(false)
  await answer()
  await demo.tasks.run()
  const sent = mailsTo(email).at(-1)!
  await back('failed', sent.from)
  await back('failed', sent.from)
  expect(await now()).toMatchObject({ call: true, state: 'reopened', closed_at: null })
  const events = await owner.query(`select count(*)::int as n from event where subject_id = $1 and kind = 'question.mail-bounced'`, [question.id])
  expect(events.rows[0].n).toBe(1)
})

test('an address that is refused at once came back too, and is not tried again', async () => {
  answers.refuse = (address) => (address === 'bestaat-niet@voorbeeld.example' ? 550 : undefined)
  const { now } = await asked('bestaat-niet@voorbeeld.example')
  expect(await now()).toMatchObject({ call: true, state: 'taken' })
  const { rows } = await owner.query(`select sent_at, bounced_at from mail where recipient = 'bestaat-niet@voorbeeld.example'`)
  expect(rows).toEqual([{ sent_at: null, bounced_at: expect.any(Date) }])
  answers.refuse = () => undefined
})

test('a sender the front server does not vouch for gets no mail; only the front server’s own word counts', async () => {
  const failed = 'mx.voorbeeld.example; spf=fail smtp.mailfrom=x; dkim=none; dmarc=fail header.from=voorbeeld.example'
  const tried = [
    [failed, 'doubtful'],
    ['mx.voorbeeld.example; spf=fail; dkim=pass header.d=voorbeeld.example; dmarc=pass', null],
    ['elders.example; spf=fail; dmarc=fail', null],
    ['mx.voorbeeld.example; spf=pass; dkim=pass', null],
  ] as const
  for (const [header, trouble] of tried) {
    await send({ headers: { 'Authentication-Results': header }, text: 'Vraag' })
    const question = await last()
    expect([header, question.email_trouble]).toEqual([header, trouble])
    await demo.tasks.run()
    expect(mailsTo(question.email)).toHaveLength(trouble ? 0 : 1)
  }
})

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF')
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const program = Buffer.from(`MZ${'\0'.repeat(200)}`)

test('files are kept by what they are and not by what they are called; another kind is refused while it is delivered', async () => {
  await send({
    text: 'Mijn cv',
    attachments: [
      { filename: 'cv.exe', content: pdf },
      { filename: '../foto.png', content: png },
    ],
  })
  const { rows } = await owner.query('select name, type, size from attachment where question_id = $1 order by id', [(await last()).id])
  expect(rows).toEqual([
    { name: 'cv.pdf', type: 'application/pdf', size: pdf.length },
    { name: 'foto.png', type: 'image/png', size: png.length },
  ])
  const before = await howMany()
  expect(await refusal({ text: 'Vraag', attachments: [{ filename: 'cv.pdf', contentType: 'application/pdf', content: program }] })).toBe(554)
  expect(await refusal({ text: 'Vraag', attachments: [{ filename: 'pagina.html', content: '<script>alert(1)</script>' }] })).toBe(554)
  expect(await refusal({ text: 'Vraag', attachments: Array.from({ length: 3 }, () => ({ filename: 'groot.pdf', content: Buffer.concat([pdf, Buffer.alloc(3_600_000)]) })) })).toBe(
    552,
  )
  expect(await refusal({ text: 'Vraag', attachments: [{ filename: 'enorm.pdf', content: Buffer.concat([pdf, Buffer.alloc(22_000_000)]) }] })).toBe(552)
  expect(await howMany()).toBe(before)
})

test('HTML becomes text, other character sets are read, and a very long text is kept whole', async () => {
  await send({ html: '<p>Ik wil <b>leren</b> lassen.</p><script>alert(1)</script><style>p{}</style><img src="http://elders.example/x.png">' })
  expect((await last()).text).toBe('Mijn vraag\n\nIk wil leren lassen.')
  const latin = Buffer.from(
    'From: a@voorbeeld.example\r\nSubject: =?iso-8859-1?Q?Re=EBle_vraag?=\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nIk zoek werk in een caf\xe9 \x80 15\r\n',
    'latin1',
  )
  await transport.sendMail({ envelope: { from: 'a@voorbeeld.example', to: door }, raw: latin })
  expect((await last()).text).toBe('Reële vraag\n\nIk zoek werk in een café € 15')
  const long = Array.from({ length: 4000 }, (_, at) => `woord${at}`).join(' ')
  await send({ subject: '', text: long })
  const question = await last()
  expect([question.text, ...(await saidOn(question.id))].join(' ')).toBe(long)
  expect(await refusal({ text: 'woord '.repeat(20_000) })).toBe(552)
  await send({ subject: 'Work', text: 'I would like to find work in the Netherlands. Is my diploma valid for the job that I want?' })
  expect((await last()).language).toBe('en')
})

test('an empty mail is refused, with a reason', async () => {
  expect(await refusal({ subject: '', text: '' })).toBe(554)
})

test('the same mail delivered twice, also at the same time, is one question', async () => {
  const before = await howMany()
  const mail = { from: 'twee@voorbeeld.example', messageId: '<zelfde@voorbeeld.example>', text: 'Eenmaal', date: new Date('2026-11-24T09:00:00Z') }
  await Promise.all([send(mail), send({ ...mail, to: 'info@pluspunt-twente.example' }), send(mail)])
  await send(mail)
  expect(await howMany()).toBe(before + 1)
  // Two that differ in their HTML only are two, also without a Message-ID.
  const bare = (text: string) => Buffer.from(`From: twee@voorbeeld.example\r\nSubject: Hallo\r\nContent-Type: text/html\r\n\r\n<p>${text}</p>\r\n`)
  for (const text of ['Eerst', 'Daarna', 'Daarna']) await transport.sendMail({ envelope: { from: 'twee@voorbeeld.example', to: door }, raw: bare(text) })
  expect(await howMany()).toBe(before + 3)
})

test('whatever comes over the line, the listener goes on: it takes a mail or refuses it, and never keeps half', async () => {
  const before = await howMany()
  let taken = 0
  const part = fc.constantFrom(
    'Content-Type: multipart/mixed; boundary="b"',
    '--b',
    '--b--',
    '',
    'Content-Type: text/html',
    'Content-Transfer-Encoding: base64',
    'Subject: =?utf-8?B?x',
    'From: x',
    '\0\xff\xfe',
    '.',
    '..',
    '====',
    'From: a@voorbeeld.example',
    'Content-Type: text/plain; charset=onbekend-9',
    '<p><table>',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 25 }), async (lines) => {
      const outcome = await transport.sendMail({ envelope: { from: 'a@voorbeeld.example', to: door }, raw: Buffer.from(lines.join('\r\n'), 'latin1') }).then(
        () => 'taken',
        (error: { responseCode: number }) => error.responseCode,
      )
      expect(['taken', 552, 554]).toContain(outcome)
      if (outcome === 'taken') taken += 1
    }),
    { numRuns: 60 },
  )
  expect(taken).toBeGreaterThan(0)
  expect((await howMany()) - before).toBeLessThanOrEqual(taken)
  await send({ text: 'Nog steeds bereikbaar' })
  expect((await last()).text).toContain('Nog steeds bereikbaar')
})

test('a sender that hangs or talks nonsense holds nobody up', async () => {
  const silent = Array.from({ length: 5 }, () => connect(mailIn.port, '127.0.0.1'))
  silent[0]!.write('EHLO x\r\nMAIL FROM:<a@voorbeeld.example>\r\nRCPT TO:<info@leerwerkloket-twente.example>\r\nDATA\r\nSubject: half')
  silent[1]!.write('\0\0\xff GET / HTTP/1.1\r\n\r\n'.repeat(50))
  await send({ text: 'Intussen' })
  expect((await last()).text).toContain('Intussen')
  for (const each of silent) each.destroy()
})

test('more than thirty mails a minute of one sender are asked to come later, and another sender is not held up', async () => {
  const limited = await startDemo({ environment: { RATE_LIMIT: 'on', MAIL_IN_PORT: '9', HOST: '127.0.0.1' }, filled: true })
  const listener = await listenForMail(limited.system, 0)
  const through = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true, pool: true, maxConnections: 4 })
  const one = (from: string, at: number) =>
    through.sendMail({ from, to: door, subject: `Vraag ${at}`, text: 'Vraag' }).then(
      () => 'taken',
      (error: { responseCode: number }) => error.responseCode,
    )
  // Not across the turn of a minute, so that it is the bound of one.
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 20_000) await wait(left)
  const outcomes = await Promise.all(Array.from({ length: 100 }, (_, at) => one('druk@voorbeeld.example', at)))
  expect(outcomes.filter((each) => each !== 'taken' && each !== 451)).toEqual([])
  // A minute may turn while they come in.
  const taken = outcomes.filter((each) => each === 'taken').length
  expect([30, 60]).toContain(taken)
  expect(await one('rustig@voorbeeld.example', 1)).toBe('taken')
  const { rows } = await limited.owner.query(`select count(*)::int as n from question where channel = 'e-mail' and text ~ '^Vraag [0-9]'`)
  expect(rows[0].n).toBe(taken + 1)
  through.close()
  await listener.close()
})

const violence = 'mijn man slaat me'
const head = 'Op ma 23 nov. 2026 om 10:00 schreef Iemand <iemand@voorbeeld.example>:'
const outlook = 'Van: Iemand <iemand@voorbeeld.example>\nVerzonden: maandag 23 november 2026 10:00\nAan: Fatima\nOnderwerp: Hallo\n'

/** A mail just as it goes over the line. */
const raw = (to: string, lines: string[]) =>
  transport.sendMail({
    envelope: { from: 'fatima@voorbeeld.example', to },
    raw: [`From: Fatima <fatima@voorbeeld.example>`, `Message-ID: <${next()}@voorbeeld.example>`, 'MIME-Version: 1.0', ...lines, ''].join('\n').replaceAll('\n', '\r\n'),
  })
const plain = (to: string, text: string, subject = 'Hallo') => raw(to, [`Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', '', text])
const html = (to: string, text: string, before = '') =>
  raw(to, [
    'Subject: Hallo',
    'Content-Type: multipart/alternative; boundary="b"',
    '\n--b\nContent-Type: text/plain; charset=utf-8\n',
    before,
    '--b\nContent-Type: text/html; charset=utf-8\n',
    text,
    '--b--',
  ])

const heard: [string, (to: string) => Promise<unknown>][] = [
  ['a text part with nothing in it', (to: string) => html(to, `<p>${violence}</p>`, ' \n\u00a0')],
  ['a text part that is only a stub of the page', (to: string) => html(to, `<p>Goedendag, ik zoek werk want ${violence}.</p>`, 'Zie html')],
  ['a form on a site', (to: string) => plain(to, `From: Fatima <fatima@voorbeeld.example>\nSubject: hulp\n\nMessage Body:\n${violence}`)],
  ['a form on a site that first says what it is', (to: string) => plain(to, `Nieuw bericht van de site\n\nFrom: Fatima <fatima@voorbeeld.example>\nSubject: hulp\n\n${violence}`)],
  ['below a mail’s head with nothing above it', (to: string) => plain(to, `${outlook}\n${violence}`)],
  ['below what is passed on with nothing above it', (to: string) => plain(to, `---------- Forwarded message ---------\n${outlook}\n${violence}`)],
  ['below what is quoted', (to: string) => plain(to, `${head}\n> Hoe gaat het?\n> Groet\n\n${violence}`)],
  ['below what is quoted, with words above', (to: string) => plain(to, `Hoi\n\n${head}\n\n> Hoe gaat het?\n\n${violence}`)],
  ['below a quote whose line of who wrote it is broken', (to: string) => plain(to, `Hoi\n\n${head.replace(' <', '\n<')}\n> Hoe gaat het?\n\n${violence}`)],
  ['below a line of dashes', (to: string) => plain(to, `Hoi\n______________________\n${violence}`)],
  ['after a sentence that looks like a quote’s', (to: string) => plain(to, `Hoi\n\nOp 22 november 2026 schreef ik u wat er gebeurt:\n\n${violence}`)],
  ['below what is quoted of who wrote on a day', (to: string) => plain(to, `Op ma 23 nov. 2026 schreef X:\n> Hoe gaat het?\n> Groet\n\n${violence}`)],
  ['indented in HTML', (to: string) => html(to, `<p>Hoi</p><blockquote style="margin-left:40px"><p>${violence}</p></blockquote>`)],
  ['below what is quoted in HTML', (to: string) => html(to, `<div>${head.replace('<', '&lt;')}<blockquote>Hoe gaat het?</blockquote></div><div>${violence}</div>`)],
]
const passedBy: typeof heard = [
  ['marked line by line', (to: string) => plain(to, `Dank u wel.\n\n${head}\n> ${violence}\n>\n> > ${violence}\n\nGroet`)],
  ['marked, with nothing else', (to: string) => plain(to, `${head}\n> ${violence}`)],
  ['below a mail’s head', (to: string) => plain(to, `Dank u wel.\n\n${outlook}\n${violence}`)],
  ['set apart in HTML', (to: string) => html(to, `<p>Dank u wel</p><blockquote type="cite">${violence}</blockquote><p>Groet</p>`)],
  ['set apart in HTML by Gmail', (to: string) => html(to, `<p>Dank u wel</p><blockquote class="gmail_quote" style="x">a<blockquote>${violence}</blockquote></blockquote>`)],
  ['indented in HTML below who wrote it', (to: string) => html(to, `<p>Dank u wel</p><div>${head.replace('<', '&lt;')}<blockquote>${violence}</blockquote></div><p>Groet</p>`)],
]
/** What we mailed, as it reads, and ways in which a mail program gives it back. */
const broken = (text: string) => text.replace(/(.{20,60}) /g, '$1\n')
const marked = (text: string) => text.replace(/^/gm, '> ')
const back: [string, (ours: string) => string][] = [
  ['as it is', (ours) => ours],
  ['without our line', (ours) => ours.replace(replyMark, '')],
  ['broken in other lines', broken],
  ['marked', marked],
  ['broken and marked', (ours) => marked(broken(ours))],
  ['marked and then broken', (ours) => broken(marked(ours))],
  ['below who wrote it', (ours) => `${head}\n\n${ours}`],
  ['below a head', (ours) => `${outlook}\nLet op: deze mail komt van buiten.\n\n${ours}`],
  ['as HTML', (ours) => `<p>${ours.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`],
]
test('what we mailed is nobody’s words when it is given back, and none is lost that stands above or below it', async () => {
  const askers = []
  for (const [way, given] of back) askers.push({ way, given, ...(await asked(undefined, 'Ik wil niet meer leven')) })
  for (const { way, given, email, question, reply, now } of askers) {
    const ours = mailsTo(email)[0]!.text.replaceAll('\r', '').split('\n\n').slice(1).join('\n\n').trim()
    expect(ours).toContain('113')
    // As if a guide had seen that it can wait: nothing of ours may make it urgent again.
    await owner.query(`update question set urgent = null, urgent_due_at = null where id = $1`, [question.id])
    const write = (text: string) => (way === 'as HTML' ? html(reply, text) : plain(reply, text, 'Re: Hallo')).then(async () => (await saidOn(question.id)).at(-1)!)
    const banner = way === 'below a head' ? 'Let op: deze mail komt van buiten.\n' : ''
    const tidy = (text: string) =>
      text
        .replace(/\n+/g, '\n')
        .replace(banner, '')
        .replace(/^Hallo\n?/, '')
    expect(tidy(await write(`${given(ours)}\n\nBedankt!`)), way).toBe('Bedankt!')
    expect(tidy(await write(`Hoi\n\n${given(ours)}\n\nTot morgen`)), way).toBe('Hoi\nTot morgen')
    await write(given(ours))
    expect((await now()).urgent, way).toBe(null)
    expect(await write(`Hoi\n\n${given(ours)}\n\n${violence}`)).toContain(violence)
    expect((await now()).urgent).toBe('now')
  }
})

test('an answer with nothing but our own mail in it is an empty one; our sentences said by somebody else are theirs', async () => {
  const { email, question, reply } = await asked()
  const [headers = '', ...rest] = mailsTo(email)[0]!.text.replaceAll('\r', '').split('\n\n')
  await plain(reply, rest.join('\n\n'), `Re: ${/^Subject: (.*)$/m.exec(headers)![1]}`)
  await plain(reply, 'Goedendag,\n\nDeze link is alleen voor u.', `Re: ${/^Subject: (.*)$/m.exec(headers)![1]}`)
  expect(await saidOn(question.id)).toEqual(['(leeg antwoord)', 'Goedendag,\n\nDeze link is alleen voor u.'])
  // The link was renewed: what comes to the old address is a question, without our mail and the link in it.
  await owner.query('update question set link_version = 2 where id = $1', [question.id])
  await plain(reply, `Nog iets\n\n${rest.join('\n\n')}`)
  expect((await last()).text).toBe('Hallo\n\nNog iets')
})

test('the subject of a reply is what somebody wrote when it is not ours; the name it came under is read only', async () => {
  const { question, email, reply, now } = await asked()
  const ours = /^Subject: (.*)$/m.exec(mailsTo(email)[0]!.text)![1]!.trim()
  for (const before of ['Re:', 'RE: Antw:', 'AW: FW:']) await plain(reply, 'zie onderwerp', `${before} ${ours}`)
  expect([await saidOn(question.id), (await now()).urgent]).toEqual([Array(3).fill('zie onderwerp'), null])
  await plain(reply, 'zie onderwerp', `Re: ${violence}`)
  expect([(await saidOn(question.id)).at(-1), (await now()).urgent]).toEqual([`${violence}\n\nzie onderwerp`, 'now'])
  const after = await asked()
  await plain(after.reply, `> ${violence}`, `Re: ${ours} ${violence}`)
  expect((await after.now()).urgent).toBe('now')
  const named = await asked()
  await send({ from: `"${violence}" <naam-${next()}@voorbeeld.example>`, to: named.reply, subject: 'Hoi', text: 'zie boven' })
  expect([(await named.now()).urgent, await saidOn(named.question.id)]).toEqual(['now', ['Hoi\n\nzie boven']])
})

test.each([
  ['what is quoted is not read for danger, and is kept', null, passedBy],
  ['what somebody in danger writes themselves is read, wherever it stands', 'now', heard],
])('%s', async (_, urgent, ways) => {
  const askers = []
  for (const [way, write] of ways) askers.push({ way, write, ...(await asked()) })
  for (const { way, write, question, reply, now } of askers) {
    await write(door)
    const { text, urgent: atDoor } = await last()
    await write(reply)
    expect([way, atDoor, (await now()).urgent]).toEqual([way, urgent, urgent])
    expect([text, (await saidOn(question.id))[0]]).toEqual([expect.stringContaining(violence), expect.stringContaining(violence)])
  }
})

test('mails without a Message-ID with the same words and another attachment are two, and the same once more is one (I4)', async () => {
  const from = `Vrager <zonder-${next()}@voorbeeld.example>`
  // Composed as it goes over the line: a library would give it a Message-ID.
  const raw = (content: Buffer) =>
    [
      `From: ${from}`,
      `To: ${door}`,
      'Subject: Mijn papieren',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=rand',
      '',
      '--rand',
      'Content-Type: text/plain',
      '',
      'Zie de bijlage',
      '--rand',
      'Content-Type: application/pdf',
      'Content-Disposition: attachment; filename=a.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64'),
      '--rand--',
      '',
    ].join('\r\n')
  const sendRaw = (content: Buffer) => transport.sendMail({ envelope: { from: 'zonder@voorbeeld.example', to: door }, raw: raw(content) })
  const before = await howMany()
  const other = Buffer.concat([pdf, Buffer.from('\n% een ander')])
  await sendRaw(pdf)
  await sendRaw(pdf)
  expect(await howMany()).toBe(before + 1)
  await sendRaw(other)
  expect(await howMany()).toBe(before + 2)
})

test('a page that nests without end is taken with its words, and not asked for again for ever (I4)', async () => {
  const before = await howMany()
  await send({ text: undefined, html: `<p>Kunt u mij helpen?</p>${'<div>'.repeat(20_000)}Onderaan${'</div>'.repeat(20_000)}` })
  expect(await howMany()).toBe(before + 1)
  expect((await last()).text).toMatch(/Kunt u mij helpen\?[\s\S]*Onderaan/)
})
