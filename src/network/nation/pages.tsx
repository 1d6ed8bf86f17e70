import type { VNode } from 'preact'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Bullets, Button, Choice, FileField, Form, H1, H2, Hidden, Notice, P, Pill, SheetLinks, Table, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import type { Fields } from '../../foundation/ui/fields.ts'
import type { Filled } from '../../foundation/web/forms.ts'
import type { StaffVisit, Visit } from '../../foundation/web/route.ts'
import type { Region } from '../geography.ts'
import { type Network, worksHere } from '../current.ts'
import type { Check } from '../setup/checklist.ts'
import { Checks, Mistakes } from '../setup/pages.tsx'
import { mistakesIn } from '../setup/reading.ts'
import { say } from '../words.ts'
import { appointForm, beginForm, firstForm, type PersonField, regionsForm, type SignInField, type stages } from './forms.ts'

export type Stage = (typeof stages)[number]

export interface Standing {
  region: Region
  stage: Stage
  checks: readonly Check[]
  network?: Network
}

const tones = { new: 'plain', begun: 'next', open: 'calm' } as const

export const administratorsOf = (network: Network, now: Date) =>
  [...network.staff.values()].filter(
    (each) => each.roles.includes('administrator') && worksHere(each, now) && network.organisations.get(each.organisation_id)?.kind === 'werkcentrum',
  )

/** Every region with how far it is; the way to begin one. */
export function RegionsPage({ visit, standings, asked }: { visit: StaffVisit; standings: readonly Standing[]; asked: { zoek?: string; stand?: Stage } }): VNode {
  const t = say[visit.language]
  const field = regionsForm.in(visit.language)
  return (
    <div class="wc-one">
      <H1>{t('nation.regions')}</H1>
      <P soft>{t('nation.regions.text')}</P>
      <form class="wc-form-inline" method="get">
        <TextField {...field('zoek')} start={asked.zoek} type="search" />
        <Choice {...field('stand')} start={asked.stand ?? ''} />
        <Button weight="secondary-action">{t('network.search.go')}</Button>
      </form>
      {standings.length === 0 ? (
        <P soft>{t('nation.regions.none')}</P>
      ) : (
        <Table
          label={t('nation.regions')}
          heads={[t('nation.region'), t('nation.stage'), t('nation.missing'), t('nation.administrators')]}
          rows={standings.map(({ region, stage, checks, network }) => ({
            key: region.slug,
            cells: [
              <A href={visit.path(`/werk/regios/${region.slug}`)}>{region.name}</A>,
              <Pill tone={tones[stage]}>{t(`nation.stage.${stage}`)}</Pill>,
              stage === 'new' ? '' : String(checks.filter(({ missing }) => missing.length).length),
              network ? String(administratorsOf(network, visit.now).length) : '',
            ],
          }))}
        />
      )}
      <SheetLinks language={visit.language} at={visit.path('/werk/regios')} />
      <p>
        <A href={visit.path('/werk/wacht')}>{t('waiting.title')}</A>
      </p>
    </div>
  )
}

/** How a sign-in is asked for: the same three fields wherever one begins; `start` is the issuer of the demo. */
function SignInFields({ field, start }: { field: Fields<SignInField>; start?: string }) {
  const t = say[field.language]
  return (
    <>
      <TextField {...field('issuer')} {...(start && { hint: t('nation.issuer.demo', { issuer: start }) })} start={start} />
      <TextField {...field('clientId')} start={start && 'werkcentrum'} />
      <TextField {...field('clientSecret')} type="password" hint={start && t('nation.secret.demo')} />
    </>
  )
}

const PersonFields = ({ field }: { field: Fields<PersonField> }) => (
  <>
    <TextField {...field('name')} />
    <TextField {...field('address')} inputMode="email" />
    <TextField {...field('subject')} />
  </>
)

