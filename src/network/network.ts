import { z } from 'zod'
import { roles } from '../foundation/actor.ts'
import { dangers } from '../foundation/danger/danger.ts'
import { everyOf } from '../foundation/database/narrowed.ts'
import { demoIssuer } from './demoissuer.ts'
import { regionOfId, regionOfSlug, theNation } from './geography.ts'
import { closedSchema, hoursSchema, readDayHours } from './hours.ts'
import type { DataSharingRow, OrganisationRow } from './rows.ts'
import { styleSchema } from './style.ts'

export type OrganisationKind = OrganisationRow['kind']
export const organisationKinds = everyOf<OrganisationKind>()(['werkcentrum', 'municipality', 'uwv', 'sbb', 'union', 'employers-organisation', 'school'])

/** Why somebody cannot wait; 'danger' is for all. */
export const urgentReasons = ['danger', ...dangers] as const
/** From when until when on a day, as '11:00-21:00'; people type '11.00 - 21.00' too. */
const dailyHours = z
  .string()
  .transform((text) => readDayHours(text)?.[0]?.join('-') ?? text)
  .pipe(
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/)
      .refine((text) => text.slice(0, 5) < text.slice(6)),
  )
/** A number as one dials it: nothing but digits and what stands between them. */
const dialled = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[\d ()./-]*$/)
  .regex(/\d{3}/)
/** Whom to call when somebody cannot wait. A region says its own, the nation what counts everywhere, each with the day on which it was tried. */
const urgentSchema = z
  .array(
    z.object({
      why: z.enum(urgentReasons),
      name: z.string().trim().min(1).max(120),
      phone: dialled,
      also: dialled.optional(),
      chat: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .optional(),
      hours: dailyHours.optional(),
      days: z.enum(['workdays']).optional(),
      checked: z.iso.date().optional(),
    }),
  )
  .max(60)

/** What helps people in, or to be understood, at a walk-in point. */
export const accessibilities = ['wheelchair', 'toilet', 'hearing-loop', 'sign-language', 'quiet-room', 'parking', 'bus'] as const
/** Languages that can be spoken at a walk-in point, by their code (ISO 639). */
export const languagesSpoken = ['nl', 'en', 'de', 'ar', 'tr', 'pl', 'uk', 'ru', 'ti', 'fa', 'so', 'es', 'fr', 'ro', 'bg'] as const

/** For what organisations share what they know of a person, and on which ground of the General Data Protection Regulation (article 6). */
export const sharingPurposes = everyOf<DataSharingRow['purpose']>()(['handover', 'plan', 'matching', 'learning'])
export const sharingGrounds = everyOf<DataSharingRow['ground']>()(['public-task', 'legal-obligation', 'consent', 'contract'])

/** How an organisation is reached by its partners; none of it is somebody's own. */
export const contactSchema = z.object({
  name: z.string().trim().min(1).max(120).optional(),
  email: z.email().optional(),
  phone: z.string().trim().min(1).max(40).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
})
export type OrganisationContact = z.infer<typeof contactSchema>

/** A region's own words on its first page, per language; what is left out is said as everywhere. */
const homeText = z.object({ title: z.string().trim().min(1).max(120).optional(), lead: z.string().trim().min(1).max(400).optional() })
export const homeSchema = z.object({ nl: homeText.optional(), en: homeText.optional() })

/** A few municipalities that share services. */
export const subregionsSchema = z.array(z.object({ name: z.string().trim().min(1).max(60), municipalities: z.array(z.string()).min(1) }))

const slug = z.string().regex(/^[a-z0-9-]{2,60}$/, 'kleine letters, cijfers en streepjes')
const name = z.string().trim().min(1).max(120)

/** What a region promises, in working days: the first response, and the answer, which cannot be promised before it. */
export const normsSchema = z
  .object({ firstResponseDays: z.number().int().min(1).max(20), answerDays: z.number().int().min(1).max(60) })
  .refine((norms) => norms.answerDays >= norms.firstResponseDays, { path: ['answerDays'], message: 'het antwoord kan niet eerder beloofd zijn dan de eerste reactie' })

