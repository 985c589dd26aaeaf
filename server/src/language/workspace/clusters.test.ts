import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/support/checkDiagnostics.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { clustersOf } from './clusters.ts';
import { namespaceOf } from './resourceIndex.ts';
import { defaultSettings } from './settings.ts';
import { indexOf } from './snapshot.ts';

const map = (name: string, keys = 'a: "1"'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {${keys}}\n`;
const pod = (name: string, from: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n  - name: a\n    image: a:1\n    resources: {limits: {cpu: 1}}\n    envFrom: [{configMapRef: {name: ${from}}}]\n`;

/** The objects that each cluster of a file has, where they land: `dev: ns/Kind/name …`. */
function seenFrom(text: string, uri: string, clusters: Record<string, string[]> = {}): string[] {
  const { snapshot } = workspaceOf(text, { ...defaultSettings, clusters });
  return clustersOf(snapshot, uri).map((view) => {
    const objects = indexOf(view).all.map(({ body }) => `${namespaceOf(body)}/${body.kind}/${body.name}`);
    return `${view.cluster?.name ?? '-'}: ${objects.join(' ')}`;
  });
}

const overlays = `# file: base/kustomization.yaml
resources: [pod.yaml]
# file: base/pod.yaml
${pod('web', 'settings')}# file: overlays/dev/kustomization.yaml
namespace: dev
resources: [../../base, map.yaml]
# file: overlays/dev/map.yaml
${map('settings')}# file: overlays/prod/kustomization.yaml
namespace: prod
resources: [../../base]
# file: plain.yaml
${map('shared')}`;

describe('overlays', () => {
  it('do not see each other, but their base and what belongs to no kustomization', () => {
    expect(seenFrom(overlays, 'overlays/dev/map.yaml')).toEqual([
      'overlays/dev: dev/Pod/web dev/ConfigMap/settings default/ConfigMap/shared',
    ]);
    expect(seenFrom(overlays, 'overlays/prod/kustomization.yaml')).toEqual([
      'overlays/prod: prod/Pod/web default/ConfigMap/shared',
    ]);
  });

  it('a base stands in each overlay', () => {
    expect(seenFrom(overlays, 'base/pod.yaml')).toEqual([
      'overlays/dev: dev/Pod/web dev/ConfigMap/settings default/ConfigMap/shared',
      'overlays/prod: prod/Pod/web default/ConfigMap/shared',
    ]);
  });

  it('a base is judged in each; what is wrong in one of them is said with its name', () => {
    expect(diagnose(overlays)).toBe(
      '9:     envFrom: [{configMapRef: {name: settings}}]\n                                       ^^^^^^^^ information unresolvedReference: No ConfigMap "settings" in the workspace: it has to exist in the cluster. (In overlays/prod.)\n',
    );
  });

  it('are told apart by more of their paths where these end alike', () => {
    const two = `${overlays}${overlays.replaceAll('# file: ', '# file: other/')}`;
    expect(seenFrom(two, 'other/overlays/dev/map.yaml').map((one) => one.split(':')[0])).toEqual([
      'other/overlays/dev',
    ]);
    expect(seenFrom(two, 'overlays/dev/map.yaml').map((one) => one.split(':')[0])).toEqual(['overlays/dev']);
  });

  it('is not confused by two overlays with the same names', () => {
    const both = overlays.replace(
      'resources: [../../base]\n',
      `resources: [../../base, map.yaml]\n# file: overlays/prod/map.yaml\n${map('settings')}`,
    );
    expect(diagnose(both)).toBe('');
  });
});

describe('kustomizations', () => {
  it('generate what references mean', () => {
    const text = (asked: string, key: string): string => `# file: kustomization.yaml
resources: [a.yaml]
configMapGenerator: [{name: settings, literals: [mode=fast]}]
# file: a.yaml
${pod('a', asked)}    env: [{name: M, valueFrom: {configMapKeyRef: {name: settings, key: ${key}}}}]
`;
    expect(diagnose(text('settings', 'mode'))).toBe('');
    expect(diagnose(text('setings', 'mode'))).toContain('did you mean "settings"?');
    expect(diagnose(text('settings', 'mod'))).toContain('has no key "mod"');
  });

  it('move objects, and the accounts of bindings with them', () => {
    const text = `# file: kustomization.yaml
namespace: apps
resources: [all.yaml, elsewhere.yaml]
# file: all.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot, namespace: system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: robot}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: robot, namespace: system}]
# file: elsewhere.yaml
${pod('a', 'settings')}---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: other}
`;
    expect(diagnose(text)).toBe('');
  });

  it('that take in each other in a circle end', () => {
    const text = `# file: a/kustomization.yaml\nresources: [../b]\n# file: b/kustomization.yaml\nresources: [../a, pod.yaml]\n# file: b/pod.yaml\n${pod('p', 'x')}`;
    expect(seenFrom(text, 'b/pod.yaml')).toHaveLength(2);
  });
});

describe('drydock.clusters', () => {
  const stages = `# file: dev/a.yaml\n${pod('web', 'settings')}# file: prod/a.yaml\n${map('settings')}# file: prod/more/b.yaml\n${map('settings')}`;

  it('without it plain folders see each other, and what stands twice is a duplicate in one folder only', () => {
    expect(diagnose(stages)).toBe('');
    expect(seenFrom(stages, 'dev/a.yaml')).toEqual([
      '-: default/Pod/web default/ConfigMap/settings default/ConfigMap/settings',
    ]);
  });

  it('keeps its folders apart, and finds what stands twice in all of them', () => {
    const clusters = { dev: ['dev'], prod: ['prod'] };
    expect(seenFrom(stages, 'dev/a.yaml', clusters)).toEqual(['dev: default/Pod/web']);
    const said = diagnose(stages, { ...defaultSettings, clusters });
    expect(said).toContain('information unresolvedReference: No ConfigMap "settings"');
    expect(said).toContain('warning duplicateResource: ConfigMap "settings" stands already in prod/a.yaml, document 1');
  });

  it('lets one folder belong to several clusters, and the rest to none of them', () => {
    const text = `# file: shared/a.yaml\n${map('s')}# file: dev/b.yaml\n${map('d')}# file: prod/c.yaml\n${map('p')}# file: x.yaml\n${map('x')}`;
    const clusters = { dev: ['dev', 'shared'], prod: ['prod', 'shared'] };
    expect(seenFrom(text, 'shared/a.yaml', clusters)).toEqual([
      'dev: default/ConfigMap/s default/ConfigMap/d',
      'prod: default/ConfigMap/s default/ConfigMap/p',
    ]);
    expect(seenFrom(text, 'x.yaml', clusters)).toEqual([': default/ConfigMap/x']);
  });

  it('holds the kustomizations of its folders, their bases too', () => {
    const clusters = { all: ['overlays'] };
    expect(seenFrom(overlays, 'overlays/prod/kustomization.yaml', clusters)).toEqual([
      'all: dev/Pod/web prod/Pod/web dev/ConfigMap/settings',
    ]);
    expect(seenFrom(overlays, 'plain.yaml', clusters)).toEqual([': default/ConfigMap/shared']);
  });

  it('is read from .drydock.yaml, with folders relative to it', () => {
    const text = `# file: a/.drydock.yaml\nclusters: {dev: [dev], prod: prod}\n${stages.replaceAll('# file: ', '# file: a/')}`;
    expect(seenFrom(text, 'a/dev/a.yaml')).toEqual(['dev: default/Pod/web']);
    expect(seenFrom(text, 'a/prod/a.yaml')).toEqual(['prod: default/ConfigMap/settings default/ConfigMap/settings']);
  });
});
