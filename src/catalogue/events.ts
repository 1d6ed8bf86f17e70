import { z } from 'zod'
import { eventKind } from '../foundation/record/events.ts'

const service = { name: 'service', readers: 'region' } as const
const nothing = z.object({})
const version = z.object({ version: z.number() })
const file = z.object({ file: z.uuid() })

/** What happens to services, and to the words of the region. */
export const catalogueEvents = {
  proposed: eventKind('service.proposed', service, version),
  published: eventKind('service.published', service, version),
  declined: eventKind('service.declined', service, version),
  confirmed: eventKind('service.confirmed', service, nothing),
  withdrawn: eventKind('service.withdrawn', service, nothing),
  returned: eventKind('service.returned', service, nothing),
  rated: eventKind('service.rated', service, z.object({ stars: z.number() })),
  asked: eventKind('service.asked', service, nothing),
  climbed: eventKind('service.climbed', service, nothing),
  fileAdded: eventKind('service.file-added', service, file),
  fileRemoved: eventKind('service.file-removed', service, file),
  fileReturned: eventKind('service.file-returned', service, file),
  imported: eventKind('catalogue.imported', { name: 'vocabulary', readers: 'region' }, z.object({ added: z.number(), changed: z.number(), withdrawn: z.number() })),
  vocabularyChanged: eventKind('vocabulary.changed', { name: 'vocabulary', readers: 'region' }, nothing),
} as const
