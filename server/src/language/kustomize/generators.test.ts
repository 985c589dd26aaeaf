import { describe, expect, test } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { build } from './build.ts';
import { contentHash } from './contentHash.ts';

const base = `# file: base/kustomization.yaml
namePrefix: p-
configMapGenerator: [{ name: settings, literals: [a=1, b=2] }]
resources: [web.yaml]
# file: base/web.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: main, image: "web:1", envFrom: [{ configMapRef: { name: settings } }] }] }
`;

/** The ConfigMap that the overlay builds, the name by which the pod knows it, and what is said of the build. */
function checkOverlay(overlay: string): { name: string; data: unknown; known: unknown; hash: string; notes: string[] } {
  const { snapshot } = workspaceOf(`${base}# file: over/kustomization.yaml\nresources: [../base]\n${overlay}\n`);
  const { objects, notes } = build(snapshot, 'over/kustomization.yaml');
  const map = objects.find(({ object }) => object.kind === 'ConfigMap')?.object;
  const pod = JSON.stringify(objects.find(({ object }) => object.kind === 'Pod')?.object);
  const name = map?.metadata.name ?? '';
  const plain = map === undefined ? map : { ...map, metadata: { ...map.metadata, name: name.replace(/-[^-]*$/, '') } };
  return {
    name,
    data: map?.['data'],
    known: /"configMapRef":\{"name":"([^"]*)"/.exec(pod)?.[1],
    hash: plain === undefined ? '' : contentHash(plain),
    notes: notes.map(({ kind, message }) => `${kind}: ${message}`),
  };
}

describe('generators', () => {
  test('give the hash last, of the name with its prefixes and suffixes', () => {
    const { name, known, hash, notes } = checkOverlay('nameSuffix: -s');
    expect(name).toBe(`p-settings-s-${hash}`);
    expect(known).toBe(name);
    expect(notes).toEqual([]);
  });

  test('merge into what a base generated, or take its place', () => {
    const merged = checkOverlay('configMapGenerator: [{ name: settings, behavior: merge, literals: [b=3] }]');
    expect(merged.data).toEqual({ a: '1', b: '3' });
    expect(merged.name).toBe(`p-settings-${merged.hash}`);
    expect(merged.known).toBe(merged.name);
    const put = checkOverlay('configMapGenerator: [{ name: settings, behavior: replace, literals: [c=4] }]');
    expect(put.data).toEqual({ c: '4' });
  });

  test('are refused where kustomize refuses', () => {
    expect(checkOverlay('configMapGenerator: [{ name: other, behavior: merge, literals: [b=3] }]').notes).toEqual([
      'refused: There is no ConfigMap/other in this build to merge.',
    ]);
    expect(checkOverlay('configMapGenerator: [{ name: settings, literals: [b=3] }]').notes).toEqual([
      'refused: ConfigMap/settings comes twice: kustomize refuses to build.',
    ]);
  });
});
