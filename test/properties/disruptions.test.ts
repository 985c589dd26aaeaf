import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { IntOrString } from '#engine/api/workloads.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import { defaultWorld } from '#engine/world.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';

type Act =
  | { readonly kind: 'evict'; readonly pod: number }
  | { readonly kind: 'kubectl'; readonly command: string }
  | { readonly kind: 'wait'; readonly millis: number };

const nodeName = fc.constantFrom('n1', 'n2', 'n3');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('evict' as const), pod: fc.nat(7) }),
  fc.record({ kind: fc.constant('evict' as const), pod: fc.nat(7) }),
  fc.record({
    kind: fc.constant('kubectl' as const),
    command: fc.oneof(
      nodeName.map((name) => `uncordon ${name}`),
      nodeName.map((name) => `drain ${name} --timeout=20s`),
      fc.constantFrom('web:2', 'broken:3').map((image) => `set image deployment/web c=${image}`),
      fc.integer({ min: 1, max: 8 }).map((replicas) => `scale deployment/web --replicas=${replicas}`),
    ),
  }),
  fc.record({ kind: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 5000 }) }),
);
const amount: fc.Arbitrary<IntOrString> = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('0%', '40%', '100%'),
);
const scripts = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  replicas: fc.integer({ min: 1, max: 8 }),
  budget: fc.oneof(
    amount.map((minAvailable) => ({ minAvailable })),
    amount.map((maxUnavailable) => ({ maxUnavailable })),
  ),
  acts: fc.array(act, { maxLength: 14 }),
});
type Script = typeof scripts extends fc.Arbitrary<infer T> ? T : never;

describe('evictions of any pods at any moment', () => {
  test('never leave fewer healthy pods than the budget asks for', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        expect(brokenBudgets(script)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

/** So long after a change of a pod the budget's status may not know of it: the race is a real cluster's, too. */
const race = 20;

/** Every eviction that the API server granted and that left too few healthy pods, in words. */
function brokenBudgets({ seed, replicas, budget, acts }: Script): readonly string[] {
  const run = start({ ...defaultWorld(), seed, images: [{ match: 'broken*', ready: 'never' }] });
  create(run, 'apps/v1', 'Deployment', 'web', {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } },
  });
  create(run, 'policy/v1', 'PodDisruptionBudget', 'web', { ...budget, selector: { matchLabels: { app: 'web' } } });
  run.advance(10_000);
  for (const each of acts) {
    if (each.kind === 'evict') {
      const pod = run.view.list('Pod')[each.pod];
      if (pod !== undefined) run.api().evict(`Pod/default/${pod.metadata.name}`, {}, 'the property asks for it');
    } else if (each.kind === 'wait') run.advance(run.now + each.millis);
    else execute({ run, namespace: 'default', files: noFiles }, each.command.split(' '));
  }
  return judge(run);
}

function judge(run: Run): readonly string[] {
  const pods = new Map<string, Pod>();
  const broken: string[] = [];
  let desired = 0;
  let changed = 0;
  for (const { at, actor, change } of run.trace.entries) {
    if (change.kind !== 'applied') continue;
    const { key, before, after } = change;
    if (key === 'PodDisruptionBudget.policy/default/web')
      desired = ((after?.['status'] ?? {}) as { desiredHealthy?: number }).desiredHealthy ?? 0;
    if (!key.startsWith('Pod/')) continue;
    if (after === null) pods.delete(key);
    else pods.set(key, after as Pod);
    if (actor !== 'user') changed = at;
    const known = at >= changed + race;
    const healthy = [...pods.values()].filter(isHealthy).length;
    if (known && healthy < desired && isTaken(before as Pod | null, after as Pod | null))
      broken.push(`at ${at}: ${key} evicted, ${healthy} of ${desired} left`);
  }
  return broken;
}

function isTaken(before: Pod | null, after: Pod | null): boolean {
  return before !== null && isHealthy(before) && after?.metadata.deletionTimestamp !== undefined;
}

function isHealthy(pod: Pod): boolean {
  return isReady(pod) && pod.metadata.deletionTimestamp === undefined;
}

function create(run: Run, apiVersion: string, kind: string, name: string, spec: object): void {
  run.api().create({ apiVersion, kind, metadata: { name, namespace: 'default' }, spec }, 'the property asks for it');
}
