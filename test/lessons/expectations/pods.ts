import { keyOf } from '#engine/api/key.ts';
import type { Pod } from '#engine/api/pod.ts';
import type { Found, Json } from './compare.ts';
import { formed, said } from './compare.ts';
import type { Expectation, Fields } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

/** X05, X06, X12 to X19: pods, bare and managed. */
export const pods: Readings = {
  X05: { read: watched },
  X06: { read: youngestGo },
  X12: { read: made },
  X13: {
    read(stage, { action }) {
      stage.place('pod.yaml').kubectl('create -f pod.yaml');
      return { error: stage.perform(action[0]).stderr.trimEnd() };
    },
  },
  X15: {
    read(stage, { action }) {
      stage.place('echo-hname.yaml').kubectl('create -f echo-hname.yaml');
      return { error: stage.perform(action[0]).stderr.trimEnd() };
    },
  },
  X16: {
    read(stage, { action }) {
      stage.place('echo-hname.yaml').kubectl('create -f echo-hname.yaml');
      const { stdout, stderr } = stage.perform(action[0]);
      return { warning: /^Warning: /.test(stderr), prints: stdout.trimEnd(), replicas: stage.ready('echo-hname') };
    },
  },
  X17: { read: killed },
  X18: { read: deleted },
  X19: { read: allDeleted },
};

function first(stage: Stage): void {
  stage.place('first-deployment.yaml').kubectl('create -f first-deployment.yaml');
}

/** Thirteen pods in all namespaces, as many as the session has; its watcher leaves changes out, and so does this one. */
function watched(stage: Stage, { action, expect }: Expectation): Found {
  first(stage);
  stage.kubectl('run shell-demo --image=nginx');
  const others = Number(/\((\d+) here/.exec(String(expect['watchInitial']))?.[1]) - stage.pods().length;
  for (let index = 0; index < others; index++) stage.kubectl(`run system-${index} --image=system:1 -n kube-system`);
  const [victim = '', ...rest] = stage.pods('first-deployment').map(({ metadata }) => metadata.name);
  stage.call(/first-deployment-\w+-\w+/.exec(action[1]?.cmd ?? '')?.[0] ?? '', victim);
  const rows = stage.watch('get pods --all-namespaces --watch --output-watch-events', stage.ours(action[1]?.cmd ?? ''));
  stage.settle();
  const existing = rows.slice(0, others + 4);
  const later = rows.slice(existing.length).map((row) => row.split(/\s+/));
  const replicaSet = stage.owned('first-deployment')[0]?.metadata.name;
  const came = (name = ''): boolean => name.startsWith(`${replicaSet}-`) && ![victim, ...rest].includes(name);
  return {
    watchInitial: said(
      /^one ADDED per existing pod \(/,
      existing.every((row) => row.startsWith('ADDED')),
    ),
    watchEventsAfterDelete: later
      .filter(([type]) => type !== 'MODIFIED')
      .map(([type, , name]) => [
        type,
        type === 'ADDED'
          ? said(/^replacement \(same ReplicaSet, new suffix\)$/, came(name))
          : (expected: Json) => (stage.ours(String(expected)) === name ? undefined : `found ${name}`),
      ]),
    replicasAfter: stage.living('first-deployment').length,
    note: said(
      /^MODIFIED events lie between; /,
      later.some(([type]) => type === 'MODIFIED'),
    ),
  };
}

/** Three pods of very different ages. */
function youngestGo(stage: Stage, { action, given }: Expectation): Found {
  const pods = given['pods'] as readonly Fields[];
  const hours = pods.map(({ age }) => Number.parseInt(String(age), 10) || 0);
  stage.place('first-deployment.yaml').kubectl('apply -f first-deployment.yaml');
  for (const [index, { name }] of pods.entries()) {
    stage.kubectl(`scale deployment first-deployment --replicas=${index + 1}`);
    const fresh = stage.living('first').find((pod) => !stage.knows(pod.metadata.name));
    stage.call(String(name), fresh?.metadata.name ?? '');
    stage.pass(((hours[index] ?? 0) - (hours[index + 1] ?? 0)) * 3600 + 60);
  }
  const { mark } = stage;
  stage.perform(action[0]);
  const gone = stage.run.trace.entries.slice(mark).flatMap(({ change }) => {
    const ends = change.kind === 'applied' && change.verb === 'delete' && change.before?.kind === 'Pod';
    return ends ? [change.before?.metadata.name ?? ''] : [];
  });
  return {
    deleted: gone.map((name) => stage.named(name)),
    survivors: stage.living('first').map(({ metadata }) => stage.named(metadata.name)),
    watchEvents: gone.map((name) => ['DELETED', stage.named(name)]),
  };
}

function made(stage: Stage, expectation: Expectation): Found {
  const outputs = stage.performAll(expectation);
  const rows = stage
    .rows('get pods')
    .toSorted((a, b) => (a['NAME'] === 'nginx-pod' ? -1 : b['NAME'] === 'nginx-pod' ? 1 : 0));
  const ready = [...new Set(rows.map(({ READY }) => READY))].join(' and ');
  return {
    outputs: outputs.map(({ stdout }) => stdout.trimEnd()),
    pods: rows.map(({ NAME = '' }) => formed(NAME)),
    ready: `${ready} each`,
  };
}

function killed(stage: Stage, { action }: Expectation): Found {
  stage.place('pod.yaml').kubectl('create -f pod.yaml');
  const [, program = '', pod = ''] = /^(.+) in (\S+)$/.exec(String(action[0]?.['exec'])) ?? [];
  const [before] = stage.pods();
  const { code } = stage.type(`exec -it ${pod} -- ${program}`);
  stage.settle();
  const [after] = stage.pods();
  const status = after?.status?.containerStatuses?.[0];
  return {
    execExit: code,
    podName: said(
      /^nginx-pod \(same\)$/,
      after?.metadata.name === 'nginx-pod' && after.metadata.uid === before?.metadata.uid,
    ),
    podIP: said(/^same$/, after?.status?.podIP !== undefined && after.status.podIP === before?.status?.podIP),
    containerRestarted: status?.restartCount === 1 && status.state.running !== undefined,
  };
}

function echo(stage: Stage): readonly Pod[] {
  stage.place('echo-hname.yaml').place('pod.yaml', 1);
  stage.kubectl('create -f echo-hname.yaml');
  stage.kubectl('create -f pod.yaml');
  return stage.living('echo-hname');
}

function deleted(stage: Stage, { action }: Expectation): Found {
  const before = echo(stage).map(keyOf);
  const victim = /echo-hname-\w+-\w+/.exec(action[1]?.cmd ?? '')?.[0] ?? '';
  stage.call(victim, stage.living('echo-hname')[2]?.metadata.name ?? '');
  stage.perform(action[0]);
  stage.perform(action[1]);
  const after = stage.living('echo-hname').map(keyOf);
  return {
    barePodRecreated: stage.pods('nginx-pod').length > 0,
    deploymentPods: after.length,
    newPods: after.filter((key) => !before.includes(key)).length,
    survivors: after.filter((key) => before.includes(key)).length,
  };
}

function allDeleted(stage: Stage, { action }: Expectation): Found {
  echo(stage);
  stage.perform(action[0]);
  return {
    deploymentPods: stage.pods('echo-hname').length,
    replicaSets: stage.run.view.list('ReplicaSet.apps', 'default').length,
  };
}
