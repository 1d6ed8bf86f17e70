// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** What somebody comes with; the thread of everything that follows. From the moment it exists it has an owner and a moment by which the next step is due. Its life is the table of steps in question.ts. */
export interface QuestionRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** What is said on the telephone, as TW-4F7K-29: two letters of the region, five by chance and one that checks them (number.ts). */
  number: string
  /** When it was asked. */
  asked_at: Date
  /** How it came in. */
  channel: 'web' | 'phone' | 'walk-in' | 'e-mail' | 'chat' | 'letter' | 'partner'
  /** Who asks; a mail does not say it (unknown), and a guide finds out. */
  asker_group: 'job-seeker' | 'worker' | 'self-employed' | 'pupil' | 'student' | 'employer' | 'unknown'
  /** The language it was asked in. */
  language: 'nl' | 'en'
  /** What was asked, in the asker's own words. */
  text: string
  /** The question in one sentence, as a guide wrote it down with the asker; null before. */
  sharpened: string | null
  /** What it is about, a code of question.ts; null while nobody said. */
  topic: string | null
  /** What is known of the asker (the facts of the signpost), by name. Emptied when only a law keeps the question. */
  facts: unknown
  /** Where the asker lives; null while that is not known, and when only a law keeps the question. */
  municipality: string | null
  /** Four digits, or all of it; null as the municipality. */
  postcode: string | null
  /** Who asked it. */
  person_id: string
  /** The owner: the organisation that has it now, whose staff see it. */
  organisation_id: string
  /** The walk-in point it belongs to; null for none. */
  walk_in_point_id: string | null
  /** Who has it in hand; null while nobody has. */
  staff_id: string | null
  /** Where it is in its life. `appointment` and `handover` are answers that are under way. */
  state: 'received' | 'taken' | 'clarifying' | 'waiting' | 'appointment' | 'handover' | 'reopened' | 'set-aside' | 'answered' | 'withdrawn' | 'merged' | 'dismissed'
  /** By when the next step is due, whatever that is; null once it is closed. */
  due_at: Date | null
  /** The promise: by when somebody responds for the first time. */
  first_due_at: Date
  /** When somebody did; null before. */
  first_response_at: Date | null
  /** The promise: by when it is answered. Waiting for the asker moves it. */
  answer_due_at: Date
  /** Since when the asker's word is waited for; null when it is not. */
  waiting_since: Date | null
  /** How far what is overdue has climbed: 1 its owner, 2 the coordinator, 3 the manager; 0 nowhere. */
  escalation: number
  /** The proof that it was answered; null before. */
  answer_id: string | null
  /** When it was closed, in whatever way; null while it is open. */
  closed_at: Date | null
  /** The version of its secret link; raising it revokes the link. */
  link_version: number
  /** By which door it came in; null by none. */
  door_id: string | null
  /** How pressing it is: somebody is in danger now, or may be, and it comes on top of every list; null when nobody is. Of what stands in `danger`, which fewer may read. */
  urgent: 'now' | 'maybe' | null
  /** How many files came with it and with what was said on it. */
  files: number
  /** Somebody must tell the asker what there is to say: mail does not reach them. */
  call: boolean
  /** Who was taken to have asked it before it was found to be of somebody known: by this it can be undone. Null where that never was. */
  asked_by: string | null
  /** The question it was merged into, of the same asker; null where it was not. */
  merged_into: string | null
  /** Why it is set aside or dismissed: no question at all; null while it is not. */
  dismissal: 'spam' | 'abuse' | null
  /** Since when a coordinator's advice is waited for; null when it is not. */
  consulted_at: Date | null
  /** The due moment of an answer that is under way with others; null when none is. */
  step_due_at: Date | null
  /** When it was first proposed to hand it over; stays, so that a page knows there is something to show. */
  handed_at: Date | null
  /** The employer's question to whose case this one belongs; null for none. */
  group_id: string | null
  /** What a legal duty keeps after its asker wanted it gone: the bare question and its answer, until this day. Null for any other. */
  erase_on: string | null
  /** By when somebody must have taken what cannot wait; null once somebody has. */
  urgent_due_at: Date | null
  /** What was written is shown and mailed nowhere but on the desk: the one who does it may read along. Stays when the question closes, and says not why. */
  discreet: boolean
}
/** What is read of many rows at once: all but what the database makes for its searches. */
export const questionColumns = [
  'region_id',
  'id',
  'number',
  'asked_at',
  'channel',
  'asker_group',
  'language',
  'text',
  'sharpened',
  'topic',
  'facts',
  'municipality',
  'postcode',
  'person_id',
  'organisation_id',
  'walk_in_point_id',
  'staff_id',
  'state',
  'due_at',
  'first_due_at',
  'first_response_at',
  'answer_due_at',
  'waiting_since',
  'escalation',
  'answer_id',
  'closed_at',
  'link_version',
  'door_id',
  'urgent',
  'files',
  'call',
  'asked_by',
  'merged_into',
  'dismissal',
  'consulted_at',
  'step_due_at',
  'handed_at',
  'group_id',
  'erase_on',
  'urgent_due_at',
  'discreet',
] as const

