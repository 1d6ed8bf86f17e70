import { z } from 'zod'
import { eventKind } from '../foundation/record/events.ts'
import { relations, requestKinds, saidHows } from './file/file.ts'

const resident = { name: 'resident', readers: 'managers' } as const
const request = { name: 'request', readers: 'managers' } as const
const how = z.enum([...saidHows, 'page'])

/** What happens with what is known of people. */
export const peopleEvents = {
  residentMade: eventKind('resident.made', resident, z.object({ broker: z.boolean() })),
  residentCame: eventKind('resident.came', resident, z.object({ broker: z.literal(true).optional() })),
  residentLinked: eventKind('resident.linked', resident, z.object({ joined: z.boolean() })),
  residentMail: eventKind('resident.mail', resident, z.object({ opens: z.boolean() })),
  personKept: eventKind('person.kept', { name: 'person', readers: 'managers' }, z.object({ resident: z.uuid() })),
  personLoosened: eventKind('person.loosened', { name: 'person', readers: 'managers' }, z.object({ resident: z.uuid() })),
  fileTaken: eventKind('file.taken', resident, z.object({})),
  mandateGiven: eventKind('mandate.given', resident, z.object({ relation: z.enum(relations), how })),
  mandateEnded: eventKind('mandate.ended', resident, z.object({})),
  mandateUsed: eventKind('mandate.used', resident, z.object({})),
  dataAsked: eventKind('data.asked', request, z.object({ kind: z.enum(requestKinds), organisation: z.uuid() })),
  dataErased: eventKind('data.erased', request, z.object({ gone: z.number(), kept: z.number(), open: z.number() })),
  dataDecided: eventKind('data.decided', request, z.object({ kind: z.enum(requestKinds), decision: z.enum(['done', 'partly', 'refused']), late: z.boolean() })),
  registerChanged: eventKind('register.changed', { name: 'register', readers: 'managers' }, z.object({ code: z.string() })),
} as const
