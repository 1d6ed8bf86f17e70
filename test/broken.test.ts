import { expect, test } from 'vitest'
import type { Actor } from '../src/foundation/actor.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { ask } from '../src/desk/public/actions.ts'
import { answerDirectly, take } from '../src/desk/work/actions.ts'
import { answerPerson, close, stop } from '../src/handover/actions.ts'
import { accept, choose, decline, meet, proposeMeeting, report } from '../src/handover/partner/actions.ts'
import { propose } from '../src/handover/work/actions.ts'
import { askRequest, comeByMail, decideRequest, giveMandate, addToFile, linkBroker } from '../src/people/file/actions.ts'
import { startDemo } from './ground.ts'

const demo = await startDemo()
const { database, owner, clock, region } = demo
// Nobody else changes anything meanwhile.
await demo.tasks.stop()
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const uwv = await demo.staff('contactpersoon-uwv')
const officer = await demo.staff('privacyfunctionaris-enschede')
const task = { kind: 'task', region } as const
const nobody = { kind: 'public', region } as const
const organisation = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
const now = () => clock.now()

/** All that the database holds, as a number for each table: the same when nothing changed. */
async function everything(): Promise<string> {
  const { rows } = await owner.query(`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`)
  const each = []
  for (const { table_name } of rows) each.push((await owner.query(`select '${table_name}' as t, count(*), sum(hashtext(x::text)::bigint) from "${table_name}" x`)).rows[0])
  return JSON.stringify(each)
}

class Broken extends Error {}

/** The same transaction, whose connection breaks at its `last`th statement. Answers whether it came so far. */
async function brokenAt(last: number, work: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  let statements = 0
  const count = () => {
    statements += 1
    if (statements === last) throw new Broken()
  }
  try {
    await database.transaction(task, 'test', async (tx) => {
      const counted = { ...tx } as Tx
      for (const name of ['all', 'one', 'run', 'add'] as const)
        counted[name] = ((query: never) => {
          count()
          return tx[name](query)
        }) as never
      await work(counted)
    })
    return false
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    return true
  }
}

/** Breaks the work at each of its statements in turn, after which all is as it was; then does it. Answers at how many it was broken. */
async function survives(name: string, work: (tx: Tx) => Promise<unknown>): Promise<void> {
  const before = await everything()
  let broken = 0
  while (await brokenAt(broken + 1, (tx) => work(tx))) {
    broken += 1
    expect([name, broken, await everything()]).toEqual([name, broken, before])
  }
  // It was done at last, whole: the one that did not break.
  expect(broken, name).toBeGreaterThan(1)
  expect(await everything()).not.toBe(before)
}

async function inHand(text: string, email: string) {
  const question = await database.transaction(nobody, 'test', (tx) =>
    ask({ tx, actor: nobody, now: now(), network }, { channel: 'web', askerGroup: 'worker', language: 'nl', text, municipality: 'Enschede', contact: { email } }),
  )
  await database.transaction(guide, 'test', (tx) => take({ tx, actor: guide, now: now(), network }, question.id))
  return question
}

test('a handover that breaks at any statement of any step is as it was before that step', async () => {
  const question = await inHand('Wie helpt mij?', 'breekt@voorbeeld.example')
  const person: Actor = { kind: 'link', region, subject: question.id }
  let id = ''
  const later = (days: number) => new Date(now().getTime() + days * 86_400_000)
  const given = { to: organisation('uwv'), why: 'Omdat', shares: { group: 'offer', email: 'accept' } } as const
  await survives('propose', async (tx) => {
    id = await propose({ tx, actor: guide, now: now(), network }, question.id, given)
  })
  await survives('yes', (tx) => answerPerson({ tx, actor: person, now: now(), network }, id, true))
  await survives('decline', (tx) => decline({ tx, actor: uwv, now: now(), network }, id, { reason: 'no-room', next: organisation('fnv') }))
  // A yes is given before it is written down.
  const agreed = { how: 'phone', at: now() } as const
  await survives('propose again', async (tx) => {
    id = await propose({ tx, actor: guide, now: now(), network }, question.id, { ...given, to: organisation('fnv'), agreed })
  })
  const fnv = await demo.staff('contactpersoon-fnv')
  await survives('accept', (tx) => accept({ tx, actor: fnv, now: now(), network }, id))
  const moment = later(2)
  await survives('times', (tx) =>
    proposeMeeting({ tx, actor: fnv, now: now(), network }, id, { times: [moment], manner: 'phone', minutes: 30, place: undefined, withGuide: true } as never),
  )
  await survives('choose', (tx) => choose({ tx, actor: person, now: now(), network }, id, moment))
  clock.moveTo(later(3))
  await survives('meet', (tx) => meet({ tx, actor: fnv, now: now(), network }, id, moment.toISOString().slice(0, 10)))
  await survives('report', (tx) => report({ tx, actor: fnv, now: now(), network }, id, { outcome: 'helped' }))
  await survives('close', (tx) => close({ tx, actor: guide, now: now(), network }, id))
  const other = await inHand('En nog iets', 'breekt@voorbeeld.example')
  const second = await database.transaction(task, 'test', (tx) => propose({ tx, actor: guide, now: now(), network }, other.id, { ...given, agreed }))
  await survives('stop', (tx) => stop({ tx, actor: { kind: 'link', region, subject: other.id }, now: now(), network }, second))
})

test('a file, a mandate, a request and an erasure that break at any statement are as they were', async () => {
  const question = await inHand('Een vraag', 'breekt2@voorbeeld.example')
  await database.transaction(guide, 'test', (tx) => answerDirectly({ tx, actor: guide, now: now() }, question.id, 'Het antwoord'))
  let resident = ''
  let request = ''
  await survives('come', async (tx) => {
    resident = await comeByMail({ tx, actor: task, now: now() }, 'breekt2@voorbeeld.example', 'Breekt', 'nl')
  })
  await survives('keep', (tx) => addToFile({ tx, actor: task, now: now() }, resident, question.person_id))
  await survives('link', (tx) => linkBroker({ tx, actor: task, now: now() }, resident, 'een hash'))
  await survives('mandate', (tx) =>
    giveMandate({ tx, actor: task, now: now() }, resident, { name: 'Ouder', email: 'ouder@voorbeeld.example', relation: 'parent', ends_on: '2027-06-01', how: 'page' }),
  )
  await survives('ask', async (tx) => {
    request = await askRequest(
      { tx, actor: task, now: now(), network },
      { kind: 'erase', resident, persons: [question.person_id], organisation: organisation('enschede'), how: 'page' },
    )
  })
  await survives('erase', (tx) => decideRequest({ tx, actor: officer, now: now() }, request, { decision: 'done', sure: true }))
})
