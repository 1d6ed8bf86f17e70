import { ButtonLink, H1, Notice, P, Typed } from '../foundation/ui/components.tsx'
import { type Shown, workplace } from '../foundation/ui/frame.tsx'
import type { Answer } from '../foundation/web/answer.ts'
import type { StaffVisit } from '../foundation/web/route.ts'
import { say } from './words.ts'

/** Something came between: says what (`said`, in the words of the room), keeps what was typed in sight, leads back. */
export function conflictShown(visit: StaffVisit, said: string, back: string, typed: string): Shown {
  const t = say[visit.language]
  return {
    title: t('conflict.title'),
    status: 409,
    content: (
      <div class="wc-one wc-step">
        <H1>{t('conflict.title')}</H1>
        <Notice kind="warning" title={said} />
        {typed && (
          <>
            <P>{t('conflict.kept')}</P>
            <div class="wc-card">
              <Typed>{typed}</Typed>
            </div>
          </>
        )}
        <ButtonLink href={back}>{t('conflict.back')}</ButtonLink>
      </div>
    ),
  }
}
export const conflictPage = (visit: StaffVisit, ...shown: [said: string, back: string, typed: string]): Promise<Answer> =>
  workplace(visit, { purpose: 'desk', current: '', read: () => undefined }, () => conflictShown(visit, ...shown))
