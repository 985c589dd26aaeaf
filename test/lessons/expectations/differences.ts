import type { Json } from './compare.ts';

/** A field in which a cluster of today is not what a session shows. */
export interface Difference {
  /** Expectation and place: `X01.final.oldReplicaSets`. */
  readonly at: string;
  /** What is seen instead, which is held as strictly. */
  readonly today: Json;
  readonly why: string;
}

/** Where the sessions are not followed. */
export const differences: readonly Difference[] = [
  {
    at: 'X01.eventMessageFormat',
    today: 'Scaled {up|down} replica set {name} from {m} to {n}',
    why: 'the session is of 1.14; every version that is simulated says the size before, too',
  },
  {
    at: 'X01.final.oldReplicaSets',
    today: 'first-deployment-<hash> (0/0 replicas created)',
    why: 'kubectl of 1.14 left out old ReplicaSets without pods; that of today lists them',
  },
  {
    at: 'X31.OldReplicaSets',
    today: 'rollout-nginx-<hash> (0/0 replicas created), rollout-nginx-7598b44f45 (3/3 replicas created)',
    why: 'the same, of 1.18: the ReplicaSet of revision 1 is listed with its none',
  },
];

/** Fields that ask for nothing, so that no run can break them. */
export const remarks: readonly { readonly at: string; readonly why: string }[] = [
  { at: 'X09.mustDiffer', why: 'it says that the two addresses may be equal' },
  {
    at: 'X36.seedShowsInstead',
    why: 'the session prints an object that its own command does not make; the command counts',
  },
];
