import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Job } from '#engine/api/job.ts';
import { finishedCondition } from '#engine/api/job.ts';
import type { Pod } from '#engine/api/pod.ts';
import { isActive } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { defaultWorld } from '#engine/world.ts';

const key = 'Job.batch/default/work';
const index = 'batch.kubernetes.io/job-completion-index';

type Act =
  | { readonly kind: 'parallelism'; readonly parallelism: number }
  | { readonly kind: 'suspend'; readonly suspend: boolean }
  | { readonly kind: 'delete'; readonly pod: number }
  | { readonly kind: 'image'; readonly code: number }
  | { readonly kind: 'node'; readonly name: string; readonly state: 'down' | 'up' | 'removed' }
  | { readonly kind: 'wait'; readonly millis: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('parallelism' as const), parallelism: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ kind: fc.constant('suspend' as const), suspend: fc.boolean() }),
  fc.record({ kind: fc.constant('delete' as const), pod: fc.nat(5) }),
  fc.record({ kind: fc.constant('image' as const), code: fc.constantFrom(0, 1) }),
  fc.record({
    kind: fc.constant('node' as const),
    name: fc.constantFrom('n1', 'n2'),
    state: fc.constantFrom('down', 'up', 'removed'),
  }),
  fc.record({ kind: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 20_000 }) }),
);
const scripts = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  spec: fc.record(
    {
      completions: fc.integer({ min: 0, max: 6 }),
      parallelism: fc.integer({ min: 0, max: 4 }),
      backoffLimit: fc.integer({ min: 0, max: 4 }),
      podReplacementPolicy: fc.constantFrom('Failed', 'TerminatingOrFailed'),
    },
    { requiredKeys: ['completions', 'parallelism'] },
  ),
  indexed: fc.boolean(),
  restartPolicy: fc.constantFrom('Never', 'OnFailure'),
  acts: fc.array(act, { maxLength: 12 }),
});
type Script = typeof scripts extends fc.Arbitrary<infer T> ? T : never;

describe('a Job, disturbed at any moment', () => {
  test('never works on more than parallelism, completions and its indexes allow, and its end lasts', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        expect(brokenPromises(play(script).trace.entries)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('ends, once its pods do well, and none of its pods is held for ever', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const run = play(script);
        for (const name of ['n1', 'n2', 'n3']) if (run.view.get(`Node//${name}`) !== undefined) run.setNode(name, 'up');
        perform(run, { kind: 'image', code: 0 });
        perform(run, { kind: 'suspend', suspend: false });
        perform(run, { kind: 'parallelism', parallelism: 3 });
        run.advance(run.now + 7_200_000);
        expect(finishedCondition(run.view.get(key) as Job)).toBeDefined();
        run.api().delete(key, {}, 'the property asks for it');
        run.advance(run.now + 120_000);
        expect(run.view.list('Pod').map(({ metadata }) => metadata.name)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function play({ seed, spec, indexed, restartPolicy, acts }: Script): Run {
  const run = start({ ...defaultWorld(), seed, images: [behaviour(0)] });
  run.api().create(
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'work', namespace: 'default' },
      spec: {
        ...spec,
        completionMode: indexed ? 'Indexed' : 'NonIndexed',
        template: { spec: { restartPolicy, containers: [{ name: 'c', image: 'work' }] } },
      },
    },
    'the property asks for it',
  );
  for (const each of acts) perform(run, each);
  run.advance(run.now + 30_000);
  return run;
}

function behaviour(code: number): { match: string; exits: { after: number; code: number; from: 'running' } } {
  return { match: 'work', exits: { after: 1500, code, from: 'running' } };
}

function perform(run: Run, each: Act): void {
  const job = run.view.get(key) as Job;
  const edit = (spec: Partial<Job['spec']>): void => {
    run.api().update({ ...job, spec: { ...job.spec, ...spec } }, 'the property asks for it');
  };
  switch (each.kind) {
    case 'parallelism':
      edit({ parallelism: each.parallelism });
      break;
    case 'suspend':
      edit({ suspend: each.suspend });
      break;
    case 'delete': {
      const pod = run.view.list('Pod')[each.pod];
      if (pod !== undefined) run.api().delete(`Pod/default/${pod.metadata.name}`, {}, 'the property asks for it');
      break;
    }
    case 'image':
      run.setImage(behaviour(each.code));
      break;
    case 'node':
      if (run.view.get(`Node//${each.name}`) !== undefined) run.setNode(each.name, each.state);
      break;
    case 'wait':
      run.advance(run.now + each.millis);
  }
}

/** Everything that a Job may not do, in words. */
function brokenPromises(entries: readonly Entry[]): readonly string[] {
  const pods = new Map<string, Pod>();
  const broken: string[] = [];
  let job: Job | undefined;
  for (const { at, actor, change } of entries) {
    if (change.kind !== 'applied') continue;
    const { key: changed, verb, after } = change;
    let wrong: readonly string[] = [];
    if (changed.startsWith('Pod/')) {
      if (after === null) pods.delete(changed);
      else pods.set(changed, after as Pod);
      if (actor === 'job-controller' && verb === 'create') wrong = tooMany([...pods.values()].filter(isActive), job);
    }
    if (changed === key && after !== null) {
      wrong = lostGround(job, after as Job);
      job = after as Job;
    }
    broken.push(...wrong.map((what) => `at ${at}: ${what}`));
  }
  return broken;
}

function tooMany(active: readonly Pod[], job: Job | undefined): readonly string[] {
  if (job === undefined) return [];
  const { spec, status } = job;
  const found: string[] = [];
  const { parallelism = 1, completions = 1 } = spec;
  if (active.length > parallelism) found.push(`${active.length} pods work, ${parallelism} may`);
  if (active.length + (status?.succeeded ?? 0) > completions) found.push(`${active.length} pods work on too little`);
  if (spec.suspend === true) found.push('a pod is made while suspended');
  const indexes = active.flatMap(({ metadata }) => metadata.annotations?.[index] ?? []);
  if (new Set(indexes).size < indexes.length) found.push(`two pods work on one index: ${indexes.join()}`);
  return found;
}

function lostGround(before: Job | undefined, after: Job): readonly string[] {
  if (before === undefined) return [];
  const found: string[] = [];
  const { completions = 1 } = after.spec;
  for (const count of ['succeeded', 'failed'] as const)
    if ((after.status?.[count] ?? 0) < (before.status?.[count] ?? 0)) found.push(`${count} shrinks`);
  if ((after.status?.succeeded ?? 0) > completions) found.push(`more than ${completions} succeeded`);
  if (finishedCondition(before) !== undefined && finishedCondition(after) === undefined) found.push('it begins anew');
  if (
    finishedCondition(before) === undefined &&
    finishedCondition(after) !== undefined &&
    (after.status?.active ?? 0) > 0
  )
    found.push('it ends while pods work');
  return found;
}
