import type { Millis } from '../../time.ts';
import type { LoadCurve } from '../../world.ts';

/** What a workload uses of a resource in all its pods together (milli-cores, or bytes) at this moment; undefined when the world does not say. */
export function loadOf(
  loads: readonly LoadCurve[],
  target: { kind: string; name: string; namespace: string },
  resource: string,
  now: Millis,
): number | undefined {
  const curve = loads.find(
    (load) =>
      load.target.kind === target.kind &&
      load.target.name === target.name &&
      (load.target.namespace ?? 'default') === target.namespace,
  );
  if (curve === undefined) return undefined;
  const value = (point: LoadCurve['points'][number]): number | undefined =>
    resource === 'cpu' ? point.cpu : point.memory;
  const points = [...curve.points].sort((a, b) => a.at - b.at);
  const after = points.findIndex(({ at }) => at > now);
  const from = points[after < 0 ? points.length - 1 : Math.max(0, after - 1)];
  const to = after < 0 ? undefined : points[after];
  if (from === undefined) return undefined;
  const start = value(from);
  const end = to === undefined ? undefined : value(to);
  if (start === undefined || to === undefined || end === undefined || now <= from.at) return start;
  return start + ((end - start) * (now - from.at)) / (to.at - from.at);
}
