import type { ApiObject } from '#engine/api/meta.ts';
import type { KubernetesVersion } from '#engine/api/version.ts';
import type { DeleteOptions } from '#engine/store/api.ts';
import type { Millis } from '#engine/time.ts';
import type { Admission, ImageBehaviour, Timing } from '#engine/world.ts';
import type { PatchType } from '../commands/patch.ts';

/** A scenario as it was read: what the cluster starts from and what happens to it. docs/scenario.md is its documentation. */
export interface Scenario {
  readonly name: string;
  readonly kubernetesVersion: KubernetesVersion;
  readonly seed: number;
  readonly startTime: Millis;
  readonly nodes: readonly NodeSource[];
  readonly admission: Admission;
  readonly timing: Timing;
  readonly images: readonly ImageBehaviour[];
  readonly loadBalancer: boolean;
  readonly steps: readonly Step[];
}

/** A node of the world, or a file with objects that the cluster starts with. */
export type NodeSource = { readonly node: ApiObject } | { readonly file: string };

/** One step. `line` is its place in the file, from 1. */
export type Step = (
  | { readonly kind: 'kubectl'; readonly command: string; readonly input: string }
  | { readonly kind: 'wait'; readonly for: WaitGoal }
  | { readonly kind: 'delete'; readonly object: ObjectChoice; readonly options: DeleteOptions }
  | { readonly kind: 'evict'; readonly object: ObjectChoice }
  | {
      readonly kind: 'patch';
      readonly object: ObjectChoice;
      readonly type: PatchType;
      readonly subresource: string | undefined;
      readonly patch: unknown;
    }
  | { readonly kind: 'node'; readonly name: string; readonly state: 'down' | 'up' | 'removed' }
  | { readonly kind: 'image'; readonly behaviour: ImageBehaviour }
  | { readonly kind: 'expect'; readonly expectations: readonly Expectation[] }
) & { readonly line: number };

/** An object by name, or the `index`-th that a selector finds. */
export interface ObjectChoice {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly selector: string | undefined;
  readonly index: number;
}

export type WaitGoal =
  | { readonly kind: 'time'; readonly duration: Millis }
  | { readonly kind: 'quiet'; readonly duration: Millis; readonly timeout: Millis }
  | { readonly kind: 'object'; readonly object: ObjectName; readonly test: Test; readonly timeout: Millis };

/** `Deployment/web`, `ReplicaSet/{rs:web@2}`; a namespace may stand before the name: `Deployment/prod/web`. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly text: string;
}

/** A question about an object. */
export type Test =
  | { readonly kind: 'gone' }
  | { readonly kind: 'exists' }
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly is: 'atLeast' | 'atMost' | 'equals' | 'notEquals' | 'matches';
      readonly value: unknown;
    }
  | {
      readonly kind: 'condition';
      readonly type: string;
      readonly status: string | undefined;
      readonly reason: string | undefined;
    };

export type Expectation = { readonly line: number } & (
  | { readonly kind: 'object'; readonly object: ObjectName; readonly test: Test }
  | { readonly kind: 'never'; readonly state: 'unavailable'; readonly of: ObjectName }
);
