import { expect, it } from 'vitest';
import { diagnose } from '../../../../test/support/checkDiagnostics.ts';
import { schemas } from '../../../../test/support/workspace.ts';
import { readFile } from '../document/document.ts';
import { resourcesOf } from '../document/resource.ts';
import { catalogOf } from './catalog.ts';
import { decode } from './decode.ts';

it('reads null among the values of a map as Go does: as the zero value', () => {
  const text =
    '{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {a: null}, annotations: null}, spec: {containers: [null], overhead: {cpu: null}, nodeName: null}}';
  const [resource] = resourcesOf(readFile('main.yaml', text, 0));
  expect(resource && decode(catalogOf(schemas, '1.36'), 'V1Pod', resource.body.node).value).toMatchObject({
    metadata: { name: 'a', labels: { a: '' } },
    spec: { containers: [{}], overhead: { cpu: '0' } },
  });
});

it('writes an unknown field after a dot, whatever its name', () => {
  expect(diagnose('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  a.b/c: 1\n')).toContain(
    'strict decoding error: unknown field "metadata.a.b/c"',
  );
});
