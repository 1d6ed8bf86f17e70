import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startDemo } from '../../test/ground.ts'
import { ageBandOf } from './codes.ts'
import { ask } from './public/actions.ts'
import { withdraw } from './public/actions.ts'
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
    ].sort(),
  )
})

test('after a question is erased its codes are still counted, and lead to nothing: not to it, not to a moment, not to who asked or did it (promise 4)', async () => {
  const question = await asked('Vergeet dit')
  await database.transaction({ kind: 'task', region }, 'test', (tx) => withdraw({ tx, ...doing, actor: { kind: 'task', region } }, question.id))
  const before = (await codes(question.id)).map(({ id }) => id)
  expect(before.length).toBe(2)
  const ids = [question.id, question.person_id, guide.id, ...(await owner.query('select id from event where subject_id = $1', [question.id])).rows.map(({ id }) => id)]
  await owner.query('delete from question where id = $1', [question.id])
  const { rows } = await owner.query('select *, row_to_json(question_code)::text as text from question_code where id = any($1)', [before])
  expect(rows.map(({ question_id }) => question_id)).toEqual([null, null])
  for (const { text } of rows) for (const each of ids) expect(text).not.toContain(each)
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
