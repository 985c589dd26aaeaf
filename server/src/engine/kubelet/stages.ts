import { atLeast } from '../api/version.ts';
import type { Millis } from '../time.ts';
import { configurationProblem } from './configuration.ts';
import type { ContainerRun, Exit, StageName } from './containerRun.ts';
import { imageNameProblem, notFoundMessage, presentMessage, pullPolicyOf } from './images.ts';
import type { Life } from './life.ts';
import { behaviourOf, delay, podText, specOf } from './life.ts';
import { noteFailing } from './probeFaults.ts';
import type { Pull } from './pulls.ts';
import { restartsAfter } from './restartPolicy.ts';
import { hookDelay, stopOf } from './stopDelay.ts';
import { mayStart } from './turn.ts';

/** One stage of a container's life: when it ends by itself, and what it turns into. */
export interface Stage {
  /** When it ends; undefined: not by itself, something else has to happen. */
  ends(container: ContainerRun, life: Life): Millis | undefined;
  next(container: ContainerRun, life: Life): StageName;
  /** What happens as it begins: events, counters. */
  enter?(container: ContainerRun, life: Life): void;
}

/** How long ErrImagePull stands before the next sync says ImagePullBackOff. */
const nextSync = 1_000;
/** The pod worker tries again so long after a failed sync; follows kubernetes pkg/kubelet/kubelet.go backOffPeriod. */
const syncRetry = 10_000;

