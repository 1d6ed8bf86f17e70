import type { Acting } from '../foundation/doing.ts'
import { type Expression, type RawBuilder, sql, type Insertable } from 'kysely'
import type { StaffActor } from '../foundation/actor.ts'
import { inserts, prepared, type Tx, tables, written } from '../foundation/database/database.ts'
import type { Narrowed } from '../foundation/database/narrowed.ts'
import { eventsAbout, recordLooks } from '../foundation/record/record.ts'
import { type Reach, reachNames } from '../people/person.ts'
import { type Person, personWith } from '../people/queries.ts'
import { factsSchema, type Message, type Question } from './question.ts'
import { type AnswerRow, type AttachmentRow, attachmentColumns, messageColumns, type MessageRow, type QuestionCodeRow, questionColumns, type QuestionRow } from './rows.ts'

/** What came with a mail, without its content. */
export type Attachment = Omit<AttachmentRow, 'content'>
/** By what a question was counted on a day; `question_id` while that is kept whole. Whether it was mixed says the program when it does so. */
export type CodeRow = Omit<QuestionCodeRow, 'mixed'>
/** By what a question is counted: nothing of who asked but a band of ages, and whether they live on a benefit, on work or on neither. */
export type Codes = Omit<CodeRow, 'region_id' | 'id' | 'day' | 'kind' | 'question_id'>
/** As it is stored: what is known of the asker is still to be read. */
type Stored = Narrowed<QuestionRow, Pick<Question, 'topic'>>
interface DeskTables {
  question: Stored
  message: MessageRow
  answer: AnswerRow
  attachment: AttachmentRow
  question_code: CodeRow
}
const db = tables<DeskTables>()

const read = (row: Stored | undefined): Question | undefined => row && { ...row, facts: factsSchema.parse(row.facts) }
interface Keyed {
  region: number
  id: string
}
interface Numbered {
  region: number
  number: string
}
const at = ({ region, id }: Keyed) => db.selectFrom('question').select(questionColumns).where('region_id', '=', region).where('id', '=', id)
const seen = prepared(at)
const held = prepared((key: Keyed) => at(key).forUpdate())
const numbered = prepared(({ region, number }: Numbered) => db.selectFrom('question').select(questionColumns).where('region_id', '=', region).where('number', '=', number))

/** Adds a question; false when its number is taken. */
export const insertQuestion = async (tx: Tx, question: Question): Promise<boolean> => (await tx.run(questions({ ...question, facts: JSON.stringify(question.facts) }))) === 1
// Without naming the columns: naming them would ask for the right to see the row, which a visitor has not.
const questions = inserts((rows: Insertable<DeskTables['question']>[]) =>
  db
    .insertInto('question')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
)

export const questionById = async (tx: Tx, region: number, id: string) => read(await tx.one(seen({ region, id })))
/** The same, held until the end of the transaction: whoever comes second waits, and sees what the first did. */
export const lockQuestion = async (tx: Tx, region: number, id: string) => read(await tx.one(held({ region, id })))

export const questionByNumber = async (tx: Tx, region: number, number: string) => read(await tx.one(numbered({ region, number })))

/** The ids that belong to these numbers, in the order in which questions are held when there are several; a number of no question, or of one that is not seen, has none. */
export const idsOfNumbers = async (tx: Tx, region: number, numbers: readonly string[]): Promise<string[]> => {
  const listed = sql<boolean>`number = any(${numbers}::text[])`
  return (await tx.all(db.selectFrom('question').select('id').where('region_id', '=', region).where(listed).orderBy('id'))).map(({ id }) => id)
}

export const updateQuestion = (tx: Tx, question: Pick<Question, 'region_id' | 'id'>, changes: Partial<Question>) => {
  const { facts, ...plain } = changes
  const set = facts ? { ...plain, facts: JSON.stringify(facts) } : plain
  return tx.run(db.updateTable('question').set(set).where('region_id', '=', question.region_id).where('id', '=', question.id))
}

/** The same, where it is still open. */
export const updateOpenQuestion = (tx: Tx, question: Pick<Question, 'region_id' | 'id'>, changes: Pick<Question, 'call'>) =>
  tx.run(db.updateTable('question').set(changes).where('region_id', '=', question.region_id).where('id', '=', question.id).where('closed_at', 'is', null))

/** The links of all that was merged into this question work no more. */
export const voidLinksInto = (tx: Tx, { region_id, id }: Pick<Question, 'region_id' | 'id'>) =>
  tx.run(
    db
      .updateTable('question')
      .set((each) => ({ link_version: each('link_version', '+', 1) }))
      .where('region_id', '=', region_id)
      .where('merged_into', '=', id),
  )

/** The open questions of a member of staff, or of an organisation, held. */
export const openQuestionsOf = async (tx: Tx, region: number, whose: 'staff_id' | 'organisation_id', id: string): Promise<Question[]> => {
  const rows = await tx.all(
    db.selectFrom('question').select(questionColumns).where('region_id', '=', region).where(whose, '=', id).where('closed_at', 'is', null).orderBy('id').forUpdate(),
  )
  return rows.map((row) => read(row)!)
}

