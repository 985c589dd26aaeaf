import { type Key, keyOf, splitKey } from '#engine/api/key.ts';
import { type ApiObject, controllerOf } from '#engine/api/meta.ts';
import type { Millis } from '#engine/time.ts';
import { isComplete, workloadKinds } from '#engine/trace/budget.ts';
import { conditionOf } from '#engine/trace/podState.ts';
import { valueAt } from '#engine/trace/steps.ts';
import { imagesOf } from '#engine/trace/summary.ts';
import type { Run } from '../run.ts';

/** A workload at one moment, with the groups of pods that it made. */
export interface WorkloadFrame {
  readonly key: Key;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly state: 'complete' | 'progressing' | 'stuck' | 'paused';
  readonly desired: number;
  readonly available: number;
  readonly counted: number;
  readonly terminating: number;
  readonly groups: readonly GroupFrame[];
}

export interface GroupFrame {
  readonly key: Key;
  /** Its place among the groups of the workload: its colour. */
  readonly group: number;
  readonly name: string;
  /** The revision, where the kind writes one. */
  readonly revision: string;
  readonly images: readonly string[];
  readonly desired: number | null;
  readonly ready: number;
  readonly unready: number;
  readonly terminating: number;
}

/** The workloads that exist at the cursor's moment, those that the run changes first. */
export function workloadsAt(run: Run, at: Millis): readonly WorkloadFrame[] {
  const frames: WorkloadFrame[] = [];
  for (const kind of workloadKinds) {
    for (const object of run.cluster.of(kind)) {
      const owner = controllerOf(object);
      if (owner === undefined || owner.kind === 'CronJob') frames.push(workloadFrame(run, object, at));
    }
  }
  return frames;
}

function workloadFrame(run: Run, object: ApiObject, at: Millis): WorkloadFrame {
  const key = keyOf(object);
  const { kind, name, namespace } = splitKey(key);
  const history = run.history.workloads.get(key);
  const groups = [...(history?.groups.values() ?? [])].map((group, i) => ({
    key: group.key,
    group: i,
    ...groupFacts(run, group.key, object),
    ready: valueAt(group.ready, at),
    unready: valueAt(group.unready, at),
    terminating: valueAt(group.terminating, at),
  }));
  return {
    key,
    kind: kind.split('.')[0] ?? kind,
    name,
    namespace,
    state: isLeftBehind(run, key, at) ? 'stuck' : stateOf(object),
    desired: history === undefined ? 0 : valueAt(history.desired, at),
    available: history === undefined ? 0 : valueAt(history.available, at),
    counted: history === undefined ? 0 : valueAt(history.counted, at),
    terminating: history === undefined ? 0 : valueAt(history.terminating, at),
    groups: groups.filter(
      (group) => group.ready + group.unready + group.terminating > 0 || run.cursor.objects.has(group.key),
    ),
  };
}

function groupFacts(
  run: Run,
  key: Key,
  workload: ApiObject,
): Pick<GroupFrame, 'name' | 'revision' | 'images' | 'desired'> {
  const [direct = key, hash] = key.split('@');
  const { name } = splitKey(direct);
  if (hash !== undefined) return { ...revisionFacts(run, direct, hash), revision: hash, desired: null };
  const object = run.cursor.objects.get(direct);
  const replicas = (object?.['spec'] as { replicas?: unknown } | undefined)?.replicas;
  return {
    name,
    revision: object?.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '',
    images: imagesOf(object ?? workload),
    desired: typeof replicas === 'number' && object?.kind === 'ReplicaSet' ? replicas : null,
  };
}

/** Whether the run is over, the workload did not get where it should, and nothing of it moves after `at`. */
function isLeftBehind(run: Run, key: Key, at: Millis): boolean {
  if (run.outcome === undefined || run.moving) return false;
  const history = run.history.workloads.get(key);
  const moves = [history?.available, history?.counted, history?.terminating].some(
    (steps) => (steps?.at[steps.at.length - 1] ?? 0) > at,
  );
  return !moves && run.summary.workloads.find((each) => each.key === key)?.state === 'stuck';
}

/** A revision's own record says its images. */
function revisionFacts(run: Run, workload: Key, hash: string): Pick<GroupFrame, 'name' | 'images'> {
  const name = hash.slice(hash.lastIndexOf('-') + 1);
  const record = run.cursor.objects.get(`ControllerRevision.apps/${splitKey(workload).namespace}/${hash}`);
  return { name, images: imagesOf(record?.['data'] as ApiObject | undefined) };
}

function stateOf(object: ApiObject): WorkloadFrame['state'] {
  if (isComplete(object)) return 'complete';
  if ((object['spec'] as { paused?: unknown } | undefined)?.paused === true) return 'paused';
  return conditionOf(object, 'Progressing')?.status === 'False' || conditionOf(object, 'Failed')?.status === 'True'
    ? 'stuck'
    : 'progressing';
}
