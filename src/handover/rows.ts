// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** Who answers for a partner without a sign-in: who they say to be, after a code that was mailed to the organisation. Kept because a person may ask who looked. */
export interface GuestRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** For which organisation. */
  organisation_id: string
  /** As they gave it. */
  name: string
  /** What they do there, as they gave it. */
  role: string
  /** When they came in. */
  came_at: Date
}

/** A warm handover: the person's yes, what the partner sees and from when, the conversation, the outcome. Its life is the table of steps in handover.ts. When only a law keeps its question, the words go. */
export interface HandoverRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Which question is handed over. */
  question_id: string
  /** The question's number, for on the telephone. */
  reference: string
  /** The organisation that hands over. */
  from_id: string
  /** The partner: the organisation that receives. */
  to_id: string
  /** Who proposed it. */
  staff_id: string
  /** To take the question over, or to work on it together with others by one plan. */
  purpose: 'handover' | 'plan'
  /** Why to this partner, in the guide's words. */
  why: string
  /** What the asker hopes for; null when nothing was said. */
  hope: string | null
  /** What goes along: {item: 'offer' or 'accept'}, from when the partner sees it. */
  shares: unknown
  /** Where it is. The last six are ends. */
  state: 'proposed' | 'agreed' | 'offered' | 'accepted' | 'planned' | 'met' | 'reported' | 'closed' | 'refused' | 'declined' | 'withdrawn' | 'not-needed' | 'redirected'
  /** Why a coordinator must decide; null while it goes its way. */
  stuck: 'silent' | 'declined-thrice' | 'missed-twice' | 'partner-ended' | 'no-ground' | null
  /** Whom the next step waits for; null once it has ended. */
  waits_for: 'person' | 'handing' | 'partner' | 'coordinator' | null
  /** By when that step is due; null once it has ended. */
  due_at: Date | null
  /** What the partner sees now: nothing, what it judges the offer by, or all that goes along. */
  shown: 'none' | 'offer' | 'accept'
  /** The ground of the agreement by which it was offered; null before. */
  ground: 'public-task' | 'legal-obligation' | 'consent' | 'contract' | null
  /** The name or number of that agreement; null before. */
  agreement: string | null
  /** When it was proposed. */
  proposed_at: Date
  /** When the person said yes; null before. */
  agreed_at: Date | null
  /** On the person's own page, or said to somebody who wrote it down. */
  agreed_how: 'page' | 'phone' | 'walk-in' | 'letter' | null
  /** The member of staff to whom it was said; null on the own page. */
  agreed_with: string | null
  /** When it was offered to the partner; null before. */
  offered_at: Date | null
  /** When the partner accepted or declined; null before. */
  decided_at: Date | null
  /** Who of the partner's staff acts on it; null for nobody yet, or a guest. */
  partner_staff_id: string | null
  /** Which guest of the partner acts on it; null for nobody yet, or staff. */
  partner_guest_id: string | null
  /** The conversation that is proposed or planned, or was held; null while there is none. */
  meeting_id: string | null
  /** How often the person did not come. */
  missed: number
  /** When they met; null before. */
  met_at: Date | null
  /** What came of it, as the partner reports; null before. */
  outcome: 'started' | 'helped' | 'does-not-fit' | null
  /** The same in words; null when nothing was said. */
  outcome_text: string | null
  /** When the partner reported; null before. */
  reported_at: Date | null
  /** Why the partner declined; null when it did not. */
  declined: 'not-for-us' | 'other-area' | 'no-room' | 'first-something-else' | 'known-elsewhere' | 'other' | null
  /** The same in words; null when nothing was said. */
  declined_text: string | null
  /** Where it should go instead, as the partner says. */
  next_id: string | null
  /** A step of it was not done by its due moment. */
  late: boolean
  /** When it ended, in whatever way; null while it runs. */
  ended_at: Date | null
  /** Until when the partner still sees it: four weeks after its end; null while it runs. */
  partner_until: Date | null
}

/** One plan for a person with whom several partners work: its goal, and the person's yes to it as it stands. Gone when only a law keeps its question. */
export interface PlanRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Of which question. */
  question_id: string
  /** What it is to come to. */
  goal: string
  /** When the person said yes to it as it stands; null when it was changed since, or never. */
  agreed_at: Date | null
  /** On the person's own page, or said to somebody who wrote it down. */
  agreed_how: 'page' | 'phone' | 'walk-in' | 'letter' | null
  /** The member of staff to whom it was said; null on the own page. */
  agreed_with: string | null
  /** When it was changed last. */
  changed_at: Date
}

/** What somebody does in a plan, by when. */
export interface PlanStepRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Of which question's plan. */
  question_id: string
  /** What is done. */
  what: string
  /** The organisation that does it; null for the person. */
  organisation_id: string | null
  /** By which day. */
  due_on: string
  /** When it was done; null before. */
  done_at: Date | null
  /** What was said of it then; null when nothing. */
  done_note: string | null
}
