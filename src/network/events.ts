import { z } from 'zod'
import { eventKind } from '../foundation/record/events.ts'

const staff = { name: 'staff', readers: 'managers' } as const
const region = { name: 'region', readers: 'managers' } as const
const version = z.object({ version: z.number(), changes: z.number(), organisations: z.number() })

/** What happens to a region's network. */
export const networkEvents = {
  staffLeft: eventKind('staff.left', staff, z.object({})),
  signedIn: eventKind('staff.signed-in', staff, z.object({})),
  /** Where somebody was signed in was ended, by themselves or by who gives access. */
  sessionsEnded: eventKind('staff.sessions-ended', staff, z.object({})),
  regionOpened: eventKind('region.opened', region, version),
  setupChanged: eventKind('setup.changed', region, version),
  regionBegun: eventKind('region.begun', region, z.object({ region: z.number() })),
  administratorAppointed: eventKind('administrator.appointed', region, z.object({ region: z.number() })),
} as const
