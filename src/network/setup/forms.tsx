import type { VNode } from 'preact'
import { A, Bullets, Button, ButtonLink, Facts, Form, H1, H2, Hidden, Notice, P, Pill, Table } from '../../foundation/ui/components.tsx'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit } from '../../foundation/web/route.ts'
import type { Refusal } from '../actions.ts'
import type { Setup } from '../network.ts'
import { type Colours, contrasts } from '../style.ts'
import { say } from '../words.ts'
import type { Item } from './fields.ts'
import { labelOf, One, removeForm, sectionFields } from './field.tsx'
import { Refused } from './pages.tsx'
import { nameOf, type Section, type SectionName } from './sections.ts'

type Key = 'part.none'

/** Every pair of colours that meet in the pages, as it looks, with whether it can be read. */
function Contrasts({ visit, chosen }: { visit: StaffVisit; chosen: Colours }) {
  const t = say[visit.language]
  return (
    <>
      <H2>{t('contrast.title')}</H2>
      <P soft>{t('contrast.text')}</P>
      <Table
        label={t('contrast.title')}
        heads={[t('contrast.looks'), t('contrast.what'), t('contrast.ratio'), t('contrast.enough')]}
        rows={contrasts(chosen).map(({ text, on, colours: [fore, back], ratio, enough }) => ({
          key: `${text} ${on}`,
          cells: [
            <svg class="wc-swatch" viewBox="0 0 72 32" width="72" height="32" aria-hidden="true">
              <rect width="72" height="32" rx="6" fill={back} />
              <text x="36" y="22" text-anchor="middle" fill={fore} font-size="18" font-weight="700">
                Aa
              </text>
            </svg>,
            t('contrast.pair', { text: t(`contrast.${text}`), on: t(`contrast.${on}`) }),
            ratio.toLocaleString(visit.language, { maximumFractionDigits: 1 }),
            <Pill tone={enough ? 'calm' : 'late'}>{t(enough ? 'contrast.yes' : 'contrast.no')}</Pill>,
          ],
        }))}
      />
    </>
  )
}

export interface SectionSeen {
  section: Section
  setup: Setup
  /** The items this visitor has a say in. */
  mine: readonly Item[]
  /** What the form is about; `slug` of an item that is there already. Without, the list alone is shown. */
  item?: Item
  slug?: string
  mark: string
  form: Filled
  formKey: string
  /** Sections this visitor has a say in. */
  sections: readonly SectionName[]
  /** The version that was just made. */
  done?: number
  refused?: readonly Refusal[]
  /** What somebody else made of it in the meantime, field by field. */
  meanwhile?: readonly (readonly [name: string, value: string])[]
  /** Mistakes elsewhere in the set-up that this change would make. */
  elsewhere?: readonly string[]
  /** What was to be taken out and is named in those places. */
  stays?: string
}

