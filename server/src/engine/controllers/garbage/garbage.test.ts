import { describe, expect, test } from 'vitest';
import type { DeleteOptions } from '#engine/store/api.ts';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: web }] }
`;

/** Deletes the Deployment; which kinds went, in order, and what is left after so many seconds. */
function afterDeleting(
  propagation: DeleteOptions['propagation'],
  key = 'Deployment.apps/default/web',
): { gone: string; left: string } {
  const cluster = bench();
  cluster.create(web);
  cluster.pass(10);
  const from = cluster.run.trace.entries.length;
  cluster.run.api().delete(key, propagation === undefined ? {} : { propagation }, 'the test asks for it');
  cluster.pass(10);
  return { gone: goneSince(cluster, from), left: left(cluster) };
}

function goneSince(cluster: Bench, from: number): string {
  return cluster.run.trace.entries
    .slice(from)
    .flatMap(({ change }) =>
      change.kind === 'applied' && change.verb === 'delete' ? [change.key.split(/[./]/)[0]] : [],
    )
    .join(' ');
}

function left(cluster: Bench): string {
  return ['Deployment.apps', 'ReplicaSet.apps', 'Pod']
    .flatMap((kind) => cluster.run.view.list(kind))
    .map(
      ({ kind, metadata }) =>
        `${kind}${metadata.ownerReferences === undefined ? '' : ' owned'}${metadata.deletionTimestamp === undefined ? '' : ' deleting'}`,
    )
    .join(', ');
}

describe('garbageCollector', () => {
  test('background: the owner goes at once, its dependents after it', () => {
    expect(afterDeleting('Background')).toEqual({ gone: 'Deployment ReplicaSet Pod', left: '' });
  });

  test('foreground: the owner waits for all that blocks its deletion', () => {
    expect(afterDeleting('Foreground')).toEqual({ gone: 'Pod ReplicaSet Deployment', left: '' });
  });

  test('orphan: the dependents stay, and nobody owns the ReplicaSet', () => {
    expect(afterDeleting('Orphan')).toEqual({ gone: 'Deployment', left: 'ReplicaSet, Pod owned' });
  });

  test('TestAbsentOwnerCache: one whose owner never was goes', () => {
    const cluster = bench();
    cluster.create(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: lost
  namespace: default
  ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: gone, uid: nobody }]
`);
    cluster.pass(1);
    expect(cluster.get('ConfigMap/default/lost')).toBeUndefined();
  });

  test('one that keeps an owner stays, and loses the reference to the other', () => {
    const cluster = bench();
    cluster.create(
      ['one', 'two']
        .map((name) => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name}, namespace: default } }`)
        .join('\n---\n'),
    );
    const references = ['one', 'two'].map((name) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name,
      uid: cluster.get(`ConfigMap/default/${name}`)?.metadata.uid,
    }));
    cluster.create(
      `{ apiVersion: v1, kind: Secret, metadata: { name: both, namespace: default, ownerReferences: ${JSON.stringify(references)} } }`,
    );
    cluster.run.api().delete('ConfigMap/default/one', {}, 'the test asks for it');
    cluster.pass(1);
    expect(cluster.get('Secret/default/both')?.metadata.ownerReferences?.map(({ name }) => name)).toEqual(['two']);
  });

  test('an owner of another namespace is no owner', () => {
    const cluster = bench();
    cluster.create('{ apiVersion: v1, kind: ConfigMap, metadata: { name: far, namespace: kube-system } }');
    const uid = cluster.get('ConfigMap/kube-system/far')?.metadata.uid;
    cluster.create(
      `{ apiVersion: v1, kind: Secret, metadata: { name: s, namespace: default, ownerReferences: [{ apiVersion: v1, kind: ConfigMap, name: far, uid: ${uid} }] } }`,
    );
    cluster.pass(1);
    expect(cluster.get('Secret/default/s')).toBeUndefined();
  });
});
