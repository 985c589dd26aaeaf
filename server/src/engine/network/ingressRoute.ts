import type { ApiObject } from '../api/meta.ts';

interface Backend {
  readonly service?: { readonly name: string; readonly port?: { readonly number?: number; readonly name?: string } };
  readonly resource?: unknown;
}

interface Path {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend: Backend;
}

interface IngressSpec {
  readonly ingressClassName?: string;
  readonly defaultBackend?: Backend;
  readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths?: readonly Path[] } }[];
}

/** Where an Ingress sends a request. */
export interface IngressRoute {
  readonly ingress: ApiObject;
  /** The Service in the Ingress's namespace. */
  readonly service: string;
  readonly port: number | string | undefined;
  /** Which rule decided: host and path as they stand in it, or the default backend. */
  readonly by: string;
}

/**
 * The Service behind a URL, by the rules of the Ingress API: the host that is written out before one with a wildcard before none,
 * an exact path before the longest prefix, and the default backend last. Undefined when no rule of any Ingress fits.
 */
export function routeOfIngress(ingresses: readonly ApiObject[], host: string, path: string): IngressRoute | undefined {
  let best: { readonly rank: readonly number[]; readonly route: IngressRoute } | undefined;
  for (const ingress of ingresses) {
    for (const candidate of candidates(ingress, host, path))
      if (best === undefined || isMore(candidate.rank, best.rank)) best = candidate;
  }
  return best?.route;
}

type Candidate = { readonly rank: readonly number[]; readonly route: IngressRoute };

function candidates(ingress: ApiObject, host: string, path: string): readonly Candidate[] {
  const { rules = [], defaultBackend } = (ingress['spec'] ?? {}) as IngressSpec;
  const found: Candidate[] = [];
  const add = (rank: readonly number[], backend: Backend, by: string): void => {
    const { name, port } = backend.service ?? {};
    if (name !== undefined)
      found.push({ rank, route: { ingress, service: name, port: port?.number ?? port?.name, by } });
  };
  for (const rule of rules) {
    const hostRank = rankOfHost(rule.host, host);
    if (hostRank === undefined) continue;
    for (const each of rule.http?.paths ?? []) {
      const pathRank = rankOfPath(each, path);
      if (pathRank !== undefined) add([hostRank, ...pathRank], each.backend, `${rule.host ?? '*'}${each.path ?? '/'}`);
    }
  }
  if (defaultBackend !== undefined) add([-1, 0, 0], defaultBackend, 'defaultBackend');
  return found;
}

/** A wildcard stands for exactly one label. */
function rankOfHost(rule: string | undefined, host: string): number | undefined {
  if (rule === undefined || rule === '') return 0;
  if (!rule.startsWith('*.')) return rule.toLowerCase() === host.toLowerCase() ? 2 : undefined;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot).toLowerCase() === rule.slice(1).toLowerCase() ? 1 : undefined;
}

/** Longer before shorter, exact before prefix. Prefixes go by the elements between slashes: `/a` fits `/a/b`, not `/ab`. */
function rankOfPath({ path = '/', pathType }: Path, asked: string): readonly [number, number] | undefined {
  if (pathType === 'Exact') return path === asked ? [Number.MAX_SAFE_INTEGER, 1] : undefined;
  const prefix = elements(path);
  const given = elements(asked);
  return prefix.every((element, index) => element === given[index]) ? [prefix.length, 0] : undefined;
}

function elements(path: string): readonly string[] {
  return path.split('/').filter((element) => element !== '');
}

function isMore(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value > other;
  }
  return false;
}
