import type { Tx } from '../../foundation/database/database.ts'
import { newestFirst } from '../../foundation/place.ts'
import { meetFate, meetFateOf, subjectsOf } from '../../foundation/record/fate.ts'
import { readNetwork } from '../../network/current.ts'
import { allHeldOf, type Erase, erasers } from '../places.ts'
import { findPersons } from '../queries.ts'
import { addressesHeld, personsOf, personsAskedWith, residentById } from './store.ts'

/** Erases questions with all that hangs on them, and who asked them where nobody needs to reach them any more. What becomes of each column the fates of the rooms say. As the program. */
export const eraseAll: Erase = async (tx, actor, now, gone, kept) => {
  const region = actor.region
  const questions = [...gone, ...kept.map(({ question }) => question)]
  const subjects = (of: typeof gone) =>
    subjectsOf(
      tx,
      region,
      'question',
      of.map(({ id }) => id),
    )
  // First what tasks hold: mails, drafts and tasks about what goes, and about what a duty keeps.
  await meetFate(tx, region, 'subject', await subjects(gone), 'gone')
  await meetFate(tx, region, 'subject', await subjects(kept.map(({ question }) => question)), 'duty')
  for (const erase of newestFirst(tx.partsOf(erasers))) await erase(tx, actor, now, gone, kept)
  await forget(tx, region, [...new Set(questions.map(({ person_id }) => person_id))])
}

/** Of these persons those of whom no question is kept but by a duty: nobody needs to reach them. */
async function neededNoMore(tx: Tx, region: number, persons: readonly string[]): Promise<string[]> {
  const needed = new Set((await allHeldOf(tx, region, persons)).filter(({ erase_on }) => !erase_on).map(({ person_id }) => person_id))
  return persons.filter((each) => !needed.has(each))
}

/** Forgets who these persons are, where nobody needs to reach them; their file when it has nobody else, what they wrote with requests, and what went to an address that nobody here has any more. */
async function forget(tx: Tx, region: number, asked: readonly string[]): Promise<void> {
  const persons = await neededNoMore(tx, region, asked)
  const rows = await findPersons(tx, region, persons)
  const residents = []
  for (const id of new Set(rows.flatMap(({ resident_id }) => resident_id ?? []))) {
    const all = await personsOf(tx, region, id)
    if ((await neededNoMore(tx, region, all)).length === all.length) residents.push((await residentById(tx, region, id))!)
  }
  const addresses = [...rows, ...residents].flatMap(({ email }) => email ?? [])
  await meetFate(tx, region, 'person', persons, 'gone')
  await meetFateOf(
    tx,
    region,
    'resident',
    residents.map(({ id }) => id),
  )
  await meetFate(tx, region, 'persons', await neededNoMore(tx, region, [...new Set([...persons, ...(await personsAskedWith(tx, region, persons))])]), 'gone')
  const staff = new Set([...((await readNetwork(tx, region))?.staff.values() ?? [])].map(({ email }) => email))
  const held = await addressesHeld(tx, region, addresses)
  await meetFate(
    tx,
    region,
    'address',
    [...new Set(addresses)].filter((each) => !held.has(each) && !staff.has(each)),
    'gone',
  )
}
