import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../foundation/database/database.ts'
import { record, recordLooks } from '../../../foundation/record/record.ts'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, file, seeOther } from '../../../foundation/web/answer.ts'
import type { Filled } from '../../../foundation/web/forms.ts'
import { Conflict, FormProblem } from '../../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { regionOfId } from '../../../network/geography.ts'
import type { Network } from '../../../network/known.ts'
import { giveMandate, residentFor, takeMandate } from '../../../people/file/actions.ts'
import type { How } from '../../../people/file/file.ts'
import type { FileForm } from '../../../people/file/parts.tsx'
import { readFile } from '../../../people/file/reads.ts'
import { askFrom, askName, erasureCheck, knownParts, mandateBody, nameBody, requestBody, takeAlong } from '../../../people/file/routes.tsx'
import type { FilePlaces } from '../../../people/places.ts'
import { findPerson } from '../../../people/queries.ts'
import { personsOf } from '../../../people/file/store.ts'
import { notHelpedUntil } from '../../public/actions.ts'
import { type AskerActName, askerActs, largestUpload } from '../../public/acts.ts'
import type { FollowForm } from '../../public/follow.tsx'
import type { Question } from '../../question.ts'
import { conflictPage, type DeskParts, found, numberParams } from '../frame.tsx'
import { say } from '../../words.ts'
import { TogetherPage } from './pages.tsx'

interface TogetherParts extends DeskParts {
  file: FilePlaces
}

/** Whose file it is: the persons that are confirmed to be the same somebody as this question's asker, or the asker alone. */
async function personsFor(tx: Tx, question: Question) {
  const person = (await findPerson(tx, question.region_id, question.person_id))!
  const persons = person.resident_id ? await personsOf(tx, question.region_id, person.resident_id) : [person.id]
  return { person, persons, resident: person.resident_id }
}

interface Beside {
  done?: boolean
  asker?: { which: FollowForm; form: Filled }
  filled?: { which: FileForm; form: Filled }
}

const task = (visit: StaffVisit) => ({ kind: 'task', region: visit.place.id }) as const

async function show({ frame, networks, file: filePlaces }: TogetherParts, visit: StaffVisit, beside: Beside): Promise<Answer> {
  const network = await networks.of(visit.place.id)
  const region = visit.place.id
  // Who looked, and what was asked, is for the person, so the program reads it for who sits with them; of other organisations' questions this guide sees nothing.
  const question = await visit.as('own-file', (tx) => found(tx, visit, (visit.params as { number: string }).number))
  const own = await visit.system.database.as(task(visit), 'own-file', async (tx) => {
    const whose = await personsFor(tx, question)
    return { ...whose, file: await readFile(tx, visit.language, network, region, whose.persons, whose.resident, 1, 500) }
  })
  return workplace(
    frame,
    visit,
    {
      purpose: 'own-file',
      current: '',
      read: async (tx) => {
        const person = (await findPerson(tx, region, question.person_id))!
        recordLooks(
          tx,
          visit.actor,
          visit.now,
          own.persons.map((each) => ({ person: each, question: each === question.person_id ? question.id : undefined })),
        )
        return { person, parts: await knownParts(tx, filePlaces, visit, network, own.persons), check: await erasureCheck(tx, filePlaces, region, visit.now, own.persons) }
      },
    },
    ({ person, parts, check }) => {
      const at = visit.path(`/werk/vragen/${question.number}/samen`)
      const formKey = randomUUID()
      const until = question.state === 'answered' ? notHelpedUntil(question.closed_at!) : undefined
      const asker = {
        question,
        person,
        formKey,
        filled: beside.asker,
        notHelpedUntil: until && until >= visit.now ? until : undefined,
        municipalities: regionOfId(region).municipalities,
      }
      const side = { visit, network, file: own.file, at, formKey, together: true, filled: beside.filled }
      return {
        title: say[visit.language]('together.title'),
        question: question.number,
        status: beside.filled || beside.asker ? 422 : 200,
        content: <TogetherPage visit={visit} asker={asker} side={side} parts={parts} check={check} done={beside.done} />,
      }
    },
  )
}

/**
 * What a person can do on their own page or in their own file, done by a guide who sits or phones with them: recorded as the guide's writing down,
 * and how it was said. It can be printed, with who looked.
 */