/** What was written or said on a question. */
export interface MessageRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** On which question. */
  question_id: string
  /** When it was written or said. */
  at: Date
  /** What it is: an addition is the asker's; a note, a consult and advice are for colleagues only; all else the asker reads. */
  kind: 'addition' | 'message' | 'conversation' | 'note' | 'answer' | 'consult' | 'advice'
  /** Who of the staff wrote it; null when the asker did. */
  staff_id: string | null
  /** What was written, as it was. */
  text: string
}
/** What is read of many rows at once: all but what the database makes for its searches. */
export const messageColumns = ['region_id', 'id', 'question_id', 'at', 'kind', 'staff_id', 'text'] as const

/** The proof that a question was answered, and how it reached the asker. A direct answer is a message; a later kind brings its own proof. */
export interface AnswerRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Which question. */
  question_id: string
  /** Which of the three answers. */
  kind: 'direct' | 'appointment' | 'handover'
  /** When it was given. */
  given_at: Date
  /** Who gave it. */
  staff_id: string
  /** Its text: the proof of a direct answer. */
  message_id: string | null
  /** Whether it was given by the moment that was promised. */
  within_norm: boolean
  /** How it reached the asker: mailed; told by somebody; left on their page after three attempts on different days; there, because nobody needs to tell them. */
  reached: 'mail' | 'told' | 'left' | 'page'
  /** The handover that was met and of which the outcome is known: the proof of that kind. */
  handover_id: string | null
}

/** A file that came with a question or with what was said on it. Kept whole, given out only as a download. */
export interface AttachmentRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** With which question. */
  question_id: string
  /** With which message; null when it came with the question itself. */
  message_id: string | null
  /** When it came. */
  at: Date
  /** The name of the file. */
  name: string
  /** Its media type, read from the content. */
  type: string
  /** In bytes; at most 10 MB. */
  size: number
  /** The file itself. */
  content: Buffer
}
/** What is read of many rows at once: all but the file itself. */
export const attachmentColumns = ['region_id', 'id', 'question_id', 'message_id', 'at', 'name', 'type', 'size'] as const

/** Of what somebody may be in danger, a row each: for who handles the question and coordinators. Goes when the mark is taken off, and so when the question closes (a trigger on question). */
export interface DangerRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Which question. */
  question_id: string
  /** Of what; 'danger' is nothing in particular. */
  kind: 'danger' | 'suicide' | 'violence' | 'child' | 'exploitation' | 'voices' | 'no-roof' | 'no-food'
  /** When it was read in somebody's words, or said by a guide. */
  at: Date
}

/** What to do and say when somebody is in danger, as this region's coordinators keep it; where there is none the program's own words stand. */
export interface GuidanceRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** In danger of what; 'danger' is nothing in particular. */
  kind: 'danger' | 'suicide' | 'violence' | 'child' | 'exploitation' | 'voices' | 'no-roof' | 'no-food'
  /** What guides read. */
  text: string
  /** When it was written; who saw an older one is told. */
  at: Date
  /** The coordinator who wrote it. */
  staff_id: string
}

/** Who has a question open at this moment, and whether they are writing: so that two do not answer at once, and an asker sees who is there. */
export interface PresenceRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Which question. */
  question_id: string
  /** 'asker', or a member of staff's id. */
  who: string
  /** When they had it open last. */
  seen_at: Date
  /** When they were writing, where they were when they had it open last; else null. */
  writing_at: Date | null
}

/** Somebody asks to open a question of another organisation, which decides; granted, they read it until then. */
export interface AccessRequestRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Which question. */
  question_id: string
  /** The organisation that has the question. */
  owner_id: string
  /** Who asks. */
  staff_id: string
  /** For which organisation they ask. */
  organisation_id: string
  /** Why, in their words. */
  why: string
  /** When they asked. */
  asked_at: Date
  /** When it was decided; null while it waits. */
  decided_at: Date | null
  /** Who of the staff decided. */
  decided_by: string | null
  /** Until when they may read it; null while it waits, and when it was refused. */
  granted_until: Date | null
}

