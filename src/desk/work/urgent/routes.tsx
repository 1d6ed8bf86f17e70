import { conflictPage } from '../../../workplace/conflict.tsx'
import { networkHere } from '../../../network/current.ts'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { sayDay } from '../../../foundation/i18n/i18n.ts'
import { may } from '../../../foundation/identity/rights.ts'
import { Button, Form, H1, H2, Hidden, More, Notice, P, TextArea, Typed } from '../../../foundation/ui/components.tsx'
import { workplace } from '../../../foundation/ui/frame.tsx'
import { type Answer, seeOther } from '../../../foundation/web/answer.ts'
import { emptyForm, type Filled } from '../../../foundation/web/forms.ts'
import { Conflict } from '../../../foundation/web/problem.ts'
import { type Route, route, type StaffVisit } from '../../../foundation/web/route.ts'
import { type UrgentKind, urgentKinds } from '../../question.ts'
import { forgetGuidance, guidanceOf, writeGuidance } from '../../urgent/store.ts'
import { say } from '../../words.ts'
import { guidanceForm } from '../forms.ts'
import { sayConflict } from '../found.ts'
import { deskRights } from '../../rights.ts'

const kindField = z.enum(urgentKinds)

/** What to do and say for each kind of danger: for guides to read, and for coordinators to keep. */
export function urgentRoutes(): Route[] {
  const show = async (visit: StaffVisit, done?: boolean, filled?: { kind: UrgentKind; form: Filled }): Promise<Answer> => {
    const t = say[visit.language]
    const network = await networkHere(visit)
    const formKey = randomUUID()
    return workplace(visit, { purpose: 'knowledge', current: 'knowledge', read: (tx) => guidanceOf(tx, visit.region.id) }, (own) => ({
      title: t('guidance.title'),
      quiet: true,
      content: (
        <div class="wc-one">
          <H1>{t('guidance.title')}</H1>
          <P soft>{t('guidance.lead')}</P>
          {done && <Notice kind="ok" title={t('done.clarified')} />}
          {urgentKinds.map((kind) => {
            const ours = own.get(kind)
            const text = ours?.text ?? t(`guidance.${kind}`)
            const field = guidanceForm.in(visit.language, filled?.kind === kind ? filled.form : emptyForm, { prefix: `${kind}-` })
            return (
              <section key={kind}>
                <H2>{t(`urgent.kind.${kind}`)}</H2>
                <Typed>{text}</Typed>
                {ours && <P soft>{t('guidance.own', { name: network.staff.get(ours.staff_id)?.name ?? 'Werkcentrum', day: sayDay(visit.language, ours.at, visit.now) })}</P>}
                {may(visit.actor, deskRights.advise) && (
                  <More title={t('guidance.change', { kind: t(`urgent.kind.${kind}`) })} open={filled?.kind === kind}>
                    <Form action={visit.path('/werk/bij-spoed')} language={visit.language} formKey={formKey} fields={field}>
                      <Hidden {...field.valued('kind', kind)} />
                      <Hidden {...field.valued('seen', ours?.at.toISOString() ?? '')} />
                      <TextArea {...field('text')} start={text} rows={6} />
                      <div class="wc-actions">
                        <Button>{t('guidance.save')}</Button>
                        {ours && (
                          <Button to={visit.path('/werk/bij-spoed/terug')} weight="secondary-action">
                            {t('guidance.back')}
                          </Button>
                        )}
                      </div>
                    </Form>
                  </More>
                )}
              </section>
            )
          })}
        </div>
      ),
    }))
  }
  const path = '/:region/werk/bij-spoed'
  return [
    route({
      method: 'GET',
      path,
      right: deskRights.seeKnowledge,
      query: z.object({ gedaan: z.literal('ja').optional().catch(undefined) }),
      handle: (visit) => show(visit, visit.query.gedaan !== undefined),
    }),
    route({
      method: 'POST',
      path,
      right: deskRights.advise,
      body: guidanceForm.schema,
      handle: async (visit) => {
        const { kind, seen, text } = visit.body
        const row = { region_id: visit.region.id, kind, text, at: visit.now, staff_id: visit.actor.id }
        await visit.change('knowledge', async (tx) => {
          if (!(await writeGuidance(tx, row, seen ? new Date(seen) : null))) throw new Conflict('conflict.changed')
        })
        return seeOther(visit.path('/werk/bij-spoed?gedaan=ja'))
      },
      redo: (visit, form) => show(visit as StaffVisit, false, { kind: kindField.catch('danger').parse(form.values.kind), form }),
      conflict: (visit, error) => conflictPage(visit, sayConflict(visit, error), visit.path('/werk/bij-spoed'), visit.body.text),
    }),
    route({
      method: 'POST',
      path: `${path}/terug`,
      right: deskRights.advise,
      body: z.object({ kind: kindField }),
      handle: async (visit) => {
        await visit.change('knowledge', async (tx) => void (await forgetGuidance(tx, visit.region.id, visit.body.kind)))
        return seeOther(visit.path('/werk/bij-spoed?gedaan=ja'))
      },
      redo: (visit) => seeOther(visit.path('/werk/bij-spoed')),
    }),
  ]
}
