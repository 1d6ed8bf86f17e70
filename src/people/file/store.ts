import { sql } from 'kysely'
import { type Tx, tables, written } from '../../foundation/database/database.ts'
import type { DataRequestRow, MandateRow, PersonRow, ResidentRow } from '../rows.ts'
import type { DataRequest, Mandate, Resident } from './file.ts'

const db = tables<{ resident: ResidentRow; mandate: MandateRow; data_request: DataRequestRow; person: PersonRow }>()

const residents = (region: number) => db.selectFrom('resident').selectAll().where('region_id', '=', region)
export const residentById = (tx: Tx, region: number, id: string) => tx.one(residents(region).where('id', '=', id))
/** The residents at one address, held: two who come at once do not make two of one. */
export const residentsAt = (tx: Tx, region: number, email: string) => tx.all(residents(region).where('email', '=', email).orderBy('id').forUpdate())
export const residentOfBroker = (tx: Tx, region: number, hash: string) => tx.one(residents(region).where('subject_hash', '=', hash).forUpdate())
export const insertResident = (tx: Tx, resident: Resident) => tx.run(db.insertInto('resident').values(resident))
export const updateResident = (tx: Tx, region: number, id: string, changes: Partial<Pick<Resident, 'name' | 'came_at' | 'language' | 'subject_hash' | 'mail_opens'>>) =>
  tx.run(db.updateTable('resident').set(changes).where('region_id', '=', region).where('id', '=', id))

/** All of one resident's becomes another's, and the one is no more. */
export async function takeOver(tx: Tx, region: number, from: string, to: string): Promise<void> {
  for (const table of ['person', 'mandate', 'data_request'] as const)
    await tx.run(written(sql`update ${sql.ref(table)} set resident_id = ${to}::uuid where region_id = ${region} and resident_id = ${from}::uuid`))
  await tx.run(db.deleteFrom('resident').where('region_id', '=', region).where('id', '=', from))
}

export const personsOf = async (tx: Tx, region: number, resident: string): Promise<string[]> =>
  (await tx.all(db.selectFrom('person').select('id').where('region_id', '=', region).where('resident_id', '=', resident).orderBy('id'))).map(({ id }) => id)
/** Who asked from this address and is nobody's yet. */
export const unclaimedAt = (tx: Tx, region: number, email: string) =>
  tx.all(db.selectFrom('person').selectAll().where('region_id', '=', region).where('email', '=', email).where('resident_id', 'is', null).orderBy('id', 'desc').limit(50))
/** Makes a person this resident's, who is nobody's yet. Answers whether it did. */
export const claimPerson = async (tx: Tx, region: number, person: string, resident: string) =>
  (await tx.run(db.updateTable('person').set({ resident_id: resident }).where('region_id', '=', region).where('id', '=', person).where('resident_id', 'is', null))) === 1
/** Makes a person nobody's, who is this resident's. Answers whether it did. */
export const loosenPerson = async (tx: Tx, region: number, person: string, resident: string) =>
  (await tx.run(db.updateTable('person').set({ resident_id: null }).where('region_id', '=', region).where('id', '=', person).where('resident_id', '=', resident))) === 1

const mandates = (region: number) => db.selectFrom('mandate').selectAll().where('region_id', '=', region)
export const insertMandate = (tx: Tx, mandate: Mandate) => tx.run(db.insertInto('mandate').values(mandate))
export const mandatesOf = (tx: Tx, region: number, resident: string) => tx.all(mandates(region).where('resident_id', '=', resident).orderBy('id', 'desc'))
export const mandateById = (tx: Tx, region: number, id: string) => tx.one(mandates(region).where('id', '=', id))
/** By which mandates whoever reads mail at this address acts for somebody on this day. */
export const mandatesAt = (tx: Tx, region: number, email: string, today: string) =>
  tx.all(mandates(region).where('email', '=', email).where('ended_at', 'is', null).where('ends_on', '>=', today).orderBy('id'))
