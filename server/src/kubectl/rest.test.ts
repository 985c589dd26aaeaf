import { expect, test } from 'vitest';
import { summarize } from '#engine/trace/summary.ts';
import { verdictText } from '#engine/trace/text.ts';
import { defaultWorld } from '#engine/world.ts';
import { noFiles } from './cluster.ts';
import { startManifests } from './scenario/applyManifests.ts';
import { parseScenario } from './scenario/parse.ts';
import { startScenario } from './scenario/runScenario.ts';
import { worldOf } from './scenario/world.ts';

const images = `
  images:
  - { match: "crash*", exits: { after: 2s, code: 1, from: running } }
  - { match: "ends*", exits: { after: 40s, code: 0 } }
  - { match: "deaf*", probes: { liveness: fails } }
  - { match: "minute*", exits: { after: 30s, code: 0 } }`;

/** The verdict after the steps of a scenario; what is not told of here is left out. */
function checkScenario(steps: string, expected: readonly string[]): void {
  const parsed = parseScenario(`apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:${images}\n  steps:\n${steps}`);
  if (!parsed.ok) throw new Error(parsed.error.map(({ message }) => message).join('\n'));
  const world = worldOf(parsed.value, noFiles);
  if (!world.ok) throw new Error(world.error);
  const scenario = startScenario(parsed.value, world.value, noFiles);
  for (const { step, result } of scenario.steps()) if (step.kind === 'kubectl') expect(result.stderr).toBe('');
  expect(verdictText(summarize(scenario.run.trace)).slice(0, expected.length)).toEqual(expected);
}

/** The same where manifests are applied and waited for, `longest` virtual milliseconds at most. */
function checkApplied(manifest: object, longest: number, expected: readonly string[]): void {
  const parsed = parseScenario(`apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:${images}\n  steps: []`);
  const world = parsed.ok ? worldOf(parsed.value, noFiles) : undefined;
  const plan = { before: [], applied: [manifest as never], longest };
  const running = startManifests(world?.ok === true ? world.value : defaultWorld(), plan, noFiles);
  const codes = [...running.steps()].map(({ result }) => result.code);
  const { verdict, ...summary } = summarize(running.run.trace);
  expect(verdictText({ verdict, ...summary }).slice(0, expected.length)).toEqual(expected);
  expect(codes).toEqual([0, verdict === 'completes' ? 0 : 1]);
}

const deployment = (image: string, more: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image, ...more }] } },
  },
});

test('a container that comes up and ends for ever is stuck, whether or not it runs at the end', () => {
  for (const longest of [3_600_000, 3_345_500])
    checkApplied(deployment('crash:1'), longest, [
      expect.stringMatching(/^Stuck: Deployment web /) as string,
      '  Deployment web: 2 pods crash again and again (exit code 1).',
    ]);
});

test('a container that is known to end is waited for', () => {
  checkApplied(deployment('ends:1'), 3_600_000, [
    expect.stringMatching(/^Stuck: Deployment web /) as string,
    '  Deployment web: 2 pods crash again and again (exit code 0).',
  ]);
});

test('a container that its liveness probe stops again and again is waited for, however seldom it is probed', () => {
  checkApplied(deployment('deaf:1', { livenessProbe: { tcpSocket: { port: 80 } } }), 3_600_000, [
    expect.stringMatching(/^Stuck: Deployment web /) as string,
    '  Deployment web: 2 pods crash again and again (exit code 143).',
  ]);
  checkApplied(deployment('deaf:1'), 3_600_000, ['Completes in 1.4 s.']);
});

test('what comes to rest completes', () => {
  checkApplied(deployment('good:1'), 3_600_000, ['Completes in 1.4 s.']);
});

test('a wait that is too short is told as such', () => {
  checkApplied(deployment('good:1'), 3000, [
    'Does not come to rest.',
    '  Deployment web changed shortly before the end: the time given is too short to tell.',
  ]);
});

test('a Job whose end nobody knows says that', () => {
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } };
  checkApplied({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template } }, 600_000, [
    'Does not come to rest.',
    "  Job j: 1 pod runs, and nothing says when it ends (a scenario's images can).",
  ]);
});

test('a CronJob starts Job after Job', () => {
  checkScenario(
    `  - kubectl: create cronjob tick --image=minute:1 --schedule="* * * * *"
  - wait: 60s
  - wait: { quiet: 40s, timeout: 19m }
`,
    [
      'Does not come to rest.',
      '  CronJob tick starts Job after Job (10 in the last half of the time): the next one comes before the cluster is at rest.',
    ],
  );
});

test('a wait that comes to rest later takes back what an earlier one said', () => {
  checkScenario(
    `  - kubectl: create deployment web --image=good
  - wait: { quiet: 5s, timeout: 4s }
  - wait: quiet
`,
    ['Completes in 1.2 s.'],
  );
});

test('pods that the kubelet refuses are made again for ever', () => {
  checkScenario(
    `  - kubectl: create -f -
    input: |
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: { name: greedy }
      spec:
        replicas: 1
        selector: { matchLabels: { app: greedy } }
        template:
          metadata: { labels: { app: greedy } }
          spec: { nodeName: n1, containers: [{ name: c, image: good, resources: { requests: { cpu: "64" } } }] }
  - wait: { quiet: 5s, timeout: 6s }
`,
    [
      'Stuck: ReplicaSet greedy at 0 of 1 updated, 0 available.',
      expect.stringMatching(
        /^ {2}ReplicaSet greedy: its pods end and are made again and again \(\d+ pods .*OutOfcpu/,
      ) as string,
    ],
  );
});
