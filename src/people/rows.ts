// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** Who asks: a row of its own from the first question. Who sees a question sees its asker. Kept as long as a question points to it. */
export interface PersonRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** As they gave it; null when they gave none, and after an erasure. */
  name: string | null
  /** In lower case; null when they gave none, and after an erasure. */
  email: string | null
  /** As E.164 (+31612345678); null when they gave none, and after an erasure. */
  phone: string | null
  /** The language they are written to in. */
  language: 'nl' | 'en'
  /** When they asked first. */
  added_at: Date
  /** Mail came back from the address, or only claimed to come from it: it gets none. Null while there is no trouble. */
  email_trouble: 'bounced' | 'doubtful' | null
  /** Whose own file it is in, since they confirmed that it was them; null before. */
  resident_id: string | null
  /** How they want to be reached; null while they have no preference, and after an erasure. */
  way: 'mail' | 'phone' | 'letter' | 'counter' | null
}

/** The words of a name, folded to lower case without accents, to find somebody by any of them. A table and not a text index: a comparison of text is leakproof, so that its index is used under policies. */
export interface PersonWordRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** One word of the name. */
  word: string
  /** Whose name; the words follow it, and go at an erasure. */
  person_id: string
}

/** Somebody with a file of their own (Mijn Werkcentrum). */
export interface ResidentRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** As they gave it when they came; null for who came by a broker and gave none. */
  name: string | null
  /** The address where they read the code; null for who came by a broker. */
  email: string | null
  /** Of who a sign-in broker says it is, a keyed hash; never what it says itself. Null for who came by mail only. */
  subject_hash: string | null
  /** The language they came in last. */
  language: 'nl' | 'en'
  /** When they came for the first time. */
  made_at: Date
  /** When they came last: from then it is counted how long the file is kept. */
  came_at: Date
  /** Whether a code mailed to its address opens this file; false from when its holder links a sign-in broker, until they choose otherwise. It counts while there is a broker. */
  mail_opens: boolean
}

/** A parent, guardian or helper may act for a resident. */
export interface MandateRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** For whom. */
  resident_id: string
  /** Who acts. */
  name: string
  /** The address where who acts reads the code. */
  email: string
  /** What who acts is to the resident. */
  relation: 'parent' | 'guardian' | 'helper' | 'family' | 'other'
  /** When it was given. */
  given_at: Date
  /** On the resident's own page, or said to somebody who wrote it down. */
  given_how: 'page' | 'phone' | 'walk-in' | 'letter'
  /** The member of staff to whom it was said; null on the own page. */
  given_with: string | null
  /** The last day that it counts. */
  ends_on: string
  /** When it was ended before that; null while it was not. */
  ended_at: Date | null
}

/** What somebody asks of who holds their data, and what came of it. To be dealt with within the law's month. */
export interface DataRequestRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** What is asked: to correct, to have access, to object, to erase, or the name of who looked. */
  kind: 'correct' | 'access' | 'object' | 'erase' | 'name'
  /** Who asked it in a file of their own; null when a guide did it with somebody who has none. */
  resident_id: string | null
  /** Whom it is about: the persons that are theirs, at the moment of asking. */
  persons: string[]
  /** The controller it is asked of. */
  organisation_id: string
  /** The organisation whose privacy officer deals with it. */
  handler_id: string
  /** The look of which the name is asked; null for anything else. */
  look_id: string | null
  /** What they wrote with it; null when nothing. */
  text: string | null
  /** When it was asked. */
  asked_at: Date
  /** On their own page, or said to somebody who wrote it down. */
  asked_how: 'page' | 'phone' | 'walk-in' | 'letter'
  /** The member of staff to whom it was said; null on the own page. */
  asked_with: string | null
  /** By which mandate it was asked for another; null for oneself. */
  mandate_id: string | null
  /** The last day to deal with it. */
  due_on: string
  /** When it was dealt with; null while it waits. */
  decided_at: Date | null
  /** Who of the staff dealt with it. */
  decided_by: string | null
  /** What was decided; null while it waits. */
  decision: 'done' | 'partly' | 'refused' | null
  /** What was answered in words; a refusal always has them. */
  answer: string | null
  /** Of what was not erased: a list of {number, why, duty, until}. */
  remains: unknown
}

/** What an organisation's register says of an activity, where it says something of its own. The newest counts, the earlier stay. */
export interface ProcessingActivityRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Whose register. */
  organisation_id: string
  /** Which activity; which there are, the rooms say. */
  code: string
  /** For what the data are. */
  purpose: string
  /** On which ground they are processed. */
  ground: string
  /** Which data. */
  data: string
  /** Who receives them. */
  recipients: string
  /** How long they are kept, in words. */
  kept: string
  /** The law by which a question and its answer stay when they are asked to be erased; null where there is none. */
  duty: string | null
  /** For so many years after the question was closed. */
  duty_years: number | null
  /** When it was written. */
  changed_at: Date
  /** Who of the staff wrote it. */
  changed_by: string
}
