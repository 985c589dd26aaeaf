import { expect, test } from 'vitest';
import { catalogOf } from '#language/schema/catalog.ts';
import { strictDecoding } from '#language/schema/strictDecoding.ts';
import { schemas } from '../../../test/support/workspace.ts';
import type { Cluster } from './cluster.ts';
import { newSavedCluster, Recorder, restoreCluster } from './savedCluster.ts';
import { checkKubectl, clusterOf } from './testing/checkKubectl.ts';

const decode: NonNullable<Cluster['decode']> = (body) => strictDecoding(catalogOf(schemas, '1.33'), body);

function decodingCluster(): Cluster {
  return { ...clusterOf({}, { kubernetesVersion: '1.33' }), decode };
}

const pod = (spec: string, name = 'a'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
const typo = pod('nodeSelectr: {}, containers: [{ name: c, image: x, imagee: y }]');
const good = pod('containers: [{ name: c, image: x }]');

const unknown = 'unknown field "spec.nodeSelectr", unknown field "spec.containers[0].imagee"';

test('unknown fields are refused in the words of the API server, and nothing is stored', () => {
  const cluster = decodingCluster();
  const said = `Pod in version "v1" cannot be handled as a Pod: strict decoding error: ${unknown}\n(exit 1)`;
  for (const command of ['apply', 'create'])
    expect(checkKubectl(cluster, `${command} -f -`, typo)).toBe(
      `Error from server (BadRequest): error when creating "STDIN": ${said}`,
    );
  expect(checkKubectl(cluster, 'get pods')).toBe('No resources found in default namespace.');
  checkKubectl(cluster, 'apply -f -', good);
  expect(checkKubectl(cluster, 'replace -f -', typo)).toBe(
    `Error from server (BadRequest): error when replacing "STDIN": ${said}`,
  );
});

test('--validate says what becomes of unknown fields; they are never stored', () => {
  for (const [flag, said] of [
    ['warn', 'Warning: unknown field "spec.nodeSelectr"\nWarning: unknown field "spec.containers[0].imagee"'],
    ['ignore', ''],
    ['false', ''],
  ] as const) {
    const cluster = decodingCluster();
    expect(checkKubectl(cluster, `create -f - --validate=${flag}`, typo)).toBe(`pod/a created\n${said}`.trimEnd());
    expect(checkKubectl(cluster, 'get pod a -o yaml')).not.toMatch(/nodeSelectr|imagee/);
  }
  expect(checkKubectl(decodingCluster(), 'create -f - --dry-run=client', typo)).toBe('pod/a created (dry run)');
});

test('a value of another type is refused whatever --validate says, objects beside it are made', () => {
  const wrong = pod('hostNetwork: "no", containers: [{ name: c, image: x }]');
  expect(
    checkKubectl(
      decodingCluster(),
      'apply --validate=false -f -',
      `${wrong}---\n${good.replace('name: a', 'name: b')}`,
    ),
  ).toBe(
    'pod/b created\nError from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool\n(exit 1)',
  );
});

test('a kept cluster comes back as it was, one from before manifests were decoded too', () => {
  const cluster = decodingCluster();
  const recorder = new Recorder(cluster);
  const both = `${typo}---\n${good.replace('name: a', 'name: b')}`;
  checkKubectl(recorder.cluster, 'apply -f -', both);
  const saved = recorder.after(newSavedCluster(cluster.run.world), ['apply', '-f', '-'], both);
  const names = (kept: typeof saved): string =>
    checkKubectl(restoreCluster(kept, cluster.files, decode), 'get pods -o name');
  expect(names(saved)).toBe('pod/b');
  const older = saved.commands.map(({ decoded: _, ...command }) => command);
  expect(names({ ...saved, commands: older })).toBe('pod/a\npod/b');
});
