import { type Language, sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Facts, H2, P, Table } from '../../foundation/ui/components.tsx'
import { followUrl } from '../../desk/letters.ts'
import { questionsOfPersons } from '../../desk/queries.ts'
import type { Tx } from '../../foundation/database/database.ts'
import { takenOf, type Ways } from '../../foundation/record/fate.ts'
import type { Visit } from '../../foundation/web/route.ts'
import { meetingFates } from '../../appointments/fates.ts'
import type { Network } from '../../network/current.ts'
import { handoverFates } from '../fates.ts'
import type { FilePart } from '../../people/places.ts'
import type { Item } from '../handover.ts'
import { sayItem, sayValue } from '../pieces.tsx'
import { type ForPerson, HandoversForPerson, readForPerson } from '../person/part.tsx'
import { say } from '../words.ts'

/** All handovers of these persons' questions, with what their askers see of them. */
async function handoversOfPersons(tx: Tx, language: Language, region: number, persons: readonly string[]) {
  const found = []
  for (const question of (await questionsOfPersons(tx, region, persons)).filter((each) => each.handed_at))
    found.push({ question, found: await readForPerson(tx, language, question) })
  return found
}

interface Shared {
  handover: ForPerson['handovers'][number]
  items: ForPerson['items']
  visit: Pick<Visit, 'language' | 'now'>
  network: Network
  t: (typeof say)[Language]
}
/** What was offered, column by column. */
const shownHandover: Ways<typeof handoverFates, { head: 'with' | 'when' | 'what' | 'ground' | 'until'; cell(shared: Shared): string }> = {
  to_id: { head: 'with', cell: ({ handover, network }) => network.organisations.get(handover.to_id)?.name ?? '' },
  offered_at: { head: 'when', cell: ({ handover, visit }) => sayDay(visit.language, handover.offered_at!, visit.now) },
  shares: {
    head: 'what',
    cell: ({ handover: { shares, decided_at, state }, items, visit: { language } }) =>
      items
        .filter(([item]) => shares[item] && ((decided_at && state !== 'declined') || shares[item] === 'offer'))
        .map(([item, value]) => `${sayItem(language, item as Item)}: ${sayValue(language, item as Item, value)}`)
        .join('; '),
  },
  ground: { head: 'ground', cell: ({ handover: { ground, agreement }, t }) => (ground ? `${t(`ground.${ground}`)} (${agreement ?? ''})` : '') },
  partner_until: {
    head: 'until',
    cell: ({ handover, visit, t }) => (handover.partner_until ? sayDay(visit.language, handover.partner_until, visit.now) : t('file.shared.running')),
  },
}

/** Handovers in the file of whom they are about: what is under way, with the buttons to say yes or no; and with whom what was shared, on which ground. */
export const handoversPart: FilePart = {
  key: 'shared',
  async now(tx, visit, network, persons, formKey) {
    const t = say[visit.language]
    const running = (await handoversOfPersons(tx, visit.language, visit.region.id, persons))
      .map(({ question, found }) => ({ question, found: { ...found, handovers: found.handovers.filter((each) => !each.ended_at) } }))
      .filter(({ found }) => found.handovers.length > 0)
    if (!running.length) return undefined
    const planned = running
      .flatMap(({ question, found }) => found.handovers.map((handover) => ({ question, handover, meeting: found.meetings.get(handover.id) })))
      .filter(({ meeting }) => meeting?.state === 'planned' && meeting.starts_at! > visit.now)
      .sort((a, b) => a.meeting!.starts_at!.getTime() - b.meeting!.starts_at!.getTime())
    const at = (question: (typeof running)[number]['question']) => new URL(followUrl(visit.system, { ...question, language: visit.language })).pathname
    return (
      <>
        {planned.length > 0 && (
          <section class="wc-card">
            <H2>{t('file.planned')}</H2>
            <Facts
              rows={planned.map(({ question, handover, meeting }) => [
                sayMoment(visit.language, meeting!.starts_at!, visit.now),
                <A key={handover.id} href={`${at(question)}#overdracht`}>
                  {network.organisations.get(handover.to_id)?.name ?? ''}
                </A>,
              ])}
            />
          </section>
        )}
        {running.map(({ question, found }) => (
          <HandoversForPerson key={question.id} visit={visit} network={network} found={found} at={at(question)} formKey={formKey} />
        ))}
      </>
    )
  },
  async known(tx, visit, network, persons) {
    const all = await handoversOfPersons(tx, visit.language, visit.region.id, persons)
    const shared = all.flatMap(({ question, found }) => found.handovers.filter((each) => each.offered_at).map((handover) => ({ question, handover, items: found.items })))
    const t = say[visit.language]
    return (
      <section>
        <H2>{t('file.shared')}</H2>
        {shared.length === 0 ? (
          <P soft>{t('file.shared.none')}</P>
        ) : (
          <Table
            label={t('file.shared')}
            heads={Object.values(shownHandover).map(({ head }) => t(`file.shared.${head}`))}
            rows={shared.map((each) => ({ key: each.handover.id, cells: Object.values(shownHandover).map(({ cell }) => cell({ ...each, visit, network, t })) }))}
          />
        )}
        <P soft>{t('file.shared.controller')}</P>
      </section>
    )
  },
  async taken(tx, language, network, region, persons) {
    return (await handoversOfPersons(tx, language, region, persons)).flatMap(({ question, found }) =>
      found.handovers.map((each) => ({
        ...takenOf(handoverFates, each, {
          question: question.number,
          from: network.organisations.get(each.from_id)?.name,
          to: network.organisations.get(each.to_id)?.name,
        }),
        meeting: found.meetings.get(each.id) && takenOf(meetingFates, found.meetings.get(each.id)!, {}),
        plan: each.purpose === 'plan' ? found.plan : undefined,
      })),
    )
  },
}
