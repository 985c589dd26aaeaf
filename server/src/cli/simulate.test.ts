import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ManySeeds } from '#engine/trace/certainty.ts';
import { kubectl } from './kubectl.ts';
import { simulate } from './simulate.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'drydock-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return name;
}

async function check(
  command: typeof simulate,
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const io = {
    stdin: () => '',
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd: folder,
    colour: false,
  };
  const code = await command(args, io);
  return { code, out, err };
}

const web = write(
  'web.yaml',
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: good:1 }] }
`,
);

test('plain manifests roll out on three nodes; the verdict is last', async () => {
  const { code, out } = await check(simulate, [web]);
  expect(code).toBe(0);
  expect(out).toMatch(/deployment\.apps\/web created\n/);
  expect(out).toMatch(/\nCompletes in [\d.]+ s\.\n/);
});

test('the watch stream has every change but what a cluster starts with, and a RESULT for every step', async () => {
  const scenario = write(
    'a.scenario.yaml',
    `apiVersion: drydock.dev/v1alpha1
kind: Scenario
spec:
  nodes: 1
  steps:
  - kubectl: create -f web.yaml
  - kubectl: create ns shop
  - kubectl: create -f web.yaml
  - wait: quiet
`,
  );
  const { code, out } = await check(simulate, [scenario, '--output', 'watch']);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  const results = lines.filter((line) => line['type'] === 'RESULT');
  expect(results.map((line) => [line['step'], (line['result'] as { code: number }).code])).toEqual([
    [0, 1],
    [1, 0],
    [2, 0],
    [3, 0],
  ]);
  const kinds = lines
    .filter((line) => line['step'] === 0 && line['type'] === 'ADDED')
    .map((line) => (line['object'] as { kind: string }).kind);
  expect(kinds).toEqual(['Node']);
  const last = lines.filter((line) => (line['object'] as { kind?: string } | undefined)?.kind === 'Deployment').at(-1);
  expect(last?.['object']).toMatchObject({ status: { readyReplicas: 2 } });
  expect(lines.every((line) => typeof line['at'] === 'number' && typeof line['step'] === 'number')).toBe(true);
});

test('the same seed gives the same stream, byte for byte', async () => {
  const runs = await Promise.all([check(simulate, [web, '--output=watch']), check(simulate, [web, '--output=watch'])]);
  expect(runs[0].out).toBe(runs[1].out);
});

test('json has verdict, summary, steps and objects; what stands before is applied first', async () => {
  const before = write('before.yaml', '');
  rmSync(path.join(folder, before));
  const { out } = await check(simulate, [web, '--output', 'json', '--from', 'empty']);
  const report = JSON.parse(out) as Record<string, unknown>;
  expect(report).toMatchObject({ verdict: 'completes', code: 0, seed: 1, summary: { workloads: [{ desired: 2 }] } });
  expect((report['objects'] as { kind: string }[]).some((object) => object.kind === 'ReplicaSet')).toBe(true);
});

test('what is wrong with the input is said with its place, and nothing runs', async () => {
  const broken = write('broken.yaml', 'a: [b\n');
  const scenario = write(
    'bad.scenario.yaml',
    'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec: { nodes: many }\n',
  );
  expect(await check(simulate, ['nope.yaml'])).toMatchObject({
    code: 2,
    err: 'nope.yaml: no such file or folder\n',
    out: '',
  });
  expect(await check(simulate, [broken])).toMatchObject({ code: 2, out: '' });
  expect((await check(simulate, [broken])).err).toMatch(/^broken\.yaml:\d+:\d+: /);
  expect(await check(simulate, [scenario])).toMatchObject({
    code: 2,
    err: 'bad.scenario.yaml:3:16: nodes must be a number\n',
    out: '',
  });
  expect((await check(simulate, [web, '--output', 'xml'])).code).toBe(2);
});

test('the rest of the files is served, with the exit code of a refusal', async () => {
  const broken = write('broken.yaml', 'a: [b\n');
  const { code, out, err } = await check(simulate, [broken, web]);
  expect(code).toBe(2);
  expect(err).toMatch(/^broken\.yaml:\d+:\d+: .*\n$/);
  expect(out).toMatch(/\nCompletes in /);
});

test('an expectation that does not hold makes the exit code 1, and a failure of the test suite', async () => {
  const steps =
    '  - kubectl: run a --image=nginx\n  - wait: quiet\n  - expect: [{ object: Pod/a, path: status.phase, equals: Failed }]\n';
  const scenario = write(
    'c.scenario.yaml',
    `apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:\n  steps:\n${steps}`,
  );
  const { code, out } = await check(simulate, [scenario, '--output', 'junit']);
  expect(code).toBe(1);
  expect(out).toContain('<testsuite name="drydock" tests="1" failures="1">');
  expect(out).toContain(
    '<failure message="expected Pod/a status.phase equal to &quot;Failed&quot;, but &quot;Running&quot;">step ',
  );
});

test('a kept cluster goes on where it stood; a file of somebody else is left alone', async () => {
  const file = ['--cluster', 'cluster.json'];
  expect((await check(kubectl, [...file, 'create', 'deployment', 'web', '--image=nginx'])).out).toBe(
    'deployment.apps/web created\n',
  );
  expect((await check(kubectl, [...file, 'rollout', 'status', 'deploy/web'])).out).toMatch(
    /successfully rolled out\n$/,
  );
  expect((await check(kubectl, [...file, 'get', 'deploy', '--no-headers'])).out).toMatch(/^web +1\/1 /);
  expect((await check(kubectl, [...file, 'get', 'nope'])).code).toBe(1);
  const foreign = write('foreign.json', '{"mine":true}');
  const refused = await check(kubectl, ['--cluster', foreign, 'get', 'pods']);
  expect(refused.code).toBe(2);
  expect(refused.err).toMatch(/is left alone: it is no cluster that drydock saved/);
});

const spread = write(
  'spread.scenario.yaml',
  `apiVersion: drydock.dev/v1alpha1
