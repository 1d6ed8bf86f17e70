import { randomUUID } from 'node:crypto'
import { sayDay, sayMoment } from '../../foundation/i18n/i18n.ts'
import { may } from '../../foundation/identity/rights.ts'
import { passesOf } from '../../foundation/identity/passes.ts'
import { Button, Form, More, Notice, P } from '../../foundation/ui/components.tsx'
import { programOf } from '../../foundation/web/route.ts'
import { sayPhone } from '../../people/person.ts'
import { findPerson } from '../../people/queries.ts'
import { deskEvents } from '../events.ts'
import type { QuestionPanel } from '../places.ts'
import { deskRights } from '../rights.ts'
import { say } from '../words.ts'
import { proofWay } from './proof.ts'
import { backSince, changesOf, takeBackDays } from './store.ts'

const of = (...kinds: { kind: string }[]) => new Set(kinds.map(({ kind }) => kind))
const asks = of(deskEvents.proofAsked)
const changes = of(deskEvents.contactChanged, deskEvents.kept)

/** For who handles the question: a code to tell the asker by phone, and what was changed by who showed to be the asker, to be taken back for them. */
export const proofPanel: QuestionPanel = {
  key: 'proof',
  column: 'top',
  async show(visit, question, _network, events) {
    const recent = events.filter(({ at }) => at > backSince(visit.now))
    const asked = recent.some(({ kind }) => asks.has(kind))
    const changed = recent.some(({ kind }) => changes.has(kind))
    if ((!asked && !changed) || !may(visit.actor, deskRights.write)) return undefined
    const region = visit.region.id
    const found = await visit.system.database.transaction(programOf(visit), 'question', async (tx) => ({
      person: await findPerson(tx, region, question.person_id),
      codes: asked ? await passesOf(visit.system).open(tx, region, 'asker', question.id, visit.now) : [],
      changes: changed ? await changesOf(tx, region, question.id, backSince(visit.now)) : [],
    }))
    const { person, codes } = found
    const t = say[visit.language]
    const told = codes.length > 0 && person && proofWay(person) === 'phone'
    if (!told && !found.changes.length) return undefined
    return (
      <section>
        {told && (
          <Notice kind="warning" title={t('proof.tell', { number: sayPhone(person.phone!) })}>
            <ul>
              {codes.map(({ digits, asked: at }) => (
                <li key={digits}>
                  <strong>{digits}</strong> {t('proof.tell.asked', { moment: sayMoment(visit.language, at, visit.now) })}
                </li>
              ))}
            </ul>
            {codes.length > 1 && <p>{t('proof.tell.several')}</p>}
            <p>{t('proof.tell.how')}</p>
          </Notice>
        )}
        {found.changes.length > 0 && (
          <More title={t('take-back.here')}>
            <P>{t('take-back.here.text', { days: takeBackDays })}</P>
            {found.changes.map(({ id, kind, at }) => (
              <Form key={id} action={visit.path(`/werk/vragen/${question.number}/terugzetten/${id}`)} language={visit.language} formKey={randomUUID()}>
                <P>{t(`take-back.here.${kind}`, { day: sayDay(visit.language, at, visit.now) })}</P>
                <Button weight="secondary-action">{t('take-back.go')}</Button>
              </Form>
            ))}
          </More>
        )}
      </section>
    )
  },
}