/** An organisation's program that brings people in, under its own door. Of the token only the hash is kept. */
export interface ApiClientRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Whose program. */
  organisation_id: string
  /** As the organisation calls it. */
  name: string
  /** The hash of its token (SHA-256). */
  token_hash: string
  /** When it was added. */
  added_at: Date
  /** Who of the staff added it. */
  added_by: string
  /** When its token was revoked; null while it counts. */
  revoked_at: Date | null
}

/** Who is away, and who looks after their questions meanwhile. */
export interface AbsenceRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Who is away. */
  staff_id: string
  /** Their organisation, whose staff see it. */
  organisation_id: string
  /** Who stands in. */
  stand_in_id: string
  /** The first day away. */
  from_day: string
  /** The last day away. */
  until_day: string
}

/** What guides know together: a page about a subject, or a standard text to begin an answer with. */
export interface KnowledgeRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** A page to read, or a text to begin with. */
  kind: 'page' | 'text'
  /** The topic it is about; null when it is about every one. */
  topic: string | null
  /** The language it is written in. */
  language: 'nl' | 'en'
  /** What it is called. */
  title: string
  /** What it says. */
  text: string
  /** Addresses to read on. */
  links: string[]
  /** Who changed it last, and sees to it that it holds. */
  owner_id: string
  /** By this day its owner looks whether it still holds. */
  review_on: string
  /** Goes up with each change: who saw an older one is told. */
  version: number
  /** When it was changed last. */
  changed_at: Date
  /** When it was removed; null while it is there. It can come back. */
  removed_at: Date | null
}
/** What is read of many rows at once: all but what the database makes for its searches. */
export const knowledgeColumns = ['region_id', 'id', 'kind', 'topic', 'language', 'title', 'text', 'links', 'owner_id', 'review_on', 'version', 'changed_at', 'removed_at'] as const

/** A list of questions that a member of staff keeps under a name. */
export interface SavedFilterRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Whose; nobody else sees it. */
  staff_id: string
  /** As they call it. */
  name: string
  /** What stands behind the question mark of its address. */
  query: string
  /** When it was kept. */
  saved_at: Date
}

/** By what questions are counted, as codes: a row for each time one was asked, clarified, answered or closed otherwise. Once its question is erased nothing in it leads anywhere. */
export interface QuestionCodeRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Random, and so in no order. */
  id: string
  /** On which day, in Dutch time; of one that was mixed the first of its month. */
  day: string
  /** The kind of event it was counted at. */
  kind: string
  /** The question, while that is kept whole; null once it is erased or kept bare by a law. */
  question_id: string | null
  /** Where the asker lives; null while not known, and among few after an erasure. */
  municipality: string | null
  /** The owner at that moment. */
  organisation_id: string
  /** The walk-in point at that moment; null for none. */
  walk_in_point_id: string | null
  /** Who asked, as a code of question.asker_group. */
  asker_group: string
  /** How it came in, as a code of question.channel. */
  channel: string
  /** By which door; null by none. */
  door_id: string | null
  /** What it was about; null while nobody said. */
  topic: string | null
  /** A band of ages; null while not known, and among few after an erasure. */
  age_band: 'under-27' | '27-49' | '50-and-older' | null
  /** Whether they live on a benefit, on work or on neither; null as the band of ages. */
  situation: 'benefit' | 'work' | 'neither' | null
  /** Written anew among the others of its month after its question was gone, so that the bookkeeping of the database leads nowhere either. */
  mixed: boolean
}

/** What an asker changed by showing that a question is theirs, for as long as it can be taken back. */
export interface ReachChangeRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making); the link in the mail that tells of it has it. */
  id: string
  /** Of which question. */
  question_id: string
  /** What: how the asker is reached, or that the question stands in a file of their own. */
  kind: 'contact' | 'kept'
  /** What it was before, or in whose file it came, sealed by the program. */
  before: string
  /** When it was changed. */
  at: Date
  /** When it was taken back; null while it stands. */
  taken_back_at: Date | null
}

/** What is counted over history, a row a day: made from `event` when the day is over, equal to a recount. No persons. */
export interface DailyTotalRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Of which day, in Dutch time. */
  day: string
  /** The kind of event. A day is done by its row 'totalled'. */
  kind: string
  /** Whether the norm was kept; true where there is none. */
  within_norm: boolean
  /** How often. */
  count: number
}
