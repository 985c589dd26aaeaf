import { atLeast } from '#engine/api/version.ts';
import type { Run } from '#engine/engine.ts';

/** ` from default namespace`: what kubectl says behind `deleted` since 1.34, of an object that has a namespace. */
export function deletedFrom({ world }: Run, namespace: string | undefined): string {
  return namespace !== undefined && atLeast(world.kubernetesVersion, '1.34') ? ` from ${namespace} namespace` : '';
}
