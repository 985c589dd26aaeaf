import { type Key, splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Applied } from '../store/change.ts';
import type { Millis } from '../time.ts';
import { workloadKinds } from './budget.ts';
import type { Obstacle } from './obstacles.ts';
import { podState } from './podState.ts';
import type { Summary, WorkloadSummary } from './summary.ts';
import type { Entry, Note } from './trace.ts';

/** One line of the story: what a person watching the cluster would want to be told. */
export interface StoryLine {
  readonly seq: number;
  readonly at: Millis;
  readonly actor: string;
  readonly text: string;
  readonly severity: 'normal' | 'warning' | 'error';
  /** The object it is about. */
  readonly key: Key | undefined;
}

/** The time-line, one line each: `0.003s deployment-controller Scaled up replica set web-… from 0 to 3`. */
export function storyText(entries: readonly Entry[]): string {
  const lines = story(entries);
  const width = Math.max(0, ...lines.map((line) => seconds(line.at).length));
  return lines.map((line) => `${seconds(line.at).padStart(width)} ${line.actor} ${line.text}`).join('\n');
}

/** Every entry worth telling, in order. */
export function story(entries: readonly Entry[]): readonly StoryLine[] {
  const lines: StoryLine[] = [];
  for (const entry of entries) {
    const line = storyLine(entry);
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

/** What one entry tells; undefined for book-keeping (status, leases, bootstrap). */
export function storyLine(entry: Entry): StoryLine | undefined {
  const { seq, at, actor, change } = entry;
  const line: Line = (text, severity = 'normal') => ({ seq, at, actor, text, severity, key: change.key });
  if (change.kind === 'note') return noteLine(line, change);
  if (change.kind === 'applied') return appliedLine(line, entry, change);
  // Controllers meet conflicts all the time and try again, and say in an Event what they could not create; a user's own refusal is news.
  if (actor !== 'user' && (change.status.reason === 'Conflict' || change.verb === 'create')) return undefined;
  return line(change.status.message, 'error');
}

/** The verdict in English sentences, the head line first. */
export function verdictText(summary: Summary): readonly string[] {
  const lines = [headLine(summary)];
  for (const obstacle of summary.obstacles) lines.push(`  ${obstacleText(obstacle)}`);
  for (const workload of summary.workloads) lines.push(...workloadText(workload));
  for (const { key, lowestReady } of summary.services) {
    if (lowestReady !== null) lines.push(`${nameOf(key)}: never below ${count(lowestReady.count, 'ready endpoint')}.`);
  }
  if (summary.restarts > 0) lines.push(`${count(summary.restarts, 'container restart')}.`);
  const { ties, delays } = summary.certainty;
  if (ties > 0)
    lines.push(`Not certain: ${count(ties, 'choice')} among equals ${ties === 1 ? 'was' : 'were'} drawn by the seed.`);
  if (delays > 0) lines.push(`Assumed: ${count(delays, 'delay')} of the model (see timing).`);
  return lines;
}

/** `1 min 40 s`, `4.2 s`, `600 ms`: a duration as a person says it. */
export function durationText(duration: Millis): string {
  if (duration < 1000) return `${Math.round(duration)} ms`;
  if (duration < 60_000) return `${trimmed(duration / 1000)} s`;
  const whole = Math.round(duration / 1000);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `Deployment web`, with the namespace where it is not `default`. */
export function nameOf(key: Key): string {
  const { kind, namespace, name } = splitKey(key);
  const short = kind.split('.')[0] ?? kind;
  const plain = `${short} ${name}`;
  return namespace === '' || namespace === 'default' ? plain : `${plain} (${namespace})`;
}

/** One obstacle as an English sentence. */
export function obstacleText({ kind, key, count: pods, detail }: Obstacle): string {
  const who = nameOf(key);
  const many = count(pods, 'pod');
  switch (kind) {
    case 'imagePull':
      return `${who}: image ${detail} cannot be pulled (${many}).`;
    case 'crashLoop':
      return `${who}: ${many} ${pods === 1 ? 'crashes' : 'crash'} again and again${detail === '' ? '' : ` (${detail})`}.`;
    case 'neverReady':
      return `${who}: ${many} ${pods === 1 ? 'runs but never gets' : 'run but never get'} ready.`;
    case 'staleRevision':
      return `${who}: Pod ${detail} is of another revision and not Ready; delete it, a StatefulSet does not replace it.`;
    case 'unschedulable':
      return `${who}: ${many} ${pods === 1 ? 'fits' : 'fit'} no node: ${detail}`;
    case 'gated':
      return `${who}: ${many} ${pods === 1 ? 'waits for its' : 'wait for their'} scheduling gates.`;
    case 'starting':
      return `${who}: ${many} still starting.`;
    case 'terminating':
      return `${who}: ${many} still terminating.`;
    case 'quota':
    case 'createFailed':
      return `${who}: pods cannot be created: ${detail}`;
    case 'deadline':
      return `${who} exceeded its progress deadline.`;
    case 'paused':
      return `${who} is paused.`;
    case 'jobFailed':
      return `${who} failed: ${detail}`;
    case 'nodeDown':
      return `${who}: ${many} on node ${detail}, which does not answer.`;
    case 'disruptionBudget':
    case 'refused':
      return detail;
    case 'unfinished':
      return `${who} is not complete.`;
  }
}

type Line = (text: string, severity?: StoryLine['severity']) => StoryLine;

function noteLine(line: Line, { topic, text }: Note): StoryLine | undefined {
  if (topic === 'fault' || topic === 'bound') return line(text, 'warning');
  return undefined;
}

function appliedLine(line: Line, entry: Entry, { key, verb, before, after }: Applied): StoryLine | undefined {
  const { kind } = splitKey(key);
  if (kind === 'Event') return after === null || isRoutine(after) ? undefined : eventLine(entry, before, after);
  if (entry.actor === 'user') return isStatusOnly(before, after) ? undefined : line(userText(verb, key, before, after));
  if (kind === 'Pod') return podLine(line, key, before, after);
  if (kind === 'Node' && before !== null && after !== null) return nodeLine(line, key, before, after);
  return undefined;
}

/** What a kubelet and the scheduler say of every pod that does well: the pod's own states tell it already. */
const routine: ReadonlySet<unknown> = new Set(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started', 'Killing']);

function isRoutine(event: ApiObject): boolean {
  return event['type'] === 'Normal' && routine.has(event['reason']);
}

function eventLine({ seq, at, actor }: Entry, before: ApiObject | null, after: ApiObject): StoryLine {
  const about = after['involvedObject'] as
    | { kind?: string; namespace?: string; name?: string; apiVersion?: string }
    | undefined;
  const repeated = Number(after['count'] ?? 1);
  const text = `${String(after['message'] ?? '')}${before !== null && repeated > 1 ? ` (x${repeated})` : ''}`;
  const group =
    about?.apiVersion?.includes('/') === true ? `.${about.apiVersion.slice(0, about.apiVersion.indexOf('/'))}` : '';
  const key =
    about === undefined ? undefined : `${about.kind ?? ''}${group}/${about.namespace ?? ''}/${about.name ?? ''}`;
  return { seq, at, actor, text, severity: after['type'] === 'Warning' ? 'warning' : 'normal', key };
}

/** What an eviction writes on the way: the budget's count, the pod's condition. */
function isStatusOnly(before: ApiObject | null, after: ApiObject | null): boolean {
  if (before === null || after === null || before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp)
    return false;
  return before['spec'] === after['spec'] && before['status'] !== after['status'];
}

function userText(verb: string, key: Key, before: ApiObject | null, after: ApiObject | null): string {
  const what = nameOf(key);
  if (verb === 'create') return `created ${what}`;
  if (
    verb === 'delete' ||
    (before?.metadata.deletionTimestamp === undefined && after?.metadata.deletionTimestamp !== undefined)
  )
    return `deleted ${what}`;
  return workloadKinds.includes(splitKey(key).kind) && before?.metadata.generation !== after?.metadata.generation
    ? `changed ${what} (generation ${after?.metadata.generation ?? '?'})`
    : `changed ${what}`;
}

function podLine(line: Line, key: Key, before: ApiObject | null, after: ApiObject | null): StoryLine | undefined {
  const { name } = splitKey(key);
  if (after === null) return line(`Pod ${name} is gone`);
  if (before === null) return undefined;
  const [was, is] = [podState(before), podState(after)];
  if (was === is) return undefined;
  if (is === 'ready') return line(`Pod ${name} is Ready`);
  if (is === 'running' && was === 'ready') return line(`Pod ${name} is no longer Ready`, 'warning');
  if (is === 'running') return line(`Pod ${name} is Running`);
  if (is === 'failed') return line(`Pod ${name} failed`, 'warning');
  if (is === 'succeeded') return line(`Pod ${name} succeeded`);
  return undefined;
}

function nodeLine(line: Line, key: Key, before: ApiObject, after: ApiObject): StoryLine | undefined {
  const ready = (node: ApiObject): string | undefined =>
    (node['status'] as { conditions?: readonly { type: string; status: string }[] } | undefined)?.conditions?.find(
      (each) => each.type === 'Ready',
    )?.status;
  if (ready(before) === ready(after)) return undefined;
  return line(
    `Node ${splitKey(key).name} is ${ready(after) === 'True' ? 'Ready' : 'NotReady'}`,
    ready(after) === 'True' ? 'normal' : 'error',
  );
}

function headLine(summary: Summary): string {
  if (summary.verdict === 'nothing') return 'Nothing to roll out.';
  if (summary.verdict === 'completes') return `Completes in ${durationText(summary.duration ?? 0)}.`;
  if (summary.verdict === 'refused') return 'Refused.';
  const stuck = summary.workloads.find((each) => each.state === 'stuck');
  return stuck === undefined
    ? 'Stuck.'
    : `Stuck: ${nameOf(stuck.key)} at ${stuck.updated} of ${stuck.desired} updated, ${stuck.available} available.`;
}

function workloadText(workload: WorkloadSummary): readonly string[] {
  const { key, desired, lowestAvailable, floor, ceiling, peak, peakWithTerminating } = workload;
  const parts: string[] = [];
  if (workload.revision !== null && workload.revisionBefore !== workload.revision && workload.revisionBefore !== null)
    parts.push(`revision ${workload.revisionBefore} → ${workload.revision}`);
  if (lowestAvailable !== null)
    parts.push(
      `lowest availability ${lowestAvailable.count} of ${desired}${floor === null ? '' : ` (floor ${floor}: ${workload.floorField})`}`,
    );
  const extra = peakWithTerminating.count > peak.count ? ` (${peakWithTerminating.count} with Terminating)` : '';
  parts.push(
    `peak ${count(peak.count, 'pod')}${extra}${ceiling === null ? '' : `, room for ${ceiling} (${workload.ceilingField})`}`,
  );
  if (workload.replaced > 0) parts.push(`restarts ${count(workload.replaced, 'pod')}`);
  return [`${nameOf(key)}: ${parts.join('; ')}.`];
}

function seconds(at: Millis): string {
  return `${(at / 1000).toFixed(3)}s`;
}

function trimmed(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0).replace(/\.0$/, '');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
