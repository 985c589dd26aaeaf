import { expect, it } from 'vitest';
import { workspaceOf } from '../../../../../test/support/workspace.ts';
import { offsetIn } from '../../document/document.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { references } from './references.ts';
import { rename } from './rename.ts';

/** The files after renaming what stands at `place` in `uri`, by name; only those that changed. */
function renamed({ snapshot }: Workspace, uri: string, place: string, name: string): Record<string, string> {
  const text = snapshot.files.get(uri)?.text ?? '';
  const edit = rename(snapshot, uri, text.indexOf(place), name);
  if (!edit.ok) throw new Error(edit.error);
  return Object.fromEntries(
    Object.entries(edit.value.changes ?? {}).map(([changed, edits]) => {
      const file = snapshot.files.get(changed);
      if (file === undefined) throw new Error(`${changed} is not in the workspace`);
      const places = edits
        .map(({ range, newText }) => ({ start: offsetIn(file, range.start), end: offsetIn(file, range.end), newText }))
        .sort((a, b) => b.start - a.start);
      let out = file.text;
      for (const { start, end, newText } of places) out = out.slice(0, start) + newText + out.slice(end);
      return [changed, out];
    }),
  );
}

function user(number: number, of: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${number}, namespace: ns-${number % 2}}
spec:
  selector: {matchLabels: {app: app-${number}}}
  template:
    metadata: {labels: {app: app-${number}}}
    spec:
      containers:
      - name: settings
        image: settings:1
        envFrom: [{configMapRef: {name: ${of}}}]
        env: [{name: M, valueFrom: {configMapKeyRef: {name: "${of}", key: mode}}}]
      volumes: [{name: settings, configMap: {name: ${of}}}, {name: s, secret: {secretName: settings}}]
`;
}

it('changes every place of 200 files that means the object, and no other of the same name', () => {
  const map = (name: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ns-0}\ndata: {mode: a}\n`;
  const text = (name: string): string =>
    `# file: map.yaml\n${map(name)}${Array.from({ length: 199 }, (_, i) => `# file: f${i}.yaml\n${user(i, i % 2 === 0 ? name : 'settings')}`).join('')}`;
  const before = workspaceOf(text('settings'));
  const changed = renamed(before, 'f10.yaml', 'settings}}]\n        env', 'other');
  expect(Object.keys(changed)).toHaveLength(101);
  const after = workspaceOf(text('other')).snapshot.files;
  for (const [uri, file] of after) expect(changed[uri] ?? before.snapshot.files.get(uri)?.text).toBe(file.text);
  expect(
    references(before.snapshot, 'map.yaml', before.snapshot.files.get('map.yaml')?.text.indexOf('settings') ?? 0, true),
  ).toHaveLength(301);
});

const base = `# file: base/kustomization.yaml
resources: [web.yaml]
# file: base/web.yaml
${user(0, 'settings')}`;
const overlay = (name: string, namespace: string): string => `# file: ${name}/kustomization.yaml
namespace: ${namespace}
resources: [../base, map.yaml]
patches: [{path: patch.yaml}]
# file: ${name}/map.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: ${name}}
# file: ${name}/patch.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-0, namespace: ns-0}
spec: {template: {spec: {containers: [{name: settings, env: [{name: T, value: t}]}]}}}
`;

it('takes what a base means in every overlay with it', () => {
  const changed = renamed(
    workspaceOf(base + overlay('dev', 'd') + overlay('prod', 'p')),
    'dev/map.yaml',
    'settings',
    'other',
  );
  expect(Object.keys(changed).sort()).toEqual(['base/web.yaml', 'dev/map.yaml', 'prod/map.yaml']);
  expect(changed['base/web.yaml']).toBe(user(0, 'other').replace('secretName: other', 'secretName: settings'));
});

it('changes the patches of an object with it, and what is named in it', () => {
  const workspace = workspaceOf(base + overlay('dev', 'd'));
  const object = renamed(workspace, 'base/web.yaml', 'app-0', 'web');
  expect(object['dev/patch.yaml']).toContain('metadata: {name: web, namespace: ns-0}');
  const container = renamed(workspace, 'base/web.yaml', 'settings\n        image', 'main');
  expect(container['dev/patch.yaml']).toContain('containers: [{name: main, env');
  expect(container['base/web.yaml']).toContain('volumes: [{name: settings,');
});

it('leaves the other overlay alone where the base has no part in it', () => {
  const own = (name: string): string => `# file: ${name}/kustomization.yaml
resources: [all.yaml]
# file: ${name}/all.yaml
${user(0, 'settings')}---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: ns-0}
`;
  expect(
    Object.keys(renamed(workspaceOf(own('dev') + own('prod')), 'dev/all.yaml', 'settings, namespace', 'other')),
  ).toEqual(['dev/all.yaml']);
});

it('renames a Namespace in all that stands in it', () => {
  const text = `# file: ns.yaml\napiVersion: v1\nkind: Namespace\nmetadata: {name: ns-0}\n# file: a.yaml\n${user(0, 'm')}---\n${user(1, 'm')}`;
  const changed = renamed(workspaceOf(text), 'ns.yaml', 'ns-0', 'shop');
  expect(changed['ns.yaml']).toContain('name: shop}');
  expect(changed['a.yaml']).toBe(`${user(0, 'm')}---\n${user(1, 'm')}`.replace('namespace: ns-0', 'namespace: shop'));
});

it('follows names into the kustomization: targets of patches, replicas, generated objects and their keys', () => {
  const text = `# file: kustomization.yaml
namespace: shop
resources: [web.yaml]
patches: [{target: {kind: Deployment, name: app-0}, patch: "[]"}]
replicas: [{name: app-0, count: 2}]
configMapGenerator: [{name: settings, literals: ["mode=fast"]}]
# file: web.yaml
${user(0, 'settings')}`;
  const workspace = workspaceOf(text);
  const object = renamed(workspace, 'web.yaml', 'app-0', 'web');
  expect(object['kustomization.yaml']).toContain('name: web}, patch');
  expect(object['kustomization.yaml']).toContain('[{name: web, count: 2}]');
  const map = renamed(workspace, 'kustomization.yaml', 'settings, lit', 'other');
  expect(map['kustomization.yaml']).toContain('[{name: other, literals');
  expect(map['web.yaml']).toBe(user(0, 'other').replace('secretName: other', 'secretName: settings'));
  const key = renamed(workspace, 'web.yaml', 'mode}', 'speed');
  expect(key['kustomization.yaml']).toContain('["speed=fast"]');
});
