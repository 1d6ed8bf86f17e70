import { recordCounted } from '../codes.ts'
import type { Acting } from '../../foundation/doing.ts'
import type { Doing } from '../../network/doing.ts'
import { deskNotices } from '../notices.ts'
import { Conflict } from '../../foundation/web/problem.ts'
import { regionOfId } from '../../network/geography.ts'
import { ownerFor } from '../../network/current.ts'
import type { Upload } from '../../foundation/files/reading.ts'
import { addFiles, addMessage, change, heard, isAsker, lock, must, nearestPoint, type NewQuestion, open, reopened, resumed } from '../actions.ts'
import { notify } from '../../workplace/notices/actions.ts'
import { questionLife, isClosed, type Question } from '../question.ts'
import { updateQuestion } from '../store.ts'
import { heed } from '../urgent/actions.ts'
import { seekAgain } from '../urgent/mark.ts'
import { deskEvents } from '../events.ts'
import { record } from '../../foundation/record/record.ts'

/** Somebody asks, on the web or through the API. The municipality of their postcode owns the question, else the centre municipality. */
export async function ask(doing: Doing, given: NewQuestion): Promise<Question> {
  const { actor, network } = doing
  const owner = ownerFor(network, given.municipality, regionOfId(actor.region).centreMunicipality)
  return open(doing, given, { organisation: owner.id, point: nearestPoint(network, owner.id, given.postcode), staff: null })
}

/** The asker adds something; `own` is what is read for danger where that is not the text. Where we waited for it, we go on. */
export async function add(doing: Doing, id: string, text: string, files: readonly Upload[] = [], own = text): Promise<void> {
  const { tx, actor, now } = doing
  const question = await heed(doing, await lock(doing, id), own)
  // On their own page they saw what was there.
  if (isAsker(actor)) await heard(tx, question)
  const step = questionLife.can('reply', question.state) ? 'reply' : 'add'
  if (isClosed(question.state)) throw new Conflict('conflict.closed')
  must(doing, question, step)
  const message = await addMessage(doing, question, 'addition', text)
  await addFiles(tx, now, question, message, files)
  if (step === 'reply') await change(tx, question, { ...resumed(question, now), state: questionLife.after(step, question.state) })
  record(doing, deskEvents.added, question.id, { message })
  await notify({ tx, region: actor.region, now }, deskNotices.added, { question: id, staff: [question.staff_id] })
}

/** The answer did not help: the question opens again, with the same person if they still work here, and a new promise. `own` as in `add`. */
export async function notHelped(doing: Doing, id: string, text: string, files: readonly Upload[] = [], own = text): Promise<void> {
  const { tx, actor, now, network } = doing
  const question = await lock(doing, id, 'notHelped')
  const message = await addMessage(doing, question, 'addition', text)
  await addFiles(tx, now, question, message, files)
  await heed(doing, await change(tx, question, reopened(question, network, now)), own)
  record(doing, deskEvents.reopened, question.id, { message })
  await notify({ tx, region: actor.region, now }, deskNotices.reopened, { question: id, staff: [question.staff_id] })
}

/** The asker needs no answer any more; what other rooms had under way for it ends after the event. */
export async function withdraw(doing: Acting, id: string): Promise<void> {
  const { tx, now } = doing
  const question = await lock(doing, id, 'withdraw')
  await change(tx, question, { state: questionLife.after('withdraw', question.state), waiting_since: null, closed_at: now })
  recordCounted(doing, deskEvents.withdrawn, question)
}

/** Corrects where the asker lives. While nobody has the question it moves to that municipality; after that it stays with who has it. */
export async function changeMunicipality(doing: Doing, id: string, municipality: string): Promise<void> {
  const { tx, actor, now, network } = doing
  const question = await lock(doing, id)
  if (question.municipality === municipality) return
  const owner = ownerFor(network, municipality, regionOfId(actor.region).centreMunicipality)
  const moves = question.state === 'received' && owner.id !== question.organisation_id
  await updateQuestion(tx, question, {
    municipality,
    ...(moves ? { organisation_id: owner.id, walk_in_point_id: nearestPoint(network, owner.id, question.postcode ?? undefined) } : {}),
  })
  // Those who see it now are told what cannot wait.
  if (moves) seekAgain(tx, question, now)
  record(doing, deskEvents.municipalityChanged, question.id, { moved: moves })
}
