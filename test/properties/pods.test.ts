import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Container, Pod, PodSpec } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { ImageBehaviour } from '#engine/world.ts';
import { defaultTiming, defaultWorld } from '#engine/world.ts';

const seconds = fc.integer({ min: 0, max: 20 });
const behaviour: fc.Arbitrary<Omit<ImageBehaviour, 'match'>> = fc.record(
  {
    pull: fc.constant('fails' as const),
    ready: fc.oneof(fc.constant('never' as const), fc.integer({ min: 0, max: 5000 })),
    exits: fc.record({
      after: fc.integer({ min: 0, max: 8000 }),
      code: fc.integer({ min: 0, max: 2 }),
      from: fc.constantFrom('ready' as const, 'running' as const),
    }),
    start: fc.integer({ min: 0, max: 3000 }),
    terminate: fc.integer({ min: 0, max: 40_000 }),
  },
  { requiredKeys: [] },
);
const probe = fc
  .record(
    {
      periodSeconds: fc.integer({ min: 1, max: 10 }),
      initialDelaySeconds: seconds,
      failureThreshold: fc.integer({ min: 1, max: 4 }),
    },
    { requiredKeys: [] },
  )
  .map((times) => ({ httpGet: { path: '/', port: 80 }, ...times }));
const container = fc.record({ readinessProbe: probe, livenessProbe: probe, startupProbe: probe }, { requiredKeys: [] });
const spec = fc.record({
  restartPolicy: fc.constantFrom('Always' as const, 'OnFailure' as const, 'Never' as const),
  terminationGracePeriodSeconds: seconds,
  containers: fc.array(container, { minLength: 1, maxLength: 2 }),
  initContainers: fc.array(fc.record({ restartPolicy: fc.constant('Always') }, { requiredKeys: [] }), { maxLength: 2 }),
});
const deed = fc.oneof(
  fc.record({ deed: fc.constant('down' as const), node: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ deed: fc.constant('up' as const), node: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ deed: fc.constant('image' as const), behaviour }),
  fc.record({ deed: fc.constant('delete' as const), pod: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ deed: fc.constant('kill' as const), pod: fc.integer({ min: 0, max: 2 }) }),
);
const story = fc.record({
  pods: fc.array(spec, { minLength: 1, maxLength: 3 }),
  behaviour,
  deeds: fc.array(fc.tuple(fc.integer({ min: 1, max: 60_000 }), deed), { maxLength: 6 }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

function podOf(given: Story['pods'][number], index: number): Pod {
  const named = (list: readonly object[], prefix: string): Container[] =>
    list.map((each, number) => ({ name: `${prefix}${number}`, image: 'app:v1', ...each }) as Container);
  const podSpec = {
    ...given,
    nodeName: `n${(index % 3) + 1}`,
    containers: named(given.containers, 'c'),
    // A sidecar is restarted for ever; a plain init container need not be.
    initContainers: named(given.initContainers, 'i'),
  } as PodSpec;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, namespace: 'default' }, spec: podSpec };
}

function play({ pods, behaviour: first, deeds }: Story): Run {
  const run = start({
    ...defaultWorld(),
    timing: { ...defaultTiming, restart: 100 },
    images: [{ match: 'app*', ...first }],
  });
  for (const [index, each] of pods.entries()) expect(run.api().create(podOf(each, index), 'test').kind).toBe('applied');
  for (const [at, what] of [...deeds].sort(([a], [b]) => a - b)) {
    run.advance(at);
    if (what.deed === 'image') run.setImage({ match: 'app*', ...what.behaviour });
    else if (what.deed === 'delete') run.api().delete(`Pod/default/p${what.pod}`, {}, 'test');
    else if (what.deed === 'kill') run.endContainer(`Pod/default/p${what.pod}`, 'c0', 137);
    else run.setNode(`n${what.node}`, what.deed);
  }
  for (const node of ['n1', 'n2', 'n3']) run.setNode(node, 'up');
  run.advance(200_000);
  return run;
}

const restarts = (pod: Pod): number[] =>
  [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].map(
    ({ restartCount }) => restartCount,
  );

/** What must hold from each status of a pod to the next. */
function checkStep(before: Pod, after: Pod): void {
  const phase = before.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') expect(after.status?.phase).toBe(phase);
  if (before.status?.podIP !== undefined) expect(after.status?.podIP).toBe(before.status.podIP);
  for (const [index, count] of restarts(before).entries()) expect(restarts(after)[index]).toBeGreaterThanOrEqual(count);
}

function checkStatus(pod: Pod): void {
  for (const { state, ready, restartCount } of pod.status?.containerStatuses ?? []) {
    expect(Object.keys(state)).toHaveLength(1);
    if (ready) expect(state.running).toBeDefined();
    expect(restartCount).toBeGreaterThanOrEqual(0);
  }
  if (isReady(pod)) {
    expect(pod.status?.phase).toBe('Running');
    expect(pod.status?.podIP).toBeDefined();
    for (const status of pod.status?.containerStatuses ?? []) expect(status.ready).toBe(true);
  }
}

test('pods only go forward, are what they say, and end when they are deleted', () => {
  fc.assert(
    fc.property(story, (given) => {
      const run = play(given);
      for (const { change } of run.trace.entries) {
        if (change.kind !== 'applied' || !change.key.startsWith('Pod/') || change.after === null) continue;
        checkStatus(change.after as Pod);
        if (change.before !== null) checkStep(change.before as Pod, change.after as Pod);
      }
      for (const pod of run.view.list('Pod') as readonly Pod[]) expect(pod.metadata.deletionTimestamp).toBeUndefined();
      const addresses = (run.view.list('Pod') as readonly Pod[]).flatMap(({ status }) => status?.podIP ?? []);
      expect(new Set(addresses).size).toBe(addresses.length);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('two pods of a namespace never become Ready less than the stagger apart, unless they need no time for it', () => {
  const delays = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(delays, fc.integer({ min: 0, max: 1000 }), (ready, stagger) => {
      const images = ready.map((delay, index) => ({ match: `app${index}:*`, ready: delay }));
      const run = start({ ...defaultWorld(), timing: { ...defaultTiming, stagger }, images });
      for (const index of ready.keys()) {
        const podSpec = { nodeName: `n${(index % 3) + 1}`, containers: [{ name: 'c', image: `app${index}:v1` }] };
        run.api().create(
          {
            ...podOf(
              { containers: [], initContainers: [], restartPolicy: 'Always', terminationGracePeriodSeconds: 1 },
              index,
            ),
            spec: podSpec,
          },
          'test',
        );
      }
      run.advance(20_000);
      const times = run.trace.entries.flatMap(({ at, why }) => (why === 'the pod is Ready' ? [at] : []));
      expect(times).toHaveLength(ready.length);
      for (const [index, at] of times.entries())
        if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(stagger);
    }),
    { numRuns: 60 },
  );
}, 60_000);
