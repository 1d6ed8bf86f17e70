import { z } from 'zod'
import type { Language } from '../foundation/i18n/i18n.ts'
import { cleanText } from '../foundation/web/forms.ts'
import { answerKinds } from '../desk/question.ts'
import { conditionSchema, excludeEverybody } from './conditions.ts'

export const serviceForms = ['conversation', 'course', 'workplace', 'money', 'advice', 'information'] as const
export const reaches = ['national', 'region', 'municipalities', 'walk-in-points', 'online'] as const

const line = (most: number) => z.string().transform(cleanText).pipe(z.string().min(1).max(most))
/** What people read, in Dutch and where it was written in English too. */
const told = (most: number) => z.object({ nl: line(most), en: line(most).optional() })
export type Texts = { nl: string; en?: string }
/** The text in this language, else in Dutch. */
export const textIn = (language: Language, text: Texts): string => text[language] ?? text.nl

const code = z.string().regex(/^[a-z0-9-]{2,60}$/)
const webAddress = z.url({ protocol: /^https?$/ }).max(500)

/**
 * A service as its provider describes it: one document, of which every version is kept.
 * Texts that name nobody and everything a condition says are for everybody; `staffContact` and `agreements` are for colleagues only.
 */
export const serviceSchema = z
  .object({
    name: told(120),
    provider: line(120),
    summary: told(1000),
    aim: told(1000).optional(),
    /** For whom it is and what it asks of them, in words; what can be tested of it is in the conditions. */
    eligibility: told(2000).optional(),
    method: told(2000).optional(),
    approach: told(2000).optional(),
    /** How people ask for it, in their own words: by these it is found. */
    asked: z.array(line(200)).max(40).default([]),
    /** The first is what it is mainly about. */
    topics: z.array(code).min(1).max(8),
    form: z.array(z.enum(serviceForms)).min(1),
    destination: code,
    /** What it usually leads to, where that differs from its destination. */
    answer: z.enum(answerKinds).optional(),
    conditions: z.array(conditionSchema).max(40),
    where: z.object({ reach: z.enum(reaches), municipalities: z.array(z.string().max(60)).max(60).default([]), walkInPoints: z.array(z.string().max(60)).max(100).default([]) }),
    /** Where exactly, and who else is in it. */
    location: told(500).optional(),
    partners: line(500).optional(),
    cost: told(300).optional(),
    payer: told(300).optional(),
    scheme: line(200).optional(),
    legalBase: line(300).optional(),
    duration: told(200).optional(),
    intensity: told(200).optional(),
    waiting: told(200).optional(),
    apply: told(1000).optional(),
    phone: line(40).optional(),
    email: z.email().max(254).optional(),
    url: webAddress.optional(),
    links: z.array(webAddress).max(20).default([]),
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}$/))
      .min(1)
      .max(20)
      .default(['nl']),
    validFrom: z.iso.date().optional(),
    validUntil: z.iso.date().optional(),
    staffContact: line(500).optional(),
    agreements: line(2000).optional(),
    /** Where what stands here was found. */
    source: line(500).optional(),
    /** Made up to show how it works. */
    example: z.boolean().default(false),
  })
  .superRefine((service, context) => {
    for (const fact of excludeEverybody(service.conditions)) context.addIssue({ code: 'custom', path: ['conditions', fact], message: 'condition.nobody' })
    if (service.validFrom && service.validUntil && service.validUntil < service.validFrom) context.addIssue({ code: 'custom', path: ['validUntil'], message: 'valid.backwards' })
  })
export type Service = z.infer<typeof serviceSchema>

/** A service in the catalogue: its id, its name in the address, and its document. */
export interface Entry {
  id: string
  slug: string
  service: Service
}
