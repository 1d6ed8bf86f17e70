import { type Day, dayOf } from '../../../foundation/clock/workingdays.ts'
import { H2 } from '../../../foundation/ui/components.tsx'
import { drawnOnce } from '../../../foundation/ui/drawnonce.ts'
import type { Language } from '../../../foundation/i18n/i18n.ts'
import { areaOf } from '../../../network/geography.ts'
import { WalkInPoints } from '../../../network/pages.tsx'
import type { Network } from '../../../network/current.ts'
import type { QuestionPanel } from '../../places.ts'
import { say } from '../../words.ts'

type From = { postcode: string | null; point: string | null }
const pointsFor = ({ walkInPoints }: Network, { postcode, point }: From) => {
  const from = postcode ? areaOf(postcode) : undefined
  return { from, points: from ? walkInPoints : walkInPoints.filter((each) => each.id === point) }
}

const part = drawnOnce(({ language, today, ...asked }: From & { language: Language; today: Day }, _texts, network: Network) => (
  <>
    <H2>{say[language]('question.nearby')}</H2>
    <WalkInPoints language={language} today={today} limit={2} {...pointsFor(network, asked)} />
  </>
))

/** Where the asker can walk in: the two points nearest to their postcode, else the one that has the question. */
export const nearby: QuestionPanel = {
  key: 'nearby',
  column: 'side',
  show: (visit, question, network) => {
    const from = { postcode: question.postcode, point: question.walk_in_point_id }
    if (!pointsFor(network, from).points.length) return undefined
    return <section dangerouslySetInnerHTML={part({ language: visit.language, today: dayOf(visit.now), ...from }, {}, network)} />
  },
}
