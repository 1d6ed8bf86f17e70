import { z } from 'zod'
import { type AskerGroup, askerGroups } from '../../desk/question.ts'
import { type LifeEvent, lifeEventNames } from '../../desk/public/ask.tsx'
import { optionalChoice, searchText } from '../../foundation/web/forms.ts'
import { ruledOut } from '../conditions.ts'
import { implied } from '../facts.ts'
import type { Listed } from '../current.ts'
import { serviceForms } from '../service.ts'

/** What plays in somebody's life, in the topics of the catalogue. */
const eventTopics: Record<LifeEvent, readonly string[]> = {
  'ander-werk': ['finding-work', 'career', 'prospects', 'experience', 'older', 'own-business', 'work-and-health', 'sheltered-work'],
  leren: ['learning', 'schooling', 'learning-cost', 'voucher', 'dutch-language', 'basic-skills', 'experience', 'diploma-abroad', 'sector-fund'],
  'baan-weg': ['dismissal', 'work-conflict', 'benefit'],
  geld: ['benefit', 'social-assistance', 'debts', 'learning-cost', 'business-trouble', 'daily-life'],
  school: ['school-dropout', 'learning-job', 'schooling'],
  personeel: ['recruiting', 'inclusive-hiring', 'subsidies', 'staff-learning', 'learning-company', 'letting-staff-go', 'employers-together', 'absence'],
}

export const browseSchema = z.object({
  zoek: searchText,
  voor: optionalChoice(askerGroups).catch(undefined),
  situatie: optionalChoice(lifeEventNames).catch(undefined),
  vorm: optionalChoice(serviceForms).catch(undefined),
  gemeente: z.string().max(60).optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(500).default(1).catch(1),
})
export type Browse = z.infer<typeof browseSchema>

/** Whether a service can be for this group: no condition rules the group out. */
const isFor = ({ service }: Listed, group: AskerGroup) => !ruledOut(service.conditions, implied({ asker: group }))

/** Whether somebody of this municipality can use it, as far as that is all that is known of them. */
const isIn = ({ service: { where, conditions } }: Listed, municipality: string) =>
  (where.reach !== 'municipalities' || !where.municipalities.length || where.municipalities.includes(municipality)) && !ruledOut(conditions, { municipality })

/** The services that were chosen, in the order they came in. */
export const chosen = (services: readonly Listed[], { voor, situatie, vorm, gemeente }: Browse): Listed[] =>
  services.filter(
    (each) =>
      (!voor || isFor(each, voor)) &&
      (!situatie || eventTopics[situatie].some((topic) => each.service.topics.slice(0, 2).includes(topic))) &&
      (!vorm || each.service.form.includes(vorm)) &&
      (!gemeente || isIn(each, gemeente)),
  )

export const perPage = 20
/** The address of this list with something else chosen; what is not chosen is not in it. */
export function browseQuery(now: Browse, change: Partial<Browse> = {}): string {
  const { pagina, ...rest } = { ...now, pagina: 1, ...change }
  const query = new URLSearchParams(Object.entries(rest).filter((each): each is [string, string] => Boolean(each[1])))
  if (pagina > 1) query.set('pagina', String(pagina))
  return query.size ? `?${query}` : ''
}
