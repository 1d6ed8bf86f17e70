import { z } from 'zod'
import { roles } from '../foundation/actor.ts'
import { regions } from './geography.ts'
import { hoursSchema } from './hours.ts'

export const organisationKinds = ['werkcentrum', 'municipality', 'uwv', 'sbb', 'union', 'employers-organisation', 'school'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** Why somebody cannot wait, and whom to call then. */
export const urgentSchema = z.array(z.object({ why: z.enum(['danger', 'no-roof']), name: z.string().trim().min(1).max(120), phone: z.string().trim().min(1).max(40) }))
export type UrgentContact = z.infer<typeof urgentSchema>[number]

const slug = z.string().regex(/^[a-z0-9-]{2,60}$/, 'kleine letters, cijfers en streepjes')
const name = z.string().trim().min(1).max(120)

/** What a region promises, in working days: the first response, and the answer, which cannot be promised before it. */
export const normsSchema = z
  .object({ firstResponseDays: z.number().int().min(1).max(20), answerDays: z.number().int().min(1).max(60) })
  .refine((norms) => norms.answerDays >= norms.firstResponseDays, { path: ['answerDays'], message: 'het antwoord kan niet eerder beloofd zijn dan de eerste reactie' })

/**
 * A region's set-up as one document: who takes part, where people can walk in, who works there, what is promised.
 * Names point by slug, so that a file can be read and written by people.
 */
export const setupSchema = z
  .object({
    region: z.string().refine((each) => regions.some((region) => region.slug === each), 'geen bekende regio'),
    phone: name,
    email: z.email(),
    norms: normsSchema,
    organisations: z.array(
      z.object({
        slug,
        name,
        kind: z.enum(organisationKinds),
        municipality: z.string().optional(),
        hostedBy: slug.optional(),
        signIn: z
          .object({
            issuer: z.url(),
            clientId: z.string().min(1) /** Given once: it is kept sealed, and stands in no document that comes out again. */,
            clientSecret: z.string().min(1).optional(),
          })
          .optional(),
      }),
    ),
    walkInPoints: z.array(
      z.object({
        slug,
        organisation: slug,
        name,
        municipality: z.string(),
        address: name,
        postcode: z.string().regex(/^[1-9]\d{3} ?[A-Z]{2}$/),
        place: name,
        hours: hoursSchema,
      }),
    ),
    /** Where people come in under a name they know: a partner's own page, a mail address of before. */
    doors: z.array(z.object({ slug, name, email: z.email().toLowerCase().optional(), organisation: slug.optional() })).default([]),
    urgent: urgentSchema.default([]),
    staff: z.array(
      z.object({
        organisation: slug,
        name,
        email: z.email(),
        subject: z.string().min(1).max(255).optional(),
        walkInPoint: slug.optional(),
        roles: z.array(z.enum(roles)).min(1),
        /** Their last day, when that is known. */
        until: z.iso.date().optional(),
      }),
    ),
  })
  .superRefine((setup, context) => {
    const region = regions.find((each) => each.slug === setup.region)
    const organisations = new Set(setup.organisations.map((each) => each.slug))
    const points = new Set(setup.walkInPoints.map((each) => each.slug))
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    setup.organisations.forEach((each, at) => {
      if (each.municipality && !region?.municipalities.includes(each.municipality)) wrong(['organisations', at, 'municipality'], `${each.municipality} hoort niet bij deze regio`)
      if ((each.kind === 'municipality') !== Boolean(each.municipality)) wrong(['organisations', at, 'municipality'], 'een gemeente noemt haar naam, een andere organisatie niet')
      if (each.hostedBy && !organisations.has(each.hostedBy)) wrong(['organisations', at, 'hostedBy'], `${each.hostedBy} is er niet`)
    })
    setup.walkInPoints.forEach((each, at) => {
      if (!organisations.has(each.organisation)) wrong(['walkInPoints', at, 'organisation'], `${each.organisation} is er niet`)
      if (!region?.municipalities.includes(each.municipality)) wrong(['walkInPoints', at, 'municipality'], `${each.municipality} hoort niet bij deze regio`)
    })
    setup.doors.forEach((each, at) => {
      if (each.organisation && !organisations.has(each.organisation)) wrong(['doors', at, 'organisation'], `${each.organisation} is er niet`)
      if (each.email && setup.doors.findIndex((other) => other.email === each.email) < at) wrong(['doors', at, 'email'], `${each.email} is al een andere deur`)
    })
    setup.staff.forEach((each, at) => {
      if (!organisations.has(each.organisation)) wrong(['staff', at, 'organisation'], `${each.organisation} is er niet`)
      if (each.walkInPoint && !points.has(each.walkInPoint)) wrong(['staff', at, 'walkInPoint'], `${each.walkInPoint} is er niet`)
    })
    const centre = setup.organisations.find((each) => each.municipality === region?.centreMunicipality)
    if (!centre) wrong(['organisations'], `de centrumgemeente ${region?.centreMunicipality} ontbreekt; zij is eigenaar van vragen zonder gemeente`)
  })

export type Setup = z.infer<typeof setupSchema>
