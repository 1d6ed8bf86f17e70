import type { VNode } from 'preact'
import { A, Button, FileField, Form, H1, H2, More, Notice, P, Table } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { textIn } from '../service.ts'
import type { Difference } from '../work/compare.ts'
import { sheetOfServicesForm } from '../work/forms.ts'
import { Differences } from '../work/pages.tsx'
import { say } from '../words.ts'
import type { CellProblem } from './read.ts'
import type { ImportedRow } from '../store.ts'

const mostShown = 200

/** The first problems of a list's cells, as problems of the form by which it was given. */
export const cellErrors = (problems: readonly CellProblem[]): Filled['errors'] => ({
  file: { key: 'sheet.problems', values: { count: problems.length } },
  ...Object.fromEntries(
    problems
      .slice(0, mostShown)
      .map(({ row, column, problem: { key, values } }, nth) => [`${cellProblem}${nth}`, { key, values: { ...values, atRow: row, atColumn: column.slice(0, 80) } }]),
  ),
})
const cellProblem = 'cel.'

/** Where a list is given back, and what is wrong in the one that was. */
export function ImportPage({ visit, form, formKey, done }: { visit: StaffVisit; form: Filled; formKey: string; done?: boolean }): VNode {
  const { language } = visit
  const t = say[language]
  const at = visit.path('/werk/aanbod/invoer')
  const cells = Object.entries(form.errors).filter(([name]) => name.startsWith(cellProblem))
  const { file } = form.errors
  // What is wrong in its cells is told in a table, not at the field.
  const field = sheetOfServicesForm.in(language, cells.length ? { ...form, errors: {} } : form)
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/aanbod')}>{t('work.title')}</A>
      </p>
      <H1>{t('sheet.title')}</H1>
      {done && <Notice kind="ok" title={t('sheet.done')} />}
      {cells.length > 0 && file && (
        <>
          <Notice kind="error" title={field.explain(file)} />
          <Table
            label={t('sheet.why')}
            heads={[t('sheet.row'), t('sheet.column'), t('sheet.why')]}
            rows={cells.map(([name, problem]) => ({ key: name, cells: [problem.values?.atRow, problem.values?.atColumn, field.explain(problem)] }))}
          />
          {Number(file.values?.count) > cells.length && <P soft>{t('sheet.more', { count: Number(file.values?.count) - cells.length })}</P>}
        </>
      )}
      <P>{t('sheet.lead')}</P>
      <p class="wc-actions">
        <a class="utrecht-link" href={`${at}/sjabloon?vorm=xlsx`} download>
          {t('sheet.template')} (xlsx)
        </a>
        <a class="utrecht-link" href={`${at}/sjabloon?vorm=xlsx&vol=ja`} download>
          {t('sheet.now')} (xlsx)
        </a>
        <a class="utrecht-link" href={`${at}/sjabloon?vorm=csv&vol=ja`} download>
          {t('sheet.now')} (csv)
        </a>
        <a class="utrecht-link" href={`/api/hsds/regios/${visit.region.slug}/services?full=true&format=ndjson`} download={`${t('work.title')}.ndjson`}>
          {t('sheet.now')} (HSDS 3.0)
        </a>
      </p>
      <Form action={at} language={language} formKey={formKey} fields={field} files>
        <FileField {...field('file')} language={language} accept=".xlsx,.csv,.json,.ndjson" />
        <Button>{t('sheet.check')}</Button>
      </Form>
    </article>
  )
}

type Compared = ImportedRow & { changes: readonly Difference[] }
export interface Preview {
  id: string
  added: readonly Compared[]
  changed: readonly Compared[]
  same: number
  /** What leaves the site, and what is not offered and was not there. */
  withdrawn: readonly ImportedRow[]
  gone: number
  /** How many documents are kept as they came. */
  documents: number
  formKey: string
}

export const mostCompared = 50

/** What a list would change, before it does. */
export function PreviewPage({ visit, preview }: { visit: StaffVisit; preview: Preview }): VNode {
  const { language } = visit
  const t = say[language]
  const { added, changed, same, withdrawn, gone, documents } = preview
  const nothing = !added.length && !changed.length && !withdrawn.length && !documents
  const list = (rows: readonly ImportedRow[]) =>
    rows.length > 0 && (
      <>
        <ul class="wc-columns">
          {rows.slice(0, mostShown).map(({ document }, nth) => (
            <li key={nth}>
              {textIn(language, document.name)}, {document.provider}
            </li>
          ))}
        </ul>
        {rows.length > mostShown && <P soft>{t('sheet.more', { count: rows.length - mostShown })}</P>}
      </>
    )
  return (
    <article class="wc-one">
      <p>
        <A href={visit.path('/werk/aanbod/invoer')}>{t('sheet.back')}</A>
      </p>
      <H1>{t('sheet.preview')}</H1>
      <ul class="wc-told">
        {(
          [
            ['sheet.added', added.length],
            ['sheet.changed', changed.length],
            ['sheet.withdrawn', withdrawn.length],
            ['sheet.same', same],
            ['sheet.gone', gone],
            ['sheet.documents', documents],
          ] as const
        ).map(([key, count]) => count > 0 && <li key={key}>{t(key, { count })}</li>)}
      </ul>
      {nothing ? (
        <P>{t('sheet.nothing')}</P>
      ) : (
        <Form action={visit.path(`/werk/aanbod/invoer/${preview.id}`)} language={language} formKey={preview.formKey}>
          <Button>{t('sheet.go')}</Button>
        </Form>
      )}
      {changed.slice(0, mostCompared).map((each) => (
        <section key={each.slug}>
          <H2>{textIn(language, each.document.name)}</H2>
          <Differences visit={visit} changes={each.changes} />
        </section>
      ))}
      {changed.length > mostCompared && <P soft>{t('sheet.more', { count: changed.length - mostCompared })}</P>}
      {withdrawn.length > 0 && (
        <>
          <H2>{t('sheet.withdrawn', { count: withdrawn.length })}</H2>
          {list(withdrawn)}
        </>
      )}
      {added.length > 0 && (
        <>
          <H2>{t('sheet.added', { count: added.length })}</H2>
          {added.slice(0, mostCompared).map(({ document, changes }, nth) => (
            <More key={nth} title={`${textIn(language, document.name)}, ${document.provider}`}>
              <Differences visit={visit} changes={changes} />
            </More>
          ))}
          {list(added.slice(mostCompared))}
        </>
      )}
    </article>
  )
}
