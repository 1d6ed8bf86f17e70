import { Fragment, type ComponentChildren, type VNode } from 'preact'
import { type Alarm, type HelpLanguage, mustBeHidden } from './danger.ts'
import { type Callable, telephone } from './contacts.ts'
import { abroad, inText, nameIn, pieces, plain, sayHelp, whenToCall } from './say.ts'

/** In the language somebody wrote in, whatever the page around it is in. */
export const InTheirs = ({ language, children, as: Tag = 'div', class: name }: { language: HelpLanguage; children: ComponentChildren; as?: 'div' | 'section'; class?: string }) => (
  <Tag lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} class={name}>
    {children}
  </Tag>
)

/** A number that can be read whatever is around it. */
export const Digits = ({ children }: { children: string }) => <bdi dir="ltr">{children}</bdi>

/** A number in a sentence, to be tapped. */
export const Tap = ({ phone }: { phone: string }) => (
  <a class="utrecht-link" href={telephone(phone)}>
    <Digits>{phone}</Digits>
  </a>
)

/** A text of say.ts, its numbers and names each in their own direction; `number` shows the numbers in another way. */
export const Told = ({ children, number = (text) => <Digits>{text}</Digits> }: { children: string; number?: (text: string) => VNode }) => (
  <>
    {pieces(children).map((piece, at) => {
      const inside = piece.slice(1, -1)
      return <Fragment key={at}>{piece.startsWith('\u2066') ? number(inside) : piece.startsWith('\u2068') ? <bdi>{inside}</bdi> : piece}</Fragment>
    })}
  </>
)

/** Whom to call, each to be tapped, first what fits; `big`: the first is a button that nobody can miss. */
export function Calls({ language, contacts, big }: { language: HelpLanguage; contacts: readonly Callable[]; big?: boolean }) {
  const t = sayHelp[language]
  return (
    <ul class="wc-calls">
      {contacts.map((each, at) => (
        <li key={each.phone} class={each.shut ? 'wc-shut' : undefined}>
          {big && at === 0 ? (
            <a class="utrecht-button utrecht-button--primary-action wc-call wc-call--big" href={telephone(each.phone)}>
              <span aria-hidden="true">☎</span>
              <span>
                <Told number={(phone) => <strong dir="ltr">{phone}</strong>}>{t('call', { phone: inText(each.phone) })}</Told>
                <small>
                  <Told>{nameIn(language, each)}</Told>
                </small>
              </span>
            </a>
          ) : (
            <a class="wc-call" href={telephone(each.phone)} aria-label={plain(language, t('call', { phone: inText(each.phone) }))}>
              <span aria-hidden="true">☎</span>
              <strong dir="ltr">{each.phone}</strong>
            </a>
          )}
          <p>
            <Told>{`${big && at === 0 ? '' : `${nameIn(language, each)}. `}${whenToCall(language, each)}`}</Told>{' '}
            {each.also && (
              <a class="utrecht-link" href={telephone(each.also)}>
                <Told>{t('or', { phone: inText(each.also) })}</Told>
              </a>
            )}{' '}
            {each.chat && (
              <a class="utrecht-link" href={each.chat} rel="noreferrer">
                {t('chat')}
              </a>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Leads to a harmless page, at once; strong where somebody may look over a shoulder. */
const Leave = ({ language, strong }: { language: HelpLanguage; strong: boolean }) => (
  <p class="wc-leave wc-not-printed">
    <a class={`utrecht-button utrecht-button--${strong ? 'primary' : 'secondary'}-action wc-button-link`} href="/weg" rel="noreferrer" data-leave>
      {sayHelp[language]('leave')}
    </a>
  </p>
)

/** Whom to call now, on top of whatever page it is: what was just written says that somebody is in danger, or may be. `children` is what else can be done about it; `unsent`: it was handed in with a mistake, and nobody has it yet. */
export function Help({ alarm, page, unsent, children }: { alarm: Alarm; page?: boolean; unsent?: boolean; children?: ComponentChildren }) {
  const { reading, contacts }: { reading: Alarm['reading']; contacts: readonly Callable[] } = alarm
  const { language, certain, kinds } = reading
  const t = sayHelp[language]
  const Title = page ? 'h1' : 'h2'
  // The one who does it must not find it: not on paper either.
  const hidden = mustBeHidden(kinds)
  const [first] = contacts
  const fits = ({ why, shut }: Callable) => !shut && kinds.some((kind) => kind === why)
  // 112 is for who hears voices as well, and no answer to an empty cupboard.
  const big = !hidden && first !== undefined && (fits(first) || kinds[0] === 'voices')
  const lacks = (kinds[0] === 'no-roof' || kinds[0] === 'no-food') && !contacts.some(fits)
  const fromAbroad = abroad(language, contacts)
  return (
    <InTheirs language={language} as="section" class={hidden ? 'wc-help wc-not-printed' : 'wc-help'}>
      <Leave language={language} strong={hidden} />
      <Title class={page ? 'utrecht-heading-1' : 'utrecht-heading-2'}>{t(certain ? 'certain.title' : 'possible.title')}</Title>
      <p class="utrecht-paragraph">
        {t(certain ? 'certain.lead' : 'possible.lead')} {certain && t('for-other')}
      </p>
      <Calls language={language} contacts={contacts} big={big} />
      {unsent && (
        <p class="utrecht-paragraph">
          <strong>{t('unsent')}</strong>
        </p>
      )}
      {lacks && <p class="utrecht-paragraph">{t('none-fits')}</p>}
      {fromAbroad && (
        <p class="utrecht-paragraph wc-soft">
          <Told number={(phone) => <Tap phone={phone} />}>{fromAbroad}</Told>
        </p>
      )}
      {children}
    </InTheirs>
  )
}
