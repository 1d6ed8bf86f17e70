import { type Tx, tables } from '../foundation/database/database.ts'
import type { Meeting } from './meeting.ts'
import type { MeetingRow } from './rows.ts'

const db = tables<{ meeting: MeetingRow }>()
const at = (region: number, id: string) => db.selectFrom('meeting').selectAll().where('region_id', '=', region).where('id', '=', id)

/** One meeting, when the actor may see it. */
export const meetingById = (tx: Tx, region: number, id: string): Promise<Meeting | undefined> => tx.one(at(region, id))
export const lockMeeting = (tx: Tx, region: number, id: string): Promise<Meeting | undefined> => tx.one(at(region, id).forUpdate())
export const insertMeeting = (tx: Tx, meeting: Meeting) => tx.run(db.insertInto('meeting').values(meeting))
export const updateMeeting = (tx: Tx, { region_id, id }: Pick<Meeting, 'region_id' | 'id'>, changes: Partial<Meeting>) =>
  tx.run(db.updateTable('meeting').set(changes).where('region_id', '=', region_id).where('id', '=', id))