/** Where an organisation's provider answers; the demo's has a name of its own. */
export const issuerSchema = (wrong: string) =>
  z
    .url(wrong)
    .max(300, wrong)
    .refine((each) => each === demoIssuer || (/^https:/.test(each) && !new URL(each).username && !new URL(each).hash), wrong)

const listed = z.string().regex(/^[\x21-\x7e]{1,200}( [\x21-\x7e]{1,200}){0,9}$/, 'woorden met een spatie ertussen')
/** The words of such a list. */
export const wordsIn = (text: string | null): string[] => text?.split(' ') ?? []

/** What the redirect address of an organisation's provider ends with. */
export const callbackPlace = ({ region_id, slug }: { region_id: number; slug: string }): string => `${regionOfId(region_id).slug}-${slug}`

/**
 * A region's set-up as one document: who takes part, where people can walk in, who works there, what is promised.
 * Names point by slug, so that a file can be read and written by people.
 */
export const setupSchema = z
  .object({
    region: z.string().refine((each) => regionOfSlug(each), 'geen bekende regio'),
    /** Whether everybody can ask there; before, only those who prepare it work in it. */
    open: z.boolean().default(true),
    /** What follows 'Werkcentrum' in its name, where that is not the region's. */
    name: z.string().trim().min(1).max(60).optional(),
    style: styleSchema.prefault({}),
    home: homeSchema.default({}),
    subregions: subregionsSchema.default([]),
    /** What it offers of the lists of the rooms, each by its name; all of a list that is not there. */
    lists: z.record(slug, z.array(z.string().trim().min(1).max(60)).max(60)).default({}),
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
        contact: contactSchema.default({}),
        /** The last day that it takes part; what it has in hand then goes to the coordinator. */
        ends: z.iso.date().optional(),
        signIn: z
          .object({
            issuer: issuerSchema('een adres met https://'),
            clientId: z.string().min(1).max(255) /** Given once: it is kept sealed, and stands in no document that comes out again. */,
            clientSecret: z.string().min(1).max(1000).optional(),
            /** Levels of assurance (acr) and ways (amr) of which one is needed; with spaces, as OpenID Connect writes them. */
            levels: listed.optional(),
            methods: listed.optional(),
            /** After how many minutes without use, and how many hours in any case, its people sign in again; sixty and ten where it says nothing. */
            idleMinutes: z.number().int().min(5).max(480).optional(),
            mostHours: z.number().int().min(1).max(12).optional(),
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
        closed: closedSchema.default([]),
        accessibility: z.array(z.enum(accessibilities)).default([]),
        languages: z.array(z.enum(languagesSpoken)).default([]),
        /** The local place it is part of (a library, a village hall), and what that place does itself. */
        partOf: name.optional(),
        doesItself: z.string().trim().min(1).max(1000).optional(),
      }),
    ),
    /** Where people come in under a name they know: a partner's own page, a mail address of before. */
    doors: z.array(z.object({ slug, name, email: z.email().toLowerCase().optional(), organisation: slug.optional() })).default([]),
    urgent: urgentSchema.default([]),
    /** By which agreement one organisation may give another what it knows of a person; the other way round is another agreement. */
    sharing: z
      .array(
        z.object({
          slug,
          from: slug,
          to: slug,
          purpose: z.enum(sharingPurposes),
          ground: z.enum(sharingGrounds),
          agreement: name,
          begins: z.iso.date(),
          ends: z.iso.date().optional(),
        }),
      )
      .default([]),
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
    const region = regionOfSlug(setup.region)
    const organisations = new Set(setup.organisations.map((each) => each.slug))
    const points = new Set(setup.walkInPoints.map((each) => each.slug))
    const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const twice = (list: 'organisations' | 'walkInPoints' | 'doors' | 'sharing', field = 'slug') =>
      (setup[list] as Record<string, unknown>[]).forEach((each, at, all) => {
        if (each[field] && all.findIndex((other) => other[field] === each[field]) < at) wrong([list, at, field], `${each[field]} staat er al`)
      })
    for (const list of ['organisations', 'walkInPoints', 'doors', 'sharing'] as const) twice(list)
    twice('organisations', 'municipality')
    twice('doors', 'email')
    setup.subregions.forEach(({ municipalities }, at) => {
      const others = setup.subregions.slice(0, at).flatMap((each) => each.municipalities)
      for (const each of municipalities) {
        if (!region?.municipalities.includes(each)) wrong(['subregions', at, 'municipalities'], `${each} hoort niet bij deze regio`)
        if (others.includes(each)) wrong(['subregions', at, 'municipalities'], `${each} hoort al bij een andere deelregio`)
      }
    })
    setup.organisations.forEach((each, at) => {
      if (each.municipality && !region?.municipalities.includes(each.municipality)) wrong(['organisations', at, 'municipality'], `${each.municipality} hoort niet bij deze regio`)
      if ((each.kind === 'municipality') !== Boolean(each.municipality)) wrong(['organisations', at, 'municipality'], 'een gemeente noemt haar naam, een andere organisatie niet')
      if (each.hostedBy && !organisations.has(each.hostedBy)) wrong(['organisations', at, 'hostedBy'], `${each.hostedBy} is er niet`)
      if (setup.organisations.some((host) => host.slug === each.hostedBy && host.hostedBy)) wrong(['organisations', at, 'hostedBy'], `${each.hostedBy} is zelf te gast`)
    })
    setup.walkInPoints.forEach((each, at) => {
      if (!organisations.has(each.organisation)) wrong(['walkInPoints', at, 'organisation'], `${each.organisation} is er niet`)
      if (!region?.municipalities.includes(each.municipality)) wrong(['walkInPoints', at, 'municipality'], `${each.municipality} hoort niet bij deze regio`)
    })
    setup.doors.forEach((each, at) => {
      if (each.organisation && !organisations.has(each.organisation)) wrong(['doors', at, 'organisation'], `${each.organisation} is er niet`)
    })
    setup.sharing.forEach((each, at) => {
      for (const end of ['from', 'to'] as const) if (!organisations.has(each[end])) wrong(['sharing', at, end], `${each[end]} is er niet`)
      if (each.from === each.to) wrong(['sharing', at, 'to'], 'een organisatie deelt niet met zichzelf')
      if (each.ends && each.ends < each.begins) wrong(['sharing', at, 'ends'], 'het einde ligt voor het begin')
    })
    setup.staff.forEach((each, at, all) => {
      const same = (other: typeof each) => other.organisation === each.organisation && other.email.toLowerCase() === each.email.toLowerCase()
      if (all.findIndex(same) < at) wrong(['staff', at, 'email'], `${each.email} staat er al`)
      const { subject } = each
      if (subject && all.findIndex((other) => other.organisation === each.organisation && other.subject === subject) < at) wrong(['staff', at, 'subject'], `${subject} staat er al`)
      if (!organisations.has(each.organisation)) wrong(['staff', at, 'organisation'], `${each.organisation} is er niet`)
      if (each.walkInPoint && !points.has(each.walkInPoint)) wrong(['staff', at, 'walkInPoint'], `${each.walkInPoint} is er niet`)
    })
    const centre = setup.organisations.find((each) => each.municipality === region?.centreMunicipality)
    if (centre?.ends) wrong(['organisations', setup.organisations.indexOf(centre), 'ends'], 'de centrumgemeente kan niet stoppen')
    if (setup.region === theNation.slug)
      setup.urgent.forEach((each, at) => {
        if (!each.checked) wrong(['urgent', at, 'checked'], 'de dag waarop dit nummer is geprobeerd ontbreekt')
      })
    if (setup.region === theNation.slug && setup.open) wrong(['open'], 'het land zelf neemt geen vragen aan')
    if (!centre && setup.region !== theNation.slug)
      wrong(['organisations'], `de centrumgemeente ${region?.centreMunicipality} ontbreekt; zij is eigenaar van vragen zonder gemeente`)
  })

export type Setup = z.infer<typeof setupSchema>
