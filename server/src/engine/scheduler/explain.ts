import type { Cluster } from './cluster.ts';
import type { Diagnosis, Failure, NodeDiagnosis, PreemptionDiagnosis, RemedySummary } from './diagnosis.ts';
import { refusedCounts } from './feasibleNodes.ts';
import type { NodeState } from './nodeState.ts';
import type { PreemptionChoice, Remedy } from './plugin.ts';
import type { Outcome } from './scheduleOne.ts';
import type { Scores } from './scoredNodes.ts';

/** How much is explained: nodes that fit and nodes that do not, at most so many of each. */
export interface Detail {
  readonly fitting: number;
  readonly refused: number;
}

export const fullDetail: Detail = { fitting: 25, refused: 25 };

/** What a cycle says of itself, before anything is changed because of it: every filter's verdict on the nodes listed, also past the first failure, and every score. */
export function explain(
  outcome: Outcome,
  cluster: Cluster,
  detail: Detail,
  more: { readonly message?: string; readonly choice?: PreemptionChoice } = {},
): Diagnosis {
  const { pod, profile, refused, total } = outcome;
  const failing = refusedNodes(outcome, cluster, detail.refused);
  const nodes = [...fittingNodes(outcome, detail.fitting), ...failing];
  const feasible = outcome.kind === 'placed' ? outcome.feasible.length : 0;
  return {
    pod: pod.key,
    scheduler: profile.schedulerName,
    result: outcome.kind === 'placed' ? 'scheduled' : 'unschedulable',
    ...(outcome.kind === 'placed' ? { node: outcome.node.name } : {}),
    ...(more.message === undefined ? {} : { message: more.message }),
    total,
    looked: feasible + refused.size,
    feasible,
    reasons: reasonsOf(outcome),
    nodes,
    leftOut: total - nodes.length,
    ties: outcome.kind === 'placed' ? outcome.ties.length : 0,
    remedies: summary(failing),
    ...(more.choice === undefined ? {} : { preemption: preemptionOf(more.choice) }),
  };
}

/** The chosen node, then the best of the others. */
function fittingNodes(outcome: Outcome, limit: number): readonly NodeDiagnosis[] {
  if (outcome.kind === 'refused' || limit === 0) return [];
  const { node: chosen, feasible, scores } = outcome;
  const base = { fits: true, reasons: [], wouldAlsoFail: [], remedies: [] } as const;
  if (scores === undefined)
    return feasible.slice(0, limit).map((node) => ({ ...base, node: node.name, ...mark(node, chosen), scores: [] }));
  return bestIndexes(scores, chosen, limit).map((index) => {
    const node = scores.nodes[index] ?? chosen;
    return {
      ...base,
      node: node.name,
      ...mark(node, chosen),
      scores: scores.plugins.map(({ plugin, weight, score, normalised }) => {
        const points = normalised[index] ?? 0;
        return { plugin, raw: score.score(node), normalised: points, weight, weighted: weight * points };
      }),
      total: scores.totals[index] ?? 0,
    };
  });
}

/** The chosen node first, then by score; without sorting thousands of nodes for a handful. */
function bestIndexes({ nodes, totals }: Scores, chosen: NodeState, limit: number): readonly number[] {
  const best: number[] = [];
  const rank = (index: number): number => (nodes[index] === chosen ? Number.POSITIVE_INFINITY : (totals[index] ?? 0));
  for (let index = 0; index < nodes.length; index++) {
    const last = best[limit - 1];
    if (last !== undefined && rank(last) >= rank(index)) continue;
    let place = Math.min(best.length, limit - 1);
    for (; place > 0 && rank(best[place - 1] ?? 0) < rank(index); place--) best[place] = best[place - 1] ?? 0;
    best[place] = index;
  }
  return best;
}

function mark(node: NodeState, chosen: NodeState): { readonly chosen?: true } {
  return node === chosen ? { chosen: true } : {};
}

