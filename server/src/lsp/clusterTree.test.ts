import { expect, test } from 'vitest';
import type { World } from '#engine/world.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import { bench } from '../../../test/support/engineRun.ts';
import { deploymentText, serviceText } from '../../../test/support/manifests.ts';
import { clusterTree } from './clusterTree.ts';

type Bench = ReturnType<typeof bench>;

/** The tree as text: status, label, description, indented; random parts of names are left out. */
function treeOf({ run }: Bench, parent: string | null = null, depth = 0): string {
  return clusterTree(run.view, parent)
    .flatMap(({ id, label, description, status, expandable }) => {
      const below = treeOf({ run } as Bench, id, depth + 1);
      expect(expandable, id).toBe(below !== '');
      const line = `${'  '.repeat(depth)}${status} ${label}: ${description}`.replace(
        /-[a-z0-9]{9,10}(-[a-z0-9]{5})?\b/g,
        '-*',
      );
      return below === '' ? [line] : [line, below];
    })
    .join('\n');
}

function after(seconds: number, text: string, world: Partial<World> = {}): Bench {
  const all = bench(world);
  all.create(text);
  all.pass(seconds);
  return all;
}

test('a Deployment with its Service at rest', () => {
  const all = after(10, `${deploymentText('web', 2)}---\n${serviceText('web')}`);
  expect(treeOf(all).replace(/10\.[\d.]+/g, 'IP')).toMatchInlineSnapshot(`
    "group Nodes: 3 of 3 ready
      ok n1: ready, 1 pod
        ok web-*: ready
      ok n2: ready, 1 pod
        ok web-*: ready
      ok n3: ready, 0 pods
    group Workloads: 1 of 1 complete
      ok web: 2 of 2 available
        ok web-*: revision 1, 2 of 2 available
          ok web-*: ready
          ok web-*: ready
    group Services: 1 of 1 with a ready endpoint
      ok web: 2 of 2 endpoints ready
        ok web-*: ready, IP
        ok web-*: ready, IP"
  `);
});

test('an image that cannot be pulled', () => {
  const all = after(10, deploymentText('web', 1), { images: [{ match: '*', pull: 'fails' }] });
  expect(treeOf(all)).toMatchInlineSnapshot(`
    "group Nodes: 3 of 3 ready
      ok n1: ready, 1 pod
        error web-*: image cannot be pulled
      ok n2: ready, 0 pods
      ok n3: ready, 0 pods
    group Workloads: 0 of 1 complete
      busy web: 0 of 1 available
        busy web-*: revision 1, 0 of 1 available
          error web-*: image cannot be pulled
    group Services: none"
  `);
});

test('a cordoned node can be uncordoned, a node that failed is in error', () => {
  const all = bench();
  all.run.setNode('n2', 'down');
  all.pass(120);
  execute({ run: all.run, namespace: 'default', files: noFiles }, ['cordon', 'n1']);
  const nodes = clusterTree(all.run.view, 'nodes').map(({ label, status, actions, spoken }) => [
    `${label} ${status} ${Object.keys(actions)}`,
    spoken,
  ]);
  expect(nodes).toEqual([
    ['n1 warning describe,uncordon', 'Node n1, ready, cordoned, 0 pods'],
    ['n2 error describe,drain', 'Node n2, not ready, 0 pods'],
    ['n3 ok describe,drain', 'Node n3, ready, 0 pods'],
  ]);
});

test('actions are lines of kubectl, and a pod leads to the manifest of its Deployment', () => {
  const all = after(10, deploymentText('web', 2));
  const [web] = clusterTree(all.run.view, 'workloads');
  expect(web?.actions).toEqual({
    describe: 'describe deployment/web',
    scale: 'scale deployment/web --replicas=',
    delete: 'delete deployment/web',
  });
  expect(web?.replicas).toBe(2);
  const [set] = clusterTree(all.run.view, web?.id ?? null);
  const [pod] = clusterTree(all.run.view, set?.id ?? null);
  expect(pod?.sources.map((source) => source.split('/')[0])).toEqual(['Pod', 'ReplicaSet.apps', 'Deployment.apps']);
});

test('a line that there is no more has nothing below it', () => {
  const { run } = bench();
  expect(clusterTree(run.view, 'workloads>Deployment.apps/default/gone')).toEqual([]);
  expect(clusterTree(run.view, 'nothing of ours')).toEqual([]);
});
