import type { VNode } from 'preact'
import type { Tx } from '../../foundation/database/database.ts'
import { forAsker } from '../../desk/discreet.ts'
import type { Question } from '../../desk/question.ts'
import { type Language, sayDay } from '../../foundation/i18n/i18n.ts'
import { H2, H3, More, P, Typed } from '../../foundation/ui/components.tsx'
import type { Visit } from '../../foundation/web/route.ts'
import type { FollowPart } from '../../desk/places.ts'
import { hasProof } from '../../desk/proof/proof.ts'
import type { Network } from '../../network/current.ts'
import { Act, Moments } from '../forms.tsx'
import type { Handover, Item } from '../handover.ts'
import { handoverLife, type StepName, partnerKeepsDays } from '../handover.ts'
import { Conversation, partnerName, Reasons, seenFrom, SharedData } from '../pieces.tsx'
import { guestNames, itemsOfQuestion, type SeenHandover } from '../queries.ts'
import { handoversOf } from '../store.ts'
import { meetingById } from '../../appointments/queries.ts'
import { PlanPart } from '../plan/part.tsx'
import { planOf } from '../plan/store.ts'
import { veiled } from '../../people/person.ts'
import { say } from '../words.ts'

interface Shown {
  visit: Visit
  network: Network
  handover: Handover
  items: readonly (readonly [Item, string])[]
  at: string
  formKey: string
}

/** What goes along, before and after the partner's yes: shown as the partner sees it. */
function Data({ visit, network, handover, items }: Shown) {
  const t = say[visit.language]
  const partner = network.organisations.get(handover.to_id)?.name
  const data = { language: visit.language, reference: handover.reference }
  return (
    <>
      <H3>{t('person.data.offer', { partner })}</H3>
      <SharedData {...data} items={seenFrom('offer', handover.shares, items)} />
      <H3>{t('person.data.accept', { partner })}</H3>
      <SharedData {...data} reference={undefined} items={seenFrom('accept', handover.shares, items)} />
      <P soft>{t('person.data.until', { partner, days: partnerKeepsDays })}</P>
    </>
  )
}

/** One handover on the asker's own page: the question whether they want it, then how it goes on. */
function One({ shown, meeting, guests, plan }: { shown: Shown; meeting: SeenHandover['meeting']; guests: SeenHandover['guests']; plan: SeenHandover['plan'] }) {
  const { visit, network, handover } = shown
  const t = say[visit.language]
  const partner = network.organisations.get(handover.to_id)?.name
  const from = network.organisations.get(handover.from_id)?.name
  const asked = handover.state === 'proposed'
  const as = ['person'] as const
  const can = (step: StepName) => !handover.ended_at && handoverLife.can(step, handover.state, as)
  const who = partnerName(network, handover, guests)
  const props = { visit, network, at: shown.at, formKey: shown.formKey, seen: { handover, as, plan, items: [], meeting, guests, question: undefined, others: [] } }
  return (
    <section class="wc-card">
      <H2>{t(asked ? (handover.purpose === 'plan' ? 'person.asked.plan' : 'person.asked') : 'person.title', { partner })}</H2>
      <P>
        {t(handover.stuck && !handover.ended_at ? 'person.stuck' : `person.state.${handover.state}`, {
          partner,
          from,
          who: who ?? partner,
          day: handover.due_at ? sayDay(visit.language, handover.due_at, visit.now) : '',
        })}
      </P>
      {asked && (
        <>
          <P>{t('person.why', { name: network.staff.get(handover.staff_id)?.name, from })}</P>
          <div class="wc-said">
            <Typed>{handover.why || t('person.discreet')}</Typed>
            {handover.hope && <Typed>{handover.hope}</Typed>}
          </div>
          <Data {...shown} />
          <P>{t('person.choice')}</P>
          <div class="wc-actions">
            <Act props={props} which="ja" label={t('person.yes')} />
            <Act props={props} which="nee" label={t('person.no')} weight="secondary-action" />
          </div>
        </>
      )}
      {plan && <PlanPart props={props} found={plan} person />}
      {meeting && meeting.state !== 'cancelled' && <Conversation language={visit.language} now={visit.now} meeting={meeting} />}
      {can('choose') && meeting?.state === 'proposed' && (
        <>
          <P>{t('person.choose')}</P>
          <Moments props={props} />
        </>
      )}
      {can('cancel') && (meeting?.state === 'proposed' || meeting?.state === 'planned') && (
        <Act props={props} which="afzeggen" label={t(meeting.state === 'planned' ? 'act.cancel' : 'act.none-fits')} weight="secondary-action" />
      )}
      <Reasons language={visit.language} network={network} handover={handover} now={visit.now} />
      {!asked && (
        <More title={t('person.data')}>
          <Data {...shown} />
          {handover.ground && <P>{t('person.ground', { ground: t(`ground.${handover.ground}`), agreement: handover.agreement ?? '' })}</P>}
        </More>
      )}
      {!asked && can('stop') && (
        <More title={t('person.stop')}>
          <P>{t(handover.ground === 'consent' ? 'person.stop.consent' : 'person.stop.text', { partner, from })}</P>
          <Act props={props} which="stoppen" label={t('act.stop')} weight="secondary-action" />
        </More>
      )}
    </section>
  )
}

