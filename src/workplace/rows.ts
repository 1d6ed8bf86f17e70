// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** What somebody of the staff is told: in the workplace, and by mail as they choose. Nothing of anybody who asked is in it. */
export interface NoticeRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Who is told. */
  staff_id: string
  /** A kind of notice, as its room declares it (notices.ts). */
  kind: string
  /** The question it is about; null where it is about none. */
  question_id: string | null
  /** When. */
  at: Date
  /** When its reader had seen it; null before. Some kinds stay until they are done. */
  seen_at: Date | null
  /** What of a later room it is about; null where there is no such thing. */
  about_id: string | null
}

/** How a member of staff wants to be told by mail. No row is daily. */
export interface StaffChoiceRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Whose choice. */
  staff_id: string
  /** At once, in one mail in the morning, or not at all. */
  mail: 'at-once' | 'daily' | 'none'
}