kind: Scenario
spec:
  nodes: [{ name: a, zone: east }, { name: b, zone: east }, { name: c, zone: east }]
  steps:
  - kubectl: create deployment web --image=web:1 --replicas=4
  - wait: quiet
  - kubectl: set image deploy/web web=web:2
  - wait: quiet
`,
);

test('many seeds agree on the budgets of a rollout, and leave the nodes of its pods to chance', async () => {
  const { code, out } = await check(simulate, [spread, '--seeds', '12', '--output', 'json']);
  const report = JSON.parse(out) as ManySeeds;
  expect(code).toBe(0);
  expect(report.seeds).toHaveLength(12);
  expect(report.verdicts).toEqual([{ verdict: 'completes', seeds: report.seeds }]);
  expect(report.workloads).toMatchObject([
    { desired: { least: 4, most: 4 }, lowestAvailable: { least: 3, most: 3 }, peak: { least: 5, most: 5 } },
  ]);
  const ranges = report.nodes.map(({ pods }) => pods.most - pods.least);
  expect(Math.max(...ranges)).toBeGreaterThan(0);
  const sum = (seed: 'least' | 'most'): number => report.nodes.reduce((n, { pods }) => n + pods[seed], 0);
  expect(sum('least')).toBeLessThan(4);
  expect(sum('most')).toBeGreaterThan(4);
  expect(report.zones).toMatchObject([{ name: 'east', pods: { least: 4, most: 4 } }]);
});

test('what is certain stands before what is chance; the words are the same each time', async () => {
  const args = [spread, '--seeds=12'];
  const { code, out } = await check(simulate, args);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^spread\.scenario\.yaml: 12 seeds compared, from 1 on\nThe same with every seed:\n {2}verdict: completes\n(?: {2}.*\n)* {2}Deployment web: lowest availability \(of 4\): 3\n {2}Deployment web: most pods: 5\n(?: {2}.*\n)*Left to chance:\n(?: {2}.*\n)* {2}pods on node [abc]: \d \(seed \d+\) to \d \(seed \d+\)\n/,
  );
  expect((await check(simulate, args)).out).toBe(out);
  expect((await check(simulate, ['--help'])).out).toContain('--seeds N');
});

test.each([
  ['--seeds=0', '--seeds is a whole number from 1 to 1000'],
  ['--seeds=many', '--seeds is a whole number from 1 to 1000'],
  ['--seeds=3 --output=watch', '--seeds goes with --output human or json'],
])('%s is refused', async (args, why) => {
  const { code, err } = await check(simulate, [spread, ...args.split(' ')]);
  expect(code).toBe(2);
  expect(err).toMatch(`drydock simulate: ${why}\n`);
});
