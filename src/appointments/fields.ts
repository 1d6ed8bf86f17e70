import { formsIn } from '../foundation/ui/fields.ts'
import { manners, timesSchema } from './meeting.ts'
import { say } from './words.ts'

/** Proposing times: each row has a day and an hour, so that these say their number where they are shown. */
export const timesForm = formsIn(say)(timesSchema, {
  day: { label: 'meeting.times' },
  hour: { label: 'meeting.times' },
  manner: { label: 'meeting.manner', options: (language) => manners.map((each) => [each, say[language](`meeting.manner.${each}`)]) },
  place: { label: 'meeting.place', hint: 'meeting.place.hint' },
  minutes: { label: 'meeting.minutes' },
  gids: { label: 'meeting.guide' },
  agreed: { label: 'meeting.agreed', hint: 'meeting.agreed.hint' },
})
