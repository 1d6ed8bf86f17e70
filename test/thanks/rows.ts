// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** What people say thanks with, after an answer. */
export interface ThanksRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** For the answer to which question: once. */
  question_id: string
  /** Who says it. */
  person_id: string
  /** What they say. */
  text: string
  /** When. */
  at: Date
  /** When a guide read it, or by itself after a while; null before. */
  read_at: Date | null
}
