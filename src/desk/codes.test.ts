import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startDemo } from '../../test/ground.ts'
import { ageBandOf } from './codes.ts'
import { eraseQuestions } from './file/part.tsx'
import { ask } from './public/actions.ts'
import { answerDirectly, clarify, take } from './work/actions.ts'

const demo = await startDemo()
const { database, owner, region } = demo
const network = await demo.network()
const guide = await demo.staff('gids-enschede')
const doing = { actor: guide, now: demo.clock.now(), network }
const codes = async (question: string) => (await owner.query('select * from question_code where question_id = $1 order by kind', [question])).rows

async function asked(text: string) {
  const question = await database.transaction(guide, 'test', (tx) =>
    ask(
      { tx, ...doing },
      { channel: 'web', askerGroup: 'worker', language: 'nl', text, name: 'Iemand', municipality: 'Enschede', postcode: '7511 AB', contact: { email: 'geteld@voorbeeld.example' } },
    ),
  )
  await database.transaction(guide, 'test', (tx) => take({ tx, ...doing }, question.id))
  return question
}

test('asking, clarifying and answering are counted by codes: where, whose, which door, topic, band of ages, situation, and no more of anybody (G8, Q2)', async () => {
  const { id } = await asked('Ik zoek iets anders')
  await database.transaction(guide, 'test', async (tx) => {
    await clarify({ tx, ...doing }, id, {
      sharpened: 'Ander werk',
      askerGroup: 'worker',
      topic: 'career',
      municipality: 'Enschede',
      facts: { age: '49', situation: 'werkend' },
      name: 'Iemand',
    })
    await answerDirectly({ tx, ...doing }, id, 'Zo kan het', true)
  })
  const rows = await codes(id)
  expect(rows.map(({ kind }) => kind)).toEqual(['question.answered', 'question.asked', 'question.clarified'])
  expect(rows[2]).toMatchObject({
    municipality: 'Enschede',
    organisation_id: guide.organisation,
    asker_group: 'worker',
    channel: 'web',
    topic: 'career',
    age_band: '27-49',
    situation: 'work',
  })
  expect(rows[1]).toMatchObject({ topic: null, age_band: null, situation: null })
  const columns = (await owner.query(`select column_name from information_schema.columns where table_name = 'question_code'`)).rows.map((each) => each.column_name).sort()
  expect(columns).toEqual(
    [
      'region_id',
      'id',
      'day',
      'kind',
      'question_id',
      'municipality',
      'organisation_id',
      'walk_in_point_id',
      'asker_group',
      'channel',
      'door_id',
      'topic',
      'age_band',
      'situation',
      'mixed',
    ].sort(),
  )
})

const task = { kind: 'task', region } as const
/** Somebody of 26 on a benefit asks and is helped: three codes. */
async function helped() {
  const question = await asked('Vergeet dit')
  await database.transaction(guide, 'test', async (tx) => {
    const facts = { age: '26', situation: 'bijstand' }
    await clarify({ tx, ...doing }, question.id, { sharpened: 'Iets', askerGroup: 'worker', topic: 'career', municipality: 'Enschede', facts, name: 'Iemand' })
    await answerDirectly({ tx, ...doing }, question.id, 'Zo kan het', true)
  })
  return { ...question, closed_at: doing.now }
}
const erase = (...[gone, kept]: [Parameters<typeof eraseQuestions>[3], Parameters<typeof eraseQuestions>[4]]) =>
  database.transaction(task, 'test', (tx) => eraseQuestions(tx, task, doing.now, gone, kept))
const loose = async () =>
  (
    await owner.query(
      'select *, xmin::text as written_by, row_to_json(question_code)::text as text from question_code where region_id = $1 and question_id is null order by kind',
      [region],
    )
  ).rows

test('after a question is erased its codes are still counted, and lead to nothing: not to it, not to its moment, not to who asked or did it (promise 4)', async () => {
  const before = (await loose()).length
  const question = await helped()
  const ids = [question.id, question.person_id, guide.id, ...(await owner.query('select id from event where subject_id = $1', [question.id])).rows.map(({ id }) => id)]
  const had = await codes(question.id)
  expect(had.length).toBe(3)
  await erase([question], [])
  const rows = await loose()
  expect(rows.length).toBe(before + 3)
  for (const { text } of rows) for (const each of [...ids, ...had.map(({ id }) => id)]) expect(text).not.toContain(each)
  // No day, and one transaction for all of them.
  expect([...new Set(rows.map(({ day }) => String(day)))]).toEqual(['2026-11-01'])
  expect(new Set(rows.map(({ written_by }) => written_by)).size).toBe(1)
  // One alone could be told apart: it keeps no place, no age and no income.
  expect(rows.filter(({ age_band, situation, municipality }) => age_band || situation || municipality)).toEqual([])
})

test('where five or more are alike they keep what they are counted by; one is not told from another by who wrote its row (promise 4)', async () => {
  const questions = []
  for (let count = 0; count < 5; count += 1) questions.push(await helped())
  for (const question of questions) await erase([question], [])
  const rows = await loose()
  const young = rows.filter(({ kind, age_band }) => kind === 'question.clarified' && age_band === 'under-27')
  expect(young.length).toBeGreaterThan(0)
  expect(new Set(rows.map(({ written_by }) => written_by)).size).toBe(1)
})

test('of a question that a law keeps for a while, the codes lead to it no more than those of one that is gone (promise 4)', async () => {
  const before = (await loose()).length
  const question = await helped()
  await erase([], [{ question, until: '2027-11-24' }])
  expect(await codes(question.id)).toEqual([])
  expect((await loose()).length).toBe(before + 3)
  expect((await owner.query('select erase_on::text, facts from question where id = $1', [question.id])).rows).toEqual([{ erase_on: '2027-11-24', facts: {} }])
})

test('what goes after its period is mixed in by night', async () => {
  const question = await helped()
  await owner.query('delete from question where id = $1', [question.id])
  expect((await loose()).filter(({ mixed }) => !mixed).length).toBe(3)
  demo.clock.moveTo(new Date('2026-11-25T03:00:00Z'))
  await demo.tasks.run()
  expect((await loose()).filter(({ mixed }) => !mixed)).toEqual([])
})

test('an age is in exactly one band, and what is no age is in none (G8)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), (years) => void expect(ageBandOf({ age: String(years) })).toBe(years < 27 ? 'under-27' : years < 50 ? '27-49' : '50-and-older')),
  )
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/^\s*\d{1,3}\s*$/.test(text)),
      (text) => void expect(ageBandOf({ age: text })).toBeNull(),
    ),
  )
  for (const age of ['121', '999', '', undefined]) expect(ageBandOf({ age })).toBeNull()
})
