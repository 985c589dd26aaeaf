import { intOrPercentOr } from '../../api/intOrPercent.ts';
import type { Pod } from '../../api/pod.ts';
import type { Assumption } from '../../trace/trace.ts';
import { isAvailable } from '../podAvailability.ts';
import type { DaemonNode, Pass } from './nodes.ts';
import { isUpdated } from './nodes.ts';
import type { Wanted } from './syncNodes.ts';

/** How many nodes may be without an available pod, and on how many a second one may stand; follows UnavailableCount and SurgeCount. */
export function rolloutCounts({ set, nodes }: Pick<Pass, 'set' | 'nodes'>): {
  readonly surge: number;
  readonly unavailable: number;
} {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const desired = nodes.filter(({ runs }) => runs).length;
  const surge = intOrPercentOr(rollingUpdate?.maxSurge ?? 0, desired, 'up', 0);
  const unavailable = intOrPercentOr(rollingUpdate?.maxUnavailable ?? 1, desired, 'up', 0);
  // Neither would ever let a pod be replaced.
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The next old pods to go, or the next nodes to surge on; follows kubernetes pkg/controller/daemon/update.go rollingUpdate. */
export function rollingUpdate(pass: Pass): Wanted {
  const { surge, unavailable } = rolloutCounts(pass);
  const nodes = pass.nodes.filter(({ runs, pods }) => runs || pods.length > 0);
  return surge === 0 ? withoutSurge(pass, nodes, unavailable) : withSurge(pass, nodes, surge);
}

function withoutSurge(pass: Pass, nodes: readonly DaemonNode[], most: number): Wanted {
  const useless: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const node of nodes) {
    const pair = pairOn(pass, node);
    if (pair === undefined || (pair.fresh === undefined) === (pair.old === undefined)) unavailable++;
    else if (pair.fresh !== undefined) unavailable += serves(pass, pair.fresh) ? 0 : 1;
    else if (pair.old !== undefined && serves(pass, pair.old)) candidates.push(pair.old);
    else if (pair.old !== undefined) {
      // It goes whatever the others do, and counts like any other that is not available (from 1.31 on).
      useless.push(pair.old);
      unavailable++;
    }
  }
  const take = Math.max(0, most - unavailable);
  const why = `old revision; ${unavailable} of at most ${most} nodes are without an available pod (maxUnavailable)`;
  return { create: [], remove: [...useless, ...candidates.slice(0, take)], why, ...tie(take, candidates.length) };
}

function withSurge(pass: Pass, nodes: readonly DaemonNode[], most: number): Wanted {
  const found: Record<SurgeRole, DaemonNode[]> = {
    idle: [],
    surging: [],
    candidate: [],
    allowed: [],
    done: [],
    unwanted: [],
  };
  for (const node of nodes) found[surgeRole(pass, node)].push(node);
  const surging = found.surging.length;
  // A node that shall have none any more keeps its pod until as many others are available as there shall be (from 1.31 on).
  const available = nodes.filter((node) => isServed(pass, node)).length;
  const spare = Math.max(0, available - nodes.filter(({ runs }) => runs).length);
  const remove = [...found.done, ...found.unwanted.slice(0, spare)].flatMap((node) => pairOn(pass, node)?.old ?? []);
  const take = Math.max(0, most - surging);
  const create = [...found.allowed, ...found.candidate.slice(0, take)].map(({ name }) => name);
  const why = `old revision; ${surging} of at most ${most} nodes have a second pod (maxSurge)`;
  return { create, remove, why, ...tie(take, found.candidate.length) };
}

/** What a surging update makes of a node: `done`, its old pod may go; `unwanted`, it may go when it can be spared; `allowed`, it needs no surge. */
type SurgeRole = 'idle' | 'surging' | 'candidate' | 'allowed' | 'done' | 'unwanted';

function surgeRole(pass: Pass, node: DaemonNode): SurgeRole {
  const pair = pairOn(pass, node);
  if (pair === undefined) return 'surging';
  const { fresh, old } = pair;
  if (old === undefined) return 'idle';
  if (fresh !== undefined) return serves(pass, fresh) ? 'done' : 'surging';
  if (serves(pass, old)) return node.runs ? 'candidate' : 'unwanted';
  return node.runs ? 'allowed' : 'done';
}

/** Whether the node has an available pod: the old one as long as there is one. */
function isServed(pass: Pass, node: DaemonNode): boolean {
  const pair = pairOn(pass, node);
  const first = pair?.old ?? pair?.fresh;
  return first !== undefined && serves(pass, first);
}

function tie(take: number, among: number): { readonly tie?: Assumption } {
  if (take === 0 || take >= among) return {};
  return { tie: { kind: 'tie', text: `nodes taken by name among ${among}; a cluster takes any`, among } };
}

function serves({ context, set }: Pass, pod: Pod): boolean {
  return isAvailable(pod, set.spec.minReadySeconds ?? 0, context);
}

/** The new and the old pod of a node; undefined when it has two of a kind, which `manage` will see to. */
function pairOn(
  { hash }: Pass,
  { pods }: DaemonNode,
): { readonly fresh: Pod | undefined; readonly old: Pod | undefined } | undefined {
  const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const fresh = staying.filter((pod) => isUpdated(pod, hash));
  const old = staying.filter((pod) => !isUpdated(pod, hash));
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] };
}
