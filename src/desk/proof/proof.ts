import type { Tx } from '../../foundation/database/database.ts'
import { carryPass, passesOf } from '../../foundation/identity/passes.ts'
import { programOf, type Visit } from '../../foundation/web/route.ts'
import type { Person } from '../../people/queries.ts'
import type { Question } from '../question.ts'

/** What a browser may with a question whose link it has: what only its asker may, or see the code for on paper. */
type Proof = 'asker' | 'slip'
const proofMinutes = 30
/** How long a code counts that a guide tells, who has to call first. */
export const toldMinutes = 24 * 60

/** By what somebody shows that they asked: a code mailed to where they are reached, one that a guide tells at their number, or that of their slip. */
export type ProofWay = 'mail' | 'phone' | 'slip'
export const proofWay = ({ email, email_trouble, phone }: Pick<Person, 'email' | 'email_trouble' | 'phone'>): ProofWay =>
  email && !email_trouble ? 'mail' : phone ? 'phone' : 'slip'

/** Gives this browser a proof for a while, where `proves` says so, in place of an earlier one; answers the cookie that carries it. */
export async function giveProof(visit: Visit, proof: Proof, question: string, proves: (tx: Tx) => Promise<boolean> = async () => true): Promise<string | undefined> {
  const begun = await visit.system.database.transaction(programOf(visit), 'following', async (tx) =>
    (await proves(tx)) ? passesOf(visit.system).begin(tx, visit.region.id, proof, question, visit.now, { minutes: proofMinutes }) : undefined,
  )
  return begun && carryPass(visit.system, visit.request, begun)
}

/** Whether this browser has one of these proofs of a question. */
export async function hasProof(visit: Visit, { id }: Pick<Question, 'id'>, ...proofs: readonly Proof[]): Promise<boolean> {
  const passes = passesOf(visit.system)
  const brought = proofs.flatMap((proof) => {
    const token = passes.tokenOf(visit.request, visit.region.id, proof)
    return token ? [{ proof, token }] : []
  })
  if (!brought.length) return false
  const holders = await visit.system.database.transaction(programOf(visit), 'following', (tx) =>
    Promise.all(brought.map(({ proof, token }) => passes.holder(tx, visit.region.id, proof, token, visit.now))),
  )
  return holders.some((each) => each?.subject_id === id)
}
