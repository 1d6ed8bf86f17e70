import { sql } from 'kysely'
import type { Day } from '../../foundation/clock/workingdays.ts'
import { type Tx, tables, written } from '../../foundation/database/database.ts'
import type { PlanRow, PlanStepRow } from '../rows.ts'

/** One plan for a person with whom several partners work. */
export type Plan = PlanRow
/** What somebody does, by when; of no organisation it is the person's own. */
export type PlanStep = PlanStepRow
const db = tables<{ plan: PlanRow; plan_step: PlanStepRow }>()

/** The plan of a question with its steps, what is due first, when the actor may see it. */
export async function planOf(tx: Tx, region: number, question: string): Promise<{ plan: Plan; steps: PlanStep[] } | undefined> {
  const plan = await tx.one(db.selectFrom('plan').selectAll().where('region_id', '=', region).where('question_id', '=', question))
  if (!plan) return undefined
  const steps = db.selectFrom('plan_step').selectAll().where('region_id', '=', region).where('question_id', '=', question)
  return { plan, steps: await tx.all(steps.orderBy(sql`done_at is not null`).orderBy('due_on').orderBy('id')) }
}
/** Makes the plan of a question, or changes it. */
export const writePlan = (tx: Tx, plan: Plan) =>
  tx.run(
    db
      .insertInto('plan')
      .values(plan)
      .onConflict((conflict) =>
        conflict
          .columns(['region_id', 'question_id'])
          .doUpdateSet({ goal: plan.goal, agreed_at: plan.agreed_at, agreed_how: plan.agreed_how, agreed_with: plan.agreed_with, changed_at: plan.changed_at }),
      ),
  )
export const insertStep = (tx: Tx, step: PlanStep) => tx.run(db.insertInto('plan_step').values(step))
export const lockStep = (tx: Tx, region: number, question: string, id: string) =>
  tx.one(db.selectFrom('plan_step').selectAll().where('region_id', '=', region).where('question_id', '=', question).where('id', '=', id).forUpdate())
export const updateStep = (tx: Tx, { region_id, id }: PlanStep, changes: Partial<PlanStep>) =>
  tx.run(db.updateTable('plan_step').set(changes).where('region_id', '=', region_id).where('id', '=', id))
export const removeStep = (tx: Tx, { region_id, id }: PlanStep) => tx.run(db.deleteFrom('plan_step').where('region_id', '=', region_id).where('id', '=', id))

/** The organisations that have a step of this question's plan open which was due before this day. */
export const lateAt = async (tx: Tx, region: number, question: string, today: Day): Promise<(string | null)[]> =>
  (
    await tx.all(
      written<{ id: string | null }>(
        sql`select distinct organisation_id as id from plan_step where region_id = ${region} and question_id = ${question} and done_at is null and due_on < ${today}::date`,
      ),
    )
  ).map((row) => row.id)
