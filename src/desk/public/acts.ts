import { megabyte } from '../../foundation/web/bodies.ts'
import { actOn } from '../../foundation/web/acts.ts'
import type { GivenFile } from '../../foundation/web/files.ts'
import { FormProblem } from '../../foundation/web/problem.ts'
import { regionOfId } from '../../network/geography.ts'
import type { Doing } from '../../network/doing.ts'
import { changeContact } from '../proof/actions.ts'
import { add, changeMunicipality, notHelped, withdraw } from './actions.ts'
import { followForms } from './forms.ts'

/** What is done on a question, by its asker or by a guide with them. */
interface On {
  doing: Doing
  id: string
  secret: string
  /** Who does it showed that they are who asked, or has them at the desk. */
  proven: boolean
}
const act = actOn<On>()

const filesFrom = (file: GivenFile | undefined) => {
  if (!file) return []
  if (!file.upload) throw new FormProblem({ file: { key: 'follow.file.wrong' } })
  return [file.upload]
}
/** The most bytes of a form with a file. */
export const largestUpload = 4 * megabyte

/** What the asker does with their question on its own page, or a guide with them, by the last word of its address. */
export const askerActs = {
  toevoegen: act({
    body: followForms.toevoegen.schema,
    largest: largestUpload,
    attachment: 'file',
    done: 'added',
    work: ({ doing, id }, body) => add(doing, id, body.text, filesFrom(body.file)),
  }),
  contact: act({
    body: followForms.contact.schema,
    done: 'contact',
    work: ({ doing, id, secret, proven }, body) => {
      if (!proven) throw new FormProblem({ proof: { key: 'proof.first' } })
      return changeContact(doing, secret, id, { ...body.reach, name: body.name ?? null })
    },
  }),
  'helpt-niet': act({
    body: followForms['helpt-niet'].schema,
    largest: largestUpload,
    attachment: 'file',
    done: 'reopened',
    work: ({ doing, id }, body) => notHelped(doing, id, body.text, filesFrom(body.file)),
  }),
  intrekken: act({ body: followForms.intrekken.schema, done: '', work: ({ doing, id }) => withdraw(doing, id) }),
  gemeente: act({
    body: followForms.gemeente.schema,
    done: 'contact',
    work: async ({ doing, id }, body) => {
      if (!regionOfId(doing.actor.region).municipalities.includes(body.municipality)) throw new FormProblem({ municipality: { key: 'ask.municipality.empty' } })
      await changeMunicipality(doing, id, body.municipality)
    },
  }),
} as const
export type AskerActName = keyof typeof askerActs
