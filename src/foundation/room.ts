import type { Acting } from './doing.ts'
import { groundFates } from './fates.ts'
import type { Drawn } from './life.ts'
import type { Right } from './identity/rights.ts'
import { type AnyKind, letters } from './mail/mail.ts'
import { fill, type Filling, filledWith, type PartsOf } from './place.ts'
import { activities, type Activity } from './record/activities.ts'
import { type Fates, roomFates } from './record/fate.ts'
import { type Tables, tablesOf, tableWords } from './record/retention.ts'
import { say } from './words.ts'
import { eventKinds, type Events } from './record/events.ts'
import { groundEvents } from './record/own.ts'
import type { Home } from './schema/write.ts'
import { subscriptions, type Subscriptions } from './record/record.ts'
import { type Nightly, nightly } from './tasks/night.ts'
import { type Tasks, tasks } from './tasks/tasks.ts'
import type { LinkKind } from './links/links.ts'
import { type ApiWords, described } from './web/describe.ts'
import type { Route } from './web/route.ts'

/** What a room is, as one value: all that the program, its checks and its tests know of it. What a room has none of is left out. */
export interface Room {
  /** Its folder under src. */
  name: string
  /** What somebody may do here. */
  rights?: Readonly<Record<string, Right>>
  /** What happens in it: recorded, counted, and told to who reads it. */
  events?: Events
  /** The lives of what it keeps; docs/levens.md has a picture of each. */
  lives?: Readonly<Record<string, Drawn>>
  /** Its tables, all of them, with what they hold in words. */
  tables?: Tables
  /** What becomes of each column of them that is about somebody; of a table that holds nothing of anybody, what it is for. */
  fates?: Fates
  /** The secret links that open something of it. */
  links?: Readonly<Record<string, LinkKind>>
  /** For what it reads personal data, as the register of processing says it. */
  activities?: readonly Activity[]
  /** Its addresses, those of the API among them. */
  routes?: readonly Route[]
  /** What the description of the API says of it; the rest stands with its routes. */
  api?: ApiWords
  /** Its mails, made at the moment they are sent. */
  letters?: Readonly<Record<string, AnyKind>>
  /** What it does later, by the kind of task. */
  tasks?: Tasks
  nightly?: Nightly
  /** What it does after events of earlier rooms, by kind. */
  on?: Subscriptions
  /** Its entries in menus. */
  menu?: readonly Filling[]
  /** What it answers when another room asks the rooms after it. */
  asks?: readonly Filling[]
  /** What it shows and does in places of the rooms before it. */
  places?: readonly Filling[]
  /** Its part of somebody's own file: what is shown and taken along. What is erased, its fates say. */
  person?: readonly Filling[]
  /** What the demo shows of it: done once as the program, in a region that has just begun, after the demo of the rooms before it and in the same transaction. */
  demo?: (doing: Acting) => Promise<void>
}

export const defineRoom = (room: Room): Room => room

const listed = <Part>(parts: readonly Part[] | undefined): readonly Part[] => parts ?? []

/** What the tables of the ground hold, in words. */
const groundTables = tablesOf(
  say,
  'event',
  'look',
  'processing_log',
  'log_export',
  'task',
  'mail',
  'submission',
  'kept_form',
  'draft',
  'session',
  'mail_code',
  'pass',
  'retention',
  'installation',
  'installation_key',
  'migration',
)

/** Every table with what it holds in Dutch words, under the folder of its room. */
export const homesOf = (rooms: readonly Room[]): Home[] =>
  [{ name: 'foundation', tables: groundTables }, ...rooms].map(({ name, tables = {} }) => ({
    room: name,
    tables: Object.entries(tables).map(([table, words]) => [table, words('nl')] as const),
  }))

/** What the rooms put in every place, in their order. */
export const partsOfRooms = (rooms: readonly Room[]): PartsOf =>
  filledWith([
    fill(eventKinds, ...Object.values(groundEvents)),
    fill(tableWords, groundTables),
    fill(roomFates, groundFates),
    ...rooms.flatMap((room) => [
      fill(eventKinds, ...Object.values(room.events ?? {})),
      ...(room.tables ? [fill(tableWords, room.tables)] : []),
      ...(room.fates ? [fill(roomFates, room.fates)] : []),
      fill(activities, ...listed(room.activities)),
      fill(described, { routes: listed(room.routes), ...room.api }),
      fill(letters, ...Object.values(room.letters ?? {})),
      ...(room.tasks ? [fill(tasks, room.tasks)] : []),
      ...(room.nightly ? [fill(nightly, { room: room.name, work: room.nightly })] : []),
      ...(room.on ? [fill(subscriptions, room.on)] : []),
      ...listed(room.menu),
      ...listed(room.asks),
      ...listed(room.places),
      ...listed(room.person),
    ]),
  ])
