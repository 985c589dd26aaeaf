import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readFile } from '#language/document/document.ts';
import { objectOf, resourcesOf } from '#language/document/resource.ts';
import { catalogOf } from '#language/schema/catalog.ts';
import { decode } from '#language/schema/decode.ts';
import { apiVersionOf, type SchemaFile } from '#language/schema/schema.ts';
import { judgeBySchema } from '../support/judgeBySchema.ts';
import { schemas } from '../support/workspace.ts';

const catalog = catalogOf(schemas, '1.36');
const accepts = judgeBySchema(JSON.parse(schemas.read('1.36', 'schema') ?? '{}') as SchemaFile);
const recorded = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../parity/validation/recordings.json'), 'utf8'),
) as readonly { readonly manifest: string }[];

/** What both say of every object of a text that has a known kind: `decoder / ajv`. */
function verdicts(text: string): string[] {
  return resourcesOf(readFile('main.yaml', text, 0)).flatMap(({ body }) => {
    const kind = catalog.kinds.find((one) => one.kind === body.kind && apiVersionOf(one) === body.apiVersion);
    if (kind === undefined) return [];
    const decoded = decode(catalog, kind.definition, body.node).issues.length === 0;
    return [`${decoded} / ${accepts(kind.definition, withoutNulls(objectOf(body)))}`];
  });
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  );
}

describe('the decoder and ajv agree', () => {
  test('on every recorded manifest: what ajv refuses the decoder refuses, and what it refuses but ajv takes is a rarer quantity', () => {
    const all = recorded.flatMap(({ manifest }) => verdicts(manifest));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((verdict) => verdict === 'false / true')).toEqual([]);
    expect(all.filter((verdict) => verdict === 'true / false').length).toBeLessThan(all.length * 0.05);
  });

  test('on Deployments with any value in any place', () => {
    const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('null'));
    const place = fc.constantFrom(
      'replicas',
      'paused',
      'selector',
      'strategy',
      'template',
      'minReadySeconds',
      'unknown',
    );
    fc.assert(
      fc.property(place, json, (name, value) => {
        const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { [name]: value } };
        const [verdict] = verdicts(stringify(object, { version: '1.1' }));
        expect(['true / true', 'false / false']).toContain(verdict);
      }),
      { numRuns: 300 },
    );
  });
});
