/** At most so many creations and deletions of pods in one sync of a ReplicaSet, ReplicationController or StatefulSet. */
export const burstReplicas = 500;

/**
 * Calls `make` up to `count` times in batches of 1, 2, 4, …: the first batch with an error is the last.
 * Returns that batch's first error; follows kubernetes pkg/controller/replicaset slowStartBatch.
 */
export function slowStart(count: number, make: (index: number) => string | undefined): string | undefined {
  let made = 0;
  for (let batch = 1; made < count; batch *= 2) {
    const end = Math.min(made + batch, count);
    let error: string | undefined;
    for (; made < end; made++) error = make(made) ?? error;
    if (error !== undefined) return error;
  }
  return undefined;
}
