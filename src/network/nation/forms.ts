import { z } from 'zod'
import { formsIn } from '../../foundation/ui/fields.ts'
import { optionalText, requiredName, requiredText, searchText } from '../../foundation/web/forms.ts'
import { sheetForm } from '../../foundation/web/sheet.ts'
import { issuerSchema } from '../network.ts'
import { say } from '../words.ts'

const form = formsIn(say)

/** How far a region is: nothing yet, prepared by its administrator, or open to everybody. */
export const stages = ['new', 'begun', 'open'] as const

/** The list of regions, in its address. */
export const regionsForm = form(z.object({ zoek: searchText, stand: z.enum(stages).optional().catch(undefined), vorm: sheetForm }), {
  zoek: { label: 'nation.regions.search' },
  stand: {
    label: 'nation.stage',
    options: (language) => [['', say[language]('nation.stage.all')], ...stages.map((each) => [each, say[language](`nation.stage.${each}`)] as const)],
  },
})

const person = {
  name: requiredName(120, 'access.name.empty'),
  address: z.email('access.email.wrong').max(254, 'access.email.wrong').toLowerCase(),
  subject: optionalText(255),
}
const personWords = {
  name: { label: 'nation.person.name' },
  address: { label: 'nation.person.email', hint: 'nation.person.email.hint' },
  subject: { label: 'nation.person.subject', hint: 'nation.person.subject.hint' },
} as const
const signIn = {
  issuer: issuerSchema('part.signIn.issuer.wrong'),
  clientId: requiredText(255, 'part.signIn.clientId.wrong'),
  clientSecret: optionalText(500),
}
const signInWords = {
  issuer: { label: 'part.signIn.issuer', hint: 'nation.issuer.hint' },
  clientId: { label: 'part.signIn.clientId' },
  clientSecret: { label: 'part.signIn.clientSecret' },
} as const
export type PersonField = keyof typeof person
export type SignInField = keyof typeof signIn

/** Names a first administrator. */
export const appointForm = form(z.object(person), personWords)
/** Begins a region. */
export const beginForm = form(
  z.object({
    start: optionalText(60),
    bestand: z.instanceof(Buffer).optional().catch(undefined),
    // Which file was chosen the time before, when something else was wrong.
    eerder: optionalText(255),
    phone: requiredText(120, 'part.regio.phone.wrong'),
    email: z.email('part.regio.email.wrong').max(254, 'part.regio.email.wrong'),
    ...signIn,
    ...person,
  }),
  {
    ...personWords,
    ...signInWords,
    start: { label: 'nation.start', hint: 'nation.start.hint' },
    bestand: { label: 'nation.start.file', hint: 'nation.start.file.hint' },
    phone: { label: 'part.regio.phone' },
    email: { label: 'part.regio.email' },
  },
)
/** Begins the nation. */
export const firstForm = form(z.object({ organisation: requiredText(120, 'nation.organisation.empty'), ...signIn, ...person }), {
  ...personWords,
  ...signInWords,
  organisation: { label: 'nation.organisation', hint: 'nation.organisation.hint' },
})
