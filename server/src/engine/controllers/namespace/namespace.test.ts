import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Condition } from '../../api/meta.ts';

const manifests = `
apiVersion: v1
kind: Namespace
metadata: { name: team }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: team }
---
apiVersion: v1
kind: Pod
metadata: { name: a, namespace: team }
spec: { nodeName: n1, containers: [{ name: c, image: good:v1 }] }
`;

function started(version: '1.32' | '1.36' = '1.36'): Bench {
  const cluster = bench({ kubernetesVersion: version });
  cluster.create(manifests);
  cluster.pass(3);
  cluster.run.api().delete('Namespace//team', {}, 'test');
  cluster.pass(0.1);
  return cluster;
}

const contents = (cluster: Bench): string[] =>
  cluster.run.view
    .kinds()
    .filter((kind) => kind !== 'Event')
    .flatMap((kind) => cluster.run.view.list(kind, 'team').map(({ metadata }) => `${kind}/${metadata.name}`))
    .sort();

function statusOf(cluster: Bench): { readonly phase?: string; readonly conditions: readonly Condition[] } {
  return (cluster.get('Namespace//team')?.['status'] ?? { conditions: [] }) as ReturnType<typeof statusOf>;
}

describe('a namespace', () => {
  it('is labelled, active and held back by its finalizer', () => {
    const cluster = bench();
    cluster.create(manifests);
    expect(cluster.get('Namespace//team')).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': 'team' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  it('ends with its pods first, says what remains, and is looked at again after half their grace period and a second', () => {
    const cluster = started();
    expect(contents(cluster)).toEqual([
      'ConfigMap/kube-root-ca.crt',
      'ConfigMap/settings',
      'Pod/a',
      'ServiceAccount/default',
    ]);
    const { phase, conditions } = statusOf(cluster);
    expect(phase).toBe('Terminating');
    expect(
      conditions.map(({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`),
    ).toMatchInlineSnapshot(`
      [
        "NamespaceDeletionDiscoveryFailure=False ResourcesDiscovered: All resources successfully discovered",
        "NamespaceDeletionGroupVersionParsingFailure=False ParsedGroupVersions: All legacy kube types successfully parsed",
        "NamespaceDeletionContentFailure=False ContentDeleted: All content successfully deleted, may be waiting on finalization",
        "NamespaceContentRemaining=True SomeResourcesRemain: Some resources are remaining: pods. has 1 resource instances",
        "NamespaceFinalizersRemaining=False ContentHasNoFinalizers: All content-preserving finalizers finished",
      ]
    `);
    cluster.pass(15.8);
    expect(cluster.get('Namespace//team')).toBeDefined();
    cluster.pass(0.2);
    expect(cluster.get('Namespace//team')).toBeUndefined();
    expect(contents(cluster)).toEqual([]);
  });

  it('before 1.33 everything is deleted together', () => {
    expect(contents(started('1.32'))).toEqual(['Pod/a']);
  });

  it('takes nothing new on its way out', () => {
    const cluster = started();
    expect(cluster.create('{ apiVersion: v1, kind: ConfigMap, metadata: { name: late, namespace: team } }')).toBe(
      'configmaps "late" is forbidden: unable to create new content in namespace team because it is being terminated',
    );
  });

  it('that the system needs may not be deleted', () => {
    const outcome = bench().run.api().delete('Namespace//default', {}, 'test');
    expect(outcome.kind === 'rejected' && outcome.status.message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it('waits for finalizers, and cannot be talked out of its own', () => {
    const cluster = bench();
    cluster.create(
      manifests.replace(
        'name: settings, namespace: team',
        'name: settings, namespace: team, finalizers: [example.com/hold]',
      ),
    );
    cluster.pass(3);
    cluster.run.api().delete('Namespace//team', {}, 'test');
    cluster.pass(40);
    expect(contents(cluster)).toEqual(['ConfigMap/settings']);
    const { resourceVersion: _, ...metadata } = cluster.get('Namespace//team')?.metadata ?? { name: '' };
    cluster.run.api().update({ apiVersion: 'v1', kind: 'Namespace', metadata, spec: { finalizers: [] } }, 'test');
    expect(cluster.get('Namespace//team')).toBeDefined();
    expect(statusOf(cluster).conditions.find(({ type }) => type === 'NamespaceFinalizersRemaining')?.message).toBe(
      'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    );
  });
});
