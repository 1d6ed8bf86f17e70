import { z } from 'zod'
import { eventKind } from './events.ts'

/** What the ground itself records. */
export const groundEvents = {
  listExported: eventKind('list.exported', { name: 'list', readers: 'managers' }, z.object({ list: z.string(), count: z.number() })),
  retentionRan: eventKind('retention.ran', { name: 'region', readers: 'managers' }, z.record(z.string(), z.number())),
} as const
