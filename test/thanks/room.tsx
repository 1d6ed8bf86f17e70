import { randomUUID } from 'node:crypto'
import { letterKind } from '../../src/foundation/mail/mail.ts'
import { z } from 'zod'
import { advisers } from '../../src/foundation/actor.ts'
import { type Acting, actingOf } from '../../src/foundation/doing.ts'
import { type Tx, tables } from '../../src/foundation/database/database.ts'
import { newId } from '../../src/foundation/database/id.ts'
import { messages } from '../../src/foundation/i18n/i18n.ts'
import { may, right, visitSite } from '../../src/foundation/identity/rights.ts'
import { fill } from '../../src/foundation/place.ts'
import { eventKind } from '../../src/foundation/record/events.ts'
import { alongOnly, fate, fatesOf, key, takenOf, type Ways, work } from '../../src/foundation/record/fate.ts'
import { record, recordLooks } from '../../src/foundation/record/record.ts'
import { tablesOf } from '../../src/foundation/record/retention.ts'
import { defineRoom } from '../../src/foundation/room.ts'
import { enqueue } from '../../src/foundation/tasks/tasks.ts'
import { Button, Form, H1, H2, P, TextArea, Typed } from '../../src/foundation/ui/components.tsx'
import { formsIn } from '../../src/foundation/ui/fields.ts'
import { workplace } from '../../src/foundation/ui/frame.tsx'
import { PublicPage } from '../../src/foundation/ui/layout.tsx'
import { workMenu } from '../../src/foundation/ui/menu.ts'
import { json, page, seeOther } from '../../src/foundation/web/answer.ts'
import { emptyForm, type Filled, requiredText } from '../../src/foundation/web/forms.ts'
import { programOf, route, type StaffVisit, type Visit } from '../../src/foundation/web/route.ts'
import { openNetworkHere } from '../../src/network/current.ts'
import { regionMissing, regionParams } from '../../src/network/api.ts'
import { mailAsker } from '../../src/desk/actions.ts'
import { questionFrom } from '../../src/desk/demo/demo.ts'
import { aQuestion, deskEvents } from '../../src/desk/events.ts'
import { askerLetters } from '../../src/desk/letters.ts'
import { followLink } from '../../src/desk/links.ts'
import { followParts, questionPanels } from '../../src/desk/places.ts'
import { followed } from '../../src/desk/public/followed.ts'
import { questionById } from '../../src/desk/queries.ts'
import type { Question } from '../../src/desk/question.ts'
import { fileParts } from '../../src/people/places.ts'
import { notify } from '../../src/workplace/notices/actions.ts'
import { noticeKind, noticeKinds } from '../../src/workplace/notices/kinds.ts'
import { yourWork } from '../../src/workplace/menu.ts'
import en from './en.json'
import nl from './nl.json'
import type { ThanksRow } from './rows.ts'

// A room as small as one can be that has a part everywhere: in a room of the program each of these parts is a file of its own.

const say = messages(nl, en)

const thanksForm = formsIn(say)(z.object({ text: requiredText(500, 'give.empty') }), { text: { label: 'give.text' } })

const rights = { give: right('thanks.give', 'link'), read: right('thanks.read', advisers) } as const
const events = {
  thanked: eventKind('question.thanked', aQuestion, z.object({ thanks: z.uuid() }), {
    colleagues: ({ language }) => say[language]('log.thanked'),
    asker: ({ language }) => say[language]('event.thanked'),
    counted: true,
  }),
} as const
const arrived = letterKind('thanks-arrived', (system) => {
  const { about, letter } = askerLetters(system)
  return async (tx, region, id, language) => {
    const found = await about(tx, region, id)
    return found && letter(found, language, say[language]('mail.subject'), [say[language]('mail.text')])
  }
})
const thanked = noticeKind('thanks', say, { at: ({ number }) => (number ? `/vragen/${number}` : undefined) })

const fates = {
  thanks: fatesOf<ThanksRow>()([{ column: 'question_id', to: 'question', gone: 'cascades', duty: 'removed' }], {
    region_id: key,
    id: key,
    question_id: key,
    person_id: key,
    text: fate(true, true, 'request'),
    at: alongOnly,
    read_at: work,
  }),
}
const shown: Ways<typeof fates.thanks, (row: ThanksRow) => string> = { text: ({ text }) => text }

