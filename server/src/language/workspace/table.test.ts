import { describe, expect, it } from 'vitest';
import { schemas } from '../../../../test/support/workspace.ts';
import { references } from '../features/navigation/references.ts';
import { prepareRename } from '../features/navigation/rename.ts';
import { validate } from '../validation/validate.ts';
import { clustersOf } from './clusters.ts';
import { worldOf } from './facts.ts';
import { sinceOf } from './since.ts';
import { indexOf, type Snapshot } from './snapshot.ts';
import { type FileChange, Workspace } from './workspace.ts';

type Step = readonly FileChange[];

/** After each step, what was gathered from step to step is what a look at all files finds. */
function checkSteps(steps: readonly Step[]): void {
  const workspace = new Workspace(schemas);
  for (const [index, step] of steps.entries()) {
    const next = workspace.change(step);
    expect(told(next), `step ${index}`).toEqual(told(anew(next)));
  }
}

function anew(snapshot: Snapshot): Snapshot {
  return { files: new Map(snapshot.files), schemas: snapshot.schemas, settings: snapshot.settings };
}

function told(snapshot: Snapshot): unknown {
  return [...snapshot.files.keys()].map((uri) => ({
    uri,
    problems: validate(snapshot, uri).map(({ message, range }) => `${range} ${message}`),
    places: placesOf(snapshot, uri),
    clusters: clustersOf(snapshot, uri).map((cluster) => [
      cluster.cluster?.name,
      [...cluster.files.keys()],
      indexOf(cluster).all.map(({ uri: at, body }) => `${at} ${body.namespace} ${body.kind}/${body.name}`),
    ]),
  }));
}

/** What every name in a file means, everywhere. */
function placesOf(snapshot: Snapshot, uri: string): unknown[] {
  const { text } = snapshot.files.get(uri) ?? { text: '' };
  return [...text.matchAll(/(?:name|app|targetPort): /g)].map(({ index, 0: { length } }) => [
    prepareRename(snapshot, uri, index + length),
    references(snapshot, uri, index + length, true).map((one) => `${one.uri} ${JSON.stringify(one.range.start)}`),
  ]);
}

const map = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: b}\n`;
const service = (app: string, port: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: ${app}}\n  ports: [{port: 80, targetPort: ${port}}]\n`;
const web = (app: string, port: string, config: string): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec:
      containers: [{name: main, image: a:1, ports: [{name: ${port}, containerPort: 80}], envFrom: [{configMapRef: {name: ${config}}}]}]
`;
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: own}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: own, namespace: other}]
`;
const file = (uri: string, text: string | null): FileChange => ({ uri, text });

/** More files than may differ before all is gathered anew. */
const many = Array.from({ length: 80 }, (_, index) => file(`m${index}.yaml`, map(`m${index}`)));
const base = [file('a.yaml', map('settings')), file('b.yaml', service('web', 'http')), ...many];

describe('tables from one snapshot to the next', () => {
  it('follow text that is typed', () => {
    checkSteps([
      base,
      [file('c.yaml', web('web', 'http', 'settings'))],
      [file('c.yaml', web('web', 'web', 'settings'))],
      [file('b.yaml', service('web', 'web'))],
      [file('a.yaml', map('other'))],
      [file('a.yaml', `${map('other')}---\n${map('settings')}`)],
      [file('c.yaml', web('shop', 'web', 'other'))],
      [file('m7.yaml', map('settings'))],
    ]);
  });

  it('follow files that come, go and come again', () => {
    checkSteps([
      base,
      [file('z.yaml', ''), file('y.yaml', map('y'))],
      [file('z.yaml', 'apiVersion: v1\nkind: Conf')],
      [file('z.yaml', map('settings'))],
      [file('a.yaml', null)],
      [file('a.yaml', map('settings'))],
      [file('y.yaml', map('settings'))],
      [file('z.yaml', 'apiVersion: [')],
    ]);
  });

  it('follow files that change what others are', () => {
    const patched = 'patches: [{path: ../a.yaml}]\nresources: [../b.yaml]\n';
    checkSteps([
      base,
      [file('o/kustomization.yaml', 'resources: [../a.yaml, ../b.yaml]\n')],
      [file('a.yaml', map('other'))],
      [file('o/kustomization.yaml', `namespace: shop\n${patched}`)],
      [file('a.yaml', map('settings')), file('free.yaml', map('settings'))],
      [file('b.yaml', service('web', 'web')), file('late.yaml', map('settings'))],
      [file('b.yaml', `${binding}---\n${service('web', 'web')}`)],
      [
        file(
          'b.yaml',
          `${service('web', 'web')}---\n${binding}---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: own}\n`,
        ),
      ],
      [file('b.yaml', 'nothing: here\n')],
      [file('o/kustomization.yaml', null)],
      [file('chart/templates/web.yaml', `${map('{{ .Values.name }}')}`)],
      [file('chart/Chart.yaml', 'name: web\n')],
      [file('.drydock.yaml', 'clusters: {one: [o]}\n')],
    ]);
  });

  it('are given up when many files differ', () => {
    const workspace = new Workspace(schemas);
    workspace.change(base);
    workspace.change([file('a.yaml', map('other'))]);
    expect(sinceOf(workspace.snapshot)?.changed).toEqual(new Set(['a.yaml']));
    workspace.change(many.map(({ uri }) => file(uri, map('other'))));
    expect(sinceOf(workspace.snapshot)).toBeUndefined();
  });

  it('see the same world where no fact changed', () => {
    const workspace = new Workspace(schemas);
    const before = worldOf(workspace.change(base));
    expect(worldOf(workspace.change([file('a.yaml', `# said\n${map('settings')}`)]))).toBe(before);
    expect(worldOf(workspace.change([file('a.yaml', map('other'))]))).not.toBe(before);
    expect(worldOf(workspace.change([file('a.yaml', map('settings'))]))).toBe(before);
  });
});
