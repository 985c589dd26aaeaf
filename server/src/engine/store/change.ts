import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Status } from '../api/status.ts';

/** A change that the store took. `before` and `after` are the whole objects, shared with the store, never copied or mutated. */
export interface Applied {
  readonly kind: 'applied';
  readonly verb: 'create' | 'update' | 'delete';
  readonly key: Key;
  readonly before: ApiObject | null;
  readonly after: ApiObject | null;
}

/** A request that the API server refused. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly verb: 'create' | 'update' | 'delete' | 'evict' | 'bind';
  readonly key: Key;
  readonly status: Status;
}

export type Outcome = Applied | Rejected;
