/** The program's own time: the machine's, or in the demo and in tests one that began elsewhere and runs on. */
export interface Clock {
  now(): Date
  /** Moves the clock forward or back to this moment, from where it runs on. */
  moveTo(moment: Date): void
}

export function startClock(begin?: string): Clock {
  let ahead = begin ? Date.parse(begin) - Date.now() : 0
  return {
    now: () => new Date(Date.now() + ahead),
    moveTo: (moment) => {
      ahead = moment.getTime() - Date.now()
    },
  }
}
