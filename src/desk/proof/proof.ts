import { z } from 'zod'
import { cookieIn, siteCookie } from '../../foundation/identity/cookies.ts'
import { seal, unsealAs } from '../../foundation/identity/seal.ts'
import type { Visit } from '../../foundation/web/route.ts'
import type { Person } from '../../people/queries.ts'
import type { Question } from '../question.ts'

/** What a browser may with a question whose link it has: what only its asker may, or see the code for on paper. */
type Proof = 'asker' | 'slip'
const proofMinutes = 30
/** How long a code counts that a guide tells, who has to call first. */
export const toldMinutes = 3 * 24 * 60

/** By what somebody shows that they asked: a code mailed to where they are reached, one that a guide tells at their number, or that of their slip. */
export type ProofWay = 'mail' | 'phone' | 'slip'
export const proofWay = ({ email, email_trouble, phone }: Pick<Person, 'email' | 'email_trouble' | 'phone'>): ProofWay =>
  email && !email_trouble ? 'mail' : phone ? 'phone' : 'slip'

const cookieName = 'werkcentrum-vrager'
const given = z.object({ proof: z.enum(['asker', 'slip']), region: z.number(), question: z.uuid(), version: z.number(), until: z.number() })

/** Gives this browser a proof for a while, of a question as its link is now; answers the cookie that carries it, which only we can make. */
export function giveProof({ system, region, now }: Visit, proof: Proof, { id, link_version }: Pick<Question, 'id' | 'link_version'>): string {
  const value = seal(system.secret, JSON.stringify({ proof, region: region.id, question: id, version: link_version, until: now.getTime() + proofMinutes * 60_000 }))
  return siteCookie(cookieName, value, system.settings.overHttps, proofMinutes * 60)
}

/** Whether this browser has one of these proofs of a question. It ends with the link that it was given by. */
export function hasProof({ system, region, now, request }: Visit, { id, link_version }: Pick<Question, 'id' | 'link_version'>, ...proofs: readonly Proof[]): boolean {
  const brought = unsealAs(system.secret, cookieIn(request, cookieName), given)
  return (
    brought !== undefined &&
    brought.region === region.id &&
    brought.question === id &&
    brought.version === link_version &&
    proofs.includes(brought.proof) &&
    brought.until > now.getTime()
  )
}
