import { crc32 } from 'node:zlib'
import type { ComponentChildren } from 'preact'
import { type Language, sayMoment } from '../i18n/i18n.ts'
import { sayDraft } from '../web/drafts.ts'
import { type DraftOf, draftField, emptyForm, formKeyField, keptField, typedId } from '../web/forms.ts'
import { drawnOnce } from './drawnonce.ts'
import type { FieldName, FieldProps, Fields, Options } from './fields.ts'
import { say } from '../words.ts'

type Children = { children: ComponentChildren }

export const H1 = ({ children }: Children) => <h1 class="utrecht-heading-1">{children}</h1>
export const H2 = ({ children, id }: Children & { id?: string }) => (
  <h2 class="utrecht-heading-2" id={id}>
    {children}
  </h2>
)
export const H3 = ({ children }: Children) => <h3 class="utrecht-heading-3">{children}</h3>
export const P = ({ children, lead, soft }: Children & { lead?: boolean; soft?: boolean }) => (
  <p class={`utrecht-paragraph${lead ? ' utrecht-paragraph--lead' : ''}${soft ? ' wc-soft' : ''}`}>{children}</p>
)
export const A = ({ href, children, label }: Children & { href: string; label?: string }) => (
  <a class="utrecht-link" href={href} aria-label={label}>
    {children}
  </a>
)

/** Things one below the other, each with a bullet. */
export const Bullets = <Each,>({ of, children }: { of: readonly Each[]; children: (each: Each) => ComponentChildren }) => (
  <ul class="utrecht-unordered-list">
    {of.map((each, at) => (
      <li class="utrecht-unordered-list__item" key={at}>
        {children(each)}
      </li>
    ))}
  </ul>
)

/** What somebody typed, in its own direction and with its own line breaks. */
export const Typed = ({ children }: { children: string }) => (
  <div class="wc-typed" dir="auto">
    {children}
  </div>
)

/** A part of a page that opens; `note` is for what only colleagues read. */
export const More = ({ title, open, note, hotkey, children }: Children & { title: string; open?: boolean; note?: boolean; hotkey?: string }) => (
  <details class={note ? 'wc-more wc-form--note' : 'wc-more'} open={open}>
    <summary data-key={hotkey}>{title}</summary>
    {children}
  </details>
)

type Weight = 'primary-action' | 'secondary-action' | 'subtle'
/** `to`: this button of the form leads elsewhere than the form itself. */
export const Button = ({
  children,
  weight = 'primary-action',
  name,
  value,
  to,
  hotkey,
}: Children & { weight?: Weight; name?: FieldName; value?: string; to?: string; hotkey?: string }) => (
  <button class={`utrecht-button utrecht-button--${weight}`} type="submit" name={name} value={value} formaction={to} data-key={hotkey}>
    {children}
  </button>
)
/** Prints the page; shown only where it works. */
export const PrintButton = ({ children }: Children) => (
  <button class="utrecht-button utrecht-button--primary-action" type="button" data-print hidden>
    {children}
  </button>
)
export const ButtonLink = ({ href, children, weight = 'primary-action', hotkey }: Children & { href: string; weight?: Weight; hotkey?: string }) => (
  <a class={`utrecht-button utrecht-button--${weight} wc-button-link`} href={href} data-key={hotkey}>
    {children}
  </a>
)

