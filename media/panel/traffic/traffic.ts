import { type Key, keyOf, splitKey } from '#engine/api/key.ts';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import { apiServerService } from '#engine/api/service.ts';
import type { Run } from '../run.ts';

/** Where requests to a Service go at one moment. */
export interface ServiceFrame {
  readonly key: Key;
  readonly name: string;
  readonly namespace: string;
  readonly selector: Labels;
  readonly ports: readonly string[];
  /** Hosts and paths of Ingresses that lead here. */
  readonly routes: readonly string[];
  readonly endpoints: readonly EndpointFrame[];
  readonly ready: number;
  /** All of them; `endpoints` lists the first. */
  readonly total: number;
  /** Groups of pods that the selector misses by exactly one label. */
  readonly nearMisses: readonly NearMiss[];
}

export interface EndpointFrame {
  readonly pod: Key | undefined;
  readonly name: string;
  readonly state: 'ready' | 'notReady' | 'terminating';
}

export interface NearMiss {
  /** One of the pods. */
  readonly example: Key;
  readonly count: number;
  readonly label: string;
  readonly wanted: string;
  readonly found: string | undefined;
}

/** More endpoints than this are counted, not listed. */
const mostEndpoints = 40;
/** Looking for near misses reads every pod; above this many the view goes without. */
const mostPodsRead = 3000;

/** The Services at the cursor's moment. */
export function servicesAt(run: Run): readonly ServiceFrame[] {
  const slices = slicesByService(run);
  const routes = routesByService(run);
  const services = run.cluster.of('Service').filter((service) => keyOf(service) !== apiServerService);
  return services.map((service) => {
    const key = keyOf(service);
    const { name, namespace } = splitKey(key);
    const spec = service['spec'] as
      | { selector?: Labels; ports?: readonly { port?: unknown; name?: string }[] }
      | undefined;
    const all = slices.get(key) ?? [];
    return {
      key,
      name,
      namespace,
      selector: spec?.selector ?? {},
      ports: (Array.isArray(spec?.ports) ? spec.ports : []).map((port) => String(port.port ?? port.name ?? '')),
      routes: routes.get(key) ?? [],
      endpoints: all.slice(0, mostEndpoints),
      total: all.length,
      ready: all.reduce((count, each) => count + (each.state === 'ready' ? 1 : 0), 0),
      nearMisses: run.cluster.pods.size > mostPodsRead ? [] : nearMissesOf(run, namespace, spec?.selector ?? {}),
    };
  });
}

/** Pods that a selector would catch if one of their labels were another. */
export function nearMissesOf(run: Run, namespace: string, selector: Labels): readonly NearMiss[] {
  const wanted = Object.entries(selector);
  if (wanted.length === 0) return [];
  const found = new Map<string, NearMiss>();
  for (const { key, pod } of run.cluster.pods.values()) {
    if (pod.metadata.namespace !== namespace) continue;
    const wrong = wanted.filter(([label, value]) => pod.metadata.labels?.[label] !== value);
    const [first] = wrong;
    // With a single label to match, every other pod of the namespace would be a near miss: only a label of that name with another value is.
    if (first === undefined || wrong.length !== 1) continue;
    const [label, value] = first;
    const has = pod.metadata.labels?.[label];
    if (wanted.length === 1 && (has === undefined || !alike(has, value))) continue;
    const id = `${label}=${has ?? ''}`;
    const known = found.get(id);
    found.set(id, { example: key, label, wanted: value, found: has, count: (known?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** Two words that one slip of the hand turns into each other. */
function alike(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const letters = (word: string): string => [...word].sort().join('');
  if (letters(a) === letters(b)) return true;
  let differing = 0;
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] !== b[i]) differing++;
  return differing <= 1 || a.startsWith(b) || b.startsWith(a);
}

interface Endpoint {
  readonly targetRef?: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
  readonly conditions?: { readonly ready?: boolean; readonly terminating?: boolean };
  readonly addresses?: readonly string[];
}

function slicesByService(run: Run): ReadonlyMap<Key, readonly EndpointFrame[]> {
  const found = new Map<Key, EndpointFrame[]>();
  for (const slice of run.cluster.of('EndpointSlice.discovery.k8s.io')) {
    const name = slice.metadata.labels?.['kubernetes.io/service-name'];
    const endpoints = slice['endpoints'];
    if (name === undefined || !Array.isArray(endpoints)) continue;
    const key = `Service/${slice.metadata.namespace ?? ''}/${name}`;
    const list = found.get(key) ?? [];
    for (const endpoint of endpoints as readonly Endpoint[]) list.push(endpointFrame(endpoint, slice));
    found.set(key, list);
  }
  return found;
}

function endpointFrame(endpoint: Endpoint, slice: ApiObject): EndpointFrame {
  const pod = endpoint.targetRef?.kind === 'Pod' ? endpoint.targetRef.name : undefined;
  const ready = endpoint.conditions?.ready !== false;
  return {
    pod:
      pod === undefined ? undefined : `Pod/${endpoint.targetRef?.namespace ?? slice.metadata.namespace ?? ''}/${pod}`,
    name: pod ?? endpoint.addresses?.[0] ?? '',
    state: ready ? 'ready' : endpoint.conditions?.terminating === true ? 'terminating' : 'notReady',
  };
}

interface IngressRule {
  readonly host?: string;
  readonly http?: {
    readonly paths?: readonly {
      readonly path?: string;
      readonly backend?: { readonly service?: { readonly name?: string } };
    }[];
  };
}

function routesByService(run: Run): ReadonlyMap<Key, readonly string[]> {
  const found = new Map<Key, string[]>();
  for (const ingress of run.cluster.of('Ingress.networking.k8s.io')) {
    const rules = (ingress['spec'] as { rules?: readonly IngressRule[] } | undefined)?.rules ?? [];
    for (const rule of rules) {
      for (const path of rule.http?.paths ?? []) {
        const key = `Service/${ingress.metadata.namespace ?? ''}/${path.backend?.service?.name ?? ''}`;
        found.set(key, [...(found.get(key) ?? []), `${rule.host ?? '*'}${path.path ?? '/'}`]);
      }
    }
  }
  return found;
}
