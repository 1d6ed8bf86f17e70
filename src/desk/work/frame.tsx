import { z } from 'zod'
import type { Tx } from '../../foundation/database/database.ts'
import { may } from '../../foundation/identity/rights.ts'
import { recordLooks } from '../../foundation/record/record.ts'
import { ButtonLink, H1, Notice, P, Typed } from '../../foundation/ui/components.tsx'
import { type Frame, type Shown, workplace } from '../../foundation/ui/frame.tsx'
import type { Answer } from '../../foundation/web/answer.ts'
import { type Conflict, NotFound } from '../../foundation/web/problem.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { regionOfId, theNation } from '../../network/geography.ts'
import type { Networks } from '../../network/known.ts'
import { findPersons } from '../../people/queries.ts'
import { readNumber } from '../number.ts'
import type { DeskPlaces } from '../places.ts'
import { countsFor, type ListChoice, questionByNumber, searchQuestions, type View, viewsFor } from '../queries.ts'
import type { Question } from '../question.ts'
import { type DeskKey, say } from '../words.ts'
import { WorkMenu } from './list.tsx'

export interface DeskParts {
  networks: Networks
  places: DeskPlaces
  frame: Frame
}

/** The workplace around every page of staff: the lists with their counts, and what else there is for this person. */
export const workFrame =
  (networks: Networks, more: DeskPlaces['menu']): Frame =>
  async (visit) => {
    const t = say[visit.language]
    const { actor } = visit
    const network = await networks.of(visit.region.id)
    const works = may(actor, 'question.see')
    const entries = [
      visit.region.id !== theNation.id && { key: 'register', href: visit.path('/werk/noteren'), label: t('menu.register') },
      may(actor, 'knowledge.see') && { key: 'knowledge', href: visit.path('/werk/kennis'), label: t('menu.knowledge') },
      may(actor, 'absence.arrange') && { key: 'team', href: visit.path('/werk/werkdruk'), label: t(may(actor, 'workload.see') ? 'menu.team' : 'menu.absence') },
      may(actor, 'promises.see') && { key: 'promises', href: visit.path('/werk/beloften'), label: t('menu.promises') },
      may(actor, 'access.ask') && { key: 'access', href: visit.path('/werk/inzage'), label: t('menu.access') },
      may(actor, 'door.see') && visit.region.id !== theNation.id && { key: 'doors', href: visit.path('/werk/deuren'), label: t('menu.doors') },
      may(actor, 'staff.manage') && { key: 'staff', href: visit.path('/werk/toegang'), label: t('menu.staff') },
      visit.region.id === theNation.id && may(actor, 'nation.manage') && { key: 'regions', href: visit.path('/werk/regios'), label: t('menu.regions') },
      may(actor, 'setup.change') &&
        network.organisations.get(actor.organisation)?.kind !== 'werkcentrum' && { key: 'points', href: visit.path('/werk/inrichting/deel/inlooppunten'), label: t('menu.points') },
      may(actor, 'setup.change') &&
        network.organisations.get(actor.organisation)?.kind === 'werkcentrum' && { key: 'setup', href: visit.path('/werk/inrichting'), label: t('menu.setup') },
      { key: 'network', href: visit.path('/werk/netwerk'), label: t('menu.network') },
    ].filter((each) => each !== false)
    const organisation = network.organisations.get(actor.organisation)?.name ?? ''
    const others = visit.region.id === theNation.id ? [] : more.filter((each) => may(actor, each.right))
    return async (tx, current) => {
      const [counts, ...waiting] = await Promise.all([works ? countsFor(tx, actor, visit.now) : undefined, ...others.map((each) => each.count(tx, actor))])
      const own = others.map(({ key, page, label }, at) => ({ key, href: visit.path(`/werk${page}`), label: label[visit.language], count: waiting[at] }))
      return {
        who: t('who', { name: actor.name, organisation }),
        menu: <WorkMenu visit={visit} views={works ? viewsFor(actor) : []} counts={counts} current={current} own={own} entries={entries} />,
      }
    }
  }

/** The list that an address means for this person: the one it names when it is theirs, else their first. */
const usedView = <Choice extends ListChoice>(visit: StaffVisit, choice: Choice, given: boolean): Choice => {
  const own = viewsFor(visit.actor)
  const first: View = own.includes('mine') ? 'mine' : 'climbed'
  return { ...choice, lijst: given && own.includes(choice.lijst) ? choice.lijst : first }
}

export const chosen = <Choice extends ListChoice>(visit: StaffVisit & { query: Choice }): Choice =>
  usedView(visit, visit.query, (visit.request.query as { lijst?: string }).lijst !== undefined)

/** The key in the menu of the list that an address shows. */
export const currentOf = (choice: ListChoice) => (choice.zoek ? 'search' : choice.lijst)

export const numberParams = z.object({ region: z.string(), number: z.string().max(20) })

/** What `ask` finds by the number in an address, as it is kept. @throws NotFound when there is no such question, or none that the actor may see */
export async function foundBy<Found>(ask: (number: string) => Promise<Found | undefined>, visit: StaffVisit, number: string): Promise<Found> {
  const read = readNumber(regionOfId(visit.region.id).prefix, number)
  const found = read && (await ask(read))
  if (!found) throw new NotFound()
  return found
}
/** The question of an address. @throws NotFound */
export const found = (tx: Tx, visit: StaffVisit, number: string): Promise<Question> => foundBy((sought) => questionByNumber(tx, visit.region.id, sought), visit, number)

/** What somebody searches for, with the names of whom it finds: each is a look. */
export async function searched(tx: Tx, visit: StaffVisit, text: string, choice = { inWords: true }) {
  const { questions, elsewhere } = await searchQuestions(tx, visit.actor, regionOfId(visit.region.id).prefix, text, choice)
  const ids = questions.map((each) => each.person_id)
  const persons = new Map((await findPersons(tx, visit.region.id, ids)).map((each) => [each.id, each]))
  recordLooks(
    tx,
    visit.actor,
    visit.now,
    questions.map((each) => ({ person: each.person_id, question: each.id })),
  )
  return { questions, elsewhere, persons }
}

/** Something came between: says what, keeps what was typed in sight, leads back. */
export function conflictShown(visit: StaffVisit, conflict: Conflict, back: string, typed: string): Shown {
  const t = say[visit.language]
  return {
    title: t('conflict.title'),
    status: 409,
    content: (
      <div class="wc-one">
        <H1>{t('conflict.title')}</H1>
        <Notice kind="warning" title={t(conflict.key as DeskKey, conflict.values)} />
        {typed && (
          <>
            <P>{t('conflict.kept')}</P>
            <div class="wc-card">
              <Typed>{typed}</Typed>
            </div>
          </>
        )}
        <ButtonLink href={back}>{t('conflict.back')}</ButtonLink>
      </div>
    ),
  }
}
export const conflictPage = ({ frame }: DeskParts, visit: StaffVisit, ...shown: [Conflict, back: string, typed: string]): Promise<Answer> =>
  workplace(frame, visit, { purpose: 'desk', current: '', read: () => undefined }, () => conflictShown(visit, ...shown))
