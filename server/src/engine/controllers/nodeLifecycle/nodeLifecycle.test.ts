import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Node } from '../../api/node.ts';
import type { World } from '../../world.ts';
import { nodeOf } from '../../world.ts';

const nodes = (...zones: string[]): Partial<World> => ({
  nodes: zones.map((zone, index) => nodeOf({ name: `n${index + 1}`, zone })),
});

/** What happens to nodes from a moment on, a line each: time, name, Ready, taints. */
function story(cluster: Bench, from = 0): string {
  const lines: string[] = [];
  for (const { at, change } of cluster.run.trace.entries) {
    if (change.kind !== 'applied' || change.after?.kind !== 'Node' || at < from) continue;
    const { metadata, spec, status } = change.after as Node;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
    const taints = (spec.taints ?? []).map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
    lines.push([(at / 1000).toFixed(3), metadata.name, ready, ...taints].join(' '));
  }
  return `\n${lines.join('\n')}\n`;
}

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: good:v1 }] }
`;

describe('a node that falls silent', () => {
  it('is noticed after its grace, tainted at once and for eviction at the next pass, and well again when it is back', () => {
    const cluster = bench();
    cluster.pass(12);
    cluster.run.setNode('n1', 'down');
    cluster.pass(88);
    cluster.run.setNode('n1', 'up');
    cluster.pass(20);
    expect(story(cluster, 1)).toMatchInlineSnapshot(`
      "
      65.000 n1 Unknown
      65.005 n1 Unknown unreachable:NoSchedule
      70.000 n1 Unknown unreachable:NoSchedule unreachable:NoExecute
      100.000 n1 True unreachable:NoSchedule unreachable:NoExecute
      100.005 n1 True unreachable:NoExecute
      105.000 n1 True
      "
    `);
  });

  it('its pods are not ready then, and deleted after the 300 s that they tolerate', () => {
    const cluster = bench();
    cluster.create(deployment);
    cluster.pass(10);
    cluster.run.setNode('n1', 'down');
    cluster.pass(400);
    const lines = cluster.run.trace.entries.flatMap(({ at, actor, change, why }) =>
      change.kind === 'applied' && change.key.startsWith('Pod/') && at > 10_000 && /node-controller|taint/.test(actor)
        ? [`${(at / 1000).toFixed(3)} ${actor}: ${why}`]
        : [],
    );
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      65.000 node-controller: its node is not ready
      370.005 taint-eviction-controller: it will be deleted for a taint of its node
      370.005 taint-eviction-controller: it will be deleted for a taint of its node
      "
    `);
  });

  it('that the user cordons says so by a taint', () => {
    const cluster = bench();
    const node = cluster.get('Node//n2') as Node;
    cluster.run.api().update({ ...node, spec: { ...node.spec, unschedulable: true } }, 'test');
    cluster.pass(1);
    const cordoned = cluster.get('Node//n2') as Node;
    cluster.run.api().update({ ...cordoned, spec: { ...cordoned.spec, unschedulable: false } }, 'test');
    cluster.pass(1);
    expect(story(cluster, 1 / 1000)).toMatchInlineSnapshot(`
      "
      0.005 n2 True unschedulable:NoSchedule
      1.000 n2 True unschedulable:NoSchedule
      1.005 n2 True
      "
    `);
  });
});

describe('zones', () => {
  const evicted = (cluster: Bench): string[] =>
    (cluster.run.view.list('Node') as readonly Node[])
      .filter(({ spec }) => (spec.taints ?? []).some(({ effect }) => effect === 'NoExecute'))
      .map(({ metadata }) => metadata.name);

  it('TestMonitorNodeHealthEvictPodsWithDisruption: every node down, nothing is evicted', () => {
    const cluster = bench(nodes('a', 'a'));
    cluster.run.setNode('n1', 'down');
    cluster.run.setNode('n2', 'down');
    cluster.pass(200);
    expect(evicted(cluster)).toEqual([]);
  });

  it('one of two zones down: its nodes one after the other, ten seconds apart', () => {
    const cluster = bench(nodes('a', 'a', 'b'));
    cluster.run.setNode('n1', 'down');
    cluster.run.setNode('n2', 'down');
    cluster.pass(100);
    expect(story(cluster, 56_000)).toMatchInlineSnapshot(`
      "
      60.000 n1 Unknown unreachable:NoSchedule unreachable:NoExecute
      70.000 n2 Unknown unreachable:NoSchedule unreachable:NoExecute
      "
    `);
  });

  it('three of four nodes of a small zone down: none until some are back', () => {
    const cluster = bench(nodes('a', 'a', 'a', 'a'));
    for (const name of ['n1', 'n2', 'n3']) cluster.run.setNode(name, 'down');
    cluster.pass(200);
    expect(evicted(cluster)).toEqual([]);
    cluster.run.setNode('n3', 'up');
    cluster.pass(60);
    expect(evicted(cluster)).toEqual(['n1', 'n2']);
  });
});
