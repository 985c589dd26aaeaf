import { splitKey } from '#engine/api/key.ts';
import type { Obstacle, ObstacleKind } from '#engine/trace/obstacles.ts';
import type { Summary, WorkloadSummary } from '#engine/trace/summary.ts';
import { titleOf } from '../frame.ts';
import { duration, t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import type { TextId } from '../texts/english.ts';

/** The verdict as two pieces of one sentence: what happens, and to what. */
export interface Headline {
  readonly tone: 'ok' | 'bad' | 'plain';
  readonly strong: string;
  readonly rest: string;
}

/** The head line of a run as it stands. */
export function headlineOf(run: Run, workload: WorkloadSummary | undefined): Headline {
  if (run.outcome === undefined && run.problem === undefined)
    return { tone: 'plain', strong: text('running', duration(run.end)), rest: '' };
  const { summary } = run;
  if (run.entries.length === 0)
    return {
      tone: 'plain',
      strong: run.problem === undefined ? text('empty') : text('unreadable', run.problem),
      rest: '',
    };
  if (run.moving) return { tone: 'plain', strong: movingText(summary, workload), rest: restOf(workload) };
  return { ...strongOf(summary, workload), rest: restOf(workload) };
}

/** What went wrong with the run itself, as a sentence. */
export function troubleOf(run: Run): string | undefined {
  const at = duration(run.end);
  if (run.outcome === 'failed') return text('failed', run.problem ?? '');
  if (run.problem !== undefined) return text('damaged', run.problem, at);
  if (run.outcome === 'cancelled') return text('cancelled', at);
  if (run.outcome === 'bound') return text('bound', at);
  return undefined;
}

/** Their detail is a remark, which may be missing. */
const bracketed: ReadonlySet<ObstacleKind> = new Set<ObstacleKind>(['crashLoop', 'recreated']);

/** One obstacle as a sentence in the panel's language. */
export function obstacleSentence({ kind, count, detail }: Obstacle): string {
  return text(`o_${kind}`, count, bracketed.has(kind) && detail !== '' ? ` (${detail})` : detail);
}

const advised: ReadonlySet<ObstacleKind> = new Set<ObstacleKind>([
  ...([
    'imagePull',
    'crashLoop',
    'neverReady',
    'unschedulable',
    'quota',
    'createFailed',
    'gated',
    'paused',
    'jobFailed',
  ] as const),
  ...(['staleRevision', 'nodeDown', 'disruptionBudget', 'refused', 'deadline'] as const),
  ...(['running', 'recreated', 'flapping', 'recurring', 'cutShort'] as const),
]);

/** What to do about an obstacle. */
export function adviceOf({ kind }: Obstacle): string {
  return text((advised.has(kind) ? `do_${kind}` : 'do_other') as TextId);
}

/** How an undo of the workload would go from here: which pods stay, go and start. Undefined where nothing can be undone. */
export function undoOf(run: Run, workload: WorkloadSummary): string | undefined {
  const { kind, name } = splitKey(workload.key);
  if (kind !== 'Deployment.apps' || workload.state !== 'stuck' || workload.revisionBefore === null) return undefined;
  const groups = [...(run.history.workloads.get(workload.key)?.groups.values() ?? [])];
  const alive = groups.map((group) => group.ready.last + group.unready.last);
  const fresh = alive[alive.length - 1] ?? 0;
  const old = alive.slice(0, -1).reduce((a, b) => a + b, 0);
  if (old === 0) return undefined;
  return text('undoText', `deployment/${name}`, old, fresh, Math.max(0, workload.desired - old));
}

function movingText({ workloads }: Summary, workload: WorkloadSummary | undefined): string {
  const waits = workload?.state === 'stuck' ? workload : workloads.find((each) => each.state === 'stuck');
  return waits === undefined
    ? text('stuckPlain')
    : text('moving', Math.min(waits.updated, waits.available), waits.desired);
}

function strongOf(summary: Summary, workload: WorkloadSummary | undefined): Omit<Headline, 'rest'> {
  if (summary.verdict === 'nothing') return { tone: 'plain', strong: text('nothing') };
  if (summary.verdict === 'refused') {
    const evicted = summary.obstacles[0]?.kind === 'disruptionBudget';
    return { tone: 'bad', strong: text(evicted ? 'refusedEviction' : 'refused') };
  }
  if (summary.verdict === 'restless') return { tone: 'bad', strong: text('restless') };
  if (summary.verdict === 'completes') {
    const nothingMoved = summary.duration === 0;
    return {
      tone: 'ok',
      strong: nothingMoved ? text('completesAtOnce') : text('completes', duration(summary.duration ?? 0)),
    };
  }
  const stuck = workload?.state === 'stuck' ? workload : summary.workloads.find((each) => each.state === 'stuck');
  return {
    tone: 'bad',
    strong: stuck === undefined ? text('stuckPlain') : stuckAt(stuck),
  };
}

function stuckAt({ updated, available, desired }: WorkloadSummary): string {
  if (updated >= desired && available >= desired) return text('unsteady');
  return text('stuck', updated < desired ? updated : available, desired);
}

function restOf(workload: WorkloadSummary | undefined): string {
  if (workload === undefined) return '';
  const { key, revision, revisionBefore } = workload;
  const title = titleOf(key);
  if (revision === null || revision.length > 12) return title;
  return revisionBefore === null || revisionBefore === revision
    ? text('revisionMade', title, revision)
    : text('revisionChange', title, revisionBefore, revision);
}
