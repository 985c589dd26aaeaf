import type { Millis } from '#engine/time.ts';
import type { Segment } from '../../document/pointer.ts';
import type { Resource } from '../../document/resource.ts';
import type { SchemaSpot } from '../../schema/walk.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/** A field under the cursor, with all that its meaning may hang on. */
export interface FieldValue {
  readonly snapshot: Snapshot;
  readonly resource: Resource;
  /** The path from the object's root. */
  readonly segments: readonly Segment[];
  /** The field as JSON, null where nothing is written. */
  readonly value: unknown;
  readonly schema: SchemaSpot;
  /** The moment at which it is asked, where the asker has a clock; Unix milliseconds. */
  readonly now?: Millis;
}

/** Says in a sentence what a value comes to; undefined where it has nothing to say. Never throws. */
export type Explanation = (field: FieldValue) => string | undefined;
