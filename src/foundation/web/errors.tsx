import { randomUUID } from 'node:crypto'
import { telephone } from '../danger/contacts.ts'
import { sayDraft } from './drafts.ts'
import { draftField, formKeyField, keptField } from './forms.ts'
import { A, Button, ButtonLink, H1, Notice, P, Typed } from '../ui/components.tsx'
import { PublicPage } from '../ui/layout.tsx'
import { say } from '../words.ts'
import { draw } from './answer.ts'
import type { Visit } from './route.ts'

const worded = [404, 409, 413, 422, 429, 503] as const

/** What somebody typed, to be copied from here. */
const Words = ({ of }: { of: readonly string[] }) => (
  <>
    {of.map((each) => (
      <div class="wc-card" key={each}>
        <Typed>{each}</Typed>
      </div>
    ))}
  </>
)

/** By telephone there is always somebody who helps. */
const Call = ({ visit: { region, language } }: { visit: Visit }) =>
  region.phone ? (
    <P>
      {say[language]('error.call')} <A href={telephone(region.phone)}>{region.phone}</A>
    </P>
  ) : null

/** Something that belongs to one browser was asked by one that keeps no cookies: what it is for, and how to go on. */
export function cookiesOffPage(visit: Visit, words: readonly string[]): string {
  const t = say[visit.language]
  return draw(
    <PublicPage visit={visit} title={t('error.cookies.title')} hidden>
      <H1>{t('error.cookies.title')}</H1>
      <P lead>{t('error.cookies.text')}</P>
      {words.length > 0 && <P>{t('error.words')}</P>}
      <Words of={words} />
      <Call visit={visit} />
      <P>{t('error.danger')}</P>
    </PublicPage>,
  )
}

/** What happened, what was kept, what to do, and what they typed; the same for what does not exist and what is somebody else's. */
export function errorPage(visit: Visit, status: number, reference: string, words: readonly string[]): string {
  const t = say[visit.language]
  const each = worded.find((code) => code === status) ?? (status < 500 ? 422 : 500)
  // Whoever comes by a link that leads nowhere often has a newer one.
  const key = each === 404 && visit.request.routeOptions?.config.route?.link ? 'link' : each
  return draw(
    <PublicPage visit={visit} title={t(`error.${key}.title`)} hidden>
      <H1>{t(`error.${key}.title`)}</H1>
      <P lead>{t(`error.${key}.text`, { reference })}</P>
      {words.length > 0 && <P>{t('error.words')}</P>}
      <Words of={words} />
      <Call visit={visit} />
      {each !== 404 && <P>{t('error.danger')}</P>}
      {each === 404 && <ButtonLink href={visit.path()}>{t('error.404.go')}</ButtonLink>}
    </PublicPage>,
  )
}

/** What was handed in, to be handed in once more as it is: also as the draft that it was. */
const SendAgain = ({ visit, values }: { visit: Visit; values: Record<string, string> }) => (
  <form class="wc-form" method="post" action={visit.here}>
    {Object.entries({ ...values, ...(visit.kept && { [keptField]: visit.kept }), ...(visit.draft && { [draftField]: sayDraft(visit.draft) }) }).map(([name, value]) => (
      <textarea key={name} name={name} hidden aria-label={name}>
        {value}
      </textarea>
    ))}
    <Button>{say[visit.language]('signed-out.again')}</Button>
  </form>
)

/** The session ended while somebody was writing: their words are here, to be sent again after signing in elsewhere. */
export function signedOutPage(visit: Visit, at: string, values: Record<string, string>): string {
  const t = say[visit.language]
  return draw(
    <PublicPage visit={visit} title={t('signed-out.title')} hidden>
      <H1>{t('signed-out.title')}</H1>
      <Notice kind="warning">{t('signed-out.text')}</Notice>
      <P>
        <a class="utrecht-link" href={visit.path(at)} target="_blank" rel="noopener">
          {t('signed-out.sign-in')}
        </a>
      </P>
      <SendAgain visit={visit} values={values} />
    </PublicPage>,
  )
}

/** What is asked is grave: who asks proves once more who they are, by one button. Says where what they typed is: it waits, or `values` are here to be sent after signing in elsewhere. */
export function Proof({ visit, door, page, waits, values }: { visit: Visit; door: string; page: string; waits?: boolean; values?: Record<string, string> }) {
  const t = say[visit.language]
  return (
    <>
      <H1>{t('prove.title')}</H1>
      <P lead>{t('prove.text')}</P>
      <P>{t(waits ? 'prove.waits' : values ? 'prove.here' : 'prove.back')}</P>
      {values ? (
        <>
          <P>
            <a class="utrecht-link" href={door} target="_blank" rel="noopener">
              {t('signed-out.sign-in')}
            </a>
          </P>
          <SendAgain visit={visit} values={values} />
        </>
      ) : (
        <ButtonLink href={door}>{t('prove.go')}</ButtonLink>
      )}
      <ButtonLink href={page} weight="subtle">
        {t('prove.not')}
      </ButtonLink>
    </>
  )
}

/** The form was sent before by somebody else, or from another page: nothing was done now, and their words can be sent as what they are. */
export function elsewherePage(visit: Visit, { [formKeyField]: _used, ...values }: Record<string, string>): string {
  const t = say[visit.language]
  return draw(
    <PublicPage visit={visit} title={t('error.409.title')} hidden>
      <H1>{t('error.409.title')}</H1>
      <Notice kind="warning">{t('form.elsewhere')}</Notice>
      <SendAgain visit={visit} values={{ ...values, [formKeyField]: randomUUID() }} />
      <P>{t('error.danger')}</P>
    </PublicPage>,
  )
}

/** What the form was about changed meanwhile, and the form is there no more: the words that were typed in it, to be used elsewhere. */
export function unshownPage(visit: Visit, at: string, words: readonly string[]): string {
  const t = say[visit.language]
  return draw(
    <PublicPage visit={visit} title={t('form.unshown.title')} hidden>
      <H1>{t('form.unshown.title')}</H1>
      <Notice kind="warning">{t('form.unshown')}</Notice>
      <Words of={words} />
      <ButtonLink href={at}>{t('form.unshown.go')}</ButtonLink>
    </PublicPage>,
  )
}
