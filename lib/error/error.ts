// The one error of this project: a code from a closed union, and facts about it that are never secret.

/**
 * What must not happen, named by a code. Each package has its own closed union of codes, e.g. `EidError<TlvErrorCode>`.
 * `facts` go to logs and pages: never a PIN, a key or a datum of a person.
 */
export class EidError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(code: Code, facts: Readonly<Record<string, string | number | boolean>> = {}, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'EidError';
    this.code = code;
    this.facts = facts;
  }
}

/** Narrows any thrown value to an `EidError`, of one code when given. */
export function isEidError<Code extends string>(thrown: unknown, code?: Code): thrown is EidError<Code> {
  return thrown instanceof EidError && (code === undefined || thrown.code === code);
}
