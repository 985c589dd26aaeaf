import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Deployment, IntOrString, ReplicaSet } from '#engine/api/workloads.ts';
import { rolloutBudget } from '#engine/controllers/deployment/budget.ts';
import { isComplete } from '#engine/controllers/deployment/progress.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { defaultWorld } from '#engine/world.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';

const key = 'Deployment.apps/default/web';

type Act =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'pause'; readonly paused: boolean }
  | { readonly kind: 'delete'; readonly pod: number }
  | { readonly kind: 'node'; readonly name: string; readonly state: 'down' | 'up' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'wait'; readonly millis: number };

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('image' as const),
    image: fc.constantFrom('web:1', 'web:2', 'slow:3', 'broken:4', 'crash:5'),
  }),
  fc.record({ kind: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('pause' as const), paused: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), pod: fc.nat(8) }),
  fc.record({
    kind: fc.constant('node' as const),
    name: fc.constantFrom('n1', 'n2', 'n3'),
    state: fc.constantFrom('down', 'up'),
  }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 4000 }) }),
);

const amounts: fc.Arbitrary<IntOrString> = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('0%', '25%', '50%', '100%'),
);

const scripts = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  replicas: fc.integer({ min: 0, max: 8 }),
  maxSurge: amounts,
  maxUnavailable: amounts,
  acts: fc.array(acts, { maxLength: 12 }),
});

type Script = typeof scripts extends fc.Arbitrary<infer T> ? T : never;

describe('rollouts of any shape, disturbed at any moment', () => {
  test('the controller never wants more than replicas + maxSurge pods, nor takes available ones below replicas − maxUnavailable', () => {
    fc.assert(
      fc.property(scripts.filter(isAccepted), (script) => {
        const run = play(script);
        expect(brokenBudgets(run.trace.entries)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('once the template is good and nothing is paused, it completes and the cluster comes to rest', () => {
    fc.assert(
      fc.property(scripts.filter(isAccepted), (script) => {
        const run = play(script);
        for (const node of ['n1', 'n2', 'n3']) run.setNode(node, 'up');
        edit(run, ({ paused: _, ...spec }) => withImage(spec, 'web:9'));
        expect(run.settle(30_000, run.now + 3_600_000)).toBe(true);
        const deployment = run.view.get(key) as Deployment;
        expect(isComplete(deployment, deployment.status ?? {})).toBe(true);
        expect(run.view.list('Pod').length).toBe(deployment.spec.replicas);
      }),
      { numRuns: 100 },
    );
  });

  test('the same script gives the same trace, byte for byte', () => {
    fc.assert(
      fc.property(scripts.filter(isAccepted), (script) => {
        expect(JSON.stringify(play(script).trace)).toBe(JSON.stringify(play(script).trace));
      }),
      { numRuns: 20 },
    );
  });
});

/** Both 0 is refused at the door. */
function isAccepted({ maxSurge, maxUnavailable }: Script): boolean {
  return [maxSurge, maxUnavailable].some((value) => value !== 0 && value !== '0%');
}

function play(script: Script): Run {
  const run = start({
    ...defaultWorld(),
    seed: script.seed,
    images: [
      { match: 'slow*', ready: 3000 },
      { match: 'broken*', ready: 'never' },
      { match: 'crash*', exits: { after: 500, code: 1, from: 'ready' } },
    ],
  });
  run.api().create(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: script.replicas,
        strategy: { rollingUpdate: { maxSurge: script.maxSurge, maxUnavailable: script.maxUnavailable } },
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:0' }] } },
      },
    },
    'the property asks for it',
  );
  run.advance(6000);
  for (const act of script.acts) perform(run, act);
  return run;
}

function perform(run: Run, act: Act): void {
  switch (act.kind) {
    case 'image':
      edit(run, (spec) => withImage(spec, act.image));
      break;
    case 'scale':
      edit(run, (spec) => ({ ...spec, replicas: act.replicas }));
      break;
    case 'pause':
      edit(run, (spec) => ({ ...spec, paused: act.paused }));
      break;
    case 'delete': {
      const pods = run.view.list('Pod');
      const pod = pods[act.pod % Math.max(1, pods.length)];
      if (pod !== undefined) run.api().delete(`Pod/default/${pod.metadata.name}`, {}, 'the property asks for it');
      break;
    }
    case 'node':
      run.setNode(act.name, act.state);
      break;
    case 'undo':
      execute({ run, namespace: 'default', files: noFiles }, ['rollout', 'undo', 'deploy/web']);
      break;
    case 'wait':
      run.advance(run.now + act.millis);
  }
}

function edit(run: Run, change: (spec: Deployment['spec']) => Deployment['spec']): void {
  const deployment = run.view.get(key) as Deployment;
  run.api().update({ ...deployment, spec: change(deployment.spec) }, 'the property asks for it');
}

function withImage(spec: Deployment['spec'], image: string): Deployment['spec'] {
  return {
    ...spec,
    template: { ...spec.template, spec: { ...spec.template.spec, containers: [{ name: 'c', image }] } },
  };
}

/** Every write of the Deployment controller to a ReplicaSet's size that its own budget forbids, in words. */
function brokenBudgets(entries: readonly Entry[]): readonly string[] {
  const sets = new Map<string, ReplicaSet>();
  const broken: string[] = [];
  let deployment: Deployment | undefined;
  for (const { at, actor, change } of entries) {
    if (change.kind !== 'applied') continue;
    if (change.key === key) deployment = (change.after ?? undefined) as Deployment | undefined;
    if (!change.key.startsWith('ReplicaSet.apps/')) continue;
    const before = [...sets.values()];
    if (change.after === null) sets.delete(change.key);
    else sets.set(change.key, change.after as ReplicaSet);
    if (actor !== 'deployment-controller' || deployment === undefined) continue;
    const fault = faultOf(deployment, before, [...sets.values()]);
    if (fault !== undefined) broken.push(`at ${at}, ${change.key}: ${fault}`);
  }
  return broken;
}

function faultOf(
  deployment: Deployment,
  before: readonly ReplicaSet[],
  after: readonly ReplicaSet[],
): string | undefined {
  const [from, to] = [wanted(before), wanted(after)];
  if (to > from && to > most(deployment)) return `${to} pods are too many`;
  if (to >= from || isScaling(deployment, before)) return undefined;
  const floor = Math.min(least(deployment), kept(before));
  return kept(after) < floor ? `${kept(after)} available pods are too few` : undefined;
}

function most(deployment: Deployment): number {
  return (deployment.spec.replicas ?? 1) + rolloutBudget(deployment).surge;
}

function least(deployment: Deployment): number {
  return (deployment.spec.replicas ?? 1) - rolloutBudget(deployment).unavailable;
}

const wanted = (sets: readonly ReplicaSet[]): number => sets.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0);

/** Available pods that no ReplicaSet is asked to give up. */
const kept = (sets: readonly ReplicaSet[]): number =>
  sets.reduce((sum, { spec, status }) => sum + Math.min(spec.replicas ?? 0, status?.availableReplicas ?? 0), 0);

/** The Deployment has another size than its ReplicaSets were last told: they are scaled, not rolled out. */
function isScaling({ spec }: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some(
    ({ spec: { replicas = 0 }, metadata }) =>
      replicas > 0 && metadata.annotations?.['deployment.kubernetes.io/desired-replicas'] !== String(spec.replicas),
  );
}