const codes = inserts((rows: CodeRow[]) => db.insertInto('question_code').values(rows))
export const insertCodes = (tx: Tx, row: CodeRow) => tx.add(codes(row))
/** Codes that are told apart by no more than this many of their month and kind could still say of whom they are. */
const fewestCodes = 5
/**
 * Codes whose question is gone are written anew, together with the others of their month that lead nowhere, in no order and of no day: so neither a row's transaction nor its place leads to whose it
 * was. Where there are few of a month and kind, where somebody lived, their band of ages and kind of income go as well. For the program itself.
 */
export const mixCodes = (tx: Tx, region: number): Promise<number> =>
  tx.run(
    written(sql`with months as (
      select distinct date_trunc('month', day) as month from question_code where region_id = ${region} and question_id is null and not mixed
    ), loose as (
      delete from question_code c using months m where c.region_id = ${region} and c.question_id is null and date_trunc('month', c.day) = m.month returning c.*
    ), counted as (
      select *, count(*) over (partition by date_trunc('month', day), kind) >= ${fewestCodes} as many from loose
    )
    insert into question_code (region_id, id, day, kind, municipality, organisation_id, walk_in_point_id, asker_group, channel, door_id, topic, age_band, situation, mixed)
    select region_id, gen_random_uuid(), date_trunc('month', day), kind, case when many then municipality end, organisation_id, walk_in_point_id, asker_group, channel, door_id, topic,
      case when many then age_band end, case when many then situation end, true
    from counted order by random()`),
  )
export const insertMessage = (tx: Tx, message: Message) => tx.run(db.insertInto('message').values(message))
/** What was said on one question, which may be what another query answers; still to be asked. */
const saidOn = (region: number, question: string | Expression<string>) =>
  db.selectFrom('message').select(messageColumns).where('region_id', '=', region).where('question_id', '=', question).orderBy('id')
const said = prepared(({ region, id }: Keyed) => saidOn(region, id))
const attached = (region: number, question: string) =>
  db.selectFrom('attachment').select(attachmentColumns).where('region_id', '=', region).where('question_id', '=', question).orderBy('id')
const listedColumns = [
  'id',
  'number',
  'sharpened',
  'asker_group',
  'channel',
  'topic',
  'municipality',
  'state',
  'due_at',
  'first_due_at',
  'first_response_at',
  'answer_due_at',
  'waiting_since',
  'organisation_id',
  'staff_id',
  'escalation',
  'closed_at',
  'asked_at',
  'person_id',
  'urgent',
  'urgent_due_at',
  'discreet',
  'call',
  'consulted_at',
  'step_due_at',
] as const satisfies readonly (keyof Question)[]
/** What a list shows of a question: no name, and no text of the asker, who may have written one in it; of one that is discreet no sentence of a guide's either. */
export type Listed = Pick<Question, (typeof listedColumns)[number]> & {
  /** It cannot wait because a guide says so: no words of danger were read in it. */
  own?: boolean
}

const shownInList = (of: string) =>
  listedColumns.map((each) => (each === 'sharpened' ? `case when ${of}.discreet then null else ${of}.sharpened end as sharpened` : `${of}.${each}`)).join()
const listed = sql.raw(shownInList('question'))
const markedByGuide = sql.raw(`(case when question.urgent = 'now' then coalesce((select (detail->>'own')::boolean from event e
  where e.region_id = question.region_id and e.subject_id = question.id and e.kind = 'question.urgent' order by e.id desc limit 1), false) else false end)`)

// What belongs to a numbered question, by queries that find the question themselves.
const ofNumber = (column: 'id' | 'person_id', { region, number }: Numbered) =>
  sql<string>`${db.selectFrom('question').select(column).where('region_id', '=', region).where('number', '=', number)}`
const asker = prepared((key: Numbered) => personWith(key.region, ofNumber('person_id', key)))
const saidOnNumber = prepared((key: Numbered) => saidOn(key.region, ofNumber('id', key)))
const happenedTo = prepared((key: Numbered) => eventsAbout(key.region, ofNumber('id', key)))

/** Another question of the asker of a numbered one, or of somebody with the same address or phone number. */
export type Related = Listed & { same: boolean }
const related = prepared(({ region, number }: Numbered) =>
  written(sql<Related>`
    select ${listed}, person_id = (select person_id from question where region_id = ${region} and number = ${number}) as same from question
    where region_id = ${region} and person_id = any(array(select persons_like(${number}))) and number <> ${number}
    order by asked_at desc limit 12`),
)

/** A numbered question for a member of staff, with the look at its asker. */
export async function lookByNumber(doing: Acting<StaffActor>, number: string): Promise<Question | undefined> {
  const { tx, actor } = doing
  const question = await questionByNumber(tx, actor.region, number)
  if (question) recordLooks(doing, [{ person: question.person_id, question: question.id }])
  return question
}

