// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** What happened: one row in the region's record, in the same transaction as the change, never changed or removed. Codes and ids, never a name or a text, so that figures survive an erasure. */
export interface EventRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** By the program's clock. */
  at: Date
  /** Who did it: the public, the holder of a link, staff, the program itself, a guest of a partner, a resident in their own file. */
  actor_kind: 'public' | 'link' | 'staff' | 'task' | 'guest' | 'resident'
  /** The member of staff who did it; null for anybody else. */
  staff_id: string | null
  /** For which organisation, where staff or a guest did it. */
  organisation_id: string | null
  /** A kind of event, as its room declares it (events.ts). */
  kind: string
  /** What it is about; the row may be erased since. */
  subject_id: string
  /** For what the transaction was opened. */
  purpose: string
  /** Codes, ids, counts and moments, as its kind declares them; with `mandate` where somebody acted for another. */
  detail: unknown
  /** What sort of thing it is about. */
  subject_kind: string
  /** Who reads it: whoever sees the question, the organisation that did it, staff of the region, or who manages it. */
  readers: 'thread' | 'organisation' | 'region' | 'managers'
}

/** A look: a member of staff, or a guest of a partner, read a person's data. Shown to that person. */
export interface LookRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** When, by the program's clock. */
  at: Date
  /** Who of the staff looked; null when a guest did. */
  staff_id: string | null
  /** For which organisation. */
  organisation_id: string
  /** Whose data it was; the person may be erased since. */
  person_id: string
  /** On which question; null when it was on none. */
  question_id: string | null
  /** For what the transaction was opened. */
  purpose: string
  /** Which guest of a partner looked; null when staff did. */
  guest_id: string | null
  /** The roles they held then, with commas; null for a guest, and for looks from before it was kept. */
  role: string | null
}

/** The log of data processing, by the national standard: one line for each look, without sampling. Who looked is in `look`, by the same id. */
export interface ProcessingLogRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** That of its look; its last sixteen digits are the operation's id. */
  id: string
  /** What all that one request does has in common (W3C trace context). */
  trace_id: string
  /** How it ended, as OpenTelemetry says it; the program writes OK only, for what failed was not read. */
  status_code: 'OK' | 'ERROR'
  /** For what the transaction was opened. */
  name: string
  /** When the look was, by the program's clock. */
  starts_at: Date
  /** The same, and how long the transaction had taken. */
  ends_at: Date
  /** Whose processing it was. */
  organisation_id: string
  /** The activity in the register of processing, by its code: of what room it is, the rooms say. */
  processing_activity: string
  /** Whose data: the person's id, encrypted so that it is the same each time. */
  data_subject_id: string
}

/** How far the log of data processing was sent on to a collector, where there is one. */
export interface LogExportRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** The last line that arrived. */
  last_id: string
  /** When that was. */
  at: Date
}

/** What must happen later, written in the transaction that makes it so. Removed when it is done; what fails is tried again and never dropped. */
export interface TaskRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Which work, as its room names it. */
  kind: string
  /** What it is about; a new id where it is about nothing. */
  subject_id: string
  /** From when it is to be done, by the program's clock. */
  due_at: Date
  /** What the work needs to know besides: codes, ids and moments. */
  detail: unknown
  /** How often it failed. */
  attempts: number
  /** When it failed last; null while it never did. */
  failed_at: Date | null
  /** What it said then, cut at 200 signs. */
  failure: string | null
  /** The key of who is sending it now; null while nobody is. */
  lease: string | null
  /** Until when nobody else takes it, by the clock of the database, which all processes share. */
  leased_until: Date | null
  /** What went wrong last, as a code: what an administrator may read, for nobody's address is in it. */
  trouble: 'no-answer' | 'unreachable' | 'cut' | 'busy' | 'refused' | 'insecure' | 'unset' | 'error' | null
}

/** The outbox: what to send to whom. The text is made at the moment of sending, so no text and no secret link is kept. */
export interface MailRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** A kind of letter, as its room declares it (letters.ts). */
  kind: string
  /** What it is about, by which its letter is made. */
  subject_id: string
  /** The address it goes to. */
  recipient: string
  /** The language it is written in. */
  language: 'nl' | 'en'
  /** When there was reason for it. */
  queued_at: Date
  /** When a server took it, or when there was nothing to say any more; null while it waits. */
  sent_at: Date | null
  /** When it came back, at once or later; null while it did not. */
  bounced_at: Date | null
  /** Its row goes once it was sent or came back: it tells somebody that they were erased. */
  forgets: boolean
  /** Who from outside caused it, as a mark of that day that tells one from another and nothing else; null where our own staff or the program did. */
  stranger: string | null
  /** Since when it is held back, for strangers had caused too many; it is never sent. */
  held_at: Date | null
}

/** What was handed in once already: a form sent twice, a call of the API repeated. Keyed hashes only. */
export interface SubmissionRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** The form's key, hashed. */
  key: string
  /** Whose it is and of which address, hashed: a key of something else is refused. */
  fingerprint: string
  /** When it came first. */
  at: Date
  /** What came of it, by the hash of the fields that were handed in ('' for a call of the API): the id of what it made, or null when it made nothing. */
  handed: unknown
}

