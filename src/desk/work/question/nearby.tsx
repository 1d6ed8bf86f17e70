import { dayOf } from '../../../foundation/clock/workingdays.ts'
import { H2 } from '../../../foundation/ui/components.tsx'
import { drawnOnce } from '../../../foundation/ui/kept.ts'
import { areaOf } from '../../../network/geography.ts'
import { WalkInPoints } from '../../../network/pages.tsx'
import type { QuestionPanel } from '../../places.ts'
import { say } from '../../words.ts'

const kept = new Map<string, string[]>()

/** Where the asker can walk in: the two points nearest to their postcode, else the one that has the question. */
export const nearby: QuestionPanel = {
  key: 'nearby',
  column: 'side',
  show: (visit, question, network) => {
    const from = question.postcode ? areaOf(question.postcode) : undefined
    const points = from ? network.walkInPoints : network.walkInPoints.filter((each) => each.id === question.walk_in_point_id)
    if (!points.length) return undefined
    const today = dayOf(visit.now)
    const html = drawnOnce(kept, [visit.language, network.version, today, question.postcode, question.walk_in_point_id].join('|'), {}, () => (
      <>
        <H2>{say[visit.language]('question.nearby')}</H2>
        <WalkInPoints language={visit.language} today={today} points={points} from={from} limit={2} />
      </>
    ))
    return <section dangerouslySetInnerHTML={html} />
  },
}
