import type { ComponentChildren } from 'preact'
import type { Alarm, HelpContact, HelpLanguage } from './danger.ts'
import { telephone } from './contacts.ts'
import { explain, sayHelp } from './say.ts'

/** In the language somebody wrote in, whatever the page around it is in. */
export const InTheirs = ({ language, children, as: Tag = 'div', class: name }: { language: HelpLanguage; children: ComponentChildren; as?: 'div' | 'section'; class?: string }) => (
  <Tag lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} class={name}>
    {children}
  </Tag>
)

/** Whom to call, each to be tapped, first what fits. */
export function Calls({ language, contacts }: { language: HelpLanguage; contacts: readonly HelpContact[] }) {
  const t = sayHelp[language]
  return (
    <ul class="wc-calls">
      {contacts.map((each) => (
        <li key={each.phone}>
          <a class="wc-call" href={telephone(each.phone)} aria-label={t('call', { phone: each.phone })}>
            <span aria-hidden="true">☎</span>
            <strong dir="ltr">{each.phone}</strong>
          </a>
          <p>
            {explain(language, each)}{' '}
            {each.also && (
              <a class="utrecht-link" href={telephone(each.also)}>
                {t('or', { phone: each.also })}
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

/** Leads to a harmless page, at once. */
export const Leave = ({ language }: { language: HelpLanguage }) => (
  <p class="wc-leave">
    <a class="utrecht-button utrecht-button--primary-action wc-button-link" href="/weg" rel="noreferrer" data-leave>
      {sayHelp[language]('leave')}
    </a>
  </p>
)

/** Whom to call now, on top of whatever page it is: what was just written says that somebody is in danger, or may be. `children` is what else can be done about it. */
export function Help({ alarm, page, children }: { alarm: Alarm; page?: boolean; children?: ComponentChildren }) {
  const { reading, contacts } = alarm
  const { language, certain } = reading
  const t = sayHelp[language]
  const Title = page ? 'h1' : 'h2'
  return (
    <InTheirs language={language} as="section" class="wc-help wc-not-printed">
      <Leave language={language} />
      <Title class={page ? 'utrecht-heading-1' : 'utrecht-heading-2'}>{t(certain ? 'certain.title' : 'possible.title')}</Title>
      <p class="utrecht-paragraph">
        {t(certain ? 'certain.lead' : 'possible.lead')} {certain && t('for-other')}
      </p>
      <Calls language={language} contacts={contacts} />
      <p class="utrecht-paragraph wc-soft">{t('abroad')}</p>
      {children}
    </InTheirs>
  )
}
