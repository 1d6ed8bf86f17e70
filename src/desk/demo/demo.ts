import type { Acting } from '../../foundation/doing.ts'
import { addDays, dayOf } from '../../foundation/clock/workingdays.ts'
import { actorFor, hoursAfter, workingDaysAgo } from '../../network/demo.ts'
import { type Doing, withNetwork } from '../../network/doing.ts'
import { searchPersons } from '../../people/queries.ts'
import { addKnowledge } from '../knowledge/actions.ts'
import { add, ask, notHelped, withdraw } from '../public/actions.ts'
import { questionsOfPersons } from '../queries.ts'
import type { Question } from '../question.ts'
import { markUrgent } from '../urgent/actions.ts'
import { answerDirectly, clarify, consult, note, register, take, write } from '../work/actions.ts'
import { setAside } from '../work/history.ts'
import { playFile } from './file.ts'
import { demoKnowledge } from './knowledge.ts'
import { type DemoQuestion, demoQuestions } from './questions.ts'

async function playQuestion(doing: Doing, given: DemoQuestion): Promise<void> {
  const { network, now } = doing
  const { slug } = [...network.organisations.values()].find((each) => each.municipality === given.municipality)!
  const guide = actorFor(network, given.guide === 2 ? `tweede-gids-${slug}` : `gids-${slug}`)
  const asked = workingDaysAgo(now, given.ago, 9)
  // What the asker and the guide do, so many hours after it was asked.
  const asker = (hours: number) => ({ ...doing, now: hoursAfter(asked, hours, now) })
  const staff = (hours: number) => ({ ...asker(hours), actor: guide })
  const question = {
    channel: given.channel ?? 'web',
    askerGroup: given.group,
    language: 'nl',
    text: given.text,
    postcode: given.postcode,
    municipality: given.municipality,
    name: given.name,
    contact: given.contact ?? {},
    door: network.doors.find((each) => each.slug === given.door)?.id,
  } as const
  const { id } = given.channel && !given.door ? await register(staff(0), question) : await ask(asker(0), question)
  if (given.withdrawn && !given.guide) return withdraw(asker(2), id)
  if (!given.guide) return
  await take(staff(1), id)
  if (given.sharpened)
    await clarify(staff(2), id, {
      sharpened: given.sharpened,
      askerGroup: given.group,
      topic: given.topic,
      municipality: given.municipality,
      facts: given.facts ?? {},
      name: given.name,
    })
  if (given.conversation) await write(staff(3), id, 'conversation', given.conversation, false)
  if (given.message) await write(staff(4), id, 'message', given.message.text, given.message.waits ?? false)
  if (given.note) await note(staff(5), id, given.note)
  if (given.reply) await add(asker(24), id, given.reply)
  if (given.answer) await answerDirectly(staff(26), id, given.answer, given.contact?.way === 'letter')
  if (given.notHelped) await notHelped(asker(50), id, given.notHelped)
  if (given.withdrawn) await withdraw(asker(30), id)
  if (given.consult) await consult(staff(6), id, given.consult)
  if (given.urgent) await markUrgent(staff(1), id, given.urgent)
  if (given.aside) await setAside(staff(1), id, given.aside)
}

/** Questions in every state, somebody's own file, and what guides keep at hand. */
export async function deskDemo(acting: Acting): Promise<void> {
  const doing = await withNetwork(acting)
  for (const each of demoQuestions) await playQuestion(doing, each)
  await playFile(doing)
  const coordinator = actorFor(doing.network, 'coordinator-werkcentrum')
  for (const { links = [], ...each } of demoKnowledge)
    await addKnowledge({ ...doing, actor: coordinator }, { ...each, links, language: 'nl', review_on: addDays(dayOf(doing.now), 120) })
}

/** The question of this demo from whoever is reached at this address or telephone number: for what a later room shows of it. @throws when there is none */
export async function questionFrom({ tx, actor }: Acting, contact: string): Promise<Question> {
  const [question] = await questionsOfPersons(tx, actor.region, await searchPersons(tx, actor.region, contact, 1))
  if (!question) throw new Error(`nobody asked from ${contact}`)
  return question
}
