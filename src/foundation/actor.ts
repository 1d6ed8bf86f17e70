/** What a member of staff may be; a person can hold several. The words are in glossary order. */
export const roles = [
  'guide',
  'coordinator',
  'employer-adviser',
  'career-adviser',
  'learning-adviser',
  'scheme-specialist',
  'manager',
  'partner-contact',
  'administrator',
  'privacy-officer',
] as const
export type Role = (typeof roles)[number]
/** Who deals with people's questions. */
export const advisers = ['guide', 'coordinator', 'employer-adviser', 'career-adviser', 'learning-adviser', 'scheme-specialist'] as const satisfies readonly Role[]

export interface StaffActor {
  kind: 'staff'
  region: number
  id: string
  name: string
  organisation: string
  walkInPoint: string | null
  roles: readonly Role[]
  /** How far this person sees: their own organisation's questions, or the whole region's (coordinator, manager). */
  sight: 'organisation' | 'region'
  /** Questions of other organisations that these let this person open, for now. */
  granted: readonly string[]
  /** Colleagues who are away today and whose questions this person looks after. */
  standsInFor: readonly string[]
  /** When they last proved who they are, where it is a session that brings them and their provider says so. */
  provedAt?: Date
}

/** Somebody of a partner without a sign-in, who came in by a code that was mailed to the organisation: who they say to be. Sees that organisation's handovers. */
export interface GuestActor {
  kind: 'guest'
  region: number
  id: string
  name: string
  organisation: string
}

/** Somebody in their own file, or one whom they mandated to act for them. */
export interface ResidentActor {
  kind: 'resident'
  region: number
  /** Whose file it is. */
  id: string
  name: string | null
  /** The persons that are theirs: each asked a question, and they confirmed that it was them. */
  persons: readonly string[]
  /** Their questions: what these persons asked. */
  questions: readonly string[]
  /** Who acts for them, by which mandate. */
  mandate?: { id: string; name: string }
  /** When they last proved who they are, where it is a pass that brings them. */
  provedAt?: Date
}

/** The holder of one secret link; `mandate` when it is somebody who acts for the person it is about. */
export interface LinkActor {
  kind: 'link'
  region: number
  subject: string
  mandate?: string
}

/**
 * Who asks. Nothing reaches the database without one: the policies of every table decide by it.
 * `public` sees nothing that is somebody's; `link` is the holder of one secret link and sees its one subject; `resident` sees what is theirs;
 * `task` is the program itself doing what was promised for later.
 */
export type Actor = { kind: 'public'; region: number } | LinkActor | StaffActor | GuestActor | ResidentActor | { kind: 'task'; region: number }

/** Coordinators and the manager belong to the Werkcentrum and see the whole region; everybody else sees their organisation. */
export function sightOf(held: readonly Role[], organisationKind: string): StaffActor['sight'] {
  return organisationKind === 'werkcentrum' && held.some((role) => role === 'coordinator' || role === 'manager') ? 'region' : 'organisation'
}

export const holds = (actor: StaffActor, ...wanted: readonly Role[]) => wanted.some((role) => actor.roles.includes(role))
