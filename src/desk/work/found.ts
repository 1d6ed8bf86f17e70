import { actingOf } from '../../foundation/doing.ts'
import type { ListChoice } from '../queries.ts'
import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { recordLooks } from '../../foundation/record/record.ts'
import { type Conflict, NotFound } from '../../foundation/web/problem.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { regionOfId } from '../../network/geography.ts'
import { findPersons } from '../../people/queries.ts'
import { readNumber } from '../number.ts'
import { questionByNumber, searchQuestions, type View, viewsFor } from '../queries.ts'
import type { Question } from '../question.ts'
import { type DeskKey, say } from '../words.ts'

/** The list that an address means for this person: the one it names when it is theirs, else their first. */
const usedView = <Choice extends ListChoice>(visit: StaffVisit, choice: Choice, given: boolean): Choice => {
  const own = viewsFor(visit.actor)
  const first: View = own.includes('mine') ? 'mine' : 'climbed'
  return { ...choice, lijst: given && own.includes(choice.lijst) ? choice.lijst : first }
}

export const chosen = <Choice extends ListChoice>(visit: StaffVisit & { query: Choice }): Choice =>
  usedView(visit, visit.query, (visit.request.query as { lijst?: string }).lijst !== undefined)

/** The key in the menu of the list that an address shows. */
export const currentOf = (choice: ListChoice) => (choice.zoek ? 'search' : choice.lijst)

export const numberParams = z.object({ region: z.string(), number: z.string().max(20) })

/** What `ask` finds by the number in an address, as it is kept. @throws NotFound when there is no such question, or none that the actor may see */
export async function foundBy<Found>(ask: (number: string) => Promise<Found | undefined>, visit: StaffVisit, number: string): Promise<Found> {
  const read = readNumber(regionOfId(visit.region.id).prefix, number)
  const found = read && (await ask(read))
  if (!found) throw new NotFound()
  return found
}
/** The question of an address. @throws NotFound */
export const found = (tx: Tx, visit: StaffVisit, number: string): Promise<Question> => foundBy((sought) => questionByNumber(tx, visit.region.id, sought), visit, number)

/** What somebody searches for, with the names of whom it finds: each is a look. */
export async function searched(tx: Tx, visit: StaffVisit, text: string, choice = { inWords: true }) {
  const { questions, elsewhere } = await searchQuestions(tx, visit.actor, regionOfId(visit.region.id).prefix, text, choice)
  const ids = questions.map((each) => each.person_id)
  const persons = new Map((await findPersons(tx, visit.region.id, ids)).map((each) => [each.id, each]))
  recordLooks(
    actingOf(visit, tx),
    questions.map((each) => ({ person: each.person_id, question: each.id })),
  )
  return { questions, elsewhere, persons }
}

/** What came between, in words. */
export const sayConflict = ({ language }: Pick<StaffVisit, 'language'>, { key, values }: Conflict): string => say[language](key as DeskKey, values)
