import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { build } from './build.ts';

const files = (kustomization: string, more = ''): string => `# file: kustomization.yaml
resources: [web.yaml]
${kustomization}
# file: web.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app.kubernetes.io/part-of: shop } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - { name: main, image: "shop/web:1", env: [{ name: HOST, value: "none:80" }] }
      - { name: side, image: "shop/side:1" }
${more}`;

/** The Deployment that is built, and what is said of the build. */
function checkReplaced(kustomization: string, more = ''): { deployment: string; notes: string[] } {
  const { objects, notes } = build(workspaceOf(files(kustomization, more)).snapshot, 'kustomization.yaml');
  const deployment = objects.find(({ object }) => object.kind === 'Deployment')?.object;
  return {
    deployment: stringify(deployment),
    notes: notes.map(({ field, kind, message }) => `${field} ${kind}: ${message}`),
  };
}

describe('replacements', () => {
  const into = (target: string, source = 'kind: Service, name: web'): string =>
    `replacements:\n- source: {${source}}\n  targets:\n  - select: {kind: Deployment}\n    ${target}`;

  test('put a value, whole or between delimiters, where a path leads to', () => {
    const { deployment, notes } = checkReplaced(
      `namePrefix: p-\n${into('fieldPaths: ["spec.template.spec.containers.[name=main].env.[name=HOST].value"]\n    options: {delimiter: ":", index: 0}')}`,
    );
    expect(notes).toEqual([]);
    expect(deployment).toContain('value: p-web:80');
  });

  test('reach every item, and names with dots', () => {
    const { deployment } = checkReplaced(
      into('fieldPaths: ["spec.template.spec.containers.*.image", "metadata.labels.[app.kubernetes.io/part-of]"]'),
    );
    expect(deployment.match(/image: web\n/g)).toHaveLength(2);
    expect(deployment).toContain('app.kubernetes.io/part-of: web');
  });

  test('make what is missing only where they may', () => {
    expect(checkReplaced(into('fieldPaths: [metadata.annotations.host]')).notes).toEqual([
      'replacements[0] refused: Deployment/web has no field metadata.annotations.host to replace.',
    ]);
    const made = checkReplaced(into('fieldPaths: [metadata.annotations.host]\n    options: {create: true}'));
    expect(made.notes).toEqual([]);
    expect(made.deployment).toContain('annotations:\n    host: web');
  });

  test('take their value from one object, from a field of it, or from themselves', () => {
    const path = 'fieldPaths: [spec.template.spec.containers.0.image]';
    expect(checkReplaced(into(path, 'kind: Service, fieldPath: spec.ports.0.port')).deployment).toContain('image: 80');
    expect(checkReplaced(into(path, 'kind: Ingress')).notes[0]).toContain(
      'refused: No object of this build is the source',
    );
    expect(checkReplaced(into(path, 'name: web')).notes[0]).toContain('refused: More than one object');
    const own = into(path).replace('- source: {kind: Service, name: web}', '- sourceValue: other:2');
    expect(checkReplaced(own).deployment).toContain('image: other:2');
  });

  test('stand in files, too', () => {
    const file = `# file: r.yaml\nsource: {kind: Service}\ntargets:\n- select: {kind: Deployment}\n  fieldPaths: [spec.template.metadata.labels.app]\n`;
    expect(checkReplaced('nameSuffix: -x\nreplacements: [{path: r.yaml}]', file).deployment).toContain('app: web-x\n');
    expect(checkReplaced('replacements: [{path: none.yaml}]').notes).toEqual([
      'replacements[0] missing: There is no none.yaml in the workspace.',
    ]);
  });
});
