import { expect, test } from 'vitest';
import { defaultWorld, type World } from '#engine/world.ts';
import { noFiles } from './cluster.ts';
import { execute } from './execute.ts';
import { newSavedCluster, Recorder, readSavedCluster, restoreCluster, type SavedCluster } from './savedCluster.ts';

function after(saved: SavedCluster, argv: readonly string[], stdin = ''): { saved: SavedCluster; stdout: string } {
  const recorder = new Recorder(
    restoreCluster(saved, {
      read: (name) => (name === 'a.yaml' ? 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' : undefined),
      list: () => undefined,
    }),
  );
  const { stdout } = execute(recorder.cluster, argv, stdin);
  const next = recorder.after(saved, argv, stdin);
  const read = readSavedCluster(JSON.stringify(next));
  return { saved: read.ok ? read.value : saved, stdout };
}

test('a cluster that was put away and taken out again is the one that it would have been', () => {
  let { saved } = after(newSavedCluster(defaultWorld()), [
    'create',
    'deployment',
    'web',
    '--image=nginx',
    '--replicas=2',
  ]);
  ({ saved } = after(saved, ['rollout', 'status', 'deploy/web']));
  const first = after(saved, ['get', 'pods']).stdout;
  const second = after(saved, ['get', 'pods']).stdout;
  expect(first).toBe(second);
  expect(first).toMatch(/^NAME .*\n(web-\S+ +1\/1 +Running .*\n){2}$/);
});

test('files are needed once: what was read is kept', () => {
  const { saved } = after(newSavedCluster(defaultWorld()), ['apply', '-f', 'a.yaml']);
  const cluster = restoreCluster(saved, noFiles);
  expect(execute(cluster, ['get', 'cm', 'a', '-o', 'name']).stdout).toBe('configmap/a\n');
});

test('commands that change nothing are not kept', () => {
  const { saved } = after(newSavedCluster(defaultWorld()), ['get', 'nodes']);
  expect(saved.commands).toEqual([]);
});

test.each([
  ['{', 'it is not JSON'],
  ['{"a":1}', 'it is no cluster that drydock saved'],
  ['{"format":"drydock.dev/cluster","version":2}', 'its version is 2; this drydock reads version 1'],
  ['{"format":"drydock.dev/cluster","version":1,"world":{}}', 'it is damaged'],
])('%s is refused: %s', (text, why) => {
  expect(readSavedCluster(text)).toEqual({ ok: false, error: why });
});

test.each<[Partial<Record<keyof World, unknown>>, string]>([
  [{ timing: { start: 'soon' } }, 'timing'],
  [{ kubernetesVersion: '1.1' }, 'its Kubernetes is 1.1'],
  [
    { nodes: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { taints: 0 } }] },
    'spec.taints must be a list of objects, not 0',
  ],
])('a world that a run could not start from is refused: %j', (part, why) => {
  const saved = { ...newSavedCluster(defaultWorld()), world: { ...defaultWorld(), ...part } };
  expect(readSavedCluster(JSON.stringify(saved))).toEqual({ ok: false, error: `it is damaged: ${why}` });
});
