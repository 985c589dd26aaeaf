import { describe, expect, test } from 'vitest';
import { defaultTiming, nodeOf } from '#engine/world.ts';
import { courseNodes, Lesson } from '../support/lesson.ts';
import { deploymentText } from '../support/manifests.ts';

const one = [nodeOf({ name: 'desk' })];

describe('X01-X04: a rolling update of three replicas with minReadySeconds 5', () => {
  // A first pull of 2.5 s, a start of 5.5 s, and an old process that takes 20 s to go.
  const timing = { ...defaultTiming, imagePull: 2500, start: 5500, ready: 0, stagger: 0, terminate: 20_000 };

  function updated(): { lesson: Lesson; began: number; mark: number } {
    const lesson = new Lesson({ nodes: one, timing });
    lesson.kubectl('kubectl create -f -', deploymentText('first', 3, 'echo:1.10', 'minReadySeconds: 5'));
    const { mark } = lesson;
    const began = lesson.run.now / 1000;
    expect(
      lesson.type('kubectl replace -f -', deploymentText('first', 3, 'echo:1.11', 'minReadySeconds: 5')).stdout,
    ).toBe('deployment.apps/first replaced\n');
    return { lesson, began, mark };
  }

  test('X01 the scalings in their order, never below 3 available nor above 4 alive', () => {
    const { lesson, mark } = updated();
    let least = 3;
    let most = 3;
    for (let second = 0; second < 60; second++) {
      lesson.pass(1);
      least = Math.min(least, lesson.deployment('first').status?.availableReplicas ?? 0);
      most = Math.max(most, lesson.pods().filter((pod) => pod.metadata.deletionTimestamp === undefined).length);
    }
    lesson.settle();
    expect(lesson.scalings('first', mark).map(({ text }) => text)).toEqual([
      'up new 1',
      'down old 2',
      'up new 2',
      'down old 1',
      'up new 3',
      'down old 0',
    ]);
    expect({ least, most }).toEqual({ least: 3, most: 4 });
    expect(lesson.deployment('first').metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('2');
    const text = lesson.kubectl('kubectl describe deployment first');
    expect(text).toMatch(/^Replicas: +3 desired \| 3 updated \| 3 total \| 3 available \| 0 unavailable$/m);
    expect(text).toMatch(/^ +Available +True +MinimumReplicasAvailable\n +Progressing +True +NewReplicaSetAvailable$/m);
    expect(text).toMatch(/^OldReplicaSets: +first-\w+ \(0\/0 replicas created\)\nNewReplicaSet: +first-\w+ \(3\/3 /m);
    expect(text.match(/Normal +ScalingReplicaSet +\S+ +deployment-controller +Scaled /g)).toHaveLength(7);
  });

  test('X02 each step takes the start and five seconds more', () => {
    const { lesson, began, mark } = updated();
    lesson.settle();
    const printed = [0, 13, 13, 23, 24, 34];
    const times = lesson.scalings('first', mark).map(({ at }) => at - began);
    for (const [index, time] of times.entries()) expect(Math.abs(time - (printed[index] ?? 0))).toBeLessThan(1.01);
    expect(times).toHaveLength(printed.length);
  });

  test('X03 who is alive at 12, 15, 19 and 29 seconds', () => {
    const { lesson } = updated();
    const old = new Set(lesson.pods().map((pod) => pod.metadata.name));
    const seen: string[] = [];
    let at = 0;
    for (const second of [12, 15, 19, 29]) {
      lesson.pass(second - at);
      at = second;
      const state = (pod: ReturnType<Lesson['pods']>[number]): string =>
        pod.metadata.deletionTimestamp !== undefined
          ? 'Terminating'
          : pod.status?.containerStatuses?.[0]?.state.running === undefined
            ? 'Creating'
            : 'Running';
      const count = (wanted: string, ofOld: boolean): number =>
        lesson.pods().filter((pod) => old.has(pod.metadata.name) === ofOld && state(pod) === wanted).length;
      const ending = lesson
        .type('kubectl get pods')
        .stdout.split('\n')
        .filter((row) => row.includes('Terminating'));
      for (const row of ending) expect(row).toMatch(/ 1\/1 +Terminating /);
      seen.push(
        `${second}s old ${count('Running', true)} running ${count('Terminating', true)} terminating, new ${count('Running', false)} running ${count('Creating', false)} creating`,
      );
    }
    expect(seen).toEqual([
      '12s old 3 running 0 terminating, new 1 running 0 creating',
      '15s old 2 running 1 terminating, new 1 running 1 creating',
      '19s old 2 running 1 terminating, new 2 running 0 creating',
      '29s old 1 running 2 terminating, new 3 running 0 creating',
    ]);
  });

  test('X04 the first creation: one scaling to three, names of hash and suffix', () => {
    const lesson = new Lesson({ nodes: one, timing });
    lesson.kubectl('kubectl create -f -', deploymentText('first', 3, 'echo:1.10'));
    expect(lesson.scalings('first').map(({ text }) => text)).toEqual(['up new 3']);
    for (const pod of lesson.pods())
      expect(pod.metadata.name).toMatch(/^first-[456789bcdf]{1,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('X04 at 13 seconds one runs: the two others had to ask the registry for the same image', () => {
    const lesson = new Lesson({ nodes: one, timing: { ...timing, imagePull: 6600, imageCheck: 1500 } });
    lesson.type('kubectl create -f -', deploymentText('first', 3, 'echo:1.10'));
    lesson.pass(13);
    const states = lesson.type('kubectl get pods').stdout.match(/ContainerCreating|Running/g);
    expect(states?.toSorted()).toEqual(['ContainerCreating', 'ContainerCreating', 'Running']);
  });
});

describe('X27-X33: revisions, a bad tag and the way back', () => {
  const images = [{ match: 'nginx:1.17.23', pull: 'fails' as const }];

  function atRevision1(): Lesson {
    const lesson = new Lesson({ nodes: courseNodes, images });
    lesson.file('rollout-nginx.yaml', deploymentText('rollout-nginx', 3, 'nginx:1.15.12'));
    lesson.kubectl('kubectl apply -f rollout-nginx.yaml --record');
    return lesson;
  }

  function atRevision2(): Lesson {
    const lesson = atRevision1();
    expect(lesson.kubectl('kubectl set image deployment rollout-nginx main=nginx:1.16.0 --record')).toContain(
      'deployment.apps/rollout-nginx image updated',
    );
    return lesson;
  }

  /** Name, address and template hash of every pod. */
  const traits = (lesson: Lesson): string[] =>
    lesson
      .pods()
      .flatMap(({ metadata, status }) => [
        metadata.name,
        String(status?.podIP),
        String(metadata.labels?.['pod-template-hash']),
      ]);

  function stuck(): Lesson {
    const lesson = atRevision2();
    lesson.kubectl('kubectl set image deployment rollout-nginx main=nginx:1.17.23 --record');
    return lesson;
  }

  const revisions = (lesson: Lesson): number[] =>
    lesson
      .kubectl('kubectl rollout history deployment rollout-nginx')
      .split('\n')
      .slice(2)
      .map((line) => Number(line.split(/\s+/)[0]))
      .filter(Boolean);

  test('X27 apply --record makes revision 1 and says why', () => {
    const lesson = new Lesson({ nodes: courseNodes }).file(
      'rollout-nginx.yaml',
      deploymentText('rollout-nginx', 3, 'nginx:1.15.12'),
    );
    lesson.kubectl('kubectl apply -f rollout-nginx.yaml --record');
    expect(lesson.kubectl('kubectl rollout history deployment rollout-nginx')).toMatch(
      /\n1\s+kubectl apply --filename=rollout-nginx.yaml --record=true/,
    );
    expect(lesson.placement()).toBe('m=0 w1=1 w2=1 w3=1');
  });

  test('X28 a new image: every pod another one, again one a worker', () => {
    const before = traits(atRevision1());
    const lesson = atRevision2();
    expect(new Set(before).size).toBe(7);
    expect(traits(lesson).filter((trait) => before.includes(trait))).toEqual([]);
    expect(lesson.placement()).toBe('m=0 w1=1 w2=1 w3=1');
    expect(lesson.replicaSets('rollout-nginx')).toEqual(['0/0 ready', '3/3 ready']);
  });

  test('X29 a bad tag stops at three old and one new, which is pending on a node', () => {
    const lesson = atRevision2();
    const { mark } = lesson;
    lesson.kubectl('kubectl set image deployment rollout-nginx main=nginx:1.17.23 --record');
    expect(lesson.scalings('rollout-nginx', mark).map(({ text }) => text)).toEqual(['up new 1']);
    expect(lesson.replicaSets('rollout-nginx')).toEqual(['0/0 ready', '3/3 ready', '0/1 ready']);
    const pending = lesson.pods().filter((pod) => pod.status?.phase === 'Pending');
    expect(pending).toHaveLength(1);
    expect(pending[0]?.spec.nodeName).toMatch(/^w[123]$/);
    expect(pending[0]?.status?.podIP).toBeDefined();
    expect(lesson.deployment('rollout-nginx').status?.availableReplicas).toBe(3);
  });

  test('X30 rollout status waits, and gives up at the progress deadline', () => {
    const { stdout, stderr, code } = stuck().type('kubectl rollout status deployment rollout-nginx');
    expect(stdout).toBe(
      'Waiting for deployment "rollout-nginx" rollout to finish: 1 out of 3 new replicas have been updated...\n',
    );
    expect(stderr).toBe('error: deployment "rollout-nginx" exceeded its progress deadline\n');
    expect(code).toBe(1);
  });

  test('X31 describe says what is old and what is new', () => {
    const text = stuck().kubectl('kubectl describe deployment rollout-nginx');
    expect(text).toMatch(/OldReplicaSets:.*rollout-nginx-\w+ \(3\/3 replicas created\)/);
    expect(text).toMatch(/NewReplicaSet: +rollout-nginx-\w+ \(1\/1 replicas created\)/);
  });

  test('X32 undo: 1,2,3 become 1,3,4, the good pods stay', () => {
    const lesson = stuck();
    expect(revisions(lesson)).toEqual([1, 2, 3]);
    const good = lesson
      .pods()
      .filter((pod) => pod.status?.phase === 'Running')
      .map((pod) => pod.metadata.name);
    expect(lesson.kubectl('kubectl rollout undo deployment rollout-nginx')).toBe(
      'deployment.apps/rollout-nginx rolled back',
    );
    expect(revisions(lesson)).toEqual([1, 3, 4]);
    expect(lesson.kubectl('kubectl rollout history deployment rollout-nginx')).toMatch(
      /^4 +kubectl set image deployment rollout-nginx main=nginx:1\.16\.0 --record=true$/m,
    );
    expect(lesson.pods().map((pod) => pod.metadata.name)).toEqual(good);
    expect(lesson.deployment('rollout-nginx').spec.template.spec.containers[0]?.image).toBe('nginx:1.16.0');
  });

  test('X33 undo --to-revision=1', () => {
    const lesson = stuck();
    lesson.kubectl('kubectl rollout undo deployment rollout-nginx');
    lesson.kubectl('kubectl rollout undo deployment rollout-nginx --to-revision=1');
    expect(revisions(lesson)).toEqual([3, 4, 5]);
    expect(lesson.deployment('rollout-nginx').spec.template.spec.containers[0]?.image).toBe('nginx:1.15.12');
  });
});

describe('X44-X46: an image that crashes once it runs', () => {
  function crashed(): Lesson {
    const images = [{ match: 'nginx:1.11', ready: 0, exits: { after: 300, code: 1, from: 'running' as const } }];
    const lesson = new Lesson({ nodes: one, images, timing: { ...defaultTiming, ready: 100, stagger: 0 } }).file(
      'web.yaml',
      deploymentText('web', 3, 'nginx:1.14.2'),
    );
    lesson.kubectl('kubectl apply -f web.yaml --record');
    lesson.type('kubectl set image deployment web main=nginx:1.11 --record');
    lesson.pass(200);
    return lesson;
  }

  test('X44 each new pod counts for a moment, so two are made: 2/2 and 0/2', () => {
    const lesson = crashed();
    expect(lesson.scalings('web').map(({ text }) => text)).toEqual(['up old 3', 'up new 1', 'down old 2', 'up new 2']);
    expect(lesson.replicaSets('web')).toEqual(['2/2 ready', '0/2 ready']);
    const pods = lesson.type('kubectl get pods').stdout;
    expect(pods.match(/ 0\/1 +CrashLoopBackOff +\d+ /g)).toHaveLength(2);
    expect(pods.match(/ 1\/1 +Running +0 /g)).toHaveLength(2);
  });

  test('X45 both are in the history', () => {
    expect(crashed().kubectl('kubectl rollout history deployment web')).toMatch(
      /^deployment.apps\/web \nREVISION +CHANGE-CAUSE\n1 +kubectl apply --filename=web.yaml --record=true\n2 +kubectl set image deployment web main=nginx:1.11 --record=true/,
    );
  });

  test('X46 the way back keeps the pods that survived', () => {
    const lesson = crashed();
    const before = lesson.pods().map((pod) => pod.metadata.name);
    lesson.kubectl('kubectl rollout undo deployment web --to-revision=1');
    expect(lesson.replicaSets('web')).toEqual(['3/3 ready', '0/0 ready']);
    expect(lesson.pods().map((pod) => before.includes(pod.metadata.name))).toEqual([true, true, false]);
    expect(lesson.kubectl('kubectl get pods').match(/ 1\/1 +Running +0 /g)).toHaveLength(3);
  });
});
