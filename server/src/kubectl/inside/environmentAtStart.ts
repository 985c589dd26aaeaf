import type { Key } from '#engine/api/key.ts';
import { keyOf, splitKey } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Container, Pod } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import { type EnvironmentSources, environmentOf } from '#engine/kubelet/environment.ts';

/** The environment of a running container: it was made when the container started, and what changed since is not in it. */
export function environmentAtStart({ view, trace }: Run, pod: Pod, container: Container): ReadonlyMap<string, string> {
  const started = containerIdOf(pod, container.name);
  const podKey = keyOf(pod);
  const before = new Map<Key, ApiObject | null>();
  for (let at = trace.entries.length - 1; at >= 0; at--) {
    const change = trace.entries[at]?.change;
    if (change?.kind !== 'applied') continue;
    if (change.key === podKey && containerIdOf(change.before, container.name) !== started) break;
    before.set(change.key, change.before);
  }
  const sources: EnvironmentSources = {
    get: (of) => (before.has(of) ? (before.get(of) ?? undefined) : view.get(of)),
    list: (kind, namespace) => [
      ...view.list(kind, namespace).filter((object) => !before.has(keyOf(object))),
      ...[...before].flatMap(([of, object]) => (object !== null && isOf(of, kind, namespace) ? [object] : [])),
    ],
  };
  return environmentOf(pod, container, sources);
}

function isOf(of: Key, kind: string, namespace: string | undefined): boolean {
  const parts = splitKey(of);
  return parts.kind === kind && (namespace === undefined || parts.namespace === namespace);
}

function containerIdOf(pod: ApiObject | null, name: string): string | undefined {
  const status = (pod as Pod | null)?.status;
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(
    (each) => each.name === name,
  )?.containerID;
}