/** `wrong`: it says what is wrong with the form that was handed in. */
export const Notice = ({ kind, children, title, wrong }: { kind: 'ok' | 'info' | 'warning' | 'error'; title?: string; wrong?: boolean; children?: ComponentChildren }) => (
  <div class={`utrecht-alert utrecht-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'} data-wrong={wrong}>
    <div class="utrecht-alert__message">
      {title && <strong>{title}</strong>}
      {children}
    </div>
  </div>
)

export type Tone = 'calm' | 'next' | 'late' | 'plain'
/** A short state, with its meaning in the words and not in the colour alone. */
export const Pill = ({ tone, children }: Children & { tone: Tone }) => <span class={`wc-pill wc-pill--${tone}`}>{children}</span>

/** Names with their values, for what is known of somebody or something. */
export const Facts = ({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="utrecht-data-list utrecht-data-list--rows wc-facts">
    {rows.map(([key, value]) => (
      <div class="utrecht-data-list__item" key={key}>
        <dt class="utrecht-data-list__item-key">{key}</dt>
        <dd class="utrecht-data-list__item-value">{value}</dd>
      </div>
    ))}
  </dl>
)

/** A length beside its number, for who would rather look than read. */
export const Bar = ({ value, most }: { value: number; most: number }) => (
  <svg class="wc-bar-line" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width={(100 * value) / most} height="10" />
  </svg>
)

/** A table that scrolls within itself where the window is narrow; by keyboard too. */
export const TableBox = ({ label, children }: Children & { label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="wc-table-box" tabIndex={0} aria-label={label}>
    {children}
  </section>
)

/** A table of rows under named heads; on a narrow screen each row is a card with the heads in it, and a table still for who cannot see: hence the roles. */
export const Table = ({ label, heads, rows }: { label: string; heads: string[]; rows: { key: string; cells: ComponentChildren[] }[] }) => (
  <TableBox label={label}>
    {/* biome-ignore-start lint/a11y/noRedundantRoles: what is drawn as a card is no table any more without them */}
    <table class="utrecht-table wc-cards" role="table">
      <thead class="utrecht-table__header" role="rowgroup">
        <tr class="utrecht-table__row" role="row">
          {heads.map((head) => (
            <th class="utrecht-table__header-cell" role="columnheader" scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="utrecht-table__body" role="rowgroup">
        {rows.map(({ key, cells }) => (
          <tr class="utrecht-table__row" role="row" key={key}>
            {cells.map((cell, at) => (
              <td class="utrecht-table__cell" role="cell" data-head={heads[at]} key={heads[at]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    {/* biome-ignore-end lint/a11y/noRedundantRoles: the end of it */}
  </TableBox>
)

/** A list to take along, where somebody may: as a spreadsheet or as text. */
export const SheetLinks = ({ language, at }: { language: Language; at: string }) => (
  <p class="wc-actions">
    {(['xlsx', 'csv'] as const).map((form) => (
      <a class="utrecht-link" key={form} href={`${at}${at.includes('?') ? '&' : '?'}vorm=${form}`} download>
        {say[language](`list.${form}`)}
      </a>
    ))}
  </p>
)

export interface FormProps extends Children {
  action: string
  language: Language
  /** What is handed in once, also by a double click or a reload. Forms of one page may have it together: where they go is part of the key of each. */
  formKey: string
  /** Its fields, where it has any that somebody fills in. */
  fields?: Fields
  /** Set when files go along. */
  files?: boolean
  /** Of what it is a draft, where its words are kept while they are typed; and where they go to be kept. */
  draft?: DraftOf & { at: string }
}

export const fieldId = (name: string, prefix = '') => `veld-${prefix}${name}`

/** What is wrong in a form, on top of it: each leads to its field. */
function Problems({ fields: { language, form, labels, explain, prefix } }: { fields: Fields }) {
  const t = say[language]
  const problems = Object.entries(form.errors)
  return (
    <div class="utrecht-alert utrecht-alert--error" role="alert" id="fouten" data-wrong>
      <div class="utrecht-alert__message">
        <strong>{t('form.problems', { count: problems.length })}</strong>
        <Bullets of={problems}>
          {([field, problem]) => (
            <a class="utrecht-link" href={`#${fieldId(field, prefix)}`}>
              {labels[field] ? `${labels[field]}${labels[field].endsWith('?') ? '' : ':'} ` : ''}
              {explain(problem, field)}
            </a>
          )}
        </Bullets>
        <p>{t('form.kept')}</p>
      </div>
    </div>
  )
}

