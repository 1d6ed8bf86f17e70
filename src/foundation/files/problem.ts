import { FormProblem, type FieldProblem } from '../web/problem.ts'

/** Why a file is not taken, as a message key that every form can say; over a bound it says which. */
export class FileProblem extends Error {
  readonly problem: FieldProblem
  constructor(key: `form.file.${string}`, values?: Record<string, string | number>) {
    super(key)
    this.problem = { key, values }
  }
}

/** Does something with the file of a field: what is wrong with the file is said at that field. */
export async function atField<Read>(field: string, work: () => Promise<Read>): Promise<Read> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof FileProblem ? new FormProblem({ [field]: error.problem }) : error
  }
}