/** What was typed in a form that is to be shown again, for half an hour. Only the program reads it. */
export interface KeptFormRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Who typed it, hashed. */
  visitor: string
  /** In the form of which address, hashed. */
  place: string
  /** What was typed; opens with the cookie of who typed it only. */
  sealed: string
  /** When it was handed in. */
  at: Date
}

/** What a member of staff is writing in a form, until it is sent. Its writer alone reads it. */
export interface DraftRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Who writes. */
  staff_id: string
  /** What it is about. */
  subject_id: string
  /** Which of its forms. */
  form: string
  /** What was typed so far, sealed by the program's secret. */
  sealed: string
  /** When they typed last. */
  at: Date
}

/** A member of staff who is signed in. Of the token in their browser only the hash is kept; it is replaced every hour. */
export interface SessionRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** The hash of the token that counts now (SHA-256). */
  token_hash: string
  /** That of the token before it, which counts for another minute; null before the first replacement. */
  previous_hash: string | null
  /** Who is signed in. */
  staff_id: string
  /** When they signed in. */
  began_at: Date
  /** When the token was replaced last; at first when they signed in. */
  rotated_at: Date
  /** When it ends by itself: ten hours after it began. */
  ends_at: Date
  /** When it was ended before that: signed out, or left; null while it lasts. */
  revoked_at: Date | null
  /** Its own id, by which its holder ends it; it opens nothing. */
  id: string
  /** When its holder last did something by it, to the minute; what a page does by itself is no use. */
  used_at: Date
  /** In which browser, in a few words as 'Firefox, Windows'; null where that was not said. Never the browser's whole name, which can tell people apart. */
  browser: string | null
  /** When its holder last proved who they are, as their provider says (auth_time); null where it does not. A session that begins without a new proof is no proof. */
  proved_at: Date | null
}

/** A code by mail, for once: six digits made from its id and the installation's secret, so that nothing secret is kept. */
export interface MailCodeRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Who comes in by it, a word of the room that lets them in: a partner, a resident. */
  kind: string
  /** Of whom: the id of an organisation, or an address. */
  about: string
  /** When it was asked; so many an hour are sent. */
  made_at: Date
  /** Until when it counts: ten minutes. */
  ends_at: Date
  /** How often a wrong one was typed. */
  tries: number
  /** When it was typed right; null while it was not. It counts once. */
  used_at: Date | null
  /** A keyed hash of what tells the browser that asked for it from others; it counts there only. */
  browser: string
  /** A keyed hash of the address it was mailed to: codes are counted by it, whatever they are for. Null where a guide tells it. */
  mailed_to: string | null
  /** Who from outside asked it, by network, as in `mail`: a mark of that day that tells one from another and nothing else. Null where requests are not counted. */
  stranger: string | null
}

/** What a browser holds after a code was right, for eight hours. Of the token only the hash is kept. */
export interface PassRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** The hash of the token (SHA-256). */
  token_hash: string
  /** Who came in by it: the same words as of the code. */
  kind: string
  /** Who holds it: a guest, or a resident. */
  subject_id: string
  /** When they came in. */
  began_at: Date
  /** When it ends by itself. */
  ends_at: Date
  /** When it was ended before that; null while it lasts. */
  revoked_at: Date | null
  /** By which mandate its holder acts for the resident now; null for oneself. */
  mandate_id: string | null
  /** When its holder last did something by it, to the minute; after half an hour without it counts no more. */
  used_at: Date
  /** Its own id, by which its holder ends it; it opens nothing. */
  id: string
  /** In which browser, in a few words as 'Firefox, Windows'; null where that was not said. Never the browser's whole name, which can tell people apart. */
  browser: string | null
}

/** How long the rows of each table are kept; the nightly run reads it. The same for all regions. */
export interface RetentionRow {
  /** The table it is about. */
  table_name: string
  /** How long a row is kept; fifty years or more is for ever. */
  keep: unknown
  /** The column of that table from which it counts; a row where that is null stays. 'none' where it has no such column. */
  counted_from: string
  /** Why so long, in English, for who reads the schema. */
  reason: string
  /** Whether its rows go by their own age; else they go with the row they belong to. */
  own_age: boolean
  /** SQL, on a row named `kept`: what goes also, whatever its age. `{now}` stands for the moment of the run. */
  also: string | null
}

/** What this database was filled as, so that a demo never becomes a real installation or the other way round. */
export interface InstallationRow {
  /** Always true: there is one row at most. */
  only_row: boolean
  /** Filled as a demo. */
  demo: boolean
  /** When the program last wrote here to see that it can. */
  written_at: Date | null
}

/** The key by which what stays in the database is sealed and found again: read at the start, by nobody else. */
export interface InstallationKeyRow {
  /** Always true: there is one row. */
  only_row: boolean
  /** The key, sealed with SECRET; sealed anew at the first start after that changed. */
  sealed: string
}

/** The migrations that were applied; made by the program that applies them. */
export interface MigrationRow {
  /** The name of its file. */
  name: string
  /** When, by the clock of the server and not the program's. */
  applied_at: Date
}
