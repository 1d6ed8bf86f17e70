import type { Actor, Role } from '../actor.ts'

const deskStaff = ['guide', 'coordinator', 'employer-adviser', 'career-adviser', 'learning-adviser', 'scheme-specialist'] as const

/**
 * Who may do what: the one table. `everyone` needs nothing, `link` needs the secret link of that subject, `staff` a sign-in in that region,
 * `guest` a code that was mailed to a partner, `resident` a code that was mailed to who comes for their own file or a sign-in broker's word, a list one of these roles. Which rows somebody then sees is for the database's policies (organisation, region, subject).
 */
export const rights = {
  'site.visit': 'everyone',
  'question.ask': 'everyone',
  'question.follow': 'link',
  'workplace.enter': 'staff',
  'network.see': 'staff',
  'question.see': [...deskStaff, 'manager'],
  'question.register': deskStaff,
  'question.bring': 'staff',
  'door.see': ['coordinator', 'manager', 'administrator'],
  'client.manage': ['administrator'],
  'setup.change': ['administrator'],
  'staff.manage': ['administrator'],
  'nation.begin': 'link',
  'nation.manage': ['administrator'],
  'question.take': deskStaff,
  'question.assign': deskStaff,
  'question.clarify': deskStaff,
  'question.write': deskStaff,
  'question.answer': deskStaff,
  'question.advise': ['coordinator'],
  'access.ask': deskStaff,
  'access.decide': deskStaff,
  'dismissal.decide': ['coordinator'],
  'absence.arrange': deskStaff,
  'workload.see': ['coordinator'],
  'knowledge.see': [...deskStaff, 'manager'],
  'knowledge.edit': ['coordinator', 'scheme-specialist'],
  'catalogue.see': 'staff',
  'service.answer': 'link',
  'catalogue.keep': [...deskStaff, 'partner-contact'],
  'catalogue.decide': ['coordinator'],
  'catalogue.rate': deskStaff,
  'list.export': ['coordinator', 'manager'],
  'promises.see': ['coordinator', 'manager'],
  'handover.see': [...deskStaff, 'manager', 'partner-contact'],
  'handover.work': [...deskStaff, 'partner-contact'],
  'handover.answer': 'link',
  'partner.come': 'link',
  'group.join': 'link',
  'partner.work': 'guest',
  'file.own': 'resident',
  'file.together': deskStaff,
  'privacy.work': ['privacy-officer'],
} as const satisfies Record<string, 'everyone' | 'link' | 'staff' | 'guest' | 'resident' | readonly Role[]>

export type Right = keyof typeof rights

/** Whether who has these roles holds this right. */
export const rolesMay = (roles: readonly Role[], right: Right): boolean => {
  const holders = rights[right]
  return holders === 'staff' || (Array.isArray(holders) && roles.some((role) => (holders as readonly Role[]).includes(role)))
}

/** Whether this actor holds this right, before any row is looked at. The program's own tasks ask for no right. */
export function may(actor: Actor, right: Right): boolean {
  const holders = rights[right]
  if (holders === 'everyone') return true
  if (holders === 'link' || holders === 'guest' || holders === 'resident') return actor.kind === holders
  return actor.kind === 'staff' && rolesMay(actor.roles, right)
}
