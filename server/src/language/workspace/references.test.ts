import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { referencesOf } from './references.ts';
import { indexOf } from './snapshot.ts';

/** The names that an object stands on: `kind namespace/name`, with what is written there where that is only a part of a text. */
function refersTo(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  return indexOf(snapshot).all.flatMap(({ body }) =>
    referencesOf(body)
      .filter(({ kind }) => kind !== 'Namespace')
      .map(({ kind, namespace, name, node, guessed, port }) => {
        const written = body.tree.text.slice(node.start, node.end).replace(/^["']|["']$/g, '');
        if (written !== name) throw new Error(`${name} stands on ${written}`);
        return `${kind} ${namespace}/${name}${port === undefined ? '' : `:${port.text}`}${guessed === undefined ? '' : ` ${guessed}`}`;
      }),
  );
}

const pod = (spec: string, container = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ns}\nspec:\n  containers: [{name: a, image: a:1${container}}]\n  ${spec}\n`;
const env = (value: string): string[] => refersTo(pod('', `, env: [{name: X, value: ${value}}]`));

describe('a pod refers to', () => {
  it.each([
    ['serviceAccountName: sa', 'ServiceAccount ns/sa'],
    ['priorityClassName: high', 'PriorityClass.scheduling.k8s.io /high'],
    ['runtimeClassName: gvisor', 'RuntimeClass.node.k8s.io /gvisor'],
    ['imagePullSecrets: [{name: s}]', 'Secret ns/s'],
    ['volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]', 'PersistentVolumeClaim ns/c'],
    [
      'volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {storageClassName: fast}}}}]',
      'StorageClass.storage.k8s.io /fast',
    ],
    ['volumes: [{name: v, csi: {driver: d, nodePublishSecretRef: {name: s}}}]', 'Secret ns/s'],
    ['volumes: [{name: v, projected: {sources: [{configMap: {name: m}}]}}]', 'ConfigMap ns/m'],
    ['resourceClaims: [{name: gpu, resourceClaimTemplateName: t}]', 'ResourceClaimTemplate.resource.k8s.io ns/t'],
  ])('%s', (spec, reference) => expect(refersTo(pod(spec))).toEqual([reference]));

  it('Services, by their DNS names in variables', () => {
    expect(env('http://web:80/x')).toEqual(['Service ns/web:80 perhaps']);
    expect(env("'postgres://me:pw@db/app'")).toEqual(['Service ns/db perhaps']);
    expect(env('"web.shop.svc.cluster.local:8080"')).toEqual(['Service shop/web:8080 certain']);
    expect(env('"a.x.svc:1,b.y.svc:2"')).toEqual(['Service x/a:1 certain', 'Service y/b:2 certain']);
  });

  it('nothing, where a text only holds dots and words', () => {
    for (const value of [
      'web',
      'web:80',
      'http://example.com',
      'http://localhost:80',
      'a.b.svc.example.com',
      '"http://$(HOST):80"',
      '"x\\ty.z.svc"',
    ])
      expect(env(value)).toEqual([]);
  });
});

it.each([
  ['v1', 'PersistentVolume', 'spec: {claimRef: {namespace: a, name: c}}', 'PersistentVolumeClaim a/c'],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    'webhooks: [{clientConfig: {service: {namespace: a, name: hook}}}]',
    'Service a/hook',
  ],
  ['apiregistration.k8s.io/v1', 'APIService', 'spec: {service: {namespace: a, name: api}}', 'Service a/api'],
  [
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'metadata: {namespace: a, labels: {kubernetes.io/service-name: web}}',
    'Service a/web',
  ],
  [
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'roleRef: {kind: ClusterRole, name: view}',
    'ClusterRole.rbac.authorization.k8s.io /view',
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}}',
    'StatefulSet.apps default/db',
  ],
])('%s %s refers to what it names', (apiVersion, kind, fields, reference) => {
  const metadata = fields.startsWith('metadata') ? '' : 'metadata: {name: x}\n';
  expect(refersTo(`apiVersion: ${apiVersion}\nkind: ${kind}\n${metadata}${fields}\n`)).toEqual([reference]);
});