const db = tables<{ thanks: ThanksRow }>()
const of = (tx: Tx, region: number, questions: readonly string[]) =>
  questions.length ? tx.all(db.selectFrom('thanks').selectAll().where('region_id', '=', region).where('question_id', 'in', questions)) : Promise.resolve([])
const all = (tx: Tx, region: number) => tx.all(db.selectFrom('thanks').selectAll().where('region_id', '=', region).orderBy('id'))
const ofPersons = (tx: Tx, region: number, persons: readonly string[]) =>
  persons.length ? tx.all(db.selectFrom('thanks').selectAll().where('region_id', '=', region).where('person_id', 'in', persons)) : Promise.resolve([])
const remove = (tx: Tx, region: number, question: string) => tx.run(db.deleteFrom('thanks').where('region_id', '=', region).where('question_id', '=', question))

/** Somebody says thanks for their answer; saying it twice changes nothing. */
async function giveThanks(doing: Acting, question: Question, text: string): Promise<void> {
  const { tx, now } = doing
  const { region_id, id: question_id, person_id } = question
  if ((await of(tx, region_id, [question_id])).length) return
  const id = newId(now.getTime())
  await tx.run(db.insertInto('thanks').values({ region_id, id, question_id, person_id, text, at: now, read_at: null }))
  record(doing, events.thanked, question_id, { thanks: id })
  await notify({ tx, region: region_id, now }, thanked, { question: question_id, staff: [question.staff_id] })
  await mailAsker(tx, question, now, arrived, question_id)
}

/** All thanks that this colleague may see, and that they were read. */
async function readBy(visit: StaffVisit, tx: Tx) {
  const given = await all(tx, visit.region.id)
  recordLooks(
    actingOf(visit, tx),
    given.map(({ person_id: person, question_id: question }) => ({ person, question })),
  )
  return given
}

const count = (visit: Visit) => visit.system.database.transaction(programOf(visit), 'thanks', async (tx) => (await all(tx, visit.region.id)).length)

