import { describe, expect, it } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Pod } from '../../api/pod.ts';

const storageClass = (name: string, mode: string, more = ''): string => `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: ${name}${more} }
provisioner: disk.example.com
volumeBindingMode: ${mode}
`;
const claim = (name: string, size: string, more = ''): string => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: ${size} } }${more} }
`;
const volume = (name: string, size: string, more = '', modes = 'ReadWriteOnce'): string => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { accessModes: [${modes}], capacity: { storage: ${size} }, hostPath: { path: /data }${more} }
`;
const pod = (name: string, claimName: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  volumes: [{ name: v, persistentVolumeClaim: { claimName: ${claimName} } }]
  containers: [{ name: c, image: good:v1 }]
`;

interface Shown {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: Readonly<Record<string, unknown>>;
}

function shown(cluster: Bench): string {
  const list = (kind: string): readonly Shown[] => cluster.run.view.list(kind) as unknown as readonly Shown[];
  const claims = list('PersistentVolumeClaim').map(
    ({ metadata, spec, status }) =>
      `claim ${metadata.name}: ${status['phase']} ${String(spec['volumeName'] ?? '').replace(/-[0-9a-f-]{36}/, '-<uid>')}`,
  );
  const volumes = list('PersistentVolume').map(({ metadata, spec, status }) => {
    const ref = spec['claimRef'] as { name?: string } | undefined;
    return `volume ${metadata.name.replace(/-[0-9a-f-]{36}/, '-<uid>')}: ${status['phase']} ${ref?.name ?? ''}`;
  });
  return `\n${[...claims, ...volumes].map((line) => line.trimEnd()).join('\n')}\n`;
}

describe('binding', () => {
  it('takes the smallest volume that is large enough, and waits for one where there is none', () => {
    const cluster = bench();
    cluster.create([volume('large', '10Gi'), volume('small', '1Gi'), volume('middle', '5Gi')].join('---'));
    cluster.create([claim('a', '3Gi'), claim('b', '20Gi')].join('---'));
    cluster.pass(1);
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      claim a: Bound middle
      claim b: Pending
      volume large: Available
      volume small: Available
      volume middle: Bound a
      "
    `);
    expect(cluster.events('PersistentVolumeClaim/b')).toMatchInlineSnapshot(`
      "
      FailedBinding: no persistent volumes available for this claim and no storage class is set
      "
    `);
  });

  it('a class makes a volume at once, or when the first pod uses the claim', () => {
    const cluster = bench();
    cluster.create([storageClass('now', 'Immediate'), storageClass('later', 'WaitForFirstConsumer')].join('---'));
    cluster.create(
      [claim('a', '1Gi', ', storageClassName: now'), claim('b', '1Gi', ', storageClassName: later')].join('---'),
    );
    cluster.pass(1);
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      claim a: Bound pvc-<uid>
      claim b: Pending
      volume pvc-<uid>: Bound a
      "
    `);
    expect(cluster.events('PersistentVolumeClaim/b')).toMatchInlineSnapshot(`
      "
      WaitForFirstConsumer: waiting for first consumer to be created before binding
      "
    `);
    cluster.create(pod('p', 'b'));
    cluster.pass(3);
    expect((cluster.get('Pod/default/p') as Pod).status?.phase).toBe('Running');
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      claim a: Bound pvc-<uid>
      claim b: Bound pvc-<uid>
      volume pvc-<uid>: Bound a
      volume pvc-<uid>: Bound b
      "
    `);
  });

  it('a claim that names no class gets the default one, even one that was there before it', () => {
    const cluster = bench();
    cluster.create(claim('a', '1Gi'));
    cluster.pass(1);
    cluster.create(
      storageClass('standard', 'Immediate', ', annotations: { storageclass.kubernetes.io/is-default-class: "true" }'),
    );
    cluster.create(claim('b', '1Gi'));
    cluster.create(claim('none', '1Gi', ', storageClassName: ""'));
    cluster.pass(1);
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      claim a: Bound pvc-<uid>
      claim b: Bound pvc-<uid>
      claim none: Pending
      volume pvc-<uid>: Bound b
      volume pvc-<uid>: Bound a
      "
    `);
  });

  it('a volume that was made goes with its claim, one that was there is released', () => {
    const cluster = bench();
    cluster.create([storageClass('now', 'Immediate'), volume('mine', '1Gi')].join('---'));
    cluster.create([claim('a', '1Gi', ', storageClassName: now'), claim('b', '1Gi')].join('---'));
    cluster.pass(1);
    cluster.run.api().delete('PersistentVolumeClaim/default/a', {}, 'test');
    cluster.run.api().delete('PersistentVolumeClaim/default/b', {}, 'test');
    cluster.pass(1);
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      volume mine: Released b
      "
    `);
  });

  it('a volume with fewer access modes comes first, however large', () => {
    const cluster = bench();
    cluster.create([volume('many', '1Gi', '', 'ReadWriteOnce, ReadOnlyMany'), volume('one', '5Gi')].join('---'));
    cluster.create(claim('a', '1Gi'));
    cluster.pass(1);
    expect((cluster.get('PersistentVolumeClaim/default/a') as unknown as Shown).spec['volumeName']).toBe('one');
  });

  it('a volume that is set aside for a claim is its, whatever its class', () => {
    const cluster = bench();
    const mine = ', storageClassName: other, claimRef: { namespace: default, name: a }';
    cluster.create([volume('mine', '5Gi', mine), volume('free', '1Gi')].join('---'));
    cluster.create(claim('a', '1Gi'));
    cluster.pass(1);
    expect((cluster.get('PersistentVolumeClaim/default/a') as unknown as Shown).spec['volumeName']).toBe('mine');
  });

  it('a volume asked for by name has to suit', () => {
    const cluster = bench();
    cluster.create([volume('small', '1Gi'), volume('other', '9Gi', ', storageClassName: x')].join('---'));
    cluster.create([claim('a', '3Gi', ', volumeName: small'), claim('b', '3Gi', ', volumeName: other')].join('---'));
    cluster.pass(1);
    expect(cluster.events('PersistentVolumeClaim/a')).toMatchInlineSnapshot(`
      "
      VolumeMismatch: Cannot bind to requested volume "small": requested PV is too small
      "
    `);
    expect(cluster.events('PersistentVolumeClaim/b')).toMatchInlineSnapshot(`
      "
      VolumeMismatch: Cannot bind to requested volume "other": storageClassName does not match
      "
    `);
  });

  it('a provisioner that is no CSI driver makes volumes, too; no-provisioner makes none', () => {
    const cluster = bench();
    cluster.create(storageClass('local', 'Immediate').replace('disk.example.com', 'rancher.io/local-path'));
    cluster.create(storageClass('none', 'Immediate').replace('disk.example.com', 'kubernetes.io/no-provisioner'));
    cluster.create(
      [claim('a', '1Gi', ', storageClassName: local'), claim('b', '1Gi', ', storageClassName: none')].join('---'),
    );
    cluster.pass(1);
    expect(shown(cluster)).toMatchInlineSnapshot(`
      "
      claim a: Bound pvc-<uid>
      claim b: Pending
      volume pvc-<uid>: Bound a
      "
    `);
    expect(cluster.events('PersistentVolumeClaim/b')).toMatchInlineSnapshot(`
      "
      ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner
      "
    `);
  });

  it('a claim whose volume is gone is lost', () => {
    const cluster = bench();
    cluster.create([volume('mine', '1Gi'), claim('a', '1Gi')].join('---'));
    cluster.pass(1);
    const held = cluster.get('PersistentVolume/mine') ?? cluster.get('PersistentVolume//mine');
    const { finalizers: _, resourceVersion: __, ...metadata } = held?.metadata ?? { name: 'mine' };
    cluster.run.api().update({ ...(held as ApiObject), metadata }, 'test');
    cluster.run.api().delete('PersistentVolume//mine', {}, 'test');
    cluster.pass(1);
    expect(shown(cluster)).toContain('claim a: Lost mine');
    expect(cluster.events('PersistentVolumeClaim/a')).toContain(
      'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    );
  });

  it('a class that is not there makes nothing', () => {
    const cluster = bench();
    cluster.create(claim('a', '1Gi', ', storageClassName: gone'));
    cluster.pass(1);
    expect(cluster.events('PersistentVolumeClaim/a')).toMatchInlineSnapshot(`
      "
      ProvisioningFailed: storageclass.storage.k8s.io "gone" not found
      "
    `);
  });
});
