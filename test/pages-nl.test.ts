import { expect, test } from 'vitest'
import { lookAtAllPages, statesShown } from './pages.ts'

lookAtAllPages('')

test('there is a page for each state a question can be in by now', () => {
  expect(statesShown()).toEqual(['answered', 'clarifying', 'handover', 'received', 'reopened', 'set-aside', 'taken', 'waiting', 'withdrawn'])
})
