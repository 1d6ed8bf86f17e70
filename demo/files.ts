import { mainActivity } from '../src/foundation/record/activities.ts'
import type { Tx } from '../src/foundation/database/database.ts'
import { addDays, dayOf } from '../src/foundation/clock/workingdays.ts'
import { newId } from '../src/foundation/database/id.ts'
import { askRequest, comeByMail, giveMandate, addToFile } from '../src/people/file/actions.ts'
import { unclaimedAt } from '../src/people/file/store.ts'
import type { Network } from '../src/network/known.ts'
import { insertEntry } from '../src/people/privacy/register.ts'

/** An invented resident who came for their file, let somebody act for them, and asked something of two organisations; and a law that one of these must keep to. */
export async function playFiles(tx: Tx, network: Network, now: Date, region: number): Promise<void> {
  const task = { kind: 'task', region } as const
  const named = (slug: string) => [...network.organisations.values()].find((each) => each.slug === slug)!.id
  const email = 'vrager-1@voorbeeld.example'
  const resident = await comeByMail({ tx, actor: task, now }, email, 'Vrager Een', 'nl')
  const persons = (await unclaimedAt(tx, region, email)).map((each) => each.id)
  for (const person of persons) await addToFile({ tx, actor: task, now }, resident, person)
  await giveMandate({ tx, actor: task, now }, resident, {
    name: 'Begeleider van Vrager Een',
    email: 'begeleider@voorbeeld.example',
    relation: 'helper',
    ends_on: addDays(dayOf(now), 180),
    how: 'page',
  })
  const ask = { resident, persons, how: 'page' } as const
  await askRequest(
    { tx, actor: task, now, network },
    { ...ask, kind: 'correct', organisation: named('enschede'), text: 'Mijn opleiding staat er verkeerd in: ik heb mbo niveau 3.' },
  )
  await askRequest({ tx, actor: task, now, network }, { ...ask, kind: 'erase', organisation: named('enschede') })
  const officer = [...network.staff.values()].find((each) => each.subject === 'privacyfunctionaris-enschede')!
  await insertEntry(tx, {
    ...mainActivity(tx.partsOf).register('nl'),
    region_id: region,
    id: newId(now.getTime()),
    organisation_id: officer.organisation_id,
    code: mainActivity(tx.partsOf).code,
    duty: 'Archiefwet en selectielijst gemeenten',
    duty_years: 1,
    changed_at: now,
    changed_by: officer.id,
  })
}
