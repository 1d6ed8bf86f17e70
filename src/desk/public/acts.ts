import { z } from 'zod'
import { readUpload, uploadField } from '../../foundation/web/files.ts'
import { optionalText, readable, requiredText } from '../../foundation/web/forms.ts'
import { FormProblem } from '../../foundation/web/problem.ts'
import { regionOfId } from '../../network/geography.ts'
import type { Doing } from '../../network/doing.ts'
import { readEmail, readPhone } from '../../people/person.ts'
import { add, changeContact, changeMunicipality, notHelped, withdraw } from './actions.ts'

/** What the asker does with their question on its own page, or a guide with them; as the transaction's work. */
interface AskerAct<Body = unknown> {
  body: z.ZodType<Body>
  /** What the page then says. */
  done?: 'added' | 'contact' | 'reopened'
  work(doing: Doing, id: string, body: Body): Promise<void>
}
const act = <Body>(given: AskerAct<Body>): AskerAct => given as AskerAct

const filesFrom = async (upload: (Buffer & { filename?: string }) | undefined) => {
  if (!upload) return []
  const checked = await readUpload({ filename: upload.filename, content: upload })
  if (!checked) throw new FormProblem({ file: { key: 'follow.file.wrong' } })
  return [checked]
}
/** The most bytes of a form with a file. */
export const largestUpload = 4_200_000

/** How somebody can be reached; empty is none. */
export const reachBody = z.object({
  email: readable(readEmail, 254, 'follow.contact.email.wrong').transform((email) => email ?? null),
  phone: readable(readPhone, 40, 'follow.contact.phone.wrong').transform((phone) => phone ?? null),
})
const textBody = z.object({ text: requiredText(5000, 'follow.text.empty'), file: uploadField })

/** By the last word of their address. */
export const askerActs = {
  toevoegen: act({
    body: textBody,
    done: 'added',
    work: async (doing, id, body) => add(doing, id, body.text, await filesFrom(body.file)),
  }),
  contact: act({
    body: reachBody.extend({ name: optionalText(120) }),
    done: 'contact',
    work: (doing, id, body) => changeContact(doing, id, { ...body, name: body.name ?? null }),
  }),
  'helpt-niet': act({
    body: textBody,
    done: 'reopened',
    work: async (doing, id, body) => notHelped(doing, id, body.text, await filesFrom(body.file)),
  }),
  intrekken: act({ body: z.object({}), work: (doing, id) => withdraw(doing, id) }),
  gemeente: act({
    body: z.object({ municipality: requiredText(60, 'ask.municipality.empty') }),
    done: 'contact',
    work: async (doing, id, body) => {
      if (!regionOfId(doing.actor.region).municipalities.includes(body.municipality)) throw new FormProblem({ municipality: { key: 'ask.municipality.empty' } })
      await changeMunicipality(doing, id, body.municipality)
    },
  }),
} as const
export type AskerActName = keyof typeof askerActs