export function togetherRoutes(parts: TogetherParts): Route[] {
  const { networks, file: filePlaces, places } = parts
  const shared = { right: 'file.together', params: numberParams } as const
  const path = '/:region/werk/vragen/:number/samen'
  type Body = { how?: Exclude<How, 'page'> }
  function form<B>(
    which: string,
    body: z.ZodType<B>,
    work: (tx: Tx, visit: StaffVisit<{ number: string; id?: string }, unknown, B>, question: Question, network: Network) => Promise<unknown>,
    redo: (form: Filled) => Beside,
    largest?: number,
  ): Route {
    return route({
      right: 'file.together',
      params: numberParams.extend({ id: z.uuid().optional() }),
      method: 'POST',
      path: `${path}/${which}`,
      largest,
      body,
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const question = await visit.as('own-file', (tx) => found(tx, visit, visit.params.number))
        const back = visit.path(`/werk/vragen/${question.number}/samen`)
        try {
          await visit.change('own-file', (tx) => work(tx, visit, question, network), task(visit))
        } catch (error) {
          if (error instanceof Conflict && !error.key.startsWith('conflict.')) throw new FormProblem({ text: { key: error.key } })
          if (error instanceof Conflict) return conflictPage(parts, visit, error, back, (visit.body as { text?: string }).text ?? '')
          throw error
        }
        return seeOther(`${back}?gedaan=ja`)
      },
      redo: (visit, filled) => show(parts, visit, redo(filled)),
    })
  }
  const asking = async (tx: Tx, question: Question, { how = 'walk-in' }: Body) => ({ ...(await personsFor(tx, question)), how })
  return [
    route({
      ...shared,
      method: 'GET',
      path,
      query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: (visit) => show(parts, visit, { done: visit.query.gedaan !== undefined }),
    }),
    route({
      ...shared,
      method: 'GET',
      path: `${path}/bestand`,
      handle: async (visit) => {
        const network = await networks.of(visit.place.id)
        const question = await visit.as('own-file', async (tx) => {
          const question = await found(tx, visit, visit.params.number)
          recordLooks(tx, visit.actor, visit.now, [{ person: question.person_id, question: question.id }])
          record(tx, visit.actor, visit.now, { kind: 'file.taken', subject: question.id })
          return question
        })
        // The person's whole file, for them: more than this guide sees, so it is given as a file and not shown.
        return file(
          await visit.system.database.as(task(visit), 'own-file', async (tx) => {
            const { persons, resident } = await personsFor(tx, question)
            return takeAlong(tx, visit, network, filePlaces, persons, resident)
          }),
        )
      },
    }),
    ...(Object.keys(askerActs) as AskerActName[]).map((which) =>
      form(
        which,
        askerActs[which].body,
        (tx, visit, question, network) => askerActs[which].work({ tx, actor: visit.actor, now: visit.now, network, id: question.id, body: visit.body, places }),
        (filled) => ({ asker: { which, form: filled } }),
        largestUpload,
      ),
    ),
    form(
      'verzoeken',
      requestBody,
      async (tx, visit, question, network) => askFrom(tx, visit, network, filePlaces, await asking(tx, question, visit.body), visit.body),
      (filled) => ({ filled: { which: 'verzoeken', form: filled } }),
    ),
    form(
      'verzoeken/naam',
      nameBody,
      async (tx, visit, question, network) => askName(tx, visit, network, await asking(tx, question, visit.body), visit.body.look),
      (filled) => ({ filled: { which: 'verzoeken', form: filled } }),
    ),
    form(
      'machtigen',
      mandateBody,
      async (tx, visit, question) => {
        const { name, email, relation, ends, how = 'walk-in' } = visit.body
        await giveMandate(tx, visit.actor, visit.now, await residentFor(tx, visit.actor, visit.now, question.person_id), { name, email: email!, relation, ends_on: ends, how })
      },
      (filled) => ({ filled: { which: 'machtigen', form: filled } }),
    ),
    form(
      'machtigen/:id/intrekken',
      z.object({}),
      async (tx, visit, question) => takeMandate(tx, visit.actor, visit.now, (await personsFor(tx, question)).resident ?? '', visit.params.id!),
      (filled) => ({ filled: { which: 'machtigen', form: filled } }),
    ),
  ]
}
