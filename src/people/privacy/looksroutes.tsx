import { actingOf } from '../../foundation/doing.ts'
import { allAskedBy } from '../places.ts'
import { networkHere } from '../../network/current.ts'
import type { z } from 'zod'
import { addDays, dayOf, momentAt } from '../../foundation/clock/workingdays.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { workplace } from '../../foundation/ui/frame.tsx'
import { activityRead } from '../../foundation/record/activities.ts'
import { countLooks, looksBetween } from '../../foundation/record/looks.ts'
import { recordLooks } from '../../foundation/record/record.ts'
import type { Answer } from '../../foundation/web/answer.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { listFile } from '../../foundation/web/sheet.ts'
import type { Network } from '../../network/current.ts'
import { sayRoles } from '../file/reads.ts'
import { findPersons } from '../queries.ts'
import { reachNames } from '../person.ts'
import { reachLabel, reachValue } from '../reach.tsx'
import { say } from '../words.ts'
import { looksForm } from './forms.ts'
import { LooksPage, type LooksSeen } from './watchpages.tsx'
import { peopleRights } from '../rights.ts'

const looksOnPage = 60
const mostInFile = 50_000

/** Numbers of questions by person, of those the actor may see. */
async function numbersOf(tx: Tx, region: number, persons: readonly string[]) {
  const numbers = new Map<string, string>()
  for (const { person_id, number } of await allAskedBy(tx, region, [...new Set(persons)])) numbers.set(person_id, [numbers.get(person_id), number].filter(Boolean).join(', '))
  return numbers
}

/** For a suspected breach: whose data were touched, when, by whom and for what, as a file. Of persons of other organisations a reference alone. */
async function breachFile(visit: StaffVisit, network: Network, wanted: Parameters<typeof looksBetween>[2], form: 'xlsx' | 'csv'): Promise<Answer> {
  const t = say[visit.language]
  const region = visit.region.id
  const { rows, persons, numbers } = await visit.transaction('privacy', async (tx) => {
    const rows = await looksBetween(tx, region, wanted, mostInFile, 0)
    const ids = [...new Set(rows.map((each) => each.person_id))]
    const persons = await findPersons(tx, region, ids)
    // Many go at once, and each of them was looked at: as many statements as the server takes.
    for (let at = 0; at < persons.length; at += 1000)
      recordLooks(
        actingOf(visit, tx),
        persons.slice(at, at + 1000).map((each) => ({ person: each.id })),
      )
    return { rows, persons: new Map(persons.map((each) => [each.id, each])), numbers: await numbersOf(tx, region, ids) }
  })
  const heads = [
    t('looks.when'),
    t('looks.who'),
    t('looks.name'),
    t('looks.role'),
    t('looks.why'),
    t('privacy.question'),
    t('known.name'),
    ...reachNames.map((each) => reachLabel(visit.language, each)),
    t('privacy.reference'),
  ]
  return listFile(visit, form, {
    code: 'looks',
    name: t('privacy.breach'),
    heads,
    rows: rows.map((each) => {
      const person = persons.get(each.person_id)
      return [
        each.at,
        network.organisations.get(each.organisation_id)?.name ?? null,
        (each.staff_id && network.staff.get(each.staff_id)?.name) || t('looks.role.guest'),
        sayRoles(visit.language, each.role),
        activityRead(visit.system.partsOf, each.purpose).name(visit.language),
        numbers.get(each.person_id) ?? t('privacy.elsewhere'),
        person?.name ?? null,
        ...reachNames.map((each) => (person?.[each] ? reachValue(visit.language, each, person[each]) : null)),
        each.person_id,
      ]
    }),
  })
}

async function showLooks(visit: StaffVisit<unknown, z.infer<typeof looksForm.schema>>): Promise<Answer> {
  const network = await networkHere(visit)
  const region = visit.region.id
  const today = dayOf(visit.now)
  const { vorm, van = addDays(today, -6), tot = today, ...rest } = visit.query
  const wanted = { from: momentAt(van, 0), until: momentAt(addDays(tot, 1), 0), staff: rest.collega, organisation: rest.organisatie }
  if (vorm) return breachFile(visit, network, wanted, vorm)
  return workplace(
    visit,
    {
      purpose: 'privacy',
      current: 'privacy',
      read: async (tx): Promise<Pick<LooksSeen, 'rows' | 'more' | 'counted' | 'numbers'>> => {
        const rows = await looksBetween(tx, region, wanted, looksOnPage + 1, (rest.pagina - 1) * looksOnPage)
        const shown = rows.slice(0, looksOnPage)
        const numbers = await numbersOf(
          tx,
          region,
          shown.map((each) => each.person_id),
        )
        return { rows: shown, more: rows.length > looksOnPage, counted: await countLooks(tx, region, wanted), numbers }
      },
    },
    (seen) => ({ title: say[visit.language]('privacy.tab.inzage'), quiet: true, content: <LooksPage visit={visit} network={network} choice={{ van, tot, ...rest }} {...seen} /> }),
  )
}

/** Who looked, by and at the privacy officer's own organisation, on a page or as a file. */
export const looksRoute: Route = route({
  right: peopleRights.workOnPrivacy,
  method: 'GET',
  path: '/:region/werk/privacy/inzage',
  query: looksForm.schema,
  handle: (visit) => showLooks(visit),
})
