import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import type { StatefulSet } from '#engine/api/workloads.ts';
import type { ImageBehaviour } from '#engine/world.ts';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import { patchText } from '../controllerRevision.ts';
import { revisionHash } from './revisions.ts';

const images: readonly ImageBehaviour[] = [{ match: 'broken*', ready: 'never' }];

const db = (spec: string, image = 'db:1'): string => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: default }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: c, image: "${image}" }] }
  ${spec}
`;

function cluster(spec: string, image?: string): Bench {
  const made = bench({ images });
  expect(made.create(db(spec, image))).toBe('StatefulSet/db created');
  made.pass(60);
  return made;
}

function change(made: Bench, spec: Partial<StatefulSet['spec']>): string {
  const set = made.get('StatefulSet.apps/default/db') as StatefulSet;
  const from = made.run.trace.entries.length;
  made.run.api().update({ ...set, spec: { ...set.spec, ...spec } }, 'the test asks for it');
  made.pass(60);
  return course(made, from);
}

function withImage(made: Bench, image: string): Partial<StatefulSet['spec']> {
  const { template } = (made.get('StatefulSet.apps/default/db') as StatefulSet).spec;
  return { template: { ...template, spec: { ...template.spec, containers: [{ name: 'c', image }] } } };
}

/** `+0 ✓0 +1 -2 …`: pods created, ready, asked to go, in order. */
function course(made: Bench, from = 0): string {
  const words: string[] = [];
  for (const { change: is } of made.run.trace.entries.slice(from)) {
    if (is.kind !== 'applied' || !is.key.startsWith('Pod/')) continue;
    const ordinal = is.key.slice(is.key.lastIndexOf('-') + 1);
    const [before, after] = [is.before as Pod | null, is.after as Pod | null];
    if (before === null) words.push(`+${ordinal}`);
    else if (after !== null && ready(after) && !ready(before)) words.push(`✓${ordinal}`);
    else if (after?.metadata.deletionTimestamp !== undefined && before.metadata.deletionTimestamp === undefined)
      words.push(`-${ordinal}`);
  }
  return words.join(' ');
}

const ready = (pod: Pod): boolean =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;

function podImages(made: Bench): string {
  return (made.run.view.list('Pod') as readonly Pod[])
    .map(({ metadata, spec }) => `${metadata.name}=${spec.containers[0]?.image}`)
    .sort()
    .join(' ');
}

const statusOf = (made: Bench): StatefulSet['status'] =>
  (made.get('StatefulSet.apps/default/db') as StatefulSet).status;

describe('statefulSetController', () => {
  test('CreatesPods: in order, each when the one before it is ready', () => {
    expect(course(cluster('replicas: 3'))).toBe('+0 ✓0 +1 ✓1 +2 ✓2');
  });

  test('CreatesPodsWithPodManagementPolicyParallel: all at once', () => {
    expect(course(cluster('replicas: 3\n  podManagementPolicy: Parallel'))).toBe('+0 +1 +2 ✓0 ✓1 ✓2');
  });

  test('TestStatefulSetControl_scaleUpWithOrdinals: spec.ordinals.start', () => {
    const made = cluster('replicas: 2\n  ordinals: { start: 5 }');
    expect(course(made)).toBe('+5 ✓5 +6 ✓6');
    expect(change(made, { ordinals: { start: 4 } })).toBe('+4 ✓4 -6');
  });

  test('ScalesUp and ScalesDown: highest first, one at a time', () => {
    const made = cluster('replicas: 2');
    expect(change(made, { replicas: 4 })).toBe('+2 ✓2 +3 ✓3');
    expect(change(made, { replicas: 1 })).toBe('-3 -2 -1');
  });

  test('TestStatefulSetControlRollingUpdate: highest first, each when the one above is ready', () => {
    const made = cluster('replicas: 3');
    expect(change(made, withImage(made, 'db:2'))).toBe('-2 +2 ✓2 -1 +1 ✓1 -0 +0 ✓0');
    expect(statusOf(made)?.currentRevision).toBe(statusOf(made)?.updateRevision);
    expect(statusOf(made)).toMatchObject({ replicas: 3, currentReplicas: 3, updatedReplicas: 3, readyReplicas: 3 });
  });

  test('TestStatefulSetControlRollingUpdateWithPartition: nothing below it changes, even when deleted', () => {
    const made = cluster('replicas: 3\n  updateStrategy: { rollingUpdate: { partition: 2 } }');
    expect(change(made, withImage(made, 'db:2'))).toBe('-2 +2 ✓2');
    made.run.api().delete('Pod/default/db-0', {}, 'the test asks for it');
    made.pass(30);
    expect(podImages(made)).toBe('db-0=db:1 db-1=db:1 db-2=db:2');
    expect(statusOf(made)).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
  });

  test('TestStatefulSetControlOnDeleteUpdate: a pod gets the new template when somebody deletes it', () => {
    const made = cluster('replicas: 2\n  updateStrategy: { type: OnDelete }');
    expect(change(made, withImage(made, 'db:2'))).toBe('');
    made.run.api().delete('Pod/default/db-0', {}, 'the test asks for it');
    made.pass(30);
    expect(podImages(made)).toBe('db-0=db:2 db-1=db:1');
  });

  test('TestStatefulSetControlRollback: back to an old template is its old revision with a higher number', () => {
    const made = cluster('replicas: 1');
    const first = statusOf(made)?.updateRevision;
    change(made, withImage(made, 'db:2'));
    change(made, withImage(made, 'db:1'));
    expect(statusOf(made)?.updateRevision).toBe(first);
    expect(
      made.run.view
        .list('ControllerRevision.apps')
        .map((revision) => revision['revision'])
        .sort(),
    ).toEqual([2, 3]);
  });

  test('a broken revision holds an ordered set up even after the template is put back, until the pod is deleted by hand', () => {
    const made = cluster('replicas: 2');
    expect(change(made, withImage(made, 'broken'))).toBe('-1 +1');
    expect(change(made, withImage(made, 'db:1'))).toBe('');
    made.run.api().delete('Pod/default/db-1', {}, 'the test asks for it');
    made.pass(30);
    expect(podImages(made)).toBe('db-0=db:1 db-1=db:1');
  });

  test('RecreatesFailedPod', () => {
    const made = cluster('replicas: 1');
    const pod = made.get('Pod/default/db-0') as Pod;
    made.run.api().updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed' } }, 'the test asks for it');
    made.pass(10);
    expect(made.events('StatefulSet/db')).toContain(
      'RecreatingFailedPod: StatefulSet default/db is recreating failed Pod db-0',
    );
    expect((made.get('Pod/default/db-0') as Pod).metadata.uid).not.toBe(pod.metadata.uid);
  });

  test('TestStatefulSetControl_getSetRevisions: history beyond the limit goes, live revisions stay', () => {
    const made = cluster('replicas: 1\n  revisionHistoryLimit: 1');
    for (const image of ['db:2', 'db:3', 'db:4']) change(made, withImage(made, image));
    expect(made.run.view.list('ControllerRevision.apps').map((revision) => revision['revision'])).toEqual([3, 4]);
  });

  test('events name the pod, the claim and the set', () => {
    const made = bench();
    made.create(db(claims()));
    made.pass(1);
    expect(made.events('StatefulSet/db').trim().split('\n').slice(0, 2)).toEqual([
      'SuccessfulCreate: create Claim data-db-0 Pod db-0 in StatefulSet db success',
      'SuccessfulCreate: create Pod db-0 in StatefulSet db successful',
    ]);
  });
});

const claims = (policy = ''): string => `replicas: 2
  podManagementPolicy: Parallel
  volumeClaimTemplates:
  - metadata: { name: data }
    spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  ${policy}`;

describe('volumeClaimTemplates', () => {
  const owners = (policy: string, scale: number, remove: boolean): string => {
    const made = bench();
    made.create(db(claims(policy)));
    made.pass(5);
    const set = made.get('StatefulSet.apps/default/db') as StatefulSet;
    made.run.api().update({ ...set, spec: { ...set.spec, replicas: scale } }, 'the test asks for it');
    made.pass(60);
    if (remove)
      made.run.api().delete('StatefulSet.apps/default/db', { propagation: 'Background' }, 'the test asks for it');
    made.pass(60);
    return made.run.view
      .list('PersistentVolumeClaim')
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .map(
        ({ metadata }) =>
          `${metadata.name}${metadata.ownerReferences?.map(({ kind }) => ` of ${kind}`).join('') ?? ''}`,
      )
      .join(', ');
  };

  test.each([
    ['Retain and Retain: claims stay', '', 1, true, 'data-db-0, data-db-1'],
    [
      'whenDeleted Delete: they go with the set',
      'persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }',
      2,
      true,
      '',
    ],
    [
      'whenDeleted Delete: until then the set owns them',
      'persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }',
      1,
      false,
      'data-db-0 of StatefulSet, data-db-1 of StatefulSet',
    ],
    [
      'whenScaled Delete: one goes with the pod that is too many',
      'persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }',
      1,
      false,
      'data-db-0',
    ],
  ])('TestStatefulPodControlClaimOwnership: %s', (_, policy, scale, remove, expected) => {
    expect(owners(policy, scale, remove)).toBe(expected);
  });

  test('the pod mounts the claim of its ordinal', () => {
    const made = bench();
    made.create(db(claims()));
    made.pass(1);
    expect((made.get('Pod/default/db-1') as Pod).spec.volumes?.find(({ name }) => name === 'data')).toEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'data-db-1' },
    });
  });
});

describe('revisionHash', () => {
  const container = (image: string, imagePullPolicy: string, name: string): object => ({
    image,
    imagePullPolicy,
    name,
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  const data = (metadata: object, one: object): Parameters<typeof revisionHash>[0] =>
    ({
      spec: {
        template: {
          $patch: 'replace',
          metadata,
          spec: {
            containers: [one],
            dnsPolicy: 'ClusterFirst',
            restartPolicy: 'Always',
            schedulerName: 'default-scheduler',
            securityContext: {},
            terminationGracePeriodSeconds: 30,
          },
        },
      },
    }) as unknown as Parameters<typeof revisionHash>[0];

  test.each([
    [
      'recorded on 1.26',
      data({ creationTimestamp: null, labels: { app: 'db' } }, container('good:v1', 'IfNotPresent', 'c')),
      '75c866c94d',
    ],
    [
      'TestStatefulSetCompatibility 1.34.0',
      data({ annotations: { test: 'value' }, labels: { app: 'foo' } }, container('test', 'Always', 'test')),
      '776999688b',
    ],
  ])('%s', (_, patch, hash) => {
    expect(revisionHash(patch, 0)).toBe(hash);
  });

  test('characters that Go escapes in JSON', () => {
    expect(patchText({ b: '<&>', a: [1, { d: 1, c: 2 }] })).toBe('{"a":[1,{"c":2,"d":1}],"b":"\\u003c\\u0026\\u003e"}');
  });
});
