import { H1, P } from '../../foundation/ui/components.tsx'
import { workplace } from '../../foundation/ui/frame.tsx'
import { say } from '../../foundation/ui/layout.tsx'
import { type Route, route } from '../../foundation/web/route.ts'
import type { DeskParts } from './frame.tsx'

const keys = ['j', 'k', '/', 'n', 'o', 'a', 'b', 'g', 'i', 't', 'u', '?'] as const

/** Which key does what, and whether they do: somebody who speaks to the machine puts them out. */
export const keyRoutes = ({ frame }: DeskParts): Route[] => [
  route({
    method: 'GET',
    path: '/:region/werk/toetsen',
    right: 'workplace.enter',
    handle: (visit) =>
      workplace(frame, visit, { purpose: 'workplace', current: 'keys', read: () => undefined }, () => {
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
  }),
]
