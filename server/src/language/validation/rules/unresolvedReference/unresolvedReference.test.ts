import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const pod = (spec: string): string => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]
  ${spec}
`;
const claim = (name: string, namespace = 'default'): string => `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}, namespace: ${namespace}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`;
const mount = (name: string): string => pod(`volumes: [{name: d, persistentVolumeClaim: {claimName: ${name}}}]`);

it('mentions a name that the workspace does not have, without alarm', () => {
  expect(diagnose(mount('data'))).toContain('^^^^ information unresolvedReference: No PersistentVolumeClaim "data"');
});

it('warns of a name that is nearly right, and repairs it', () => {
  expect(diagnose(mount('dta') + claim('data'))).toContain(
    '^^^ warning unresolvedReference: There is no PersistentVolumeClaim "dta" here; did you mean "data"?',
  );
  expect(fixed(mount('dta') + claim('data'), 'unresolvedReference')).toContain('claimName: data}');
});

it('warns of an object that stands in another namespace', () => {
  expect(diagnose(mount('data') + claim('data', 'prod'))).toContain(
    'warning unresolvedReference: PersistentVolumeClaim "data" stands in namespace prod, not in default.',
  );
});

it('finds objects of other files, and is silent on optional ones and on what every cluster has', () => {
  expect(diagnose(`# file: a.yaml\n${mount('data')}# file: b.yaml\n${claim('data').replace('---\n', '')}`)).toBe('');
  expect(diagnose(pod('serviceAccountName: default'))).toBe('');
  expect(diagnose(pod('volumes: [{name: d, configMap: {name: x, optional: true}}]'))).toBe('');
  expect(diagnose(pod('priorityClassName: system-node-critical'))).toBe('');
});

it('knows the claims that a StatefulSet makes', () => {
  const set = `---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}}
`;
  expect(diagnose(mount('data-db-0') + set)).toBe('');
});

it('is an error for a Pod whose priority class is nowhere, as the API server refuses it', () => {
  expect(diagnose(pod('priorityClassName: nope'))).toContain(
    'error unresolvedReference: pods "p" is forbidden: no PriorityClass with name nope was found',
  );
});

it.each([
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    '{scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}',
    'Deployment "web"',
  ],
  ['networking.k8s.io/v1', 'Ingress', '{defaultBackend: {service: {name: web, port: {number: 80}}}}', 'Service "web"'],
])('looks into %s %s', (apiVersion, kind, spec, told) => {
  expect(diagnose(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`)).toContain(
    `No ${told} in the workspace`,
  );
});

it('looks into role bindings', () => {
  const text = diagnose(
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: rb}\nsubjects: [{kind: ServiceAccount, name: sa}]\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: missing}\n',
  );
  expect(text).toContain('No ServiceAccount "sa"');
  expect(text).toContain('No Role "missing"');
});

it('says nothing of names that may stand in a document which cannot be read', () => {
  expect(diagnose(`${mount('data')}---\na: [\n`)).not.toContain('unresolvedReference');
});

it('hints at DNS names in variables: at those of a form that only a Service has, and at slips', () => {
  const text = (value: string): string =>
    `${pod('').replace('image: a:1', `image: a:1, env: [{name: X, value: "${value}"}]`)}---\napiVersion: v1\nkind: Service\nmetadata: {name: backend}\nspec: {ports: [{port: 80}]}\n`;
  expect(diagnose(text('http://bakend:80'))).toContain(
    '^^^^^^ hint unresolvedReference: There is no Service "bakend" here; did you mean "backend"?',
  );
  expect(fixed(text('http://bakend:80'), 'unresolvedReference')).toBe(text('http://backend:80'));
  expect(diagnose(text('gone.default.svc'))).toContain('^^^^ hint unresolvedReference: No Service "gone"');
  for (const value of ['http://backend:80', 'http://elsewhere:80', 'backend.default.svc.cluster.local'])
    expect(diagnose(text(value))).toBe('');
});

it.each([
  ['bitnami.com/v1alpha1', 'SealedSecret', 'token', '{}'],
  ['external-secrets.io/v1', 'ExternalSecret', 'other', '{target: {name: token}}'],
  ['cert-manager.io/v1', 'Certificate', 'other', '{secretName: token}'],
])('knows the Secrets that %s %s makes', (apiVersion, kind, name, spec) => {
  const maker = `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
  const asking = pod('imagePullSecrets: [{name: token}]');
  expect(diagnose(asking)).toContain('No Secret "token"');
  expect(diagnose(asking + maker)).toBe('');
});
