import type { ApiObject } from '#engine/api/meta.ts';
import { start } from '#engine/engine.ts';
import { defaultWorld, nodeOf } from '#engine/world.ts';

/** Milliseconds and entries of a rolling update of `replicas` pods on `nodes` nodes, from its apply until nothing moves. */
export function rollout(replicas: number, nodes: number): { readonly ms: number; readonly entries: number } {
  const world = defaultWorld();
  const run = start({
    ...world,
    nodes: Array.from({ length: nodes }, (_, index) => nodeOf({ name: `n${index + 1}` })),
  });
  const made = run.api().create(deployment(replicas, 'harbour:1'), 'the bench creates it');
  if (made.kind === 'rejected') throw new Error(made.status.message);
  run.settle(5000, 3_600_000);
  const before = run.trace.entries.length;
  const began = performance.now();
  const current = run.view.get('Deployment.apps/default/harbour');
  if (current === undefined) throw new Error('there is no Deployment');
  const changed = run
    .api()
    .update({ ...current, spec: deployment(replicas, 'harbour:2')['spec'] }, 'the bench changes its image');
  if (changed.kind === 'rejected') throw new Error(changed.status.message);
  run.settle(5000, 3_600_000);
  return { ms: performance.now() - began, entries: run.trace.entries.length - before };
}

function deployment(replicas: number, image: string): ApiObject {
  const labels = { app: 'harbour' };
  const container = { name: 'main', image, resources: { requests: { cpu: '100m', memory: '64Mi' } } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'harbour', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
}

const { ms, entries } = rollout(100, 20);
console.log(JSON.stringify({ ms: Math.round(ms), entries }));
