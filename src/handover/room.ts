import { tablesOf } from '../foundation/record/retention.ts'
import { withNetwork } from '../network/doing.ts'
import { deskEvents } from '../desk/events.ts'
import { handoverRoomFates } from './fates.ts'
import { accessRevoked, guestCame, guestRevoked, handoverEvents } from './events.ts'
import { may } from '../foundation/identity/rights.ts'
import { fill } from '../foundation/place.ts'
import { activity } from '../foundation/record/activities.ts'
import type { Follows } from '../foundation/record/record.ts'
import { defineRoom } from '../foundation/room.ts'
import { enqueue } from '../foundation/tasks/tasks.ts'
import { workMenu } from '../foundation/ui/menu.ts'
import { Conflict, NotFound } from '../foundation/web/problem.ts'
import { visitors } from '../foundation/web/visitors.ts'
import { answerOffers, followParts, promisesParts, questionPanels } from '../desk/places.ts'
import { questionById } from '../desk/queries.ts'
import { stillUsed } from '../network/actions.ts'
import { networkHere } from '../network/current.ts'
import { theNation } from '../network/geography.ts'
import { theRegion } from '../network/menu.ts'
import { looksAfterPartners } from './parties.ts'
import { fileParts } from '../people/places.ts'
import { yourWork } from '../workplace/menu.ts'
import { noticeKinds } from '../workplace/notices/kinds.ts'
import { close } from './actions.ts'
import { checkGrounds, handoverOverdue, notifyCorrected, questionWithdrawn } from './coordinator/actions.ts'
import { handoverDemo } from './demo.ts'
import { handoversPart } from './file/part.tsx'
import { handoverLife } from './handover.ts'
import { groupRoutes } from './group/routes.tsx'
import { handoverLetters } from './letters.ts'
import { groupLink, partnerLink } from './links.ts'
import { handoverNotices } from './notices.ts'
import { partnerAccessRoutes } from './partner/accessroutes.tsx'
import { guestOf, partnerRoutes } from './partner/routes.tsx'
import { handoverPart } from './person/part.tsx'
import { personHandoverRoutes } from './person/routes.ts'
import { countWaiting } from './queries.ts'
import { handoverRights } from './rights.ts'
import { endPartnersSight, usedByHandovers } from './store.ts'
import { groupPanel, handoverAnswer, handoverPanel } from './work/panel.tsx'
import { handoverPromises } from './work/promisespart.tsx'
import { workHandoverRoutes } from './work/routes.tsx'
import { say } from './words.ts'

/** What is known of somebody was corrected: whoever works on the question with us is told, by the program, which sees all of it. */
const toldLater: Follows = ({ tx, actor, now }, { subject, detail }) => {
  if (detail.handed) enqueue(tx, actor.region, { kind: 'question-corrected', subject, due: now })
}

/** The warm handover between organisations, with the person's yes. */
export const handoverRoom = defineRoom({
  name: 'handover',
  tables: tablesOf(say, 'guest', 'handover', 'plan', 'plan_step'),
  fates: handoverRoomFates,
  rights: handoverRights,
  events: { ...handoverEvents, guestCame, accessRevoked, guestRevoked },
  lives: { handover: handoverLife },
  links: { partnerLink, groupLink },
  activities: [activity('handing-over', ['handover'], say)],
  routes: [...workHandoverRoutes, ...groupRoutes(), ...partnerRoutes, ...partnerAccessRoutes, ...personHandoverRoutes],
  letters: handoverLetters,
  tasks: () => ({
    'question-corrected': async (tx, { region, subject }, now) => notifyCorrected(await withNetwork({ tx, actor: { kind: 'task', region }, now }), subject),
    // Read or not, an outcome does not wait for ever.
    'handover-close': async (tx, { region, subject }, now) =>
      close(await withNetwork({ tx, actor: { kind: 'task', region }, now }), subject).catch((error) =>
        error instanceof Conflict || error instanceof NotFound ? undefined : Promise.reject(error),
      ),
  }),
  nightly: async (tx, region, now) => {
    await checkGrounds(await withNetwork({ tx, actor: { kind: 'task', region }, now }))
    await endPartnersSight(tx, region, now)
  },
  on: {
    // What was under way for a question ends with it.
    [deskEvents.withdrawn.kind]: async (acting, { subject }) => {
      const question = await questionById(acting.tx, acting.actor.region, subject)
      if (question) await questionWithdrawn(await withNetwork(acting), question)
    },
    [deskEvents.overdue.kind]: async (acting, { subject, detail }) => {
      const question = await questionById(acting.tx, acting.actor.region, subject)
      if (question?.state === 'handover') await handoverOverdue(await withNetwork(acting), question, Number(detail.level) as 1 | 2 | 3)
    },
    [deskEvents.clarified.kind]: toldLater,
    [deskEvents.contactChanged.kind]: toldLater,
    [deskEvents.reachChanged.kind]: toldLater,
  },
  asks: [fill(stillUsed, usedByHandovers)],
  menu: [
    fill(workMenu, {
      group: yourWork,
      at: 20,
      entries: ({ actor, region, language }) =>
        region.id !== theNation.id && may(actor, handoverRights.see) ? [{ key: 'handovers', page: '/overdrachten', label: say[language]('menu.handovers') }] : [],
      read: async (tx, { actor, region }) => (region.id !== theNation.id && may(actor, handoverRights.see) ? { counts: { handovers: await countWaiting(tx, actor) } } : {}),
    }),
    // Who sees the handovers comes there from their list.
    fill(workMenu, {
      group: theRegion,
      at: 80,
      entries: async (visit) =>
        visit.region.id !== theNation.id && !may(visit.actor, handoverRights.see) && looksAfterPartners(visit, await networkHere(visit))
          ? [{ key: 'partners', page: '/partners', label: say[visit.language]('menu.partners') }]
          : [],
    }),
  ],
  person: [fill(fileParts, handoversPart)],
  places: [
    fill(visitors, { holders: 'guest', door: '/partner/aanmelden', read: (system, request, _reply, region) => guestOf(system, request, region) }),
    fill(noticeKinds, ...Object.values(handoverNotices)),
    fill(questionPanels, handoverPanel, groupPanel),
    fill(answerOffers, handoverAnswer),
    fill(followParts, handoverPart),
    fill(promisesParts, handoverPromises),
  ],
  demo: handoverDemo,
})