const routes = [
  route({
    method: 'GET',
    path: '/:region/bedankjes',
    right: visitSite,
    handle: async (visit) => {
      await openNetworkHere(visit)
      const t = say[visit.language]
      return page(
        <PublicPage visit={visit} title={t('title')}>
          <H1>{t('title')}</H1>
          <P lead>{t('public', { count: await count(visit) })}</P>
        </PublicPage>,
      )
    },
  }),
  route({
    method: 'POST',
    path: '/:region/volg/:token/bedankt',
    right: rights.give,
    link: followLink,
    params: z.object({ region: z.string(), token: z.string() }),
    body: thanksForm.schema,
    holds: (visit, tx) => followed(tx, visit),
    handle: async (visit) => {
      // The asker's link may not notify; the program does it for them.
      await visit.change('following', async (tx) => giveThanks(actingOf(visit, tx), await followed(tx, visit), visit.body.text), programOf(visit))
      return seeOther(visit.path(`/volg/${visit.params.token}`))
    },
    redo: async (visit, form) => {
      await visit.transaction('following', (tx) => followed(tx, visit))
      return page(
        <PublicPage visit={visit} title={say[visit.language]('give.title')} hidden unsent>
          <ThanksForm visit={visit} at={visit.path(`/volg/${(visit.params as { token: string }).token}`)} form={form} formKey={randomUUID()} />
        </PublicPage>,
      )
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/bedankjes',
    right: rights.read,
    handle: (visit) =>
      workplace(visit, { purpose: 'thanks', current: 'thanks', read: (tx) => readBy(visit, tx) }, (given) => ({
        title: say[visit.language]('title'),
        content: (
          <div class="wc-one">
            <H1>{say[visit.language]('title')}</H1>
            {given.length ? given.map((each) => <Typed key={each.id}>{each.text}</Typed>) : <P soft>{say[visit.language]('staff.none')}</P>}
          </div>
        ),
      })),
  }),
  route({
    method: 'GET',
    path: '/api/v1/regios/:slug/bedankjes',
    bare: true,
    right: visitSite,
    params: regionParams,
    api: {
      operationId: 'getBedankjes',
      tag: 'bedankjes',
      summary: 'Hoe vaak iemand dank zei',
      answer: { description: 'Het aantal.', schema: z.object({ aantal: z.int() }).meta({ id: 'Bedankjes' }) },
      problems: { 404: regionMissing },
    },
    handle: async (visit) => {
      await openNetworkHere(visit)
      return json({ aantal: await count(visit) })
    },
  }),
]

function ThanksForm({ visit, at, form, formKey }: { visit: Pick<Visit, 'language'>; at: string; form: Filled; formKey: string }) {
  const t = say[visit.language]
  const field = thanksForm.in(visit.language, form)
  return (
    <section class="wc-card">
      <H2>{t('give.title')}</H2>
      <Form action={`${at}/bedankt`} language={visit.language} formKey={formKey} fields={field}>
        <TextArea {...field('text')} />
        <Button weight="secondary-action">{t('give.send')}</Button>
      </Form>
    </section>
  )
}

/** People say thanks for their answer. */
export const thanksRoom = defineRoom({
  name: 'thanks',
  tables: tablesOf(say, 'thanks'),
  fates,
  rights,
  events,
  activities: [
    {
      code: 'thanking',
      purposes: ['thanks'],
      name: () => 'Bedankjes',
      register: () => ({ purpose: 'Dank', ground: 'Taak', data: 'Woorden', recipients: 'Gidsen', kept: 'Een jaar' }),
    },
  ],
  routes,
  api: { tags: { bedankjes: 'Wat mensen zeggen als het hielp.' } },
  letters: { arrived },
  tasks: () => ({
    'thanks-read': async (tx, { region, subject }, now) =>
      void (await tx.run(db.updateTable('thanks').set({ read_at: now }).where('region_id', '=', region).where('id', '=', subject))),
    'thanks-back': async (tx, { region, subject }) => void (await remove(tx, region, subject)),
  }),
  // What was not read by the night counts as read the next day.
  nightly: async (tx, region, now) => {
    for (const each of (await all(tx, region)).filter(({ read_at }) => !read_at)) enqueue(tx, region, { kind: 'thanks-read', subject: each.id, due: now })
  },
  // Who says later that it did not help takes their thanks back; the program removes, not who holds a link.
  on: { [deskEvents.reopened.kind]: ({ tx, actor, now }, { subject }) => enqueue(tx, actor.region, { kind: 'thanks-back', subject, due: now }) },
  menu: [
    fill(workMenu, {
      group: yourWork,
      at: 50,
      entries: ({ actor, language }) => (may(actor, rights.read) ? [{ key: 'thanks', page: '/bedankjes', label: say[language]('title') }] : []),
    }),
  ],
  person: [
    fill(fileParts, {
      key: 'thanks',
      known: async (tx, visit, _network, persons) => {
        const given = await ofPersons(tx, visit.region.id, persons)
        return given.length ? (
          <section>
            <H2>{say[visit.language]('file')}</H2>
            {given.map((each) => (
              <Typed key={each.id}>{shown.text(each)}</Typed>
            ))}
          </section>
        ) : undefined
      },
      taken: async (tx, _language, _network, region, persons) => (await ofPersons(tx, region, persons)).map((each) => takenOf(fates.thanks, each, {})),
    }),
  ],
  places: [
    fill(noticeKinds, thanked),
    fill(questionPanels, {
      key: 'thanks',
      column: 'side',
      show: async (visit, question) => {
        const [given] = await visit.transaction('question', (tx) => of(tx, visit.region.id, [question.id]))
        return given ? (
          <section>
            <H2>{say[visit.language]('panel')}</H2>
            <Typed>{given.text}</Typed>
          </section>
        ) : undefined
      },
    }),
    fill(followParts, async (visit, { id }, _network, at, formKey) => {
      const [question, [given]] = await visit.transaction('following', async (tx) => [await questionById(tx, visit.region.id, id), await of(tx, visit.region.id, [id])] as const)
      if (given) return <P>{say[visit.language]('give.done', { text: given.text })}</P>
      return question?.state === 'answered' ? <ThanksForm visit={visit} at={at} form={emptyForm} formKey={formKey} /> : undefined
    }),
  ],
  // Who asked about a wage subsidy and got an answer says thanks.
  demo: async (doing) => giveThanks(doing, await questionFrom(doing, 'vrager-6@voorbeeld.example'), 'Nu weet ik waar ik moet beginnen, dank u wel.'),
})
