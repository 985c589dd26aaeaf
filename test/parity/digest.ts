import type { ApiObject } from '#engine/api/meta.ts';
import { Names, ownerOf } from './names.ts';
import { schedulingText, views } from './views.ts';

/** One change as `--output watch` prints it; `step` counts the recording's steps. */
export interface WatchLine {
  readonly at: number;
  readonly step: number;
  readonly type: string;
  readonly object: ApiObject;
}

/** What of a run is held against a recording. */
export interface Digest {
  /** Sizes of ReplicaSets by owner, in order: `web-rs1 none→3`. */
  readonly scalings: Readonly<Record<string, readonly string[]>>;
  /** At the end of a step: objects by kind and name, pods and endpoint slices as counted texts. */
  readonly states: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** At the end: how many pods of an owner each node has, nodes with none left out, in order of size (equal nodes are one like another). */
  readonly placement: Readonly<Record<string, readonly number[]>>;
  /** Events: object, reason and message, each once. */
  readonly events: readonly string[];
}

const counted = new Set(['Pod', 'EndpointSlice']);
/** A client drops Events of one object beyond a burst of 25: what so much is said of is not compared. */
const mostEvents = 18;
const silent =
  /^(?:FailedToUpdateEndpoint|FailedToCreateEndpoint|FailedToUpdateEndpointSlices|Pulling|Pulled|Created|Started|Killing|BackOff|Failed|Unhealthy|FailedMount|SandboxChanged)$/;

/** Digests the changes of a run; states are taken at the end of `steps`. */
export function digest(lines: readonly WatchLine[], steps: readonly number[]): Digest {
  const names = new Names();
  for (const { object } of lines) names.see(object);
  const namespace =
    lines.find(({ object }) => object.kind === 'Pod' || object.kind === 'Deployment')?.object.metadata.namespace ??
    'default';
  const plain = (text: string): string => names.plain(text, namespace);
  return {
    scalings: scalings(lines, plain),
    states: Object.fromEntries(steps.map((step) => [step, stateAfter(lines, step, plain)])),
    placement: placement(lines, plain),
    events: events(lines, plain),
  };
}

type Plain = (text: string) => string;

function scalings(lines: readonly WatchLine[], plain: Plain): Digest['scalings'] {
  const sizes = new Map<string, number>();
  const found: Record<string, string[]> = {};
  for (const { type, object } of lines) {
    if (object.kind !== 'ReplicaSet') continue;
    const { name } = object.metadata;
    const before = sizes.get(name);
    const size = type === 'DELETED' ? undefined : (object['spec'] as { replicas: number }).replicas;
    if (before === size) continue;
    if (size === undefined) sizes.delete(name);
    else sizes.set(name, size);
    const of = ownerOf(object)?.name ?? plain(name);
    found[of] = [...(found[of] ?? []), `${plain(name)} ${before ?? 'none'}→${size ?? 'gone'}`];
  }
  return found;
}

function stateAfter(lines: readonly WatchLine[], step: number, plain: Plain): Record<string, unknown> {
  const standing = new Map<string, ApiObject>();
  for (const line of lines) {
    if (line.step > step || views[line.object.kind] === undefined) continue;
    const key = `${line.object.kind}/${line.object.metadata.name}`;
    if (line.type === 'DELETED') standing.delete(key);
    else standing.set(key, line.object);
  }
  const state: Record<string, unknown> = {};
  for (const [key, object] of standing) {
    if (object.metadata.labels?.['kubernetes.io/service-name'] === 'kubernetes') continue;
    const view = JSON.parse(plain(JSON.stringify(views[object.kind]?.(object)))) as unknown;
    const text = JSON.stringify(sorted(view));
    if (counted.has(object.kind)) state[`${object.kind} ${text}`] = Number(state[`${object.kind} ${text}`] ?? 0) + 1;
    else state[plain(key)] = sorted(view);
  }
  return sorted(state) as Record<string, unknown>;
}

function placement(lines: readonly WatchLine[], plain: Plain): Digest['placement'] {
  const nodes = new Map<string, readonly [owner: string, node: string]>();
  for (const { type, object } of lines) {
    if (object.kind !== 'Pod') continue;
    const { nodeName } = object['spec'] as { nodeName?: string };
    const gone = type === 'DELETED' || object.metadata.deletionTimestamp !== undefined;
    if (gone || !nodeName) nodes.delete(object.metadata.name);
    else nodes.set(object.metadata.name, [plain(ownerOf(object)?.name ?? ''), nodeName]);
  }
  const counts = new Map<string, Map<string, number>>();
  for (const [owner, node] of nodes.values()) {
    const ofOwner = counts.get(owner) ?? new Map<string, number>();
    counts.set(owner, ofOwner.set(node, (ofOwner.get(node) ?? 0) + 1));
  }
  const found = [...counts].map(([owner, ofOwner]) => [owner, [...ofOwner.values()].sort((a, b) => b - a)] as const);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function events(lines: readonly WatchLine[], plain: Plain): string[] {
  const found = new Map<string, Set<string>>();
  for (const { object } of lines) {
    if (object.kind !== 'Event') continue;
    const { kind, name } = object['involvedObject'] as { kind: string; name: string };
    const reason = String(object['reason']);
    if (
      kind === 'Node' ||
      ((kind === 'Pod' || kind.startsWith('Endpoint') || kind === 'Service') && silent.test(reason))
    )
      continue;
    const about = `${kind}/${plain(name)}`;
    const texts = found.get(about) ?? new Set();
    found.set(about, texts.add(`${about} ${reason}: ${general(plain(String(object['message'])))}`));
  }
  return [...found.values()]
    .filter((texts) => texts.size <= mostEvents)
    .flatMap((texts) => [...texts])
    .sort();
}

/** Texts that changed after 1.26, in a form of both. */
function general(text: string): string {
  if (/nodes are available/.test(text)) return schedulingText(text);
  return text
    .replace('(combined from similar events): ', '')
    .replace(/^(Scaled (?:up|down) replica set \S+) (?:from \d+ )?to (\d+)(?: from \d+)?$/, '$1 to $2')
    .replace(/^Preempted by .* on node \S+$/, 'Preempted')
    .replace(/^(Successfully assigned \S+) to \S+$/, '$1')
    .replace(/^(Saw completed job: \S+), (?:status|condition): /, '$1, ');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