/** The life of a container as a table: stage → (when it ends, what follows). Follows kubernetes pkg/kubelet/kuberuntime and pkg/kubelet/images. */
export const stages: Readonly<Record<StageName, Stage>> = {
  waiting: {
    ends: (container, life) => mayStart(container, life),
    next: (container) => (imageNameProblem(container.image) === undefined ? 'pulling' : 'blocked'),
  },
  pulling: {
    enter: (container, life) => {
      container.pull = undefined;
      if (!mustPull(container, life)) return;
      life.say('Normal', 'Pulling', `Pulling image "${container.image}"`, container);
      if (!pullFails(container, life)) container.pull = queued(container, life);
    },
    ends: pullEnd,
    next: (container, life) => {
      if (pullFails(container, life)) return 'pullFailed';
      if (neverPulled(container, life)) return 'blocked';
      sayPulled(container, life);
      life.node.pulls.images.add(container.image);
      return configurationProblem(specOf(container, life), life) === undefined ? 'starting' : 'configError';
    },
  },
  pullFailed: {
    enter: (container, life) => {
      const message = notFoundMessage(container.image);
      container.problem = { reason: 'ErrImagePull', message };
      container.pulls.next(life.now, life.now, syncRetry);
      life.say('Warning', 'Failed', `Failed to pull image "${container.image}": ${message}`, container);
      life.say('Warning', 'Failed', 'Error: ErrImagePull', container);
    },
    ends: (container) => container.since + nextSync,
    next: () => 'pullBackOff',
  },
  pullBackOff: {
    enter: (container, life) => {
      const text = `Back-off pulling image "${container.image}"`;
      const why = `${text}: ErrImagePull: ${container.problem?.message ?? ''}`;
      container.problem = { reason: 'ImagePullBackOff', message: why };
      life.say('Normal', 'BackOff', text, container);
      life.say('Warning', 'Failed', 'Error: ImagePullBackOff', container);
    },
    ends: (container) => container.since - nextSync + container.pulls.delayAfter(container.since - nextSync),
    next: () => 'pulling',
  },
  blocked: {
    enter: (container, life) => {
      const invalid = imageNameProblem(container.image);
      const reason = invalid === undefined ? 'ErrImageNeverPull' : 'InvalidImageName';
      const message = invalid ?? `Container image "${container.image}" is not present with pull policy of Never`;
      container.problem = { reason, message };
      life.say('Warning', invalid === undefined ? 'ErrImageNeverPull' : 'InspectFailed', message, container);
      life.say('Warning', 'Failed', `Error: ${reason}`, container);
    },
    ends: (container, life) =>
      life.node.pulls.images.has(container.image) ? nextRetry(container.since, life.now) : undefined,
    next: () => 'pulling',
  },
  configError: {
    enter: (container, life) => {
      const message = configurationProblem(specOf(container, life), life) ?? '';
      container.problem = { reason: 'CreateContainerConfigError', message };
      life.say('Warning', 'Failed', `Error: ${message}`, container);
    },
    ends: (container, life) =>
      configurationProblem(specOf(container, life), life) === undefined
        ? nextRetry(container.since, life.now)
        : undefined,
    next: () => 'pulling',
  },
  starting: {
    // The kubelet tells of a container when its postStart hook has come back.
    ends: (container, life) =>
      container.since +
      (container.starts === 0 ? delay('start', container, life) : 0) +
      hookDelay(specOf(container, life).lifecycle?.postStart),
    next: (container, life) => {
      const took = delay('start', container, life);
      if (container.starts === 0 && took > 0)
        life.assumed.push(`a container of ${container.image} takes ${took} ms to start`);
      return 'running';
    },
  },
  running: {
    enter: begin,
    ends: exitDue,
    next: (container, life) => end(container, life, container.ended ?? behaviourOf(container, life)?.exits?.code ?? 0),
  },
  stopping: {
    enter: (container, life) => {
      const reason = killReason(container);
      life.say('Normal', 'Killing', reason, container);
    },
    ends: (container, life) => container.since + stopOf(container, life).after,
    next: (container, life) => end(container, life, stopOf(container, life).code),
  },
  restarting: {
    ends: (container, life) =>
      container.since + (container.stopFor === 'image' ? 0 : delay('restart', container, life)),
    next: startAgain,
  },
  backOff: {
    enter: (container, life) => {
      const wait = container.restarts.delayAfter(container.exit?.finishedAt ?? life.now) / 1000;
      const { pod } = life;
      const message = `back-off ${duration(wait)} restarting failed container=${container.name} pod=${podText(pod)}`;
      container.problem = { reason: 'CrashLoopBackOff', message };
      life.say(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${container.name} in pod ${podText(pod)}`,
        container,
      );
    },
    ends: (container) =>
      container.exit === undefined
        ? container.since
        : container.exit.finishedAt + container.restarts.delayAfter(container.exit.finishedAt),
    next: startAgain,
  },
  done: { ends: () => undefined, next: () => 'done' },
};

function begin(container: ContainerRun, life: Life): void {
  const { now } = life;
  const spec = specOf(container, life);
  if (container.exit !== undefined) {
    container.restarts.next(container.exit.finishedAt, now, life.context.conditions.timing.restartBackoff);
    container.last = container.exit;
  }
  container.exit = undefined;
  container.problem = undefined;
  container.stopFor = undefined;
  container.ended = undefined;
  container.starts++;
  container.startedAt = now;
  container.started = spec.startupProbe === undefined;
  container.ready = false;
  container.slot = undefined;
  const until = behaviourOf(container, life)?.ready ?? 0;
  Object.assign(container.probes, { up: until === 'never' ? undefined : now + until, down: now, anchor: now });
  container.probes.unhealthy.clear();
  container.probes.failing.clear();
  noteFailing(container, life);
  const plain = atLeast(life.context.conditions.kubernetesVersion, '1.35');
  life.say('Normal', 'Created', plain ? 'Container created' : `Created container: ${container.name}`, container);
  life.say('Normal', 'Started', plain ? 'Container started' : `Started container ${container.name}`, container);
}

function exitDue(container: ContainerRun, life: Life): Millis | undefined {
  if (container.ended !== undefined) return life.now;
  const exits = behaviourOf(container, life)?.exits;
  if (exits === undefined) return container.role === 'init' ? container.since : undefined;
  if (exits.from === 'running' || container.role === 'init') return container.since + exits.after;
  return container.ready ? container.readySince + exits.after : undefined;
}

function end(container: ContainerRun, life: Life, code: number): StageName {
  const { startedAt } = container;
  const reason = code === 0 ? 'Completed' : 'Error';
  const exit: Exit = { code, reason, startedAt, finishedAt: life.now, id: container.starts };
  container.exit = exit;
  container.ready = false;
  container.started = false;
  container.slot = undefined;
  if (container.stopFor === 'pod' || !restartsAfter(container, life, code)) return 'done';
  if (container.stopFor === 'image') return 'restarting';
  return container.restarts.delayAfter(life.now) > 0 ? 'backOff' : 'restarting';
}

function startAgain(container: ContainerRun, life: Life): StageName {
  const changed = specOf(container, life).image;
  if (changed !== container.image) container.image = changed;
  return imageNameProblem(container.image) === undefined ? 'pulling' : 'blocked';
}

function mustPull(container: ContainerRun, life: Life): boolean {
  const policy = pullPolicyOf(specOf(container, life));
  return policy === 'Always' || (policy === 'IfNotPresent' && !life.node.pulls.images.has(container.image));
}

function pullFails(container: ContainerRun, life: Life): boolean {
  return mustPull(container, life) && behaviourOf(container, life)?.pull === 'fails';
}

function neverPulled(container: ContainerRun, life: Life): boolean {
  return pullPolicyOf(specOf(container, life)) === 'Never' && !life.node.pulls.images.has(container.image);
}

function queued(container: ContainerRun, life: Life): Pull {
  return life.node.pulls.ask(container.image, life.now, (there) =>
    delay(there ? 'imageCheck' : 'imagePull', container, life),
  );
}

/** An image that cannot be pulled is found out when another would have been running. */
function pullEnd(container: ContainerRun, life: Life): Millis {
  const { pull, since } = container;
  if (pull !== undefined) return pull.ends;
  if (!mustPull(container, life)) return since;
  return (
    since + delay('imagePull', container, life) + (pullFails(container, life) ? delay('start', container, life) : 0)
  );
}

function sayPulled(container: ContainerRun, life: Life): void {
  const { image, pull } = container;
  if (pull === undefined && !mustPull(container, life)) {
    life.say('Normal', 'Pulled', presentMessage(image, life.context.conditions.kubernetesVersion), container);
    return;
  }
  const whole = life.now - container.since;
  const took = pull === undefined ? whole : pull.ends - pull.begins;
  const bytes = life.context.view.get(`Node//${life.pod.spec.nodeName ?? ''}`);
  const images = (bytes?.['status'] as { images?: { names: string[]; sizeBytes?: number }[] } | undefined)?.images;
  const size = images?.find(({ names }) => names.includes(image))?.sizeBytes ?? 0;
  life.say(
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${duration(took / 1000)} (${duration(whole / 1000)} including waiting). Image size: ${size} bytes.`,
    container,
  );
}

function killReason(container: ContainerRun): string {
  switch (container.stopFor) {
    case 'livenessProbe':
      return `Container ${container.name} failed liveness probe, will be restarted`;
    case 'startupProbe':
      return `Container ${container.name} failed startup probe, will be restarted`;
    case 'image':
      return `Container ${container.name} definition changed, will be restarted`;
    default:
      return `Stopping container ${container.name}`;
  }
}

function nextRetry(since: Millis, now: Millis): Millis {
  return since + Math.max(1, Math.ceil((now - since) / syncRetry)) * syncRetry;
}

/** Go's way to write a duration of whole or broken seconds: `1m20s`, `5m0s`, `10s`, `600ms`. */
function duration(seconds: number): string {
  if (seconds === 0) return '0s';
  if (seconds < 1) return `${Math.round(seconds * 1000)}ms`;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
