import { addWorkingDays, dayOf, momentAt } from '../foundation/clock/workingdays.ts'
import type { Acting } from '../foundation/doing.ts'
import { questionFrom } from '../desk/demo/demo.ts'
import { actorFor, hoursAfter, organisationOf } from '../network/demo.ts'
import { type Doing, withNetwork } from '../network/doing.ts'
import { type Moment, type Shares, usualMoment } from './handover.ts'
import { accept, choose, decline, meet, proposeMeeting, report } from './partner/actions.ts'
import { itemsOfQuestion } from './queries.ts'
import { propose } from './work/actions.ts'

/** An invented handover: to whom, why, and how far it has come. */
interface DemoHandover {
  /** Where who asked can be reached: whose question of the desk's demo it is. */
  asker: string
  to: string
  why: string
  hope?: string
  until: 'asked' | 'offered' | 'accepted' | 'times' | 'planned' | 'met' | 'started' | 'declined' | 'declined-thrice'
}

const demoHandovers: readonly DemoHandover[] = [
  {
    asker: 'vrager-31@voorbeeld.example',
    to: 'fnv',
    why: 'De bond kijkt het voorstel na en helpt bij het gesprek met de werkgever.',
    hope: 'Niet te vroeg tekenen, en liefst ander werk in de buurt.',
    until: 'asked',
  },
  { asker: '+31612345632', to: 'uwv', why: 'Heeft WW; UWV begeleidt bij het zoeken en kent de vacatures.', hope: 'Binnen twee maanden werk als planner.', until: 'offered' },
  { asker: 'vrager-33@voorbeeld.example', to: 'uwv', why: 'Krijgt een uitkering van UWV; een arbeidsdeskundige kan zeggen wat nog kan.', until: 'times' },
  { asker: 'vrager-34@voorbeeld.example', to: 'uwv', why: 'Stond ingeschreven en kent de adviseur al.', until: 'planned' },
  { asker: 'vrager-35@voorbeeld.example', to: 'roc-van-twente', why: 'Het ROC heeft een opleiding voor volwassenen in de bouw.', until: 'met' },
  { asker: '+31612345636', to: 'cnv', why: 'De bond kent de cao en de regels bij ontslag van een groep.', until: 'offered' },
  { asker: '+31612345637', to: 'uwv', why: 'Heeft WIA; UWV koopt zulke begeleiding in.', until: 'started' },
  { asker: 'vrager-38@voorbeeld.example', to: 'uwv', why: 'UWV heeft een regeling voor deze opleiding.', until: 'declined' },
  { asker: '+31612345639', to: 'uwv', why: 'Zoekt werk met zekerheid.', until: 'declined-thrice' },
]

const order = ['asked', 'offered', 'accepted', 'times', 'planned', 'met', 'started'] as const

/** Plays a handover up to where it is, hour by hour from six hours after the question was asked. */
async function playHandover(doing: Doing, { asker, to, why, hope, until }: DemoHandover): Promise<void> {
  const { tx, now, network } = doing
  const question = await questionFrom(doing, asker)
  const at = (hours: number) => hoursAfter(question.asked_at, 6 + hours, now)
  const guide = actorFor(network, network.staff.get(question.staff_id!)!.subject!)
  const partner = (slug: string) => actorFor(network, `gids-${slug}`)
  const shares = Object.fromEntries((await itemsOfQuestion(tx, question)).map(([item]): [string, Moment] => [item, usualMoment(item, question) ?? 'accept'])) as Shares
  const hand = (slug: string, hours: number) =>
    propose({ ...doing, actor: guide, now: at(hours) }, question.id, {
      to: organisationOf(network, slug),
      why,
      hope,
      shares,
      agreed: until === 'asked' ? undefined : { how: 'phone', at: at(hours) },
    })
  let id = await hand(to, 0)
  if (until === 'declined' || until === 'declined-thrice') {
    const tries = until === 'declined' ? [to] : [to, 'roc-van-twente', 'fnv']
    for (const [nth, each] of tries.entries()) {
      if (nth) id = await hand(each, nth * 4)
      const next = organisationOf(network, tries[nth + 1] ?? 'roc-van-twente')
      await decline({ ...doing, actor: partner(each), now: at(nth * 4 + 2) }, id, { reason: nth ? 'no-room' : 'not-for-us', next })
    }
    return
  }
  const reached = order.indexOf(until)
  const theirs = (hours: number) => ({ ...doing, actor: partner(to), now: at(hours) })
  if (reached < 2) return
  await accept(theirs(4), id)
  if (reached < 3) return
  const times = [2, 3].map((days) => momentAt(addWorkingDays(dayOf(now), days), 10))
  const place = 'Marktstraat 1, Enschede, vraag bij de balie naar het team'
  await proposeMeeting(theirs(5), id, { times, manner: 'place', place, minutes: 45, agreed: false, withGuide: true })
  if (reached < 4) return
  await choose({ ...doing, actor: guide, now: at(6) }, id, times[0]!)
  if (reached < 5) return
  await meet(theirs(24), id, dayOf(at(24)))
  if (reached < 6) return
  await report(theirs(30), id, { outcome: 'started', text: 'Begonnen met een traject van drie maanden, met elke week een gesprek.' })
}

/** Handovers of the desk's questions, as far as each has come. */
export async function handoverDemo(acting: Acting): Promise<void> {
  const doing = await withNetwork(acting)
  for (const each of demoHandovers) await playHandover(doing, each)
}
