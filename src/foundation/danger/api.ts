import { z } from 'zod'
import type { Alarm } from './danger.ts'
import { explain } from './say.ts'

/** The fields of `urgentIn`, for the schemas of what answers to people's words. */
export const urgentFields = {
  dringend: z
    .array(z.object({ naam: z.string().meta({ example: '113 Zelfmoordpreventie' }), telefoon: z.string().meta({ example: '113' }), uitleg: z.string() }))
    .optional()
    .meta({
      description: 'Wie er nu te bellen is, in de taal van de vrager; alleen als de woorden zeggen dat iemand in gevaar is, zeker of misschien. Toon dit voor al het andere.',
    }),
  zeker: z.boolean().optional().meta({ description: 'Staat bij dringend. Onwaar: misschien; vraag dan eerst of er nu gevaar is.' }),
}

/** What the API says of who is in danger: whom to call, and whether it is certain; nothing when nobody is. */
export const urgentIn = (alarm: Alarm | undefined) =>
  alarm && {
    dringend: alarm.contacts.map((each) => ({ naam: each.name, telefoon: each.phone, uitleg: explain(alarm.reading.language, each) })),
    zeker: alarm.reading.certain,
  }
