import { describe, expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../test/support/checkDiagnostics.ts';

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: main\n    image: web:1\n${container}${spec}`;

describe('what the API server refuses', () => {
  it('is marked and repaired where a value has few others', () => {
    const text = pod('    imagePullPolicy: ifNotPresent\n');
    expect(diagnose(text)).toContain(
      '^^^^^^^^^^^^ error unsupportedValue: spec.containers[0].imagePullPolicy: Unsupported value: "ifNotPresent"',
    );
    expect(fixed(text, 'unsupportedValue')).toBe(pod('    imagePullPolicy: IfNotPresent\n'));
  });

  it('of a name is written as names are', () => {
    expect(fixed('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: My_Web}\n', 'invalidValue')).toBe(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: my-web}\n',
    );
    expect(
      fixed('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {team: "Blue Team!"}}\n', 'invalidValue'),
    ).toContain('{team: Blue-Team}');
  });

  it('of a request above its limit becomes the limit, in any style', () => {
    const text = (memory: string): string =>
      pod(`    resources:\n      requests:\n        memory: ${memory}\n      limits: {memory: 256Mi}\n`);
    expect(diagnose(text('512Mi'))).toContain(
      '^^^^^ error invalidValue: spec.containers[0].resources.requests: Invalid value: "512Mi"',
    );
    expect(fixed(text('512Mi'), 'invalidValue')).toBe(text('256Mi'));
  });

  it('of a second handler goes, with its lines', () => {
    const probe = (more: string): string =>
      pod(`    readinessProbe:\n      httpGet:\n        port: 80\n${more}      periodSeconds: 5\n`);
    expect(fixed(probe('      tcpSocket:\n        port: 80\n'), 'forbiddenField')).toBe(probe(''));
    expect(fixed(pod('    livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}\n'), 'forbiddenField')).toBe(
      pod('    livenessProbe: {httpGet: {port: 80}}\n'),
    );
  });

  it('of a mount without its volume finds the volume, or makes one', () => {
    const mount = '    volumeMounts:\n    - {name: data, mountPath: /d}\n';
    expect(fixed(pod(mount, '  volumes: [{name: dta, emptyDir: {}}]\n'), 'unknownName')).toContain(
      '{name: dta, mountPath: /d}',
    );
    expect(fixed(pod(mount), 'unknownName')).toBe(pod(mount, '  volumes:\n    - name: data\n      emptyDir: {}\n'));
  });

  it('of a selector that is missing or is not that of the template', () => {
    const deployment = (spec: string, labels: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    metadata:\n      labels: {${labels}}\n    spec: {containers: [{name: a, image: a:1}]}\n${spec}`;
    expect(fixed(deployment('', 'app: web'), 'requiredField')).toBe(
      deployment('  selector:\n    matchLabels:\n      app: web\n', 'app: web'),
    );
    const selector = '  selector: {matchLabels: {app: web}}\n';
    expect(diagnose(deployment(selector, 'app: wbe'))).toContain(
      '^^^ error invalidValue: spec.template.metadata.labels',
    );
    expect(fixed(deployment(selector, 'app: wbe'), 'invalidValue')).toBe(deployment(selector, 'app: web'));
    expect(fixed(deployment(selector, 'ap: web'), 'invalidValue')).toBe(deployment(selector, 'app: web'));
  });
});

describe('a field or an item too many', () => {
  const pod = (lines: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: a:1\n${lines}`;

  it('joins a stray item to the one above', () => {
    expect(fixed(pod('  - command: [x]\n'), 'requiredField')).toBe(pod('    command: [x]\n'));
    expect(() => fixed(pod('  - image: b:1\n'), 'requiredField')).toThrow('no fix');
  });

  it('gives a key that stands twice to the map above that lacks it', () => {
    const env = (indent: string): string =>
      pod(`    env:\n    - name: A\n      valueFrom:\n        secretKeyRef:\n          key: k\n${indent}name: s\n`);
    expect(fixed(env('      '), 'duplicateKey')).toBe(env('          '));
  });

  it('indents a field below its empty owner', () => {
    const env = (indent: string): string =>
      pod(`    env:\n    - name: A\n      valueFrom:\n        fieldRef:\n${indent}fieldPath: metadata.name\n`);
    expect(fixed(env('        '), 'unknownField')).toBe(env('          '));
  });

  it('rewrites the backends of an Ingress that has the new version already', () => {
    const ingress = (backend: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  ${backend}\n`;
    expect(fixed(ingress('backend: {serviceName: web, servicePort: 80}'), 'unknownField')).toBe(
      ingress('defaultBackend: {service: {name: web, port: {number: 80}}}'),
    );
  });

  it('names nothing that another program fills in', () => {
    expect(() => fixed(pod('').replace('name: p', "name: '$" + "{app}'"), 'invalidValue')).toThrow('no fix');
  });
});