/** All that belongs to a numbered question, asked in one breath with the question itself, and the look at it: nothing of it waits for the question's id. */
export async function fileByNumber(doing: Acting<StaffActor>, number: string) {
  const { tx, actor } = doing
  const key = { region: actor.region, number }
  const [question, person, messages, events, others] = await Promise.all([
    lookByNumber(doing, number),
    tx.one(asker(key)),
    tx.all(saidOnNumber(key)),
    tx.all(happenedTo(key)),
    tx.all(related(key)),
  ])
  return question && { question, person: person!, messages, events, others }
}

export const messagesOf = (tx: Tx, region: number, question: string) => tx.all(said({ region, id: question }))
export const messageById = (tx: Tx, region: number, id: string) => tx.one(db.selectFrom('message').select(messageColumns).where('region_id', '=', region).where('id', '=', id))

export const insertAttachment = (tx: Tx, attachment: AttachmentRow) => tx.run(db.insertInto('attachment').values(attachment))
const attachedTo = prepared(({ region, id }: Keyed) => attached(region, id))
export const attachmentsOf = (tx: Tx, region: number, question: string) => tx.all(attachedTo({ region, id: question }))
/** One attachment of this question, with its content. */
export const attachmentOf = (tx: Tx, region: number, question: string, id: string) =>
  tx.one(db.selectFrom('attachment').selectAll().where('region_id', '=', region).where('question_id', '=', question).where('id', '=', id))

/** The questions of the people of a group, oldest first, with how each can be reached; the policies say whose one may see. */
export const questionsOfGroup = (tx: Tx, region: number, group: string) =>
  tx.all(
    written<Listed & Pick<Person, 'name'> & Reach>(
      sql`select ${sql.raw(shownInList('q'))}, p.name, ${sql.join(reachNames.map((each) => sql.ref(`p.${each}`)))} from question q join person p on p.region_id = q.region_id and p.id = q.person_id
        where q.region_id = ${region} and q.group_id = ${group} order by q.id`,
    ),
  )

/** The answer that was given last, while the question is open again. */
export const lastAnswer = (tx: Tx, region: number, question: string) =>
  tx.one(db.selectFrom('answer').selectAll().where('region_id', '=', region).where('question_id', '=', question).orderBy('id', 'desc').limit(1))

export const insertAnswer = (tx: Tx, answer: AnswerRow) => tx.run(db.insertInto('answer').values(answer))

/** A condition on `question` in a list, made by queries.ts from what somebody chose. */
export type Condition = RawBuilder<unknown>

/** The questions that meet all these conditions, in this order; still to be asked. */
export const listQuestions = (region: number, conditions: readonly Condition[], order: Condition, limit: number, offset?: number) =>
  written<Listed>(
    sql`select ${listed}, ${markedByGuide} as own from question where region_id = ${region} ${sql.join(
      conditions.map((each) => sql`and ${each}`),
      sql` `,
    )} order by ${order}, id limit ${sql.lit(limit)} ${offset === undefined ? sql`` : sql`offset ${offset}`}`,
  )

/** How many open questions meet each of these conditions, within one scope, and what else is asked beside them; still to be asked. */
export const countOpen = <Row>(region: number, scope: Condition, each: Record<string, Condition>, beside: Record<string, Condition>) => {
  const counts = Object.entries(each).map(([name, condition]) => sql`count(*) filter (where ${condition}) as ${sql.ref(name)}`)
  counts.push(...Object.entries(beside).map(([name, value]) => sql`${value} as ${sql.ref(name)}`))
  return written<Row>(sql`select ${sql.join(counts)} from question where region_id = ${region} and closed_at is null and ${scope}`)
}

/** Which questions an exact number, address or phone number finds, whoever owns them: for saying with whom, and for asking to open them. */
export const knownElsewhere = (tx: Tx, number: string | undefined, email: string | undefined, phone: string | undefined) =>
  tx.all(
    written<{ question_id: string; organisation_id: string }>(sql`select * from known_elsewhere(${number ?? null}, ${email ?? null}, ${phone ?? null}) order by question_id desc`),
  )

/** How many questions, requests to see them and clients belong to this organisation, walk-in point or door, by what is kept. */
export const usedByQuestions = async (tx: Tx, region: number, id: string): Promise<number> =>
  (await tx.one(
    written<{ uses: number }>(
      sql`select (select count(*) from question where region_id = ${region} and ${id}::uuid in (organisation_id, walk_in_point_id, door_id))
        + (select count(*) from access_request where region_id = ${region} and ${id}::uuid in (owner_id, organisation_id))
        + (select count(*) from api_client where region_id = ${region} and organisation_id = ${id}::uuid) as uses`,
    ),
  ))!.uses

/** The newest questions in which these words occur, or in what was said on them; of those in the actor's sight. */
export const questionsWithWords = async (tx: Tx, words: string, limit: number): Promise<string[]> =>
  (await tx.all(written<{ id: string }>(sql`select id from questions_with_words(${words}, ${limit}) as id`))).map((row) => row.id)