/** A form with, when something is wrong, the summary on top that leads to each field. */
export function Form({ action, language, formKey, fields, files, draft, children }: FormProps) {
  const { kept, errors, unsent, draftAt } = fields?.form ?? emptyForm
  const t = say[language]
  return (
    <form class="wc-form" method="post" action={action} enctype={files ? 'multipart/form-data' : undefined} data-draft={draft?.at} novalidate>
      {kept === 'gone' && <Notice kind="info">{t('form.gone')}</Notice>}
      {fields && Object.keys(errors).length > 0 && <Problems fields={fields} />}
      {unsent && (
        <div id={typedId}>
          <Notice kind="info">{t('form.waits')}</Notice>
        </div>
      )}
      {kept && kept !== 'gone' && <input type="hidden" name={keptField} value={kept} />}
      <input type="hidden" name={formKeyField} value={`${formKey}-${crc32(action).toString(36)}`} />
      {draft && <input type="hidden" name={draftField} value={sayDraft(draft)} />}
      {children}
      {draft && (
        <p class="wc-soft wc-draft">
          <span data-draft-said={t('draft.kept')} aria-live="polite">
            {draftAt && t('draft.since', { moment: sayMoment(language, draftAt) })}
          </span>{' '}
          {draftAt && (
            <Button to={`${draft.at}/weg`} weight="subtle">
              {t('draft.drop')}
            </Button>
          )}
        </p>
      )}
    </form>
  )
}

type Attributes = Record<string, string | undefined>

/** What a field is drawn from. What stands in it and what is wrong with that are its texts: they are put in for each visitor. */
type Field = { id: string; name: string; label: string; hint?: string; wrong: boolean; focus?: boolean }
type Stands = { value: string; problem: string }

/** A label with its field. */
const labelled = ({ id, name, label, hint, wrong }: Field, problem: string, field: (attributes: Attributes) => ComponentChildren) => (
  <>
    <label class="utrecht-form-label" for={id}>
      {label}
    </label>
    {hint && (
      <div class="utrecht-form-field-description" id={`${id}-uitleg`}>
        {hint}
      </div>
    )}
    {wrong && (
      <div class="utrecht-form-field-error-message" id={`${id}-fout`}>
        {problem}
      </div>
    )}
    {field({
      id,
      name,
      'aria-describedby': [hint && `${id}-uitleg`, wrong && `${id}-fout`].filter(Boolean).join(' ') || undefined,
      'aria-invalid': wrong ? 'true' : undefined,
    })}
  </>
)

type TextKind = { type: string; autocomplete: string; inputMode?: 'numeric' | 'tel' | 'email' | 'search' }
const textField = drawnOnce(({ type, autocomplete, inputMode, ...field }: Field & TextKind, { value, problem }: Stands) =>
  labelled(field, problem, (attributes) => (
    <input
      class={`utrecht-textbox utrecht-textbox--html-input${field.wrong ? ' utrecht-textbox--invalid' : ''}`}
      type={type}
      dir="auto"
      inputMode={inputMode}
      autocomplete={autocomplete}
      autofocus={field.focus}
      value={value}
      {...attributes}
    />
  )),
)

const textArea = drawnOnce(({ rows, autocompleteOff, ...field }: Field & { rows: number; autocompleteOff?: boolean }, { value, problem }: Stands) =>
  labelled(field, problem, (attributes) => (
    <textarea
      class={`utrecht-textarea utrecht-textarea--html-textarea${field.wrong ? ' utrecht-textarea--invalid' : ''}`}
      dir="auto"
      rows={rows}
      autofocus={field.focus}
      autocomplete={autocompleteOff ? 'off' : undefined}
      {...attributes}
    >
      {value}
    </textarea>
  )),
)

const choiceField = drawnOnce(({ options, chosen, ...field }: Field & { options: Options; chosen: string }, { problem }: Stands) =>
  labelled(field, problem, (attributes) => (
    <select class={`utrecht-select utrecht-select--html-select${field.wrong ? ' utrecht-select--invalid' : ''}`} {...attributes}>
      {options.map(([value, label]) => (
        <option key={value} value={value} selected={value === chosen}>
          {label}
        </option>
      ))}
    </select>
  )),
)

