import { tablesOf } from '../foundation/record/retention.ts'
import { mandated } from '../foundation/web/visitors.ts'
import { networkEvents } from '../network/events.ts'
import { deskFates } from './fates.ts'
import { deskEvents, deskWorkEvents } from './events.ts'
import { dayOf, momentAt, addDays } from '../foundation/clock/workingdays.ts'
import { mailTakers } from '../foundation/mail/arrival.ts'
import { onBounce } from '../foundation/mail/mail.ts'
import { fill } from '../foundation/place.ts'
import { activity } from '../foundation/record/activities.ts'
import { defineRoom } from '../foundation/room.ts'
import { publicMenu } from '../foundation/ui/layout.tsx'
import { workMenu } from '../foundation/ui/menu.ts'
import { stillUsed } from '../network/actions.ts'
import { readNetwork, takesPart } from '../network/current.ts'
import { askedBy, erasers, fileParts, heldOf, waysToAsk } from '../people/places.ts'
import { noticeKinds } from '../workplace/notices/kinds.ts'
import { mornings, numbersOf, standIns } from '../workplace/places.ts'
import { colleagueLeft, dueCame, mailCameBack, organisationEnded } from './actions.ts'
import { deskApi } from './api.ts'
import { deskDemo } from './demo/demo.ts'
import { eraseQuestions, questionsPart } from './file/part.tsx'
import { askedBy as questionsAskedBy, erasableOf } from './file/store.ts'
import { deskLetters } from './letters.ts'
import { followedForAnother, followLink, takeBackLink } from './links.ts'
import { liveRoutes } from './live/routes.ts'
import { numbersOf as numbersOfQuestions } from './live/store.ts'
import { mailTaker } from './mail/receive.ts'
import { deskNotices } from './notices.ts'
import { answerOffers, followParts, questionPanels } from './places.ts'
import { questionLife } from './question.ts'
import { totalDays } from './promises.ts'
import { keepPart } from './public/keeppart.tsx'
import { publicDeskRoutes } from './public/routes.tsx'
import { usedByQuestions } from './queries.ts'
import { proofPanel } from './proof/panel.tsx'
import { proofWorkRoutes } from './proof/workroutes.tsx'
import { deskRights } from './rights.ts'
import { mixCodes } from './store.ts'
import { dueByColleague, standInsOf } from './team/store.ts'
import { urgentCame } from './urgent/actions.ts'
import { directAnswer } from './work/answer/direct.ts'
import { deskMenu, listsMenu } from './work/menu.tsx'
import { nearby } from './work/question/nearby.tsx'
import { workDeskRoutes } from './work/routes.tsx'
import { togetherRoutes } from './work/together/routes.tsx'
import { say } from './words.ts'

/** A question comes in, and gets an answer. */
export const deskRoom = defineRoom({
  name: 'desk',
  tables: tablesOf(
    say,
    'question',
    'message',
    'answer',
    'attachment',
    'danger',
    'guidance',
    'presence',
    'access_request',
    'api_client',
    'absence',
    'knowledge',
    'saved_filter',
    'question_code',
    'reach_change',
    'daily_total',
  ),
  fates: deskFates,
  rights: deskRights,
  events: { ...deskEvents, ...deskWorkEvents },
  lives: { question: questionLife },
  links: { followLink, takeBackLink },
  activities: [activity('answering', ['question', 'desk', 'search'], say, true)],
  routes: [...publicDeskRoutes, ...togetherRoutes(), ...workDeskRoutes, ...proofWorkRoutes, ...liveRoutes, ...deskApi],
  api: {
    tags: { vragen: 'Iemand stelt een vraag en krijgt altijd antwoord.' },
    tokens: {
      programma: 'Het token van een programma van een organisatie, gemaakt door haar beheerder op de pagina Deuren.',
      medewerker: 'Het token van een medewerker; de rechten zijn die van de medewerker.',
    },
  },
  letters: deskLetters,
  tasks: () => ({
    'question-due': (tx, { region, subject, detail }, now) => dueCame({ tx, actor: { kind: 'task', region }, now }, subject, String(detail.due), Number(detail.level) as 1 | 2 | 3),
    'question-urgent': urgentCame,
  }),
  // Totals the day, mixes the codes of what was removed, and takes over what organisations have that take part no longer.
  nightly: async (tx, region, now) => {
    await mixCodes(tx, region)
    await totalDays(tx, region, now)
    const network = await readNetwork(tx, region)
    for (const each of network?.organisations.values() ?? [])
      if (!takesPart(each, dayOf(now))) await organisationEnded({ tx, actor: { kind: 'task', region }, now, network: network! }, each.id)
  },
  on: { [networkEvents.staffLeft.kind]: ({ tx, actor, now }, { subject }) => colleagueLeft(tx, actor, subject, now) },
  asks: [fill(stillUsed, usedByQuestions), fill(askedBy, questionsAskedBy), fill(heldOf, erasableOf), fill(standIns, standInsOf), fill(numbersOf, numbersOfQuestions)],
  menu: [
    fill(workMenu, listsMenu, deskMenu),
    fill(publicMenu, { where: 'top', at: 30, label: (language) => say[language]('public.employers'), href: ({ path }) => path('/vraag?situatie=personeel') }),
  ],
  person: [fill(fileParts, questionsPart), fill(erasers, eraseQuestions)],
  places: [
    fill(noticeKinds, ...Object.values(deskNotices)),
    fill(mornings, {
      read: async (tx, region, now, only) =>
        new Map((await dueByColleague(tx, region, now, momentAt(addDays(dayOf(now), 1), 0), only)).map(({ staff, today, overdue }) => [staff, { today, overdue }])),
      subject: (language, found) => say[language]('morning.subject', { today: found?.today ?? 0, overdue: found?.overdue ?? 0 }),
      lines: (language, { today, overdue }, at) => [
        ...(today ? [`${say[language]('morning.today', { count: today })}\n${at('?lijst=today')}`] : []),
        ...(overdue ? [`${say[language]('morning.overdue', { count: overdue })}\n${at('?lijst=overdue')}`] : []),
      ],
    }),
    fill(onBounce, (tx, region, subject, now) => mailCameBack({ tx, actor: { kind: 'task', region }, now }, subject)),
    fill(mandated, followedForAnother),
    fill(waysToAsk, { page: '/vraag', label: (language) => say[language]('ways.ask') }, { page: '/volg', label: (language) => say[language]('ways.number') }),
    fill(mailTakers, mailTaker),
    fill(questionPanels, nearby, proofPanel),
    fill(answerOffers, directAnswer),
    fill(followParts, keepPart),
  ],
  demo: deskDemo,
})
