import type { Key } from '#engine/api/key.ts';
import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Millis } from '#engine/time.ts';
import type { TraceHeader } from '#engine/trace/trace.ts';
import type { WireChunk } from '#engine/trace/wire.ts';
import type { ImageBehaviour, Timing } from '#engine/world.ts';

/** Request, client → server: SimulateParams → SimulateResult. The answer comes before the run: its entries follow as notifications. */
export const simulateRequest = 'drydock/simulate';
/** Notification, server → client: TraceChunk. */
export const traceChunkNotification = 'drydock/traceChunk';
/** Notification, server → client: SimulationEnded. Comes exactly once for each run that was accepted. */
export const simulationEndedNotification = 'drydock/simulationEnded';
/** Notification, client → server: CancelSimulation. The run ends with outcome `cancelled`. */
export const cancelSimulationNotification = 'drydock/cancelSimulation';

export interface SimulateParams {
  /** Chosen by the client, unique while it lives; every later message of the run carries it. */
  readonly run: string;
  /** Files or folders, in the order in which they are applied; unsaved text counts. */
  readonly uris: readonly string[];
  /** What runs before the apply: nothing, or the manifests as these texts have them (Preview Rollout: the files at git HEAD). */
  readonly before: readonly SourceText[] | null;
  readonly whatIf: WhatIf;
}

export interface SourceText {
  readonly uri: string;
  readonly text: string;
}

/** How this run differs from the plain one. Everything is optional; moments are counted from the apply. */
export interface WhatIf {
  readonly kubernetesVersion?: KubernetesVersion;
  readonly seed?: number;
  /** So many equal default nodes in place of the world's. */
  readonly nodes?: number;
  readonly timing?: Partial<Timing>;
  /** Stand before the world's own: the first match wins. */
  readonly images?: readonly ImageBehaviour[];
  readonly faults?: readonly NodeFault[];
  /** Fields of the applied manifests with other values; null removes the field. */
  readonly fields?: readonly FieldChange[];
}

export interface NodeFault {
  readonly at: Millis;
  readonly node: string;
  readonly state: 'down' | 'up' | 'removed' | 'drained';
}

export interface FieldChange {
  readonly key: Key;
  /** `['spec', 'strategy', 'type']`. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

export type SimulateResult =
  | { readonly ok: true; readonly started: RunStarted }
  | { readonly ok: false; readonly problems: readonly SimulateProblem[] };

/** Why nothing ran: a file that cannot be read, a manifest with an error. */
export interface SimulateProblem {
  readonly message: string;
  readonly uri?: string;
  readonly range?: SourceRange;
}

export interface RunStarted {
  readonly run: string;
  /** What was applied, in words: `web.yaml`, `k8s/ (3 files)`. */
  readonly title: string;
  readonly header: TraceHeader;
  /** Where each applied object comes from. */
  readonly origins: Readonly<Record<Key, Origin>>;
  readonly whatIf: WhatIf;
}

/** Zero-based [line, character] of start and end, as in the language server protocol. */
export type SourceRange = readonly [number, number, number, number];

export interface Origin {
  readonly uri: string;
  readonly range: SourceRange;
  /** Ranges of single fields by dotted path: `spec.strategy.rollingUpdate.maxUnavailable`. */
  readonly fields?: Readonly<Record<string, SourceRange>>;
}

export interface TraceChunk {
  readonly run: string;
  readonly chunk: WireChunk;
  /** Virtual time at which the run stands. */
  readonly end: Millis;
}

export interface SimulationEnded {
  readonly run: string;
  readonly end: Millis;
  /** When the apply happened; what lies before is the cluster as it was. */
  readonly applyAt: Millis;
  /** `bound`: the run was still busy at the limit of time or steps. */
  readonly outcome: 'quiet' | 'bound' | 'cancelled' | 'failed';
  /** What went wrong, for `failed`. */
  readonly message?: string;
  /** Expectations of a scenario that do not hold, with what was found instead. */
  readonly failures?: readonly SimulateProblem[];
}

export interface CancelSimulation {
  readonly run: string;
}
