import { addDays, dayOf } from '../../foundation/clock/workingdays.ts'
import { organisationOf } from '../../network/demo.ts'
import type { Doing } from '../../network/doing.ts'
import { addToFile, askRequest, comeByMail, giveMandate } from '../../people/file/actions.ts'
import { searchPersons } from '../../people/queries.ts'

/** Somebody who asked comes for their own file, lets somebody act for them, and asks two things of the organisation that has their question. */
export async function playFile(doing: Doing): Promise<void> {
  const { tx, actor, now, network } = doing
  const email = 'vrager-1@voorbeeld.example'
  const resident = await comeByMail(doing, email, 'Vrager Een', 'nl')
  const persons = await searchPersons(tx, actor.region, email, 50)
  for (const person of persons) await addToFile(doing, resident, person)
  await giveMandate(doing, resident, {
    name: 'Begeleider van Vrager Een',
    email: 'begeleider@voorbeeld.example',
    relation: 'helper',
    ends_on: addDays(dayOf(now), 180),
    how: 'page',
  })
  const asked = { resident, persons, organisation: organisationOf(network, 'enschede'), how: 'page' } as const
  await askRequest(doing, { ...asked, kind: 'correct', text: 'Mijn opleiding staat er verkeerd in: ik heb mbo niveau 3.' })
  await askRequest(doing, { ...asked, kind: 'erase' })
}
