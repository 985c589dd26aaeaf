import { describe, expect, test } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { codeLens } from './codeLens.ts';
import { inlayHints } from './inlayHints.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 10
  strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: "25%" } }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: web:1, resources: { requests: { cpu: 150m, memory: 128Mi } } }] }
`;

const service = (app: string): string => `
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: ${app} }, ports: [{ port: 80, targetPort: 80 }] }
`;

/** The text with each hint in «» where it shows. */
function checkHints(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  const file = snapshot.files.get('main.yaml');
  const hints = inlayHints(snapshot, 'main.yaml', 0, text.length);
  let shown = file?.text ?? '';
  for (const { position, label } of [...hints].reverse()) {
    const offset = file === undefined ? 0 : offsetIn(file, position);
    shown = `${shown.slice(0, offset)}«${String(label)}»${shown.slice(offset)}`;
  }
  return shown
    .split('\n')
    .filter((line) => line.includes('«'))
    .map((line) => line.trim());
}

function checkLenses(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  return codeLens(snapshot, 'main.yaml').map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

describe('inlay hints', () => {
  test('percentages in pods, replicas in what they ask for', () => {
    expect(checkHints(web)).toEqual([
      'replicas: 10«asks for cpu 1500m, memory 1280Mi»',
      'strategy: { rollingUpdate: { maxSurge: 25%«= 3 pods», maxUnavailable: "25%"«= 2 pods» } }',
    ]);
  });
  test('in the second document, and nothing where nothing is to say', () => {
    expect(checkHints(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---${web}`)).toHaveLength(2);
    expect(checkHints(service('web'))).toEqual([]);
  });
});

describe('hints of what is not written', () => {
  const deployment = (container: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 10\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: main\n${container}`;
  test('the bounds of a rollout, the tag of an image, how often a probe asks', () => {
    const written =
      '          image: registry:5000/web\n          readinessProbe:\n            httpGet: {port: 80}\n          livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}\n';
    expect(checkHints(deployment(written))).toEqual([
      'replicas: 10«8 to 13 during a rollout»',
      'image: registry:5000/web«:latest»',
      'readinessProbe:«every 10 s, 3 failures in a row»',
      'livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}«3 failures in a row»',
    ]);
    expect(checkHints(`a: [\n---\n${deployment('          image: web@sha256:ab\n')}`)).toEqual([
      'replicas: 10«8 to 13 during a rollout»',
    ]);
  });
  test('where a port leads', () => {
    expect(checkHints('{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}\n')).toEqual([
      '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80«leads to port 80 of the pods»}]}}',
    ]);
    expect(checkHints(service('web'))).toEqual([]);
  });
});

describe('code lens', () => {
  test('what selects and what is selected', () => {
    expect(checkLenses(web + service('web'))).toEqual([
      '0: Simulate apply',
      '0: selected by Service/web',
      '12: selects 10 pods of Deployment/web',
    ]);
  });
  test('in flow style, and beside text that is broken', () => {
    const flow =
      '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: web}, ports: [{port: 80}]}}\n';
    expect(checkLenses(`${web}---\n${flow}---\na: [\n`)).toContain('11: selects 10 pods of Deployment/web');
    expect(checkHints(`a: [\n---${web}`)).toHaveLength(2);
  });
  test('a Service that selects nothing', () => {
    expect(checkLenses(service('wbe'))).toEqual(['1: selects no pod of this workspace']);
  });
});
