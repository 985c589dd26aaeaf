/** Why the API server refuses a field: the `reason` of a Status cause. */
export type CauseReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError'
  | 'DisruptionBudget';

/** One reason of a refusal. `message` is the API server's text without the field (`Required value`, `Invalid value: 5: must be …`). */
export interface Cause {
  /** The API server's path: `spec.template.spec.containers[0].image`, map keys in brackets. */
  readonly field: string;
  readonly reason: CauseReason;
  readonly message: string;
}

export type StatusReason =
  | 'BadRequest'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'Forbidden'
  | 'TooManyRequests'
  | 'InternalError'
  | 'MethodNotAllowed'
  | 'UnsupportedMediaType'
  | 'Timeout';

/** A refusal of the API server (metav1.Status), as data. */
export interface Status {
  readonly code: number;
  readonly reason: StatusReason;
  /** The whole text as the server writes it, e.g. `Deployment.apps "web" is invalid: spec.selector: Required value`. */
  readonly message: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}
