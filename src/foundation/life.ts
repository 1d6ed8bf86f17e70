import { Conflict } from './web/problem.ts'

/** What a step needs besides a state and somebody who may: `says` it in the picture, `problem` to who tries without. */
export interface Need<Given> {
  says: string
  holds: (given: Given) => boolean
  /** A message key. */
  problem: string
}

/** One step in the life of something. */
export interface Step<State extends string, Who extends string, Given> {
  from: readonly State[]
  /** `same`: the step happens within a state. */
  to: State | 'same'
  who: readonly Who[]
  needs?: readonly Need<Given>[]
}

/** What the documentation draws of a life. */
export interface Drawn {
  /** Its states and steps as a Mermaid diagram, and below it a table of who takes each step and what it needs, in Markdown. */
  picture: () => string
}

/** A life: what can be done with something, from which state, by whom, to which state, and what it needs. */
export interface Life<Name extends string, State extends string, Who extends string, Given> extends Drawn {
  /** Whether a step leads on from this state; by one of these, where they are given. What it needs is not asked. */
  can: (step: Name, from: State, who?: readonly Who[]) => boolean
  /** Does nothing when one of these can take the step now. @throws Conflict with what is missing, or with the life's own problem */
  must: (step: Name, from: State, given: Given) => void
  /** The state after a step. */
  after: (step: Name, from: State) => State
}

const lines = (rows: readonly string[]) => rows.join('\n')

/** `problem`, a message key, says that the step cannot be taken from this state, or not by this visitor. */
export function life<Name extends string, State extends string, Who extends string, Given extends { who: readonly Who[] }>(
  steps: Readonly<Record<Name, Step<State, Who, Given>>>,
  problem: string,
): Life<Name, State, Who, Given> {
  const can: Life<Name, State, Who, Given>['can'] = (step, from, who) => steps[step].from.includes(from) && (!who || steps[step].who.some((each) => who.includes(each)))
  const all = Object.entries(steps) as [Name, Step<State, Who, Given>][]
  return {
    can,
    must: (step, from, given) => {
      if (!can(step, from, given.who)) throw new Conflict(problem)
      const missing = steps[step].needs?.find(({ holds }) => !holds(given))
      if (missing) throw new Conflict(missing.problem)
    },
    after: (step, from) => {
      const { to } = steps[step]
      return to === 'same' ? from : to
    },
    picture: () => {
      // One arrow for all steps between the same two states; what stays within a state is in the table.
      const arrows = new Map<string, Name[]>()
      for (const [name, { from, to }] of all)
        for (const each of to === 'same' ? [] : from) if (each !== to) arrows.set(`${each} --> ${to}`, [...(arrows.get(`${each} --> ${to}`) ?? []), name])
      // Mermaid takes no hyphen in the name of a state.
      const drawn = [...arrows].map(([arrow, names]) => `  ${arrow.replaceAll(/(?<=\w)-(?=\w)/g, '_')}: ${names.join(', ')}`)
      const rows = all.map(([name, { from, to, who, needs }]) => `| ${[name, from.join(', '), to, who.join(', '), needs?.map(({ says }) => says).join('; ') ?? ''].join(' | ')} |`)
      return lines(['```mermaid', 'stateDiagram-v2', ...drawn, '```', '', '| step | from | to | who | needs |', '| --- | --- | --- | --- | --- |', ...rows])
    },
  }
}
