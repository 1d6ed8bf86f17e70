import { H1, P } from '../foundation/ui/components.tsx'
import { workplace } from '../foundation/ui/frame.tsx'
import { route } from '../foundation/web/route.ts'
import { networkRights } from '../network/rights.ts'
import { say } from './words.ts'

const keys = ['j', 'k', '/', 'n', 'o', 'a', 'b', 'g', 'i', 't', 'u', '?'] as const

/** Which key does what, and whether they do: somebody who speaks to the machine puts them out. */
export const keysRoute = route({
  method: 'GET',
  path: '/:region/werk/toetsen',
  right: networkRights.enter,
  handle: (visit) =>
    workplace(visit, { purpose: 'workplace', current: 'keys', read: () => undefined }, () => {
      const t = say[visit.language]
      return {
        title: t('keys.title'),
        content: (
          <div class="wc-one">
            <H1>{t('keys.title')}</H1>
            <P soft>{t('keys.lead')}</P>
            <dl class="wc-keys">
              {keys.map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{t(`keys.${key}`)}</dd>
                </div>
              ))}
            </dl>
            <label class="wc-check" data-keys hidden>
              <input type="checkbox" /> {t('keys.on')}
            </label>
          </div>
        ),
      }
    }),
})
