import { describe, expect, it } from 'vitest';
import { completed, offered } from '../../../../../test/support/checkCompletion.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: main
          image: web:1
`;

describe('completion', () => {
  it('offers whole objects in an empty document, with a skeleton', () => {
    expect(offered('$0')).toEqual(expect.arrayContaining(['Deployment', 'Service', 'ConfigMap']));
    expect(completed('$0', 'Namespace')).toBe('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${1:team}\n$0');
  });

  it('offers the fields that a map does not have yet, required ones first', () => {
    const labels = offered(`${deployment}          $0`);
    expect(labels).toContain('ports');
    expect(labels).toContain('readinessProbe');
    expect(labels).not.toContain('image');
    expect(labels).not.toContain('name');
    expect(offered('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  $0')[0]).toBe('containers');
  });

  it('replaces the word that has been begun, also in the middle of it', () => {
    expect(completed(`${deployment}          imagePull$0`, 'imagePullPolicy')).toBe(
      `${deployment}          imagePullPolicy: \${1|Always,IfNotPresent,Never|}`,
    );
    expect(completed('apiVersion: v1\nkind: Pod\nspec:\n  cont$0ai\n', 'containers')).toBe(
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - $0\n',
    );
  });

  it('offers the fields of an item behind its dash, and of the list before it', () => {
    expect(offered('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - $0')).toContain('image');
    expect(completed('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    $0', 'name')).toBe(
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: $0',
    );
  });

  it('offers enum values and booleans', () => {
    expect(offered(`${deployment}          imagePullPolicy: $0`)).toEqual(['Always', 'IfNotPresent', 'Never']);
    expect(offered(`${deployment}          stdin: $0`)).toEqual(['true', 'false']);
    expect(completed(`${deployment}          imagePullPolicy: If$0`, 'IfNotPresent')).toContain(
      'imagePullPolicy: IfNotPresent',
    );
  });

  it('works in flow style', () => {
    expect(offered('apiVersion: v1\nkind: Service\nspec:\n  ports: [{port: 80, $0}]')).toEqual(
      expect.arrayContaining(['targetPort', 'protocol']),
    );
    expect(offered('apiVersion: v1\nkind: Service\nspec:\n  ports: [{port: 80, $0}]')).not.toContain('port');
    expect(offered('apiVersion: v1\nkind: Service\nspec:\n  ports: [{port: 80, protocol: $0}]')).toEqual([
      'TCP',
      'UDP',
      'SCTP',
    ]);
    expect(offered('apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80, protocol: U$0')).toContain('UDP');
  });

  it('works in the second document of a file and while the first is broken', () => {
    expect(offered(`a: [\n---\n${deployment}          $0`)).toContain('ports');
    expect(offered(`${deployment}---\napiVersion: v1\nkind: Service\nspec:\n  $0`)).toContain('selector');
  });

  it('works while the line above is broken', () => {
    expect(offered('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: "a\n    image: b\n    $0')).toContain(
      'ports',
    );
  });

  it('indents as the document does', () => {
    const wide = 'apiVersion: v1\nkind: Pod\nmetadata:\n    name: a\nspec:\n    containers:\n    - name: b\n    $0';
    expect(completed(wide, 'securityContext')).toBe(wide.replace('$0', 'securityContext:\n        $0'));
    expect(completed(wide, 'volumes')).toBe(wide.replace('$0', 'volumes:\n    - $0'));
  });

  it('offers kinds of the apiVersion and apiVersions of the kind', () => {
    expect(offered('apiVersion: batch/v1\nkind: $0')).toEqual(['CronJob', 'Job']);
    expect(offered('apiVersion: $0\nkind: Ingress')[0]).toBe('networking.k8s.io/v1');
  });

  it('offers the names of objects of the workspace', () => {
    const more = '\n# file: cfg.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cfg}\n';
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - envFrom:\n    - configMapRef:\n        name: $0';
    expect(offered(text, more)).toEqual(['cfg']);
  });

  it('knows the items of a List by their own kind', () => {
    const list = (rest: string): string =>
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    ports:\n    - port: 80\n- apiVersion: apps/v1\n  kind: Deployment\n  spec:\n    ${rest}`;
    expect(offered(list('$0'))).toContain('replicas');
    expect(offered(list('$0'))).not.toContain('ports');
  });

  it('offers nothing in comments and in blocks of text', () => {
    expect(offered(`${deployment}          # $0`)).toEqual([]);
    expect(offered('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    $0')).toEqual([]);
  });
});
