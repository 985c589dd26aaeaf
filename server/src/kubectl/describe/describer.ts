import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import type { Page } from './page.ts';

/** What a description may look at besides the object. */
export interface DescribeContext {
  readonly view: StoreView;
  /** Unix milliseconds of the moment of printing. */
  readonly now: number;
}

/** Describes objects of one kind. `events` false: the kind's description has none. */
export interface Describer {
  /** `Deployment.apps`. */
  readonly kind: string;
  readonly events: boolean;
  describe(page: Page, object: ApiObject, context: DescribeContext): void;
}
