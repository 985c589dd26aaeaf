import type { Cause, CauseReason } from '../status.ts';

/** Where refusals are collected, in the API server's order. */
export type Causes = Cause[];

/** `Required value[: detail]`. The texts follow kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go. */
export function required(field: string, detail = ''): Cause {
  return cause('FieldValueRequired', field, 'Required value', detail);
}

export function invalid(field: string, value: unknown, detail: string): Cause {
  return cause('FieldValueInvalid', field, `Invalid value: ${printed(value)}`, detail);
}

/** `supported` in the order in which the API server lists it. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): Cause {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map(printed).join(', ')}`;
  return cause('FieldValueNotSupported', field, `Unsupported value: ${printed(value)}`, detail);
}

export function duplicate(field: string, value: unknown, detail = ''): Cause {
  return cause('FieldValueDuplicate', field, `Duplicate value: ${printed(value)}`, detail);
}

export function forbidden(field: string, detail: string): Cause {
  return cause('FieldValueForbidden', field, 'Forbidden', detail);
}

export function notFound(field: string, value: unknown, detail = ''): Cause {
  return cause('FieldValueNotFound', field, `Not found: ${printed(value)}`, detail);
}

export function tooLong(field: string, maxBytes: number): Cause {
  return cause('FieldValueTooLong', field, 'Too long', `may not be more than ${maxBytes} bytes`);
}

export function tooMany(field: string, actual: number, max: number): Cause {
  return cause('FieldValueTooMany', field, `Too many: ${actual}`, `must have at most ${max} items`);
}

/** One refusal for each message of a name format. */
export function invalidEach(errors: Causes, field: string, value: unknown, details: readonly string[]): void {
  for (const detail of details) errors.push(invalid(field, value, detail));
}

function cause(reason: CauseReason, field: string, message: string, detail: string): Cause {
  return { field, reason, message: detail === '' ? message : `${message}: ${detail}` };
}

/** Strings in quotes, objects and lists as JSON, nothing as `null`. */
function printed(value: unknown): string {
  return value === undefined ? 'null' : (JSON.stringify(value) ?? 'null');
}
