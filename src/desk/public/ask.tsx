import { privacyPage } from '../../foundation/ui/layout.tsx'
import { type Instead, insteadOfAsking } from '../places.ts'
import type { VNode } from 'preact'
import type { Day } from '../../foundation/clock/workingdays.ts'
import { sayMoment } from '../../foundation/i18n/i18n.ts'
import { A, Button, Choice, Form, H1, H2, Hidden, Notice, P, TextArea, TextField } from '../../foundation/ui/components.tsx'
import { PublicPage } from '../../foundation/ui/layout.tsx'
import { emptyForm, type Filled } from '../../foundation/web/forms.ts'
import type { Visit, Where } from '../../foundation/web/route.ts'
import { keySlot } from '../../foundation/web/sharedpage.ts'
import type { Door, Network } from '../../network/current.ts'
import { ContactFields } from '../../people/reach.tsx'
import { PostcodeSearch, WalkInPoints } from '../../network/pages.tsx'
import type { AskerGroup } from '../question.ts'
import { say } from '../words.ts'
import { askForm } from './forms.ts'

/** What is going on in somebody's life, and who they then most likely are. */
export const lifeEvents = {
  'ander-werk': 'job-seeker',
  leren: undefined,
  'baan-weg': 'worker',
  geld: undefined,
  school: 'pupil',
  personeel: 'employer',
} as const satisfies Record<string, AskerGroup | undefined>
export type LifeEvent = keyof typeof lifeEvents
export const lifeEventNames = Object.keys(lifeEvents) as [LifeEvent, ...LifeEvent[]]

export const elsewhere = 'elders'

interface AskFormProps {
  visit: Where
  network: Network
  action: string
  form: Filled
  formKey: string
  group?: AskerGroup
  /** Set when the postcode does not tell the municipality: the municipalities to choose from. */
  municipalities?: readonly string[]
}

/** The same words were asked a moment ago: when, and the way on. Who filled it in can change any of it. */
function AskedBefore({ visit, form: { values } }: { visit: Where; form: Filled }) {
  const t = say[visit.language]
  const at = new Date(values.gesteld!)
  if (Number.isNaN(at.getTime())) return null
  // Only an address of ours leads there.
  const page = /^(\/en)?\/[a-z-]+\/volg\/[\w-]+$/.test(values.eerder ?? '') ? values.eerder : undefined
  return (
    <Notice kind="info" title={t('ask.before', { moment: sayMoment(visit.language, at) })}>
      <p>{t('ask.before.text')}</p>
      {page && (
        <p>
          <A href={page}>{t('ask.before.page')}</A>
        </p>
      )}
    </Notice>
  )
}

function AskForm({ visit, network, action, form, formKey, group, municipalities }: AskFormProps) {
  const t = say[visit.language]
  const field = askForm.in(visit.language, form)
  return (
    <div class="wc-card">
      <Form action={action} language={visit.language} formKey={formKey} fields={field}>
        {form.values.gesteld && <AskedBefore visit={visit} form={form} />}
        {(['facts', 'wish'] as const).map((told) => form.values[told] && <Hidden key={told} {...field.valued(told, form.values[told])} />)}
        <TextArea {...field('question')} rows={4} autocompleteOff />
        <Choice {...field('group')} start={group} />
        <ContactFields fields={field} network={network} />
        <TextField {...field('postcode')} autocomplete="postal-code" />
        {municipalities && (
          <Choice
            {...field('municipality')}
            options={[['', t('ask.group.choose')], ...municipalities.map((each) => [each, each] as const), [elsewhere, t('ask.municipality.elsewhere')]]}
          />
        )}
        <div class="wc-actions">
          {form.values.gesteld ? (
            <Button {...field.valued('toch', 'ja')} weight="secondary-action">
              {t('ask.before.again')}
            </Button>
          ) : (
            <>
              <Button>{t('ask.send')}</Button>
              <Button {...field.valued('kanaal', 'chat')} weight="secondary-action">
                {t('chat.start')}
              </Button>
            </>
          )}
        </div>
        <p class="utrecht-paragraph wc-soft">
          {t('ask.privacy')} <A href={visit.path(visit.system.partsOf(privacyPage)[0])}>{t('ask.privacy.link')}</A>.
        </p>
      </Form>
    </div>
  )
}