const fileField = drawnOnce(({ accept, ...field }: Field & { accept: string }, { problem }: Stands) =>
  labelled(field, problem, (attributes) => <input type="file" accept={accept} {...attributes} />),
)

/** A value that goes along with a form and is not seen. */
export const Hidden = ({ name, value }: { name: FieldName; value: string }) => <input type="hidden" name={name} value={value} />

/** A field as this visitor sees it, by the one that draws its kind. */
function shown<Kind>(props: FieldProps, kind: Kind, draw: (field: Field & Kind, stands: Stands) => { __html: string }, value = '') {
  const { name, label, hint, form, explain, prefix, focus } = props
  const problem = form.errors[name]
  const html = draw({ id: fieldId(name, prefix), name, label, hint, wrong: problem !== undefined, focus, ...kind }, { value, problem: problem ? explain(problem) : '' })
  return <div class={`utrecht-form-field utrecht-form-field--text${problem ? ' utrecht-form-field--invalid' : ''}`} dangerouslySetInnerHTML={html} />
}

const typedIn = ({ form, name, start }: FieldProps) => form.values[name] ?? start ?? ''

export const TextField = ({ type = 'text', autocomplete = 'off', inputMode, ...props }: FieldProps & Partial<TextKind>) =>
  shown(props, { type, autocomplete, inputMode }, textField, typedIn(props))

/** `unkept`: on the way back the browser does not fill in again what was typed, for who may not be read along with. */
export const TextArea = ({ rows = 4, autocompleteOff, ...props }: FieldProps & { rows?: number; autocompleteOff?: boolean }) =>
  shown(props, { rows, autocompleteOff }, textArea, typedIn(props))

export function Choice({ options = [], ...props }: FieldProps) {
  const typed = typedIn(props)
  return shown(props, { options, chosen: options.some(([value]) => value === typed) ? typed : '' }, choiceField)
}

/** A file to send along; what was chosen is not kept when the form comes back, which says so. */
export const FileField = ({ accept, hint, ...props }: FieldProps & { accept: string; language: Language }) => {
  const chosen = props.form.files?.[props.name]
  return shown({ ...props, hint: chosen === undefined ? hint : say[props.language]('form.file-again', { name: chosen }) }, { accept }, fileField)
}

/** Several of a list, ticked. */
export function Several({ name, label, hint, form, explain, start = '', options = [], prefix }: FieldProps) {
  const problem = form.errors[name]
  // Handed in without a tick is without one.
  const chosen = (form.values[name] ?? (Object.keys(form.values).length ? '' : start)).split(',')
  return (
    <fieldset class="wc-many wc-many--columns" id={fieldId(name, prefix)}>
      <legend>{label}</legend>
      {hint && <div class="utrecht-form-field-description">{hint}</div>}
      {problem && <div class="utrecht-form-field-error-message">{explain(problem)}</div>}
      {options.map(([value, text]) => (
        <label class="wc-check" key={value}>
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} /> {text}
        </label>
      ))}
    </fieldset>
  )
}

/** One thing to agree to or not. */
export function Check({ name, label, hint, form, explain, prefix }: FieldProps) {
  const id = fieldId(name, prefix)
  const problem = form.errors[name]
  return (
    <div class="utrecht-form-field">
      {problem && (
        <div class="utrecht-form-field-error-message" id={`${id}-fout`}>
          {explain(problem)}
        </div>
      )}
      <label class="wc-check" for={id}>
        <input
          type="checkbox"
          id={id}
          name={name}
          value="ja"
          checked={form.values[name] === 'ja'}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={[hint && `${id}-uitleg`, problem && `${id}-fout`].filter(Boolean).join(' ') || undefined}
        />
        {label}
      </label>
      {hint && (
        <div class="utrecht-form-field-description" id={`${id}-uitleg`}>
          {hint}
        </div>
      )}
    </div>
  )
}
