import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { StatefulSet } from '#engine/api/workloads.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { defaultWorld } from '#engine/world.ts';

const key = 'StatefulSet.apps/default/db';

type Act =
  | { readonly kind: 'image'; readonly image: string }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'partition'; readonly partition: number }
  | { readonly kind: 'delete'; readonly ordinal: number }
  | { readonly kind: 'wait'; readonly millis: number };

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('image' as const), image: fc.constantFrom('db:1', 'db:2', 'broken:3') }),
    fc.record({ kind: fc.constant('scale' as const), replicas: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ kind: fc.constant('partition' as const), partition: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ kind: fc.constant('delete' as const), ordinal: fc.nat(4) }),
    fc.record({ kind: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 5000 }) }),
  ),
  { maxLength: 12 },
);

describe('an ordered StatefulSet, disturbed at any moment', () => {
  test('makes a pod only when all below it are ready, and takes one away only when nothing else is amiss above the partition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), acts, (seed, script) => {
        expect(brokenOrder(play(seed, script).trace.entries)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('ends with every ordinal ready at the newest template, once that is good and its broken pods are deleted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), acts, (seed, script) => {
        const run = play(seed, [...script, { kind: 'partition', partition: 0 }, { kind: 'image', image: 'db:9' }]);
        run.settle(30_000, run.now + 3_600_000);
        for (const pod of run.view.list('Pod') as readonly Pod[])
          if (!isReady(pod)) run.api().delete(`Pod/default/${pod.metadata.name}`, {}, 'the property asks for it');
        expect(run.settle(30_000, run.now + 3_600_000)).toBe(true);
        const pods = run.view.list('Pod') as readonly Pod[];
        expect(pods.filter((pod) => isReady(pod) && pod.spec.containers[0]?.image === 'db:9').length).toBe(
          replicas(run),
        );
        expect(pods.length).toBe(replicas(run));
      }),
      { numRuns: 50 },
    );
  });
});

function play(seed: number, script: readonly Act[]): Run {
  const run = start({ ...defaultWorld(), seed, images: [{ match: 'broken*', ready: 'never' }] });
  run.api().create(
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        replicas: 3,
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'db:0' }] } },
      },
    },
    'the property asks for it',
  );
  run.advance(8000);
  for (const act of script) perform(run, act);
  return run;
}

function perform(run: Run, act: Act): void {
  const set = run.view.get(key) as StatefulSet;
  const edit = (spec: Partial<StatefulSet['spec']>): void => {
    run.api().update({ ...set, spec: { ...set.spec, ...spec } }, 'the property asks for it');
  };
  const { template } = set.spec;
  switch (act.kind) {
    case 'image':
      edit({ template: { ...template, spec: { ...template.spec, containers: [{ name: 'c', image: act.image }] } } });
      break;
    case 'scale':
      edit({ replicas: act.replicas });
      break;
    case 'partition':
      edit({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: act.partition } } });
      break;
    case 'delete':
      run.api().delete(`Pod/default/db-${act.ordinal}`, {}, 'the property asks for it');
      break;
    case 'wait':
      run.advance(run.now + act.millis);
  }
}

function replicas(run: Run): number {
  return (run.view.get(key) as StatefulSet).spec.replicas ?? 1;
}

/** Every creation and deletion by the controller out of order, in words. */
function brokenOrder(entries: readonly Entry[]): readonly string[] {
  const pods = new Map<number, Pod>();
  const broken: string[] = [];
  for (const { at, actor, change } of entries) {
    if (change.kind !== 'applied' || !change.key.startsWith('Pod/')) continue;
    const ordinal = Number(change.key.slice(change.key.lastIndexOf('-') + 1));
    const [before, after] = [change.before as Pod | null, change.after as Pod | null];
    const ours = actor === 'statefulset-controller';
    const marked = after?.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined;
    if (ours && before === null && !settled(pods, 0, ordinal)) broken.push(`at ${at}: db-${ordinal} made too early`);
    if (
      ours &&
      marked &&
      before !== null &&
      isReady(before) &&
      !settled(pods, ordinal + 1, Math.max(...pods.keys()) + 1)
    )
      broken.push(`at ${at}: db-${ordinal} taken while one above is not ready`);
    if (after === null) pods.delete(ordinal);
    else pods.set(ordinal, after);
  }
  return broken;
}

/** Whether all ordinals of [from, to) have a pod that is ready and stays. */
function settled(pods: ReadonlyMap<number, Pod>, from: number, to: number): boolean {
  for (let ordinal = from; ordinal < to; ordinal++) {
    const pod = pods.get(ordinal);
    if (pod === undefined || !isReady(pod) || pod.metadata.deletionTimestamp !== undefined) return false;
  }
  return true;
}