/** Ends all mandates of a resident that are not ended; answers which those were. */
export const endMandatesOf = async (tx: Tx, region: number, resident: string, now: Date): Promise<string[]> =>
  (
    await tx.all(
      written<{ id: string }>(sql`update mandate set ended_at = ${now} where region_id = ${region} and resident_id = ${resident}::uuid and ended_at is null returning id`),
    )
  ).map(({ id }) => id)
export const endMandate = (tx: Tx, region: number, id: string, resident: string, now: Date) =>
  tx.run(db.updateTable('mandate').set({ ended_at: now }).where('region_id', '=', region).where('id', '=', id).where('resident_id', '=', resident).where('ended_at', 'is', null))

const requests = (region: number) => db.selectFrom('data_request').selectAll().where('region_id', '=', region)
// The program wrote what remains, and only the program.
const read = (row: DataRequestRow) => row as DataRequest
export const insertRequest = (tx: Tx, { persons, remains, ...rest }: DataRequest) =>
  tx.run(db.insertInto('data_request').values({ ...rest, persons: sql<string[]>`${persons}::uuid[]`, remains: JSON.stringify(remains) }))
export const requestById = async (tx: Tx, region: number, id: string) => (await tx.all(requests(region).where('id', '=', id))).map(read)[0]
export const lockRequest = async (tx: Tx, region: number, id: string) => (await tx.all(requests(region).where('id', '=', id).forUpdate())).map(read)[0]
/** What was asked about any of these persons, or in this file; the newest first. */
export const requestsAbout = async (tx: Tx, region: number, persons: readonly string[], resident: string | null) =>
  (await tx.all(requests(region).where(sql<boolean>`(persons && ${persons}::uuid[] or resident_id = ${resident}::uuid)`).orderBy('id', 'desc').limit(200))).map(read)
export const requestsFor = async (tx: Tx, region: number, handler: string, open: boolean, limit: number) =>
  (
    await tx.all(
      requests(region)
        .where('handler_id', '=', handler)
        .where('decided_at', open ? 'is' : 'is not', null)
        .orderBy(open ? 'due_on' : 'decided_at', open ? 'asc' : 'desc')
        .limit(limit),
    )
  ).map(read)
export const updateRequest = (tx: Tx, { region_id, id }: DataRequest, changes: Pick<DataRequest, 'decided_at' | 'decided_by' | 'decision' | 'answer' | 'remains'>) =>
  tx.run(
    db
      .updateTable('data_request')
      .set({ ...changes, remains: JSON.stringify(changes.remains) })
      .where('region_id', '=', region_id)
      .where('id', '=', id),
  )
export const countRequests = async (tx: Tx, region: number, handler: string): Promise<number> =>
  (await tx.one(written<{ count: number }>(sql`select count(*)::int as count from data_request where region_id = ${region} and handler_id = ${handler} and decided_at is null`)))!
    .count

/** Whose requests these persons are in too: all persons of those requests. */
export const personsAskedWith = async (tx: Tx, region: number, persons: readonly string[]): Promise<string[]> =>
  (await tx.all(written<{ id: string }>(sql`select distinct unnest(persons) as id from data_request where region_id = ${region} and persons && ${persons}::uuid[]`))).map(
    ({ id }) => id,
  )

/** Those of these addresses that somebody has: who asked, who has a file, who may act for somebody. */
export const addressesHeld = async (tx: Tx, region: number, addresses: readonly string[]): Promise<ReadonlySet<string>> => {
  const having = (['person', 'resident', 'mandate'] as const).map(
    (table) => sql`select email from ${sql.table(table)} where region_id = ${region} and email = any(${addresses}::text[])`,
  )
  return new Set((await tx.all(written<{ email: string }>(sql`${sql.join(having, sql` union `)}`))).map(({ email }) => email))
}
