import { describe, expect, it } from 'vitest';
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
const volume = (name: string, size: string): string => `
apiVersion: v1
kind: PersistentVolume
metadata: { name: ${name} }
spec: { accessModes: [ReadWriteOnce], capacity: { storage: ${size} }, hostPath: { path: /data } }
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