/** One section of the set-up: what there is, and the form for one of it. */
export function SectionPage({ visit, seen }: { visit: StaffVisit; seen: SectionSeen }): VNode {
  const { language } = visit
  const t = say[language]
  const { section, setup, mine, item, slug, mark, form, formKey, done, refused = [], meanwhile, elsewhere = [] } = seen
  const here = `/werk/inrichting/deel/${section.name}`
  const field = sectionFields(language, section, form)
  const was = slug ? mine.find((each) => each.slug === slug) : undefined
  return (
    <div class="wc-one">
      {seen.sections.length > 1 && (
        <nav class="wc-tabs" aria-label={t('setup.parts')}>
          <A href={visit.path('/werk/inrichting')}>{t('setup.title')}</A>
          {seen.sections.map((each) => (
            <a key={each} class="utrecht-link" href={visit.path(`/werk/inrichting/deel/${each}`)} aria-current={each === section.name ? 'page' : undefined}>
              {t(`part.${each}`)}
            </a>
          ))}
        </nav>
      )}
      <H1>
        <span dir="auto">{item && section.list ? (was ? nameOf(section, was, setup, language) : t(`part.${section.name}.new` as Key)) : t(`part.${section.name}`)}</span>
      </H1>
      {!item && <P soft>{t(`part.${section.name}.text` as Key)}</P>}
      {done !== undefined && (
        <Notice kind="ok" title={t('part.done')}>
          {seen.sections.length > 1 && (
            <p>
              <A href={visit.path(`/werk/inrichting/versies/${done}`)}>{t('part.done.version', { version: done })}</A>
            </p>
          )}
        </Notice>
      )}
      <Refused visit={visit} refused={refused} />
      {elsewhere.length > 0 && (
        <Notice kind="error" wrong title={seen.stays ? t('part.used', { name: seen.stays }) : t('setup.refused')}>
          <Bullets of={elsewhere}>{(each) => each}</Bullets>
        </Notice>
      )}
      {meanwhile && (
        <Notice kind="warning" title={t('part.meanwhile')}>
          <Facts rows={meanwhile.map(([name, value]) => [labelOf(language, section, name), <span dir="auto">{value || t('part.none')}</span>] as const)} />
        </Notice>
      )}
      {section.list && !item && (
        <>
          {mine.length === 0 ? (
            <P soft>{t('part.empty')}</P>
          ) : (
            <Table
              label={t(`part.${section.name}`)}
              heads={[t('part.name'), t('part.more'), t('access.change'), t('part.remove')]}
              rows={mine.map((each) => ({
                key: String(each.slug),
                cells: [
                  <span dir="auto">{nameOf(section, each, setup, language)}</span>,
                  <span dir="auto">{moreOf(section, each, setup)}</span>,
                  <A href={visit.path(`${here}?welke=${each.slug}`)} label={`${t('access.change')}: ${nameOf(section, each, setup, language)}`}>
                    {t('access.change')}
                  </A>,
                  <Form action={visit.path(`${here}/weg`)} language={language} formKey={formKey}>
                    <Hidden {...removeForm.in(language).valued('welke', String(each.slug))} />
                    <Button weight="subtle">{t('part.remove')}</Button>
                  </Form>,
                ],
              }))}
            />
          )}
          <ButtonLink href={visit.path(`${here}?nieuw=ja`)}>{t(`part.${section.name}.new` as Key)}</ButtonLink>
        </>
      )}
      {item && (
        <Form action={visit.path(here)} language={language} formKey={formKey} fields={field} files={section.fields.some((each) => each.sort === 'image')}>
          {slug && <Hidden {...field.valued('welke', slug)} />}
          <Hidden {...field.valued('gezien', mark)} />
          {section.fields.map((each) => (
            <One key={each.name} section={section} item={item} named={field} field={each} />
          ))}
          <div class="wc-actions">
            <Button>{t('access.save')}</Button>
            {section.list && (
              <ButtonLink href={visit.path(here)} weight="secondary-action">
                {t('part.back')}
              </ButtonLink>
            )}
          </div>
        </Form>
      )}
      {section.name === 'huisstijl' && item && <Contrasts visit={visit} chosen={chosenColours(form)} />}
    </div>
  )
}

const chosenColours = ({ values }: Filled): Colours =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith('style.colours.') && /^#[0-9a-f]{6}$/i.test(value))
      .map(([name, value]) => [name.split('.')[2], value]),
  )

/** What is said of an item in a list, behind its name. */
function moreOf(section: Section, item: Item, setup: Setup): string {
  const of = (slug: unknown) => setup.organisations.find((each) => each.slug === slug)?.name
  if (section.list === 'walkInPoints') return [item.address, item.municipality].join(', ')
  if (section.list === 'doors') return [item.email, of(item.organisation)].filter(Boolean).join(', ')
  if (section.list === 'sharing') return [item.agreement, item.ends].filter(Boolean).join(', ')
  const contact = (item as Setup['organisations'][number]).contact
  return [contact.name, contact.email, contact.phone].filter(Boolean).join(', ')
}
