import type { Key } from '#engine/api/key.ts';
import type { Run } from '../run.ts';

/** How one node was judged for a pod. */
export interface NodeJudgement {
  readonly node: string;
  readonly fits: boolean;
  /** What refused it, in the scheduler's words. */
  readonly reasons: readonly string[];
  readonly plugin: string;
  /** Weighted scores by plugin; empty where the node was not scored. */
  readonly scores: Readonly<Record<string, number>>;
  readonly total: number | undefined;
  readonly chosen: boolean;
}

export interface Diagnosis {
  readonly text: string;
  readonly nodes: readonly NodeJudgement[];
  readonly plugins: readonly string[];
  readonly ties: number;
}

/** The scheduler's last word on the pod by `position`; undefined where it left none. Reads the note's data without trusting its shape. */
export function diagnosisOf(run: Run, pod: Key, position: number): Diagnosis | undefined {
  for (const seq of [...run.index.of(pod)].reverse()) {
    const change = run.entries[seq]?.change;
    if (seq >= position || change?.kind !== 'note' || change.topic !== 'scheduling') continue;
    const data = record(change.data);
    const nodes = list(data['nodes']).map((each) => judgement(record(each), data));
    const plugins = [...new Set(nodes.flatMap((node) => Object.keys(node.scores)))];
    const best = Math.max(...nodes.map((node) => node.total ?? Number.NEGATIVE_INFINITY));
    const ties =
      typeof data['ties'] === 'number'
        ? data['ties']
        : Array.isArray(data['ties'])
          ? data['ties'].length
          : nodes.filter((node) => node.total === best && node.fits).length;
    return { text: change.text, nodes, plugins, ties };
  }
  return undefined;
}

function judgement(node: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>>): NodeJudgement {
  const name = text(node['node']) || text(node['name']);
  const reasons = list(node['reasons']).map((each) => text(each) || text(record(each)['text']));
  const scores = scoresOf(node['scores']);
  const total =
    typeof node['total'] === 'number'
      ? node['total']
      : typeof node['score'] === 'number'
        ? node['score']
        : Object.keys(scores).length === 0
          ? undefined
          : Object.values(scores).reduce((a, b) => a + b, 0);
  return {
    node: name,
    fits: node['fits'] === true || (node['fits'] === undefined && reasons.length === 0),
    reasons,
    plugin: text(node['plugin']),
    scores,
    total,
    chosen: node['chosen'] === true || name === text(data['node']) || name === text(data['chosen']),
  };
}

/** Scores come as a record by plugin, or as a list of {plugin, score or weighted}. */
function scoresOf(value: unknown): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, score] of Object.entries(Array.isArray(value) ? {} : record(value)))
    if (typeof score === 'number') found[name] = score;
  for (const each of list(value).map(record)) {
    const score = each['weighted'] ?? each['score'];
    if (typeof score === 'number') found[text(each['plugin']) || text(each['name'])] = score;
  }
  return found;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
