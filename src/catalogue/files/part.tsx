import type { VNode } from 'preact'
import { Button, Check, FileField, Form, H2, P } from '../../foundation/ui/components.tsx'
import { FileList } from '../../foundation/ui/files.tsx'
import { acceptedFiles } from '../../foundation/web/files.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import { fileForm } from '../work/forms.ts'
import { say } from '../words.ts'
import type { ServiceFile } from './store.ts'

export interface FilesSeen {
  files: readonly ServiceFile[]
  keeps: boolean
  formKey: string
  /** What was handed in and cannot be. */
  form?: Filled
}

/** The files of a service for colleagues: all of them, and for who keeps it the place to add one, remove one, and put it back. */
export function FilesPart({ visit, at, seen }: { visit: StaffVisit; at: string; seen: FilesSeen }): VNode | null {
  const { language } = visit
  const t = say[language]
  const { files, keeps, formKey } = seen
  const [there, removed] = [files.filter(({ removed_at }) => !removed_at), files.filter(({ removed_at }) => removed_at)]
  if (!there.length && !keeps) return null
  const field = fileForm.in(language, seen.form, { prefix: 'f-' })
  const act = ({ id, name }: ServiceFile, path: string, label: 'files.remove' | 'files.return') => (
    <Button to={`${at}/bestanden/${id}/${path}`} weight="secondary-action">
      {t(label, { name })}
    </Button>
  )
  return (
    <section class="wc-card wc-form--note" id="bestanden">
      <H2>{t('files.title')}</H2>
      {there.length === 0 && <P>{t('files.none')}</P>}
      <FileList
        language={language}
        label={t('files.title')}
        files={there.map(({ id, name, size, for_staff }) => ({ key: id, name, size, href: `${at}/bestanden/${id}`, note: for_staff ? t('files.for-staff') : undefined }))}
      />
      {keeps && (there.length > 0 || removed.length > 0) && (
        <Form action={at} language={language} formKey={formKey}>
          <div class="wc-actions">
            {there.map((each) => act(each, 'weg', 'files.remove'))}
            {removed.map((each) => act(each, 'terug', 'files.return'))}
          </div>
        </Form>
      )}
      {keeps && (
        <Form action={`${at}/bestanden#bestanden`} language={language} formKey={formKey} fields={field} files>
          <FileField {...field('file')} language={language} accept={acceptedFiles} />
          <Check {...field('staff')} />
          <Button weight="secondary-action">{t('files.add')}</Button>
        </Form>
      )}
    </section>
  )
}
