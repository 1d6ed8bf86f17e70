// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** The 35 labour-market regions and the nation. Reference data that all regions share; source: CBS. */
export interface RegionRow {
  /** The number in its CBS code; 0 is the nation. */
  id: number
  /** Its CBS code, AM01 to AM38. */
  code: string
  /** Its name in an address. */
  slug: string
  /** Its name as it is written. */
  name: string
  /** The municipality that directs and hosts the cooperation. */
  centre_municipality: string
  /** Since when it takes questions; null while it does not. */
  opened_at: Date | null
  /** Since when the program works for it and its administrator prepares it; null before. */
  begun_at: Date | null
}

/** Which region each municipality belongs to. Reference data that all regions share; source: CBS. */
export interface MunicipalityRow {
  /** Its official name, by which everything points to it. */
  name: string
  /** The region it belongs to. */
  region_id: number
}

/** What a region says of itself in its set-up, beside its organisations, walk-in points, doors, agreements and staff. */
export interface RegionSetupRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Goes up with each change of the set-up; what it was then is in setup_version. */
  version: number
  /** When this row was made: when the region began. */
  opened_at: Date
  /** The Werkcentrum's telephone number, as it is shown. */
  phone: string
  /** The Werkcentrum's mail address. */
  email: string
  /** The promise: a first response within so many working days. */
  first_response_days: number
  /** The promise: an answer within so many working days. */
  answer_days: number
  /** Whom to call when somebody is in danger: a list of {why, name, phone, …} as network.ts describes it. */
  urgent: unknown
  /** What follows 'Werkcentrum' in its name; null for the region's own. */
  name: string | null
  /** Its colours and logo, as style.ts describes them. */
  style: unknown
  /** Its own words on the first page, per language; what is left out is said as everywhere. */
  home: unknown
  /** A few municipalities that share services: a list of {name, municipalities}. */
  subregions: unknown
  /** What it offers of the lists of the rooms, each by its name: {name: [value]}. All of a list that is not there. */
  lists: unknown
}

/** A region's set-up as it was after a change, whole, so that who changed what can be seen and any version can come back. For the program only: it holds names and addresses of staff. */
export interface SetupVersionRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** That of region_setup after the change. */
  version: number
  /** When it was changed. */
  at: Date
  /** Who changed it; null when the program did: a command, the demo. */
  staff_id: string | null
  /** The set-up as one document, as network.ts describes it. */
  document: unknown
}

/** A party in the network. A home organisation employs staff; one without a sign-in answers handovers by a link and a code. */
export interface OrganisationRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Its name in the set-up and in an address. */
  slug: string
  /** Its name as it is written. */
  name: string
  /** What sort of party it is. */
  kind: 'werkcentrum' | 'municipality' | 'uwv' | 'sbb' | 'union' | 'employers-organisation' | 'school'
  /** Which municipality it is; null for any other kind. */
  municipality: string | null
  /** The organisation it is a guest of; null for none. */
  hosted_by: string | null
  /** Where its staff sign in (OpenID Connect); null where they do not. */
  issuer: string | null
  /** By what name that issuer knows us. */
  client_id: string | null
  /** What we prove that with, sealed with the installation's secret; null where none is needed. */
  client_secret: string | null
  /** When it came into the set-up. */
  added_at: Date
  /** How its partners reach it: {name, email, phone, website}, none of it somebody's own. */
  contact: unknown
  /** The version of the link to its handovers, for a partner without a sign-in; raising it revokes the link. */
  link_version: number
  /** The last day that it takes part; null while that is not known. */
  ends_on: string | null
  /** The levels of assurance (acr) of which one is enough, with spaces; null for any. */
  sign_in_levels: string | null
  /** The ways of proving who one is (amr) of which one is needed, with spaces; null for any. */
  sign_in_methods: string | null
  /** After how many minutes without use its people sign in again; null for sixty. */
  idle_minutes: number | null
  /** After how many hours its people sign in again in any case; null for ten. */
  session_hours: number | null
}

