import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controllerOf } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { DaemonSet, IntOrString } from '#engine/api/workloads.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { defaultWorld, nodeOf } from '#engine/world.ts';

const key = 'DaemonSet.apps/default/agent';
const nodes = ['n1', 'n2', 'n3', 'n4', 'n5'] as const;

type Act =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'delete'; readonly pod: number }
  | { readonly kind: 'node'; readonly name: string; readonly state: 'down' | 'up' }
  | { readonly kind: 'wait'; readonly millis: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('image' as const),
    image: fc.constantFrom('a:1', 'a:2', 'slow:3', 'broken:4', 'crash:5'),
  }),
  fc.record({ kind: fc.constant('delete' as const), pod: fc.nat(4) }),
  fc.record({
    kind: fc.constant('node' as const),
    name: fc.constantFrom(...nodes),
    state: fc.constantFrom('down', 'up'),
  }),
  fc.record({ kind: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 60_000 }) }),
);
const unavailable: fc.Arbitrary<IntOrString> = fc.oneof(
  fc.integer({ min: 1, max: 4 }),
  fc.constantFrom('20%', '50%', '99%'),
);
const scripts = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  room: fc.oneof(
    unavailable.map((maxUnavailable) => ({ maxUnavailable, maxSurge: 0 })),
    unavailable.map((maxSurge) => ({ maxUnavailable: 0, maxSurge })),
  ),
  acts: fc.array(act, { maxLength: 12 }),
});
type Script = typeof scripts extends fc.Arbitrary<infer T> ? T : never;

describe('a DaemonSet in rolling update, disturbed at any moment', () => {
  test('takes an available pod away only within maxUnavailable, and doubles pods only within maxSurge', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        expect(brokenBudgets(play(script).trace.entries, script)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('ends with one ready pod of the newest template on every node', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const run = play(script);
        for (const node of nodes) run.setNode(node, 'up');
        run.advance(run.now + 30_000);
        setImage(run, 'a:9');
        run.settle(90_000, run.now + 3_600_000);
        const pods = run.view.list('Pod') as readonly Pod[];
        const newest = pods.filter((pod) => isReady(pod) && pod.spec.containers[0]?.image === 'a:9');
        expect(newest.map(({ spec }) => spec.nodeName).sort()).toEqual([...nodes]);
        expect(pods.length).toBe(nodes.length);
      }),
      { numRuns: 60 },
    );
  });
});

function play({ seed, room, acts }: Script): Run {
  const run = start({
    ...defaultWorld(),
    seed,
    nodes: nodes.map((name) => nodeOf({ name })),
    images: [
      { match: 'slow*', ready: 4000 },
      { match: 'broken*', ready: 'never' },
      { match: 'crash*', exits: { after: 700, code: 1, from: 'running' } },
    ],
  });
  run.api().create(
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace: 'default' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: room },
        template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [{ name: 'c', image: 'a:0' }] } },
      },
    },
    'the property asks for it',
  );
  run.advance(10_000);
  for (const each of acts) perform(run, each);
  run.advance(run.now + 30_000);
  return run;
}

function perform(run: Run, each: Act): void {
  switch (each.kind) {
    case 'image':
      setImage(run, each.image);
      break;
    case 'delete': {
      const pod = run.view.list('Pod')[each.pod];
      if (pod !== undefined) run.api().delete(`Pod/default/${pod.metadata.name}`, {}, 'the property asks for it');
      break;
    }
    case 'node':
      run.setNode(each.name, each.state);
      break;
    case 'wait':
      run.advance(run.now + each.millis);
  }
}

function setImage(run: Run, image: string): void {
  const set = run.view.get(key) as DaemonSet;
  const { template } = set.spec;
  const containers = [{ name: 'c', image }];
  const spec = { ...set.spec, template: { ...template, spec: { ...template.spec, containers } } };
  run.api().update({ ...set, spec }, 'the property asks for it');
}

/** Every step of the controller that its strategy does not allow, in words. */
function brokenBudgets(entries: readonly Entry[], { room }: Script): readonly string[] {
  const pods = new Map<string, Pod>();
  const broken: string[] = [];
  for (const { at, actor, change } of entries) {
    if (change.kind !== 'applied' || !change.key.startsWith('Pod/')) continue;
    const [before, after] = [change.before as Pod | null, change.after as Pod | null];
    if (after === null) pods.delete(change.key);
    else pods.set(change.key, after);
    if (actor !== 'daemonset-controller') continue;
    const alive = [...pods.values()].filter((pod) => lives(pod) && controllerOf(pod)?.name === 'agent');
    const taken = takenBy(before, after);
    const wrong = [...wronglyTaken(taken, alive, room), ...wronglyDoubled(alive, room)];
    broken.push(...wrong.map((what) => `at ${at}: ${change.key} ${what}`));
  }
  return broken;
}

function takenBy(before: Pod | null, after: Pod | null): Pod | undefined {
  return before !== null && after !== null && lives(before) && !lives(after) ? before : undefined;
}

function wronglyTaken(
  taken: Pod | undefined,
  alive: readonly Pod[],
  { maxUnavailable, maxSurge }: Script['room'],
): readonly string[] {
  if (taken === undefined || !isReady(taken)) return [];
  const without = nodes.filter((node) => !alive.some((pod) => homeOf(pod) === node && isReady(pod)));
  if (maxSurge === 0) return without.length > most(maxUnavailable) ? [`taken, ${without.length} nodes without`] : [];
  return without.some((node) => node === homeOf(taken)) ? ['taken before another was available'] : [];
}

/** A second pod beside one that is not available needs no surge: that one is lost anyway. */
function wronglyDoubled(alive: readonly Pod[], { maxSurge }: Script['room']): readonly string[] {
  const doubled = nodes.filter((node) => {
    const here = alive.filter((pod) => homeOf(pod) === node);
    return here.length > 1 && here.filter(isReady).length > 0;
  });
  return doubled.length > most(maxSurge) ? [`leaves two on ${doubled.join()}`] : [];
}

function most(amount: IntOrString): number {
  return typeof amount === 'number' ? amount : Math.ceil((Number.parseInt(amount, 10) * nodes.length) / 100);
}

function lives(pod: Pod): boolean {
  const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  return pod.metadata.deletionTimestamp === undefined && !ended;
}

/** The node that the pod is for, whether or not it is bound yet. */
function homeOf(pod: Pod): string | undefined {
  const affinity = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return affinity?.nodeSelectorTerms[0]?.matchFields?.[0]?.values?.[0] ?? pod.spec.nodeName;
}
