import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Outcome } from './change.ts';

/**
 * The API server as an actor sees it. Every call is answered at once (requests take no virtual time), is an entry of the trace with
 * `why`, and never throws: a refusal is a `Rejected` with the server's Status.
 */
export interface Api {
  /** Admission, defaulting, validation, then stored. `metadata.generateName` gets its suffix here. */
  create(object: ApiObject, why: string): Outcome;
  /** Replaces spec and metadata (status is kept). A `resourceVersion` that is not the newest is a Conflict. */
  update(object: ApiObject, why: string): Outcome;
  /** Replaces status only (and annotations, as the status sub-resources that keep them do). An equal status is no change and gives no entry. */
  updateStatus(object: ApiObject, why: string): Outcome;
  delete(key: Key, options: DeleteOptions, why: string): Outcome;
  /** The eviction sub-resource: a delete that PodDisruptionBudgets may refuse. */
  evict(key: Key, options: DeleteOptions, why: string): Outcome;
  /** The binding sub-resource: sets `spec.nodeName` once. */
  bind(key: Key, node: string, why: string): Outcome;
  /** An Event about the object, or a part of it (`spec.containers{web}`); equal ones are counted on the first. */
  event(about: ApiObject, type: 'Normal' | 'Warning', reason: string, message: string, fieldPath?: string): void;
}

/** The API as a controller sees it. */
export interface ControllerApi extends Api {
  /** An update with an object that is complete and valid by construction, and large: it is neither defaulted nor validated. */
  replace(object: ApiObject, why: string): Outcome;
}

export interface DeleteOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
  /** Delete only if the object still has this uid. */
  readonly uid?: string;
}
