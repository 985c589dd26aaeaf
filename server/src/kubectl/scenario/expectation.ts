import { keyOf } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Entry } from '#engine/trace/trace.ts';
import type { Cluster, Output } from '../cluster.ts';
import { objectNamed } from './objectNamed.ts';
import type { Placeholders } from './placeholders.ts';
import type { Expectation } from './scenario.ts';
import { passes, testText } from './test.ts';

/** Checks a step `expect`: code 0 when everything holds, else 1 with what was found, one line for each that does not. */
export function checkExpectations(cluster: Cluster, expectations: readonly Expectation[], names: Placeholders): Output {
  const broken = expectations.flatMap((each) => problemOf(cluster, each, names) ?? []);
  if (broken.length === 0) return { stdout: '', stderr: '', code: 0 };
  return { stdout: '', stderr: broken.map((text) => `error: ${text}\n`).join(''), code: 1 };
}

function problemOf(cluster: Cluster, expectation: Expectation, names: Placeholders): string | undefined {
  if (expectation.kind === 'never') return unavailability(cluster, expectation, names);
  const object = objectNamed(cluster, expectation.object, names);
  const { pass, found } = passes(expectation.test, object);
  return pass ? undefined : `expected ${expectation.object.text} ${testText(expectation.test)}, but ${found}`;
}

/** From its first moment of availability up to now, was it ever without? */
function unavailability(
  cluster: Cluster,
  { of }: Extract<Expectation, { kind: 'never' }>,
  names: Placeholders,
): string | undefined {
  const object = objectNamed(cluster, of, names);
  if (object === undefined) return `expected ${of.text} never to be unavailable, but there is no such object`;
  let available = false;
  for (const moment of object.kind === 'Service' ? endpointCounts(cluster, object) : availability(cluster, object)) {
    if (moment.ready) available = true;
    else if (available)
      return `expected ${of.text} never to be unavailable, but it was at ${moment.at} ms: ${moment.why}`;
  }
  return available ? undefined : `expected ${of.text} never to be unavailable, but it has never been available`;
}

interface Moment {
  readonly at: number;
  readonly ready: boolean;
  readonly why: string;
}

function* endpointCounts(cluster: Cluster, service: ApiObject): Generator<Moment, void, void> {
  const slices = new Map<string, number>();
  for (const { at, after, before, key } of changesOf(cluster.run.trace.entries, 'EndpointSlice')) {
    const labels = (after ?? before)?.metadata.labels;
    if (labels?.['kubernetes.io/service-name'] !== service.metadata.name) continue;
    if ((after ?? before)?.metadata.namespace !== service.metadata.namespace) continue;
    slices.set(key, after === null ? 0 : readyEndpoints(after));
    const ready = [...slices.values()].some((count) => count > 0);
    yield { at, ready, why: 'none of its endpoints was ready' };
  }
}

function readyEndpoints(slice: ApiObject): number {
  const endpoints = (slice['endpoints'] ?? []) as readonly { readonly conditions?: { readonly ready?: boolean } }[];
  return endpoints.filter((endpoint) => endpoint.conditions?.ready !== false).length;
}

function* availability(cluster: Cluster, object: ApiObject): Generator<Moment, void, void> {
  const wanted = keyOf(object);
  for (const { at, after, key } of changesOf(cluster.run.trace.entries, object.kind)) {
    if (key !== wanted || after === null) continue;
    const status = after['status'] as
      | {
          readonly conditions?: readonly Condition[];
          readonly availableReplicas?: number;
          readonly numberAvailable?: number;
        }
      | undefined;
    const condition = status?.conditions?.find((each) => each.type === 'Available');
    const count = status?.availableReplicas ?? status?.numberAvailable ?? 0;
    const ready = condition === undefined ? count > 0 : condition.status === 'True';
    yield { at, ready, why: condition?.message ?? `${count} of its pods were available` };
  }
}

interface Changed {
  readonly at: number;
  readonly key: string;
  readonly before: ApiObject | null;
  readonly after: ApiObject | null;
}

function* changesOf(entries: readonly Entry[], kind: string): Generator<Changed, void, void> {
  for (const { at, change } of entries) {
    if (change.kind !== 'applied' || (change.after ?? change.before)?.kind !== kind) continue;
    yield { at, key: change.key, before: change.before, after: change.after };
  }
}
