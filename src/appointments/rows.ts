// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** A conversation of an asker with an organisation, and the handing guide when they come too: proposed times, and the one that was chosen. */
export interface MeetingRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** About which question. */
  question_id: string
  /** With whom. */
  organisation_id: string
  /** Where it is; missed is that the asker did not come. */
  state: 'proposed' | 'planned' | 'held' | 'missed' | 'cancelled'
  /** How they meet. */
  manner: 'place' | 'phone' | 'video'
  /** Where it is, or which number is called or page opened; null where that is not said. */
  place: string | null
  /** How long. */
  minutes: number
  /** What was proposed, earliest first; at most three. */
  times: Date[]
  /** The time that was chosen; null before. */
  starts_at: Date | null
  /** The handing guide, when they come too. */
  guide_id: string | null
  /** Where the partner's invitation goes; null for nowhere. */
  host_email: string | null
  /** How often its invitation changed: what calendars tell a newer one by. */
  sequence: number
  /** When times were proposed first. */
  made_at: Date
}
