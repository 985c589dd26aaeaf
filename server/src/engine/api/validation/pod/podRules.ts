import type { KubernetesVersion } from '../../version.ts';
import type { Fields } from '../read.ts';

/** What the rules for a container need to know of its pod. */
export interface PodRules {
  readonly version: KubernetesVersion;
  /** False for a template, which gets less. */
  readonly isPod: boolean;
  readonly podName: string;
  readonly gracePeriodSeconds: number | undefined;
  readonly restartPolicy: string;
  /** False only where spec.hostUsers says so. */
  readonly hostUsers: boolean;
  /** The volumes that are right, by name. */
  readonly volumes: ReadonlyMap<string, Fields>;
  /** Names of spec.resourceClaims. */
  readonly claimNames: readonly string[];
}
