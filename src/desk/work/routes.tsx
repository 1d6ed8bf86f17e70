import { actingOf } from '../../foundation/doing.ts'
import { say as sayNetwork } from '../../network/words.ts'
import { promisesParts } from '../places.ts'
import { networkHere } from '../../network/current.ts'
import { randomUUID } from 'node:crypto'
import type { Tx } from '../../foundation/database/database.ts'
import { may } from '../../foundation/identity/rights.ts'
import { ButtonLink, H1, P } from '../../foundation/ui/components.tsx'
import { workplace } from '../../foundation/ui/frame.tsx'
import { seeOther } from '../../foundation/web/answer.ts'
import { drafted } from '../../foundation/web/drafts.ts'
import { type Route, route, type StaffVisit } from '../../foundation/web/route.ts'
import { theNation } from '../../network/geography.ts'
import { breaches, figures, inStates } from '../promises.ts'
import { type ListChoice, listSchema, questionsFor } from '../queries.ts'
import { say } from '../words.ts'
import { answerRoutes } from './answer/routes.tsx'
import { chosen, currentOf, searched } from './found.ts'
import { QuestionList } from './list.tsx'
import { savedFiltersOf } from '../saved/store.ts'
import { PromisesPage } from './pages.tsx'
import { knowledgeRoutes } from './knowledge/routes.tsx'
import { listRoutes } from './lists.ts'
import { teamRoutes } from './team/routes.tsx'
import { counterRoutes } from './counter/routes.tsx'
import { accessRoutes } from './access/routes.tsx'
import { urgentRoutes } from './urgent/routes.tsx'
import { AsideForm, asideRoutes } from './aside.tsx'
import { doorRoutes } from './doors/routes.tsx'
import { questionRoutes } from './question/routes.tsx'
import { deskRights } from '../rights.ts'
import { networkRights } from '../../network/rights.ts'

/** The list of an address as the actor may see it. */
async function readList(tx: Tx, visit: StaffVisit, choice: ListChoice) {
  const { region, actor } = visit
  const writing = () => drafted(tx, region.id, actor.id)
  if (choice.zoek?.trim()) {
    const [found, drafts] = await Promise.all([searched(tx, visit, choice.zoek), writing()])
    return { ...found, more: false, drafts }
  }
  const [list, saved, drafts] = await Promise.all([questionsFor(actingOf(visit, tx), choice), savedFiltersOf(tx, region.id, actor.id), writing()])
  return { ...list, saved, drafts }
}

/** What staff can do at the desk. */
export const workDeskRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/:region/werk',
    right: networkRights.enter,
    query: listSchema,
    handle: async (visit) => {
      const t = say[visit.language]
      const network = await networkHere(visit)
      const choice = chosen(visit)
      const works = may(visit.actor, deskRights.see)
      // The nation has no questions: who works there begins with the regions.
      if (visit.region.id === theNation.id && may(visit.actor, networkRights.manageNation)) return seeOther(visit.path('/werk/regios'))
      const read = async (tx: Tx) => (works ? readList(tx, visit, choice) : undefined)
      return workplace(visit, { purpose: choice.zoek ? 'search' : 'desk', current: currentOf(choice), read }, (list) => ({
        quiet: Boolean(choice.zoek),
        title: works ? t(choice.zoek ? 'work.search.go' : `view.${choice.lijst}`) : t('menu.desk'),
        content: list ? (
          <div class="wc-which-what">
            <QuestionList visit={visit} network={network} choice={choice} formKey={randomUUID()} {...list} />
            <div class="wc-what">
              <H1>{choice.zoek ? t('work.search.found', { count: list.questions.length }) : t(`view.${choice.lijst}`)}</H1>
              {list.questions.length > 0 && <P soft>{t('work.choose')}</P>}
              {choice.lijst === 'aside' && !choice.zoek && may(visit.actor, deskRights.decideDismissal) && <AsideForm visit={visit} questions={list.questions} />}
            </div>
          </div>
        ) : (
          <div class="wc-one">
            <H1>{t('menu.desk')}</H1>
            <P>{t('work.home.none')}</P>
            <ButtonLink href={visit.path('/werk/netwerk')}>{sayNetwork[visit.language]('menu.network')}</ButtonLink>
          </div>
        ),
      }))
    },
  }),
  route({
    method: 'GET',
    path: '/:region/werk/beloften',
    right: deskRights.seePromises,
    handle: async (visit) => {
      const network = await networkHere(visit)
      const others = await Promise.all(visit.system.partsOf(promisesParts).map((each) => each(visit, network)))
      const read = async (tx: Tx) => {
        const counted = await figures(tx, visit.region.id, visit.now)
        const [states, broken, climbed] = await Promise.all([
          inStates(tx, visit.region.id, counted),
          breaches(tx, visit.region.id, visit.now),
          questionsFor(actingOf(visit, tx), listSchema.parse({ lijst: 'climbed' })),
        ])
        return { network, figures: counted, states, breaches: broken, climbed: climbed.questions }
      }
      return workplace(visit, { purpose: 'promises', current: 'promises', read }, (seen) => ({
        title: say[visit.language]('promises.title'),
        content: <PromisesPage visit={visit} seen={seen} others={others} />,
      }))
    },
  }),
  ...counterRoutes(),
  ...doorRoutes,
  ...accessRoutes,
  ...teamRoutes,
  ...knowledgeRoutes(),
  ...urgentRoutes(),
  ...listRoutes,
  ...asideRoutes,
  ...questionRoutes,
  ...answerRoutes(),
]
