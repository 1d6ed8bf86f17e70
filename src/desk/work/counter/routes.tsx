import { doingOf } from '../../../network/doing.ts'
import { actingOf } from '../../../foundation/doing.ts'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import type { Tx } from '../../../foundation/database/database.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { readPostcode, regionOfId } from '../../../network/geography.ts'
import type { Network } from '../../../network/current.ts'
import { readContact } from '../../../people/person.ts'
import { findPerson } from '../../../people/queries.ts'
import { ask } from '../../public/actions.ts'
import { municipalitiesToChoose, municipalityFor } from '../../public/routes.tsx'
import { lookByNumber, questionById } from '../../queries.ts'
import { readNumber } from '../../number.ts'
import { say } from '../../words.ts'
import { register } from '../actions.ts'
import { found, foundBy, searched } from '../found.ts'
import { counterForm, searchForm } from '../forms.ts'
import { CounterPage, type Sought } from './pages.tsx'
import { followLink } from '../../links.ts'
import { giveProof } from '../../proof/proof.ts'
import { deskRights } from '../../rights.ts'

/** What was searched for is where somebody can be reached, or their name: it need not be typed again. */
function started(text: string): Filled {
  if (readContact(text)) return { values: { contact: text }, errors: {} }
  return { values: /\d/.test(text) ? {} : { name: text }, errors: {} }
}

async function show(visit: StaffVisit, form: Filled, { zoek, van }: { zoek?: string; van?: string }): Promise<Answer> {
  const network = await networkHere(visit)
  const postcode = readPostcode(form.values.postcode ?? '')
  const asks = form.errors.municipality || form.values.municipality
  const municipalities = asks ? municipalitiesToChoose(visit.region.id, postcode) : undefined
  const registers = may(visit.actor, deskRights.register)
  const text = registers ? zoek?.trim() : undefined
  const read = async (tx: Tx): Promise<Sought> => {
    if (registers && van) {
      const question = await foundBy((sought) => lookByNumber(actingOf(visit, tx), sought), visit, van)
      return { asker: { question, person: (await findPerson(tx, visit.region.id, question.person_id))! } }
    }
    return text ? { found: { text, ...(await searched(tx, visit, text, { inWords: false })) } } : {}
  }
  const filled = text && !Object.keys(form.values).length && !readNumber(regionOfId(visit.region.id).prefix, text) ? started(text) : form
  return workplace(visit, { purpose: text ? 'search' : 'desk', current: 'register', read }, (seen) => ({
    title: say[visit.language](registers ? 'register.title' : 'bring.title'),
    quiet: true,
    content: <CounterPage visit={visit} network={network} form={filled} formKey={randomUUID()} municipalities={municipalities} registers={registers} {...seen} />,
  }))
}

const doorOf = (network: Network, organisation: string) => network.doors.find((each) => each.organisation_id === organisation)?.id

/** Writing down what somebody asks: to have it in hand, or to bring them to their own municipality. */
export function counterRoutes(): Route[] {
  const redo = (visit: StaffVisit, form: Filled) => show(visit, form, { van: form.values.van || undefined })
  return [
    route({
      method: 'GET',
      path: '/:region/werk/noteren',
      right: deskRights.bring,
      query: searchForm.schema,
      handle: (visit) => show(visit, emptyForm, visit.query),
    }),
    route({
      method: 'POST',
      path: '/:region/werk/noteren',
      right: deskRights.register,
      body: counterForm.schema,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const { channel, group, question: text, name, contact, postcode, van } = visit.body
        const municipality = municipalityFor(visit.region.id, postcode, visit.body.municipality)
        const id = await visit.change('desk', async (tx) => {
          const before = van ? await found(tx, visit, van) : undefined
          const given = {
            channel,
            askerGroup: group,
            language: before?.language ?? 'nl',
            text,
            name,
            contact,
            postcode,
            municipality: municipality ?? before?.municipality ?? undefined,
            person: before?.person_id,
          }
          return (await register(doingOf(visit, tx, network), given)).id
        })
        const question = await visit.transaction('desk', (tx) => questionById(tx, visit.region.id, id!))
        return seeOther(visit.path(`/werk/vragen/${question!.number}?gedaan=registered`))
      },
      redo,
    }),
    route({
      method: 'POST',
      path: '/:region/werk/aanbrengen',
      right: deskRights.bring,
      // Whoever brings somebody in does not see the question after, but whom to call now.
      heeds: true,
      body: counterForm.schema,
      handle: async (visit) => {
        const network = await networkHere(visit)
        const { group, question: text, name, contact, postcode } = visit.body
        const municipality = municipalityFor(visit.region.id, postcode, visit.body.municipality)
        const given = {
          channel: 'partner',
          askerGroup: group,
          language: 'nl',
          text,
          name,
          contact,
          postcode,
          municipality,
          door: doorOf(network, visit.actor.organisation),
        } as const
        const id = await visit.change('desk', async (tx) => (await ask(doingOf(visit, tx, network), given)).id)
        // Whoever brings somebody in gives them the way to their own page, and does not see what follows.
        const slip = await giveProof(visit, 'slip', id!)
        return seeOther(visit.path(`/volg/${visit.system.links.make(visit.region.id, followLink, id!, 1)}/bon`), slip ? [slip] : undefined)
      },
      redo,
    }),
  ]
}
