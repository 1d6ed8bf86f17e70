/** There is nothing here for this visitor: it does not exist, or it is somebody else's. The two look the same. */
export class NotFound extends Error {}

/** Somebody signed in is asked for, and nobody is; `at` is where they come in, below the region's own address. */
export class SignInFirst extends Error {
  constructor(readonly at: string) {
    super('sign in first')
  }
}

/** What was filled in cannot be done (yet), by field: a key of the room's messages, with values for it. Nothing was changed; the form is shown again, with `values` in place of what stood in those fields. */
export class FormProblem extends Error {
  constructor(
    readonly errors: Record<string, FieldProblem>,
    readonly values: Record<string, string> = {},
  ) {
    super('form problem')
  }
}
export interface FieldProblem {
  key: string
  values?: Record<string, string | number>
}

/** A proof (a code, a number with its code) that is not right. Where it comes from is logged and counted, by `why`; what was typed never is. */
export class ProofRefused extends FormProblem {
  constructor(
    readonly why: string,
    errors: Record<string, FieldProblem>,
  ) {
    super(errors)
  }
}

/** Something that belongs to one browser was asked by one that keeps no cookies. */
export class CookiesOff extends Error {}

/** Somebody else was first, or it is too late: a message key. Nothing was changed. */
export class Conflict extends Error {
  constructor(
    readonly key: string,
    readonly values?: Record<string, string | number>,
  ) {
    super(key)
  }
}

/** An API call with the same Idempotency-Key but another body. */
export class KeyReused extends Error {}

/** A form's key that was used by somebody else, or at another address. Nothing was changed. */
export class KeyElsewhere extends Error {}