/** The handovers of a question, with all that its asker sees of them: what must be discreet is in none of it. */
export async function readForPerson(tx: Tx, language: Language, question: Question) {
  const region = question.region_id
  const all = (await handoversOf(tx, region, question.id)).reverse()
  const handovers = question.discreet ? all.map((each) => ({ ...each, why: '', hope: null, declined_text: null, outcome_text: null })) : all
  const meetings = new Map<string, SeenHandover['meeting']>()
  for (const { id, meeting_id } of handovers) if (meeting_id) meetings.set(id, await meetingById(tx, region, meeting_id))
  return {
    handovers,
    meetings,
    items: await itemsOfQuestion(tx, forAsker(language, question)),
    guests: await guestNames(tx, handovers),
    plan: question.discreet ? undefined : await planOf(tx, region, question.id),
  }
}
export type ForPerson = Awaited<ReturnType<typeof readForPerson>>

/** These handovers of one question, the newest first, with the buttons of its asker; `at` is the address of the question's own page. */
export function HandoversForPerson({ visit, network, found, at, formKey }: Pick<Shown, 'visit' | 'network' | 'at' | 'formKey'> & { found: ForPerson }): VNode {
  const { handovers, meetings, items, guests, plan } = found
  // One plan for all who take part in it: shown once, with the newest of them.
  const withPlan = handovers.find((each) => each.purpose === 'plan' && !each.ended_at) ?? handovers.find((each) => each.purpose === 'plan')
  return (
    <>
      {handovers.map((handover) => (
        <One
          key={handover.id}
          shown={{ visit, network, handover, items: items.filter(([item]) => handover.shares[item]), at: `${at}/overdracht/${handover.id}`, formKey }}
          meeting={meetings.get(handover.id)}
          guests={guests}
          plan={handover.id === withPlan?.id ? plan : undefined}
        />
      ))}
    </>
  )
}

/** The handovers of a question on its asker's own page, the newest first. */
export const handoverPart: FollowPart = async (visit, question, network, at, formKey): Promise<VNode | undefined> => {
  if (!question.handed_at) return undefined
  const found = await visit.transaction('following', (tx) => readForPerson(tx, visit.language, question))
  // Who only has the link sees that it goes along, and not what it is.
  if (!hasProof(visit, question, 'asker')) found.items = found.items.map(([item, value]) => [item, ['name', 'email', 'phone'].includes(item) ? veiled(value) : value])
  return (
    <div id="overdracht" data-part>
      <HandoversForPerson visit={visit} network={network} found={found} at={at} formKey={formKey} />
    </div>
  )
}