/** A place where people come in. */
export interface WalkInPointRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** The organisation that keeps it. */
  organisation_id: string
  /** In which municipality it is. */
  municipality: string
  /** Its name as it is written. */
  name: string
  /** Street and number. */
  address: string
  /** Its postcode, with or without a space. */
  postcode: string
  /** The town of the address. */
  place: string
  /** Of its postcode, in degrees (WGS 84); 0 where that is not known. */
  latitude: number
  /** Of its postcode, in degrees (WGS 84); 0 where that is not known. */
  longitude: number
  /** When one can walk in, by day of the week, as hours.ts describes it. */
  hours: unknown
  /** When it came into the set-up. */
  added_at: Date
  /** Its name in the set-up. */
  slug: string
  /** The days on which it is closed, as hours.ts describes them. */
  closed: unknown
  /** What helps people in, or to be understood: codes of network.ts. */
  accessibility: string[]
  /** The languages that can be spoken there (ISO 639). */
  languages: string[]
  /** The local place it is part of (a library, a village hall); null where it stands alone. */
  part_of: string | null
  /** What that place does itself; null where it says nothing. */
  does_itself: string | null
}

/** Where people come in under a name they know: an organisation's own page, or the mail address of one that went before. */
export interface DoorRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Its name in the set-up and in an address. */
  slug: string
  /** Its name as people know it. */
  name: string
  /** Mail to this address comes in by it; null where none does. */
  email: string | null
  /** The organisation whose door it is; null for one of the Werkcentrum as a whole. */
  organisation_id: string | null
  /** When it came into the set-up. */
  added_at: Date
}

/** By which agreement one organisation may give another what it knows of a person, for one purpose. The other way round is another agreement. */
export interface DataSharingRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Its name in the set-up. */
  slug: string
  /** The organisation that gives. */
  from_id: string
  /** The organisation that receives. */
  to_id: string
  /** For what. */
  purpose: 'handover' | 'plan' | 'matching' | 'learning'
  /** On which ground of the General Data Protection Regulation (article 6). */
  ground: 'public-task' | 'legal-obligation' | 'consent' | 'contract'
  /** The name or number of the agreement. */
  agreement: string
  /** The first day that it holds. */
  begins_on: string
  /** The last day that it holds; null while no end is known. */
  ends_on: string | null
  /** When it came into the set-up. */
  added_at: Date
}

/** Who works in the region, for which organisation, in which roles. Kept after somebody left, because people may ask who looked. */
export interface StaffRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** The home organisation. */
  organisation_id: string
  /** Where they mostly work; null for nowhere in particular. */
  walk_in_point_id: string | null
  /** As colleagues see it and, with an answer, the asker. */
  name: string
  /** Their work address, in lower case. */
  email: string
  /** Who this is at the organisation's own issuer; filled at the first sign-in when it was not known. */
  subject: string | null
  /** What they may be; a person can hold several. */
  roles: (
    | 'guide'
    | 'coordinator'
    | 'employer-adviser'
    | 'career-adviser'
    | 'learning-adviser'
    | 'scheme-specialist'
    | 'manager'
    | 'partner-contact'
    | 'administrator'
    | 'privacy-officer'
  )[]
  /** When they came into the set-up. */
  added_at: Date
  /** From when they work here no more; can be a moment to come. Null while no end is known. */
  left_at: Date | null
  /** When they came for the first time; null for who was invited and has not yet. */
  signed_in_at: Date | null
  /** The issuer that knows them by `subject`; null while none does. */
  issuer: string | null
}

/** Whom to call in the whole country: follows the nation's own set-up (a trigger on region_setup), so that every region reads it here. */
export interface NationalHelpRow {
  /** Always true: there is one row. */
  only_row: boolean
  /** A list of contacts as region_setup.urgent has it. */
  contacts: unknown
  /** Goes up with each change, so that a process knows when to read again. */
  version: number
}
