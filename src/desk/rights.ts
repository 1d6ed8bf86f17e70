import { advisers } from '../foundation/actor.ts'
import { right } from '../foundation/identity/rights.ts'

/** What somebody may do with questions, and with what helps to answer them. */
export const deskRights = {
  ask: right('question.ask', 'everyone'),
  follow: right('question.follow', 'link'),
  takeBack: right('question.take-back', 'link'),
  see: right('question.see', [...advisers, 'manager']),
  register: right('question.register', advisers),
  bring: right('question.bring', 'staff'),
  take: right('question.take', advisers),
  assign: right('question.assign', advisers),
  clarify: right('question.clarify', advisers),
  write: right('question.write', advisers),
  answer: right('question.answer', advisers),
  advise: right('question.advise', ['coordinator']),
  askAccess: right('access.ask', advisers),
  decideAccess: right('access.decide', advisers),
  decideDismissal: right('dismissal.decide', ['coordinator']),
  arrangeAbsence: right('absence.arrange', advisers),
  seeWorkload: right('workload.see', ['coordinator']),
  seeKnowledge: right('knowledge.see', [...advisers, 'manager']),
  editKnowledge: right('knowledge.edit', ['coordinator', 'scheme-specialist']),
  seeDoors: right('door.see', ['coordinator', 'manager', 'administrator']),
  manageClients: right('client.manage', ['administrator']),
  seePromises: right('promises.see', ['coordinator', 'manager']),
} as const
