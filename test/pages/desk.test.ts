import { expect, test } from 'vitest'
import { desk } from '../rooms/desk.ts'
import { walkPages } from './walk.ts'

const { questions } = await walkPages(desk)

test('there is a page for each state a question can be in by now', () => {
  expect(questions.map(({ state }) => state)).toEqual(['answered', 'clarifying', 'handover', 'received', 'reopened', 'set-aside', 'taken', 'waiting', 'withdrawn'])
})
