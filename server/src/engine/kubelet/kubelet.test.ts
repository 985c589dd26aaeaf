import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import type { Run } from '../engine.ts';
import type { LifeCase } from './checkLife.ts';
import { life } from './checkLife.ts';

const checkLife = (given: LifeCase): ReturnType<typeof expect> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): ReturnType<typeof expect> => expect(life(given, 'all'));
const remove = (gracePeriodSeconds?: number) => (run: Run) => {
  run.api().delete('Pod/default/p', gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }, 'test');
};
const create = (object: ApiObject) => (run: Run) => {
  run.api().create(object, 'test');
};
const configMap = (data: Record<string, string>): ApiObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'default' },
  data,
});

describe('a plain pod', () => {
  it('starts, runs, becomes Ready', () => {
    checkLifeAndEvents({}).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready"
    `);
  });

  it('says what 1.32 says', () => {
    checkLifeAndEvents({ world: { kubernetesVersion: '1.32' } }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Created container: c
      0.605 Started: Started container c
      0.605 Running c:Running
      1.205 Running c:Running Ready"
    `);
  });

  it('is Ready at once when it needs no time', () => {
    checkLife({ world: { images: [{ match: '*', ready: 0 }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running Ready"
    `);
  });

  it('is never Ready', () => {
    checkLife({ world: { images: [{ match: '*', ready: 'never' }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running"
    `);
  });
});

describe('the end of a container', () => {
  const crash = { image: 'crash:v1' };
  const exits = (code: number) => ({
    images: [{ match: 'crash*', exits: { after: 1500, code, from: 'ready' as const } }],
  });

  it('restarts at once, then after 10 s, 20 s, 40 s, 80 s, 160 s, 300 s, 300 s', () => {
    const text = life({
      container: crash,
      world: { images: [{ match: 'crash*', ready: 'never', exits: { after: 0, code: 1, from: 'running' } }] },
      until: 1_300_000,
    });
    const times = text
      .split('\n')
      .map((line) => Number(line.split(' ')[0]))
      .slice(1);
    expect(times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) * 1000))).toEqual([
      100, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('crashes after it was Ready', () => {
    checkLifeAndEvents({ container: crash, world: exits(1), until: 16_000 }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "crash:v1"
      0.005 Pulled: Successfully pulled image "crash:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Running c:Error/1
      2.805 Pulled: Container image "crash:v1" already present on machine and can be accessed by the pod
      2.805 Created: Container created
      2.805 Started: Container started
      2.805 Running c:Running(1)
      3.405 Running c:Running(1) Ready
      4.905 BackOff: Back-off restarting failed container c in pod p_default(fc570d57-0d7b-41ec-a753-8ce49f7981f9)
      4.905 Running c:CrashLoopBackOff(1)
      14.905 Pulled: Container image "crash:v1" already present on machine and can be accessed by the pod
      14.905 Created: Container created
      14.905 Started: Container started
      14.905 Running c:Running(2)
      15.505 Running c:Running(2) Ready"
    `);
  });

  it('forgets its back-off when it ran for ten minutes', () => {
    checkLife({
      container: crash,
      world: { images: [{ match: 'crash*', exits: { after: 601_000, code: 1, from: 'running' } }] },
      until: 1_300_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      601.605 Running c:Error/1
      601.705 Running c:Running(1)
      602.305 Running c:Running(1) Ready
      1202.705 Running c:Error/1(1)
      1202.805 Running c:Running(2)
      1203.405 Running c:Running(2) Ready"
    `);
  });

  it('Always restarts what ended well', () => {
    checkLife({ container: crash, world: exits(0), until: 6_000 }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Running c:Completed/0
      2.805 Running c:Running(1)
      3.405 Running c:Running(1) Ready
      4.905 Running c:CrashLoopBackOff(1)"
    `);
  });

  it('OnFailure lets a pod succeed', () => {
    checkLife({ container: crash, world: exits(0), spec: { restartPolicy: 'OnFailure' } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Succeeded c:Completed/0"
    `);
  });

  it('Never lets a pod fail', () => {
    checkLife({ container: crash, world: exits(3), spec: { restartPolicy: 'Never' } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Failed c:Error/3"
    `);
  });

  it('a pod past its deadline fails', () => {
    checkLifeAndEvents({ spec: { activeDeadlineSeconds: 2 } }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.005 DeadlineExceeded: Pod was active on the node longer than the specified deadline
      2.005 Failed/DeadlineExceeded c:Error/137"
    `);
  });
});

describe('images', () => {
  it('that cannot be pulled are tried again after 10 s, 20 s, …', () => {
    checkLifeAndEvents({
      container: { image: 'bad:v1' },
      world: { images: [{ match: 'bad*', pull: 'fails' }] },
      until: 33_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "bad:v1"
      0.005 Pending c:ContainerCreating
      0.605 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      0.605 Failed: Error: ErrImagePull
      0.605 Pending c:ErrImagePull
      1.605 BackOff: Back-off pulling image "bad:v1"
      1.605 Failed: Error: ImagePullBackOff
      1.605 Pending c:ImagePullBackOff
      10.605 Pulling: Pulling image "bad:v1"
      11.205 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      11.205 Failed: Error: ErrImagePull
      11.205 Pending c:ErrImagePull
      12.205 BackOff: Back-off pulling image "bad:v1"
      12.205 Failed: Error: ImagePullBackOff
      12.205 Pending c:ImagePullBackOff
      31.205 Pulling: Pulling image "bad:v1"
      31.805 Failed: Failed to pull image "bad:v1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/bad:v1": failed to resolve reference "docker.io/library/bad:v1": docker.io/library/bad:v1: not found
      31.805 Failed: Error: ErrImagePull
      31.805 Pending c:ErrImagePull
      32.805 BackOff: Back-off pulling image "bad:v1"
      32.805 Failed: Error: ImagePullBackOff
      32.805 Pending c:ImagePullBackOff"
    `);
  });

  it('that can be pulled after all', () => {
    checkLife({
      container: { image: 'bad:v1' },
      world: { images: [{ match: 'bad*', pull: 'fails' }] },
      during: [{ at: 5000, act: (run) => run.setImage({ match: 'bad*' }) }],
      until: 13_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Pending c:ErrImagePull
      1.605 Pending c:ImagePullBackOff
      11.205 Running c:Running
      11.805 Running c:Running Ready"
    `);
  });

  it('with a name that is none', () => {
    checkLifeAndEvents({ container: { image: 'UPPER:v1' } }).toMatchInlineSnapshot(`
      "0.005 InspectFailed: Failed to apply default image tag "UPPER:v1": couldn't parse image name "UPPER:v1": invalid reference format: repository name must be lowercase
      0.005 Failed: Error: InvalidImageName
      0.005 Pending c:InvalidImageName"
    `);
  });

  it('that are never pulled and not there', () => {
    checkLifeAndEvents({ container: { imagePullPolicy: 'Never' } }).toMatchInlineSnapshot(`
      "0.005 ErrImageNeverPull: Container image "good:v1" is not present with pull policy of Never
      0.005 Failed: Error: ErrImageNeverPull
      0.005 Pending c:ErrImageNeverPull"
    `);
  });

  it('pulling takes its time once on a node', () => {
    checkLife({ world: { images: [{ match: '*', imagePull: 2000, sandbox: 500 }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      3.105 Running c:Running
      3.705 Running c:Running Ready"
    `);
  });
});

describe('configuration', () => {
  const container = { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] };

  it('a missing ConfigMap keeps the container from being created until it is there', () => {
    checkLifeAndEvents({
      container,
      during: [{ at: 3000, act: create(configMap({ a: '1' })) }],
      until: 12_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Failed: Error: configmap "settings" not found
      0.005 Pending c:CreateContainerConfigError
      10.005 Pulled: Container image "good:v1" already present on machine and can be accessed by the pod
      10.605 Created: Container created
      10.605 Started: Container started
      10.605 Running c:Running
      11.205 Running c:Running Ready"
    `);
  });

  it('a missing key does as well', () => {
    checkLife({ container, world: { objects: [configMap({ b: '1' })] } }).toMatchInlineSnapshot(
      `"0.005 Pending c:CreateContainerConfigError"`,
    );
    expect(life({ container, world: { objects: [configMap({ b: '1' })] } }, 'all')).toContain(
      "Failed: Error: couldn't find key a in ConfigMap default/settings",
    );
  });

  it('an optional one does not', () => {
    const optional = { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'a', optional: true } } }] };
    checkLife({ container: optional, until: 700 }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running"
    `);
  });

  it('a missing volume keeps the pod in ContainerCreating', () => {
    checkLifeAndEvents({
      spec: { volumes: [{ name: 'v', configMap: { name: 'settings' } }] },
      during: [{ at: 2000, act: create(configMap({})) }],
    }).toMatchInlineSnapshot(`
      "0.005 FailedMount: MountVolume.SetUp failed for volume "v" : configmap "settings" not found
      0.005 Pending c:ContainerCreating
      3.505 Pulling: Pulling image "good:v1"
      3.505 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      4.105 Created: Container created
      4.105 Started: Container started
      4.105 Running c:Running
      4.705 Running c:Running Ready"
    `);
  });
});

describe('init containers', () => {
  it('run one after the other', () => {
    const initContainers = [
      { name: 'first', image: 'init:v1' },
      { name: 'second', image: 'init:v2' },
    ];
    checkLife({
      spec: { initContainers },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 0, from: 'running' } }] },
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing second:PodInitializing c:PodInitializing
      0.605 Pending first:Running second:PodInitializing c:PodInitializing
      1.605 Pending first:Completed/0 second:PodInitializing c:PodInitializing
      2.205 Pending first:Completed/0 second:Running c:PodInitializing
      3.205 Pending first:Completed/0 second:Completed/0 c:PodInitializing
      3.805 Running first:Completed/0 second:Completed/0 c:Running
      4.405 Running first:Completed/0 second:Completed/0 c:Running Ready"
    `);
  });

  it('restart until they succeed', () => {
    checkLife({
      spec: { initContainers: [{ name: 'first', image: 'init:v1' }] },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 1, from: 'running' } }] },
      until: 14_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing c:PodInitializing
      0.605 Pending first:Running c:PodInitializing
      1.605 Pending first:Error/1 c:PodInitializing
      1.705 Pending first:Running(1) c:PodInitializing
      2.705 Pending first:CrashLoopBackOff(1) c:PodInitializing
      12.705 Pending first:Running(2) c:PodInitializing
      13.705 Pending first:CrashLoopBackOff(2) c:PodInitializing"
    `);
  });

  it('fail their pod when they may not be restarted', () => {
    checkLife({
      spec: { restartPolicy: 'Never', initContainers: [{ name: 'first', image: 'init:v1' }] },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 1, from: 'running' } }] },
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing c:PodInitializing
      0.605 Pending first:Running c:PodInitializing
      1.605 Failed first:Error/1 c:PodInitializing"
    `);
  });

  it('sidecars start first, count for readiness and end last', () => {
    checkLife({
      spec: {
        restartPolicy: 'Never',
        initContainers: [{ name: 'mesh', image: 'mesh:v1', restartPolicy: 'Always' }],
        containers: [{ name: 'work', image: 'job:v1' }],
      },
      world: { images: [{ match: 'job*', exits: { after: 1000, code: 0, from: 'running' } }] },
      until: 6_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending mesh:PodInitializing work:PodInitializing
      0.605 Pending mesh:Running work:PodInitializing
      1.205 Running mesh:Running work:Running
      1.805 Running mesh:Running work:Running Ready
      2.205 Running mesh:Running work:Completed/0
      3.005 Succeeded mesh:Error/143 work:Completed/0"
    `);
  });
});

describe('readiness', () => {
  it('comes in a queue of its namespace', () => {
    const second = (run: Run): void => {
      const spec = { nodeName: 'n1', containers: [{ name: 'c', image: 'good:v1' }] };
      run.api().create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'q', namespace: 'default' }, spec }, 'test');
    };
    checkLife({ during: [{ at: 100, act: second }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.105 Pending c:ContainerCreating
      0.605 Running c:Running
      0.705 Running c:Running
      1.205 Running c:Running Ready
      1.405 Running c:Running Ready"
    `);
  });

  it('waits for the gates that the pod names', () => {
    const open = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      const conditions = [...(pod.status?.conditions ?? []), { type: 'example.com/open', status: 'True' as const }];
      run.api().updateStatus({ ...pod, status: { ...pod.status, conditions } }, 'test');
    };
    checkLife({
      spec: { readinessGates: [{ conditionType: 'example.com/open' }] },
      during: [{ at: 3000, act: open }],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running
      3.000 Running c:Running
      3.005 Running c:Running Ready"
    `);
  });

  it('leaves alone what a user patched until it has something new to say', () => {
    const unready = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      const conditions = (pod.status?.conditions ?? []).map((each) =>
        each.type === 'Ready' ? { ...each, status: 'False' as const } : each,
      );
      run.api().updateStatus({ ...pod, status: { ...pod.status, conditions } }, 'test');
    };
    checkLife({ during: [{ at: 3000, act: unready }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running"
    `);
  });

  it('ends when the image turns bad, and returns with it', () => {
    checkLife({
      during: [
        { at: 3000, act: (run) => run.setImage({ match: 'good*', ready: 'never' }) },
        { at: 4000, act: (run) => run.setImage({ match: 'good*', ready: 600 }) },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running
      4.000 Running c:Running Ready"
    `);
  });
});

describe('termination', () => {
  const at = 3000;

  it('takes its time', () => {
    checkLifeAndEvents({ during: [{ at, act: remove() }] }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.005 Killing: Stopping container c
      3.805 gone"
    `);
  });

  it('never takes longer than the grace period', () => {
    checkLife({
      world: { images: [{ match: '*', terminate: 60_000 }] },
      spec: { terminationGracePeriodSeconds: 5 },
      during: [{ at, act: remove() }],
      until: 20_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      8.005 gone"
    `);
  });

  it('runs preStop first, within the grace period', () => {
    checkLife({
      container: { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 10'] } } } },
      during: [{ at, act: remove() }],
      until: 20_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      13.805 gone"
    `);
  });

  it('leaves at least two seconds after a preStop hook that took all of it', () => {
    checkLife({
      world: { images: [{ match: '*', terminate: 60_000 }] },
      container: { lifecycle: { preStop: { sleep: { seconds: 30 } } } },
      during: [{ at, act: remove() }],
      until: 60_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      35.005 gone"
    `);
  });

  it('is over at once without grace', () => {
    checkLife({ during: [{ at, act: remove(0) }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.000 gone"
    `);
  });

  it('shows how the containers ended to those that hold the pod back', () => {
    const hold = (run: Run): void => {
      const { resourceVersion: _, ...metadata } = (run.view.get('Pod/default/p') as Pod).metadata;
      const pod = run.view.get('Pod/default/p') as Pod;
      run.api().update({ ...pod, metadata: { ...metadata, finalizers: ['example.com/hold'] } }, 'test');
    };
    checkLife({
      during: [
        { at: 2000, act: hold },
        { at, act: remove() },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.000 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.805 Running c:Running Ready Terminating
      3.805 Failed c:Error/137 Terminating"
    `);
  });
});

describe('the node', () => {
  it('down: nothing starts, becomes Ready or ends; up: it goes on', () => {
    checkLife({
      during: [
        { at: 700, act: (run) => run.setNode('n1', 'down') },
        { at: 3000, act: remove() },
        { at: 4000, act: (run) => run.setNode('n1', 'up') },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      3.000 Running c:Running Terminating
      4.800 gone"
    `);
  });

  it('refuses what it has no room for', () => {
    checkLifeAndEvents({ container: { resources: { requests: { cpu: '5' } } } }).toMatchInlineSnapshot(`
      "0.005 OutOfcpu: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000
      0.005 Failed/OutOfcpu"
    `);
  });

  it('restarts a container whose image was changed in place', () => {
    const change = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      run.api().update({ ...pod, spec: { ...pod.spec, containers: [{ name: 'c', image: 'good:v2' }] } }, 'test');
    };
    checkLifeAndEvents({ during: [{ at: 3000, act: change }] }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready
      3.005 Killing: Container c definition changed, will be restarted
      3.005 Running c:Running Ready
      3.805 Pulling: Pulling image "good:v2"
      3.805 Pulled: Successfully pulled image "good:v2" in 0s (0s including waiting). Image size: 0 bytes.
      3.805 Created: Container created
      3.805 Started: Container started
      3.805 Running c:Running(1)
      4.405 Running c:Running(1) Ready"
    `);
  });
});

it('writes a status that a pod of 1.36 would have', () => {
  let status: Pod['status'];
  life({
    during: [
      {
        at: 2000,
        act: (run) => {
          status = (run.view.get('Pod/default/p') as Pod).status;
        },
      },
    ],
  });
  expect(status).toMatchInlineSnapshot(`
    {
      "conditions": [
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "PodReadyToStartContainers",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "Initialized",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:01Z",
          "status": "True",
          "type": "Ready",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:01Z",
          "status": "True",
          "type": "ContainersReady",
        },
        {
          "lastProbeTime": null,
          "lastTransitionTime": "2026-01-01T00:00:00Z",
          "status": "True",
          "type": "PodScheduled",
        },
      ],
      "containerStatuses": [
        {
          "containerID": "containerd://d682865dcca3267b757c8ed275e346a3ca66ff409024ec45831b3f0892f58c70",
          "image": "good:v1",
          "imageID": "docker.io/library/good@sha256:5ccc86234ec7d23129aa138a236dd95d49186c0359380617d4fa291506808337",
          "lastState": {},
          "name": "c",
          "ready": true,
          "restartCount": 0,
          "started": true,
          "state": {
            "running": {
              "startedAt": "2026-01-01T00:00:00Z",
            },
          },
        },
      ],
      "hostIP": "192.168.0.1",
      "hostIPs": [
        {
          "ip": "192.168.0.1",
        },
      ],
      "observedGeneration": 1,
      "phase": "Running",
      "podIP": "10.244.0.2",
      "podIPs": [
        {
          "ip": "10.244.0.2",
        },
      ],
      "qosClass": "BestEffort",
      "startTime": "2026-01-01T00:00:00Z",
    }
  `);
  expect(podCondition({ status } as Pod, 'Ready')?.status).toBe('True');
});
