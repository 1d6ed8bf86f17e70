import type { ComponentChildren } from 'preact'
import { render } from 'preact-render-to-string'
import type { Language } from '../i18n/i18n.ts'
import { type Filled, formKeyField } from '../web/forms.ts'
import type { FieldProblem } from '../web/problem.ts'
import { say } from './layout.tsx'

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

/** What somebody typed, in its own direction and with its own line breaks. */
export const Typed = ({ children }: { children: string }) => (
  <div class="wc-typed" dir="auto">
    {children}
  </div>
)

/** A part of a page that opens; `note` is for what only colleagues read. */
export const More = ({ title, open, note, children }: Children & { title: string; open?: boolean; note?: boolean }) => (
  <details class={note ? 'wc-more wc-form--note' : 'wc-more'} open={open}>
    <summary>{title}</summary>
    {children}
  </details>
)

type Weight = 'primary-action' | 'secondary-action' | 'subtle'
export const Button = ({ children, weight = 'primary-action', name, value }: Children & { weight?: Weight; name?: string; value?: string }) => (
  <button class={`utrecht-button utrecht-button--${weight}`} type="submit" name={name} value={value}>
    {children}
  </button>
)
export const ButtonLink = ({ href, children, weight = 'primary-action' }: Children & { href: string; weight?: Weight }) => (
  <a class={`utrecht-button utrecht-button--${weight} wc-button-link`} href={href}>
    {children}
  </a>
)

export const Notice = ({ kind, children, title }: { kind: 'ok' | 'info' | 'warning' | 'error'; title?: string; children?: ComponentChildren }) => (
  <div class={`utrecht-alert utrecht-alert--${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
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

/** A table that scrolls within itself where the window is narrow; by keyboard too. */
export const TableBox = ({ label, children }: Children & { label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="wc-table-box" tabIndex={0} aria-label={label}>
    {children}
  </section>
)

export interface FormProps extends Children {
  action: string
  language: Language
  /** This form's own key; a double click or a reload then does it once. */
  formKey: string
  form?: Filled
  labels?: Record<string, string>
  explain?: (problem: FieldProblem) => string
  /** Set when a page holds several forms with the same field names. */
  prefix?: string
}

export const fieldId = (name: string, prefix = '') => `veld-${prefix}${name}`

/** A form with, when something is wrong, the summary on top that leads to each field. */
export function Form({ action, language, formKey, form, labels = {}, explain, prefix, children }: FormProps) {
  const problems = Object.entries(form?.errors ?? {})
  const t = say[language]
  return (
    <form class="wc-form" method="post" action={action} novalidate>
      {problems.length > 0 && explain && (
        <div class="utrecht-alert utrecht-alert--error" role="alert">
          <div class="utrecht-alert__message">
            <strong>{t('form.problems', { count: problems.length })}</strong>
            <ul class="utrecht-unordered-list">
              {problems.map(([field, problem]) => (
                <li class="utrecht-unordered-list__item" key={field}>
                  <a class="utrecht-link" href={`#${fieldId(field, prefix)}`}>
                    {labels[field] ? `${labels[field]}: ` : ''}
                    {explain(problem)}
                  </a>
                </li>
              ))}
            </ul>
            <p>{t('form.kept')}</p>
          </div>
        </div>
      )}
      <input type="hidden" name={formKeyField} value={formKey} />
      {children}
    </form>
  )
}

export interface FieldProps {
  name: string
  label: string
  hint?: string
  form: Filled
  explain: (problem: FieldProblem) => string
  prefix?: string
  /** The value when the form was not handed in yet. */
  start?: string
}

function LabelledField({ name, label, hint, form, explain, prefix, children }: FieldProps & { children: (attributes: Record<string, string | undefined>) => ComponentChildren }) {
  const id = fieldId(name, prefix)
  const problem = form.errors[name]
  const described = [hint && `${id}-uitleg`, problem && `${id}-fout`].filter(Boolean).join(' ') || undefined
  return (
    <div class={`utrecht-form-field utrecht-form-field--text${problem ? ' utrecht-form-field--invalid' : ''}`}>
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      {hint && (
        <div class="utrecht-form-field-description" id={`${id}-uitleg`}>
          {hint}
        </div>
      )}
      {problem && (
        <div class="utrecht-form-field-error-message" id={`${id}-fout`}>
          {explain(problem)}
        </div>
      )}
      {children({ id, name, 'aria-describedby': described, 'aria-invalid': problem ? 'true' : undefined })}
    </div>
  )
}

const typedIn = ({ form, name, start }: FieldProps) => form.values[name] ?? start ?? ''

export const TextField = (props: FieldProps & { type?: string; autocomplete?: string; inputMode?: 'numeric' | 'tel' | 'email' | 'search' }) => (
  <LabelledField {...props}>
    {(attributes) => (
      <input
        class={`utrecht-textbox utrecht-textbox--html-input${props.form.errors[props.name] ? ' utrecht-textbox--invalid' : ''}`}
        type={props.type ?? 'text'}
        dir="auto"
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? 'off'}
        value={typedIn(props)}
        {...attributes}
      />
    )}
  </LabelledField>
)

export const TextArea = (props: FieldProps & { rows?: number }) => (
  <LabelledField {...props}>
    {(attributes) => (
      <textarea
        class={`utrecht-textarea utrecht-textarea--html-textarea${props.form.errors[props.name] ? ' utrecht-textarea--invalid' : ''}`}
        dir="auto"
        rows={props.rows ?? 4}
        {...attributes}
      >
        {typedIn(props)}
      </textarea>
    )}
  </LabelledField>
)

type Options = readonly (readonly [string, string])[]

// Options are most of a form, and a list that is kept is the same on every page: drawn once by list and by what is chosen of it.
const drawnOptions = new WeakMap<Options, Map<string, string>>()
function optionsOf(options: Options, chosen: string): string {
  const drawn = drawnOptions.get(options) ?? new Map<string, string>()
  drawnOptions.set(options, drawn)
  const known = options.some(([value]) => value === chosen) ? chosen : ''
  const draw = ([value, label]: Options[number]) =>
    render(
      <option value={value} selected={value === known}>
        {label}
      </option>,
    )
  const html = drawn.get(known) ?? options.map(draw).join('')
  drawn.set(known, html)
  return html
}

export const Choice = (props: FieldProps & { options: Options }) => (
  <LabelledField {...props}>
    {(attributes) => (
      <select
        class={`utrecht-select utrecht-select--html-select${props.form.errors[props.name] ? ' utrecht-select--invalid' : ''}`}
        {...attributes}
        // Drawn by the same renderer, which escapes.
        dangerouslySetInnerHTML={{ __html: optionsOf(props.options, typedIn(props)) }}
      />
    )}
  </LabelledField>
)
