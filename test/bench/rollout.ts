import type { ApiObject } from '#engine/api/meta.ts';
import { start } from '#engine/engine.ts';
import { defaultWorld, nodeOf } from '#engine/world.ts';

interface Rollout {
  readonly replicas: number;
  readonly nodes: number;
  /** With a Service, a PodDisruptionBudget and all that they make controllers write. */
  readonly served: boolean;
}

interface Measured extends Rollout {
  readonly ms: number;
  /** Seconds of processor time, of all threads. */
  readonly cpu: number;
  readonly entries: number;
}

/** What a rolling update costs, from its apply until nothing moves. */
function rollout({ replicas, nodes, served }: Rollout): Measured {
  const world = defaultWorld();
  const run = start({
    ...world,
    nodes: Array.from({ length: nodes }, (_, index) => nodeOf({ name: `n${index + 1}` })),
  });
  for (const object of served ? [service, budget] : []) run.api().create(object, 'the bench creates it');
  const made = run.api().create(deployment(replicas, 'harbour:1'), 'the bench creates it');
  if (made.kind === 'rejected') throw new Error(made.status.message);
  run.settle(5000, 3_600_000);
  const before = run.trace.entries.length;
  const began = performance.now();
  const cpu = process.cpuUsage();
  const current = run.view.get('Deployment.apps/default/harbour');
  if (current === undefined) throw new Error('there is no Deployment');
  const changed = run
    .api()
    .update({ ...current, spec: deployment(replicas, 'harbour:2')['spec'] }, 'the bench changes its image');
  if (changed.kind === 'rejected') throw new Error(changed.status.message);
  run.settle(5000, 3_600_000);
  const { user, system } = process.cpuUsage(cpu);
  const ms = performance.now() - began;
  return { replicas, nodes, served, ms, cpu: (user + system) / 1e6, entries: run.trace.entries.length - before };
}

const labels = { app: 'harbour' };

const service: ApiObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'harbour', namespace: 'default' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};

const budget: ApiObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'harbour', namespace: 'default' },
  spec: { minAvailable: '50%', selector: { matchLabels: labels } },
};

function deployment(replicas: number, image: string): ApiObject {
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

const rollouts: readonly Rollout[] = [
  { replicas: 100, nodes: 20, served: false },
  { replicas: 100, nodes: 20, served: true },
  { replicas: 500, nodes: 125, served: true },
  { replicas: 2000, nodes: 500, served: true },
];
console.log(JSON.stringify(rollouts.map(rollout)));