export interface RegionSeen {
  standing: Standing
  /** Regions whose set-up a new one can begin with. */
  examples: readonly Region[]
  form: Filled
  formKey: string
  done?: 'begonnen' | 'benoemd'
  /** The issuer of the demo, where that is on. */
  issuer?: string
}

/** One region: to begin it, or how it stands and who its administrators are. */
export function RegionPage({ visit, seen }: { visit: StaffVisit; seen: RegionSeen }): VNode {
  const t = say[visit.language]
  const { standing, examples, form, formKey, done, issuer } = seen
  const { region, stage, checks, network } = standing
  const { mistakes, errors } = mistakesIn(form.errors)
  const appoint = appointForm.in(visit.language, form)
  const begin = beginForm.in(visit.language, { ...form, errors })
  return (
    <div class="wc-one">
      <p>
        <A href={visit.path('/werk/regios')}>{t('nation.regions')}</A>
      </p>
      <H1>{region.name}</H1>
      <P>
        <Pill tone={tones[stage]}>{t(`nation.stage.${stage}`)}</Pill>
      </P>
      {done && <Notice kind="ok" title={t(done === 'begonnen' ? 'nation.begun' : 'nation.appointed')} />}
      <P soft>{t('nation.municipalities', { count: region.municipalities.length, names: new Intl.ListFormat(visit.language).format(region.municipalities) })}</P>
      {network ? (
        <>
          <H2>{t('setup.checks')}</H2>
          <Checks visit={visit} checks={checks} />
          <H2>{t('nation.administrators')}</H2>
          <Bullets of={administratorsOf(network, visit.now)}>
            {(each) => (
              <>
                <span dir="auto">{each.name}</span> ({each.email}),{' '}
                <span class="wc-soft">{each.signed_in_at ? t('access.came', { moment: sayMoment(visit.language, each.signed_in_at, visit.now) }) : t('access.invited')}</span>
              </>
            )}
          </Bullets>
          <H2>{t('nation.appoint')}</H2>
          <Form action={visit.path(`/werk/regios/${region.slug}/beheerder`)} language={visit.language} formKey={formKey} fields={appoint}>
            <PersonFields field={appoint} />
            <Button>{t('nation.appoint.go')}</Button>
          </Form>
        </>
      ) : (
        <>
          <H2>{t('nation.begin')}</H2>
          <P soft>{t('nation.begin.text')}</P>
          <Mistakes visit={visit} mistakes={mistakes} />
          <Form action={visit.path(`/werk/regios/${region.slug}`)} language={visit.language} formKey={formKey} fields={begin} files>
            <Choice {...begin('start')} options={[['', t('nation.start.empty')], ...examples.map((each) => [each.slug, t('nation.start.copy', { region: each.name })] as const)]} />
            {form.files?.bestand && <Hidden {...begin.valued('eerder', form.files.bestand)} />}
            <FileField {...begin('bestand')} language={visit.language} accept=".json" />
            <TextField {...begin('phone')} inputMode="tel" />
            <TextField {...begin('email')} inputMode="email" />
            <SignInFields field={begin} start={issuer} />
            <PersonFields field={begin} />
            <Button>{t('nation.begin.go')}</Button>
          </Form>
        </>
      )}
    </div>
  )
}

/** The page of the first start: who is the first administrator of the nation, and where do they sign in. */
export function firstPage(visit: Visit, form: Filled, formKey: string, token: string): VNode {
  const t = say[visit.language]
  const field = firstForm.in(visit.language, form)
  return (
    <PublicPage visit={visit} title={t('first.title')} hidden>
      <H1>{t('first.title')}</H1>
      <P lead>{t('first.lead')}</P>
      <div class="wc-card">
        <Form action={visit.path(`/eerste/${token}`)} language={visit.language} formKey={formKey} fields={field}>
          <TextField {...field('organisation')} />
          <SignInFields field={field} />
          <PersonFields field={field} />
          <Button>{t('first.go')}</Button>
        </Form>
      </div>
    </PublicPage>
  )
}