/** A region's own page: the question is the page; beside it what will happen, and the way to a person. */
export function homePage(visit: Where, network: Network, today: Day): VNode {
  const t = say[visit.language]
  const { setup } = network
  const own = setup.home[visit.language]
  return (
    <PublicPage visit={visit} title={`Werkcentrum ${visit.region.name}`} wide>
      <div class="wc-start">
        <div>
          <H1>{own?.title ?? t('home.title')}</H1>
          <P lead>{own?.lead ?? t('home.lead')}</P>
          <AskForm visit={visit} network={network} action={visit.path('/vraag')} form={emptyForm} formKey={keySlot} />
        </div>
        <div>
          <H2>{t('home.next')}</H2>
          <ol class="wc-steps">
            {([1, 2, 3] as const).map((step) => (
              <li key={step}>
                <div>
                  <strong>{t(`home.next.${step}`, { days: setup.first_response_days })}</strong>
                  {t(`home.next.${step}.more`)}
                </div>
              </li>
            ))}
          </ol>
          <section class="wc-card">
            <h2 class="utrecht-heading-3">{t('home.walk-in')}</h2>
            <p>
              {t('home.walk-in.text')} <A href={visit.path('/inlooppunten')}>{t('home.walk-in.find')}</A>
            </p>
            <p>{t('home.call', { phone: setup.phone })}</p>
          </section>
        </div>
      </div>
      <H2>{t('home.doors')}</H2>
      <ul class="wc-doors">
        {lifeEventNames.map((event) => (
          <li key={event}>
            <a href={visit.path(`/vraag?situatie=${event}`)}>
              <strong>{t(`life.${event}`)}</strong>
              {t(`life.${event}.text`)}
            </a>
          </li>
        ))}
      </ul>
      <p class="wc-actions">
        {insteadOf(visit, { on: 'home' }).map(({ href, label }) => (
          <A key={href} href={href}>
            {label}
          </A>
        ))}
      </p>
      <H2>{t('home.about')}</H2>
      <P>{t('home.about.text', { region: visit.region.name })}</P>
      <P>
        <A href={visit.path('/volg')}>{t('code.go')}</A>
      </P>
      <H2>{t('home.points')}</H2>
      <PostcodeSearch visit={visit} />
      <WalkInPoints language={visit.language} today={today} points={network.walkInPoints} />
    </PublicPage>
  )
}

const insteadOf = (visit: Where, asked: Instead) => visit.system.partsOf(insteadOfAsking).flatMap((each) => each(visit, asked))

/** The question on a page of its own: about what is going on, by a door people know, or again with what was wrong. */
export function askPage(visit: Visit, { event, door, ...form }: Omit<AskFormProps, 'visit' | 'action'> & { event?: LifeEvent; door?: Door }): VNode {
  const t = say[visit.language]
  const region = visit.region.name
  return (
    <PublicPage visit={visit} title={door ? t('door.title', { door: door.name, region }) : t('ask.title')} unsent>
      {door && <p class="wc-kicker">{t('door.title', { door: door.name, region })}</p>}
      <H1>{event ? t(`life.${event}`) : t('home.title')}</H1>
      <P lead>{door ? t(door.organisation_id ? 'door.partner' : 'door.former', { door: door.name, region }) : t('home.lead')}</P>
      <AskForm visit={visit} {...form} action={visit.path(door ? `/deur/${door.slug}` : '/vraag')} />
      {insteadOf(visit, { on: 'form', door: door?.slug, event }).map(({ href, label }) => (
        <p key={href}>
          <A href={href}>{label}</A>
        </p>
      ))}
    </PublicPage>
  )
}
