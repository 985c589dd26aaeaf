import { describe, expect, it } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { cursorOf, workspaceOf } from '../../../../../test/support/workspace.ts';
import { dependencies, dependents, prepareDependencies } from './dependencies.ts';
import { linkedEditingRanges } from './linkedEditing.ts';

const files = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: main
          envFrom: [{configMapRef: {name: settings}}]
          env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]
          volumeMounts: [{name: data, mountPath: /d}]
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: b}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
# file: hpa.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}
# file: broken.yaml
a: [
`;

/** What is around the object at `$0` where `word` stands first: its dependents and its dependencies, each with the lines that say so. */
function around(word: string): { of: string; dependents: string[]; dependencies: string[] } {
  const { text, offset } = cursorOf(files.replace(word, `$0${word}`));
  const { snapshot } = workspaceOf(text);
  const [item] = prepareDependencies(snapshot, 'main.yaml', offset);
  if (item === undefined) return { of: 'nothing', dependents: [], dependencies: [] };
  const said = (name: string, ranges: readonly { start: { line: number } }[]): string =>
    `${name}: ${ranges.map(({ start }) => start.line + 1).join(', ')}`;
  return {
    of: item.name,
    dependents: dependents(snapshot, item).map(({ from, fromRanges }) => said(from.name, fromRanges)),
    dependencies: dependencies(snapshot, item).map(({ to, fromRanges }) => said(to.name, fromRanges)),
  };
}

describe('what depends on what', () => {
  it('is told of the object around the cursor', () => {
    expect(around('kind: Deployment')).toEqual({
      of: 'Deployment/web',
      dependents: ['Service/web: 24', 'HorizontalPodAutoscaler/web: 4'],
      dependencies: ['ConfigMap/settings: 11, 12'],
    });
  });
  it('is told of the object that a name stands for, and in the second document', () => {
    expect(around('settings}}]').of).toBe('ConfigMap/settings');
    expect(around('kind: ConfigMap')).toEqual({
      of: 'ConfigMap/settings',
      dependents: ['Deployment/web: 11, 12'],
      dependencies: [],
    });
  });
  it('is nothing in text that has no object', () => {
    expect(prepareDependencies(workspaceOf('a: b\n').snapshot, 'main.yaml', 1)).toEqual([]);
    expect(prepareDependencies(workspaceOf('kind: [\n').snapshot, 'main.yaml', 1)).toEqual([]);
  });
});

describe('linked editing', () => {
  /** The text with the places that change together in «». */
  function linked(word: string): string[] {
    const { text, offset } = cursorOf(files.replace(word, `$0${word}`));
    const { snapshot } = workspaceOf(text);
    const file = snapshot.files.get('main.yaml');
    const ranges = linkedEditingRanges(snapshot, 'main.yaml', offset)?.ranges ?? [];
    return file === undefined
      ? []
      : ranges.map(
          (range) => `${range.start.line + 1} ${text.slice(offsetIn(file, range.start), offsetIn(file, range.end))}`,
        );
  }
  it('changes a volume with its mounts', () => {
    expect(linked('data, mountPath')).toEqual(['14 data', '13 data']);
  });
  it('leaves what other objects go by to a rename', () => {
    expect(linked('web}}\n')).toEqual([]);
    expect(linked('settings}}]')).toEqual([]);
    expect(linked('main\n')).toEqual([]);
  });
});
