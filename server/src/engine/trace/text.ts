import { type Key, splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Applied } from '../store/change.ts';
import type { Millis } from '../time.ts';
import { workloadKinds } from './budget.ts';
import type { Obstacle, ObstacleKind } from './obstacles.ts';
import { conditionOf, podState } from './podState.ts';
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
  const hours = `${Math.floor(minutes / 60)} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
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
  return sentences[kind]({ who: nameOf(key), many: count(pods, 'pod'), one: pods === 1, pods, detail });
}

/** What a sentence about an obstacle is made of. */
interface Said {
  readonly who: string;
  readonly many: string;
  readonly one: boolean;
  readonly pods: number;
  readonly detail: string;
}

const lately = 'in the last half of the time';
const cannotCreate = ({ who, detail }: Said): string => `${who}: pods cannot be created: ${detail}`;

const sentences: Readonly<Record<ObstacleKind, (said: Said) => string>> = {
  imagePull: ({ who, many, detail }) => `${who}: image ${detail} cannot be pulled (${many}).`,
  crashLoop: ({ who, many, one, detail }) =>
    `${who}: ${many} ${one ? 'crashes' : 'crash'} again and again${detail === '' ? '' : ` (${detail})`}.`,
  neverReady: ({ who, many, one }) => `${who}: ${many} ${one ? 'runs but never gets' : 'run but never get'} ready.`,
  staleRevision: ({ who, detail }) =>
    `${who}: Pod ${detail} is of another revision and not Ready; delete it, a StatefulSet does not replace it.`,
  unschedulable: ({ who, many, one, detail }) => `${who}: ${many} ${one ? 'fits' : 'fit'} no node: ${detail}`,
  gated: ({ who, many, one }) => `${who}: ${many} ${one ? 'waits for its' : 'wait for their'} scheduling gates.`,
  starting: ({ who, many }) => `${who}: ${many} still starting.`,
  terminating: ({ who, many }) => `${who}: ${many} still terminating.`,
  quota: cannotCreate,
  createFailed: cannotCreate,
  deadline: ({ who }) => `${who} exceeded its progress deadline.`,
  paused: ({ who }) => `${who} is paused.`,
  jobFailed: ({ who, detail }) => `${who} failed: ${detail}`,
  nodeDown: ({ who, many, detail }) => `${who}: ${many} on node ${detail}, which does not answer.`,
  disruptionBudget: ({ detail }) => detail,
  refused: ({ detail }) => detail,
  running: ({ who, many, one }) =>
    `${who}: ${many} ${one ? 'runs' : 'run'}, and nothing says when ${one ? 'it ends' : 'they end'} (a scenario's images can).`,
  recreated: ({ who, many, detail }) =>
    `${who}: its pods end and are made again and again (${many} ${lately})${detail === '' ? '' : `: ${detail}`}.`,
  flapping: ({ who, pods, detail }) =>
    `${who}: its autoscaler changes its replicas to and fro (${detail}; ${count(pods, 'time')} ${lately}).`,
  recurring: ({ who, pods }) =>
    `${who} starts Job after Job (${pods} ${lately}): the next one comes before the cluster is at rest.`,
  restless: ({ who, pods, detail }) =>
    `${who} changes for ever (${count(pods, 'time')} ${lately}, at the end by ${detail}).`,
  cutShort: ({ who }) => `${who} changed shortly before the end: the time given is too short to tell.`,
  unfinished: ({ who }) => `${who} is not complete.`,
};

type Line = (text: string, severity?: StoryLine['severity']) => StoryLine;

function noteLine(line: Line, { topic, text, data }: Note): StoryLine | undefined {
  const restless = topic === 'rest' && (data as { rested?: unknown } | undefined)?.rested === false;
  if (topic === 'fault' || topic === 'bound' || restless) return line(text, 'warning');
  return undefined;
}

function appliedLine(line: Line, entry: Entry, { key, verb, before, after }: Applied): StoryLine | undefined {
  const { kind } = splitKey(key);
  if (kind === 'Event') return after === null || isRoutine(after) ? undefined : eventLine(entry, before, after);
  if (entry.actor === 'user') return isStatusOnly(before, after) ? undefined : line(userText(verb, key, before, after));
  if (kind === 'Pod') return podLine(line, key, before, after);
  if (kind === 'Node' && before !== null && after !== null) return nodeLine(line, key, before, after);
  if (kind === 'Deployment.apps' && after !== null) return deadlineLine(line, key, before, after);
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

/** No Event says it: a watcher sees it in the condition only. */
function deadlineLine(line: Line, key: Key, before: ApiObject | null, after: ApiObject): StoryLine | undefined {
  const given = (object: ApiObject): boolean =>
    conditionOf(object, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
  if (!given(after) || (before !== null && given(before))) return undefined;
  return line(`${nameOf(key)} exceeded its progress deadline`, 'error');
}

function nodeLine(line: Line, key: Key, before: ApiObject, after: ApiObject): StoryLine | undefined {
  const ready = (node: ApiObject): string | undefined => conditionOf(node, 'Ready')?.status;
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
  if (summary.verdict === 'restless') return 'Does not come to rest.';
  const stuck = summary.workloads.find((each) => each.state === 'stuck');
  return stuck === undefined ? 'Stuck.' : `Stuck: ${nameOf(stuck.key)} ${stuckText(stuck)}.`;
}

function stuckText({ key, desired, updated, available }: WorkloadSummary): string {
  if (splitKey(key).kind === 'Job.batch') return 'is not complete';
  if (updated >= desired && available >= desired) return 'does not stay complete';
  return `at ${updated} of ${desired} updated, ${available} available`;
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
