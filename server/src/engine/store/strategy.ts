import type { GroupKind } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Status } from '../api/status.ts';
import type { Conditions } from '../conditions.ts';
import type { Random } from '../random.ts';
import type { Result } from '../result.ts';
import type { StoreView } from './view.ts';

/** What the API server does to objects of one kind besides defaulting and validation; follows kubernetes pkg/registry/…/strategy.go. */
export interface Strategy {
  readonly kind: GroupKind;
  /** Before validation of a create: sets the status a new object has, allocates addresses. Runs on the defaulted object. */
  prepareForCreate?(object: ApiObject, door: Door): Result<ApiObject, Status>;
  /** Before validation of an update: keeps what a user may not set. Runs on the defaulted object. */
  prepareForUpdate?(next: ApiObject, old: ApiObject, door: Door): Result<ApiObject, Status>;
  /** Why the object may not be deleted at all; undefined when it may. */
  keepsFromDeletion?(object: ApiObject): Status | undefined;
  /** Whether the status sub-resource takes over annotations, too (Deployment). */
  readonly statusKeepsAnnotations?: boolean;
  /** Whether a change of annotations starts a new generation as one of the spec does (Deployment). */
  readonly annotationsStartGenerations?: boolean;
  /** Whether a deletion that says nothing of dependents leaves them behind (ReplicationController). */
  readonly orphansByDefault?: boolean;
  /** The object goes: gives back what was allocated. */
  released?(object: ApiObject): void;
}

/** Makes a strategy for one run; allocators live in it. */
export type StrategyFactory = () => Strategy;

/** Checks and changes objects at the door, after defaulting and before validation; follows kubernetes plugin/pkg/admission. */
export interface AdmissionPlugin {
  readonly name: string;
  admit(request: AdmissionRequest, door: Door): Result<ApiObject, Status>;
}

export interface AdmissionRequest {
  readonly verb: 'create' | 'update';
  readonly object: ApiObject;
  readonly old?: ApiObject;
}

/** What strategies and admission may look at. */
export interface Door {
  readonly view: StoreView;
  readonly conditions: Conditions;
  readonly random: Random;
  /** metav1.Time of now. */
  readonly timestamp: string;
}
