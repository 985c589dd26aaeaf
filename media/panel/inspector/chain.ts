import { type Key, splitKey } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Millis } from '#engine/time.ts';
import { conditionOf, podState } from '#engine/trace/podState.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { why } from '#engine/trace/why.ts';
import { fieldDiffs, valueText } from '../changes/diff.ts';
import { titleOf } from '../frame.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';

/** One link of a chain of causes, in words. */
export interface Link {
  readonly seq: number;
  readonly at: Millis;
  readonly actor: string;
  readonly key: Key | undefined;
  /** What happened: `web-5d9 spec.replicas 8 → 7`. */
  readonly what: string;
  /** Why its actor did it. */
  readonly why: string;
  readonly assumptions: readonly string[];
  /** The page of the Kubernetes documentation that explains its actor's rule. */
  readonly rule: string | undefined;
}

/** The chain of causes of an entry, nearest first; the last link is the user's or the clock's. */
export function chainOf(run: Run, seq: number): readonly Link[] {
  return why(run.entries, told(run, seq)).map((entry) => ({
    seq: entry.seq,
    at: entry.at,
    actor: entry.actor,
    key: entry.change.key,
    what: whatOf(entry),
    why: entry.why,
    assumptions: (entry.assumptions ?? []).map((each) => each.text),
    rule: ruleOf(entry.actor),
  }));
}

/** An Event only reports: what it reports was done by the same actor just before it, and that has the reason. */
function told(run: Run, seq: number): number {
  const event = run.entries[seq];
  if (event === undefined || !isEvent(event)) return seq;
  for (let i = seq - 1; i >= 0; i--) {
    const entry = run.entries[i];
    if (entry?.at !== event.at || entry.actor !== event.actor || entry.cause !== event.cause) break;
    if (!isEvent(entry)) return i;
  }
  return seq;
}

function isEvent(entry: Entry): boolean {
  return entry.change.kind === 'applied' && splitKey(entry.change.key).kind === 'Event';
}

/** The entry that explains the object at a position: its last, status book-keeping passed over where something else is known. */
export function explaining(run: Run, key: Key, position: number): number | undefined {
  const seqs = run.index.of(key).filter((seq) => seq < position);
  const telling = seqs.findLast((seq) => {
    const change = run.entries[seq]?.change;
    return (
      change?.kind !== 'applied' ||
      change.before === null ||
      change.after === null ||
      tells(change.before, change.after)
    );
  });
  return telling ?? seqs[seqs.length - 1];
}

/** The entry before `position` that gave the object's condition the status that it has. */
export function conditionSetBy(run: Run, key: Key, { type, status }: Condition, position: number): number | undefined {
  const statusIn = (object: ApiObject | null): string | undefined =>
    object === null ? undefined : conditionOf(object, type)?.status;
  return run.index.of(key).findLast((seq) => {
    const change = run.entries[seq]?.change;
    return (
      seq < position &&
      change?.kind === 'applied' &&
      statusIn(change.after) === status &&
      statusIn(change.before) !== status
    );
  });
}

/** What an entry did, in few words. */
export function whatOf(entry: Entry): string {
  const { change } = entry;
  if (change.kind === 'note') return change.text;
  if (change.kind === 'rejected') return `${titleOf(change.key)}: ${change.status.message}`;
  const { key, before, after } = change;
  const { kind, name } = splitKey(key);
  if (kind === 'Event') return String(after?.['message'] ?? '');
  if (before === null) return `${titleOf(key)} ${text('changeCreated')}`;
  if (after === null) return `${titleOf(key)} ${text('changeDeleted')}`;
  if (kind === 'Pod') {
    const [was, is] = [podState(before), podState(after)];
    if (was !== is) return `${name}: ${text(`state_${was}`)} → ${text(`state_${is}`)}`;
  }
  const fields = fieldDiffs(before, after, 40)
    .filter((diff) => !diff.path.startsWith('status.conditions'))
    .sort((a, b) => weight(a.path) - weight(b.path))
    .map((diff) => `${diff.path} ${valueText(diff.before)} → ${valueText(diff.after)}`);
  const specs = fields.filter((field) => field.startsWith('spec'));
  const conditions = conditionTexts(before, after).slice(0, 2);
  const said = [...specs, ...conditions, ...(conditions.length > 0 ? [] : fields.slice(specs.length))].slice(0, 3);
  return said.length === 0 ? titleOf(key) : `${titleOf(key)}: ${said.join(', ')}`;
}

/** The conditions that changed, as a person says them: `Progressing True → False (ProgressDeadlineExceeded)`. */
function conditionTexts(before: ApiObject, after: ApiObject): readonly string[] {
  const was = (type: string): Condition | undefined => conditionOf(before, type);
  return conditionsOf(after)
    .filter(({ type, status, reason }) => was(type)?.status !== status || was(type)?.reason !== reason)
    .map(({ type, status, reason }) => {
      const old = was(type)?.status;
      const change = old === undefined || old === status ? status : `${old} → ${status}`;
      return `${type} ${change}${reason === undefined || reason === '' ? '' : ` (${reason})`}`;
    });
}

function conditionsOf(object: ApiObject): readonly Condition[] {
  const conditions = (object['status'] as { conditions?: unknown } | undefined)?.conditions;
  return Array.isArray(conditions) ? (conditions as readonly Condition[]) : [];
}

/** What was asked for says more than what was counted, and that more than labels and annotations. */
function weight(path: string): number {
  return path.startsWith('spec') ? 0 : path.startsWith('status') ? 1 : 2;
}

/** A change of spec, of a pod's state, or of a condition's status says something; counters of a status do not. */
function tells(before: ApiObject, after: ApiObject): boolean {
  if (before['spec'] !== after['spec'] || before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp)
    return true;
  if (before.kind === 'Pod') return podState(before) !== podState(after);
  return (
    after.kind === 'EndpointSlice' ||
    fieldDiffs(before, after, 20).some((diff) => diff.path.startsWith('status.conditions'))
  );
}

const docs = 'https://kubernetes.io/docs/concepts/';
const rules: Readonly<Record<string, string>> = {
  'deployment-controller': `${docs}workloads/controllers/deployment/#rolling-update-deployment`,
  'replicaset-controller': `${docs}workloads/controllers/replicaset/#how-a-replicaset-works`,
  'statefulset-controller': `${docs}workloads/controllers/statefulset/#deployment-and-scaling-guarantees`,
  'daemonset-controller': `${docs}workloads/controllers/daemonset/#how-daemon-pods-are-scheduled`,
  'job-controller': `${docs}workloads/controllers/job/`,
  'cronjob-controller': `${docs}workloads/controllers/cron-jobs/`,
  'default-scheduler': `${docs}scheduling-eviction/kube-scheduler/`,
  kubelet: `${docs}workloads/pods/pod-lifecycle/`,
  'endpointslice-controller': `${docs}services-networking/endpoint-slices/`,
  'endpoint-slice-controller': `${docs}services-networking/endpoint-slices/`,
  'disruption-controller': `${docs}workloads/pods/disruptions/`,
  'horizontal-pod-autoscaler': 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  'node-controller': `${docs}architecture/nodes/#node-controller`,
  'taint-eviction-controller': `${docs}scheduling-eviction/taint-and-toleration/#taint-based-evictions`,
  'garbage-collector': `${docs}architecture/garbage-collection/`,
};

function ruleOf(actor: string): string | undefined {
  return rules[actor.split('/')[0] ?? actor];
}
