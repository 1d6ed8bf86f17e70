// Made from the database (`npm run schema`), never by hand: a column and its words are written once, in a migration.

/** What a region's catalogue is as a whole: one row, that changes whenever something that is published does. */
export interface CatalogueRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Goes up with each change, so that every process knows that it must read again. */
  version: number
  /** What the region changed of the words that the signpost began with, as vocabulary.ts describes it. */
  vocabulary: unknown
  /** When something changed last. */
  changed_at: Date
}

/** A service: an entry in the catalogue. What it is stands in its document, of which every version is kept. */
export interface ServiceRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Its name in an address. */
  slug: string
  /** Whose staff keep it; null for a service of nobody in the network, which the coordinators keep. */
  organisation_id: string | null
  /** New until it is published for the first time. */
  state: 'new' | 'published' | 'withdrawn'
  /** The version that is published, or was last; 0 when none was yet. */
  version: number
  /** What is published, or was last, as service.ts describes it; null while it is new. */
  document: unknown
  /** When somebody last said that it holds; null while it is new. */
  confirmed_at: Date | null
  /** When it was added. */
  added_at: Date
  /** When it left the public pages; null while it has not. */
  withdrawn_at: Date | null
  /** When who keeps it was last asked whether it still holds; null since they said so. */
  asked_at: Date | null
  /** When a coordinator was asked, because who keeps it said nothing; null since it was confirmed. */
  climbed_at: Date | null
  /** The version of the link by which who keeps it confirms it; raising it revokes the link. */
  link_version: number
}
/** What is read of many rows at once: all but what the database makes for its searches. */
export const serviceColumns = [
  'region_id',
  'id',
  'slug',
  'organisation_id',
  'state',
  'version',
  'document',
  'confirmed_at',
  'added_at',
  'withdrawn_at',
  'asked_at',
  'climbed_at',
  'link_version',
] as const

/** What a service was at each version, and what is proposed to become the next: one proposal at a time. */
export interface ServiceVersionRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Which service. */
  service_id: string
  /** Counts from 1. */
  version: number
  /** The service whole, as service.ts describes it. */
  document: unknown
  /** A draft is being written; in review it waits for a coordinator. */
  state: 'draft' | 'review' | 'published' | 'declined'
  /** Who wrote it; null when it came in from elsewhere. */
  staff_id: string | null
  /** Who published or declined it; null while nobody did. */
  reviewed_by: string | null
  /** What was said with it, or why it was declined; null when nothing. */
  note: string | null
  /** When it was written last. */
  at: Date
}

/** What a file would change in the catalogue, checked and shown before it does; done once or not at all. */
export interface ServiceImportRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** Who brought the file; nobody else sees it. */
  staff_id: string
  /** The name of the file. */
  name: string
  /** Its services, as they would be: a list of {document, …} (store.ts). */
  rows: unknown
  /** When it was brought. */
  at: Date
  /** When it was brought in; null before. */
  applied_at: Date | null
  /** What a file in HSDS says beyond its services, kept until it is brought in. */
  documents: unknown
}

/** What guides think of a service, one judgement each; for colleagues only. */
export interface ServiceRatingRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Which service. */
  service_id: string
  /** Whose judgement. */
  staff_id: string
  /** One to five. */
  stars: number
  /** Why; null when nothing was said. */
  remark: string | null
  /** When it was given last. */
  at: Date
}

/** What came in by Open Referral HSDS, as it came: what is given on must say no less than what was given. */
export interface HsdsDocumentRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** What of HSDS it is. */
  kind: 'service' | 'organization' | 'taxonomy_term'
  /** The id that it came with. */
  id: string
  /** The service that it describes, which has the same id; null for anything but a service. */
  service_id: string | null
  /** It, in HSDS 3.0. */
  document: unknown
  /** What it was as a service of ours, to see what was changed since; null for anything but a service. */
  understood: unknown
  /** When it came last. */
  at: Date
}

/** A file with a service, to read or fill in. Kept whole, given out only as a download. */
export interface ServiceFileRow {
  /** The labour-market region; 0 is the nation. */
  region_id: number
  /** Its own id (UUIDv7, so in the order of making). */
  id: string
  /** With which service. */
  service_id: string
  /** Who added it; null when nobody of the staff did. */
  staff_id: string | null
  /** When it was added. */
  at: Date
  /** The name of the file. */
  name: string
  /** Its media type, read from the content. */
  type: string
  /** In bytes; at most 10 MB. */
  size: number
  /** For colleagues only; else for everybody who sees the service. */
  for_staff: boolean
  /** When it was removed; null while it is there. It can be put back. */
  removed_at: Date | null
  /** The file itself. */
  content: Buffer
}
/** What is read of many rows at once: all but the file itself. */
export const serviceFileColumns = ['region_id', 'id', 'service_id', 'staff_id', 'at', 'name', 'type', 'size', 'for_staff', 'removed_at'] as const