/** The refused nodes that need the fewest changes first. */
function refusedNodes(outcome: Outcome, cluster: Cluster, limit: number): readonly NodeDiagnosis[] {
  const { refused, ready } = outcome;
  if (limit === 0) return [];
  const nodes = first(ready.rejection === undefined ? refused.keys() : cluster.nodes, limit * 4);
  const judged = nodes.map((node): NodeDiagnosis => {
    const refusal = refused.get(node);
    const failures: Failure[] = [];
    const remedies: Remedy[] = [];
    for (const { plugin, check } of ready.filters) {
      const verdict = check.verdict(node);
      if (verdict.fits) continue;
      failures.push({ plugin: plugin.name, reasons: verdict.reasons.map(({ text }) => text) });
      remedies.push(...(check.remedies?.(node) ?? [{ kind: 'other', subject: plugin.name }]));
    }
    const own = failures.find(({ plugin }) => plugin === refusal?.plugin.name);
    return {
      node: node.name,
      fits: false,
      ...whyRefused(outcome, refusal, own),
      wouldAlsoFail: failures.filter((failure) => failure !== own),
      remedies,
      scores: [],
    };
  });
  return judged.sort((a, b) => a.remedies.length - b.remedies.length).slice(0, limit);
}

function first<T>(items: Iterable<T>, limit: number): readonly T[] {
  const found: T[] = [];
  for (const item of items) {
    if (found.length >= limit) break;
    found.push(item);
  }
  return found;
}

function whyRefused(
  { ready }: Outcome,
  first: ReturnType<Outcome['refused']['get']>,
  own: Failure | undefined,
): Pick<NodeDiagnosis, 'plugin' | 'reasons' | 'preemptionHelps'> {
  if (first !== undefined) {
    const reasons = own?.reasons ?? first.misfit.reasons.map(({ text }) => text);
    return { plugin: first.plugin.name, reasons, preemptionHelps: first.misfit.preemptionHelps };
  }
  const { rejection } = ready;
  if (rejection === undefined) return { reasons: [] };
  return { plugin: rejection.plugin, reasons: [rejection.reason.text], preemptionHelps: false };
}

function reasonsOf({ refused, ready, total }: Outcome): Diagnosis['reasons'] {
  const counts = new Map<string, { plugin: string; text: string; nodes: number }>();
  for (const [misfit, { plugin, nodes }] of refusedCounts(refused)) {
    for (const { text } of misfit.reasons) {
      const key = `${plugin.name} ${text}`;
      counts.set(key, { plugin: plugin.name, text, nodes: nodes + (counts.get(key)?.nodes ?? 0) });
    }
  }
  const { rejection } = ready;
  const all = rejection === undefined ? [] : [{ plugin: rejection.plugin, text: rejection.reason.text, nodes: total }];
  return [...all, ...counts.values()].sort((a, b) => b.nodes - a.nodes);
}

/** What would let the pod onto a node if it were the only change. */
function summary(nodes: readonly NodeDiagnosis[]): readonly RemedySummary[] {
  const found = new Map<string, RemedySummary>();
  for (const { node, remedies } of nodes) {
    const [only] = remedies;
    if (only === undefined || remedies.length !== 1) continue;
    const key = `${only.kind} ${only.subject}`;
    const known = found.get(key);
    const closer = known === undefined || (only.short ?? 0) < (known.short ?? 0);
    found.set(key, {
      kind: only.kind,
      subject: only.subject,
      admits: (known?.admits ?? 0) + 1,
      ...(closer ? shortOf(only, node) : shortOf(known, known.node)),
    });
  }
  return [...found.values()].sort((a, b) => b.admits - a.admits);
}

function shortOf(
  remedy: { readonly short?: number },
  node: string,
): { readonly short?: number; readonly node: string } {
  return remedy.short === undefined ? { node } : { short: remedy.short, node };
}

function preemptionOf({ node, victims, violations, among, candidates }: PreemptionChoice): PreemptionDiagnosis {
  return { node: node.name, victims: victims.map(({ key }) => key), violations, among, candidates };
}
