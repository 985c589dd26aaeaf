import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DocsFile, SchemaFile } from '#language/schema/schema.ts';
import authored from '../../schemas/authored.json' with { type: 'json' };
import { schemas } from '../support/workspace.ts';

const docs = JSON.parse(schemas.read('1.36', 'docs') ?? '{}') as DocsFile;
const { definitions } = JSON.parse(schemas.read('1.36', 'schema') ?? '{}') as SchemaFile;

/** Fields whose description names the type's meaning and not every value: looked up in the Go source instead. */
const notInDescription = new Set(
  JSON.parse(readFileSync(new URL('../../schemas/notInDescription.json', import.meta.url), 'utf8')) as string[],
);

describe('enums that we wrote down', () => {
  it.each(Object.entries(authored.enums))('%s is a field, and its description names every value', (key, values) => {
    const [definition = '', field = ''] = key.split('.');
    expect(definitions[definition]?.properties[field]).toBeDefined();
    const text = `${docs[definition]?.[field] ?? ''} ${docs[definition]?.['$'] ?? ''}`;
    const missing = values.filter((value) => value !== '' && !text.includes(value));
    expect(missing.length > 0).toBe(notInDescription.has(key));
  });

  it.each(Object.entries(authored.mergeKeys))('%s is a list whose items have the keys', (key, keys) => {
    const [definition = '', field = ''] = key.split('.');
    const items = definitions[definition]?.properties[field]?.items;
    expect(items?.$ref).toBeDefined();
    for (const name of keys) expect(definitions[items?.$ref ?? '']?.properties[name]).toBeDefined();
  });

  it.each(['1.32', '1.33', '1.34', '1.35', '1.36'] as const)(
    '%s has the kinds and fields that everybody uses',
    (version) => {
      const schema = JSON.parse(schemas.read(version, 'schema') ?? '{}') as SchemaFile;
      const index = JSON.parse(schemas.read(version, 'index') ?? '{}') as object;
      expect(Object.keys(index)).toEqual(
        expect.arrayContaining([
          'v1/Pod',
          'apps/v1/Deployment',
          'networking.k8s.io/v1/Ingress',
          'autoscaling/v2/HorizontalPodAutoscaler',
        ]),
      );
      expect(schema.definitions['V1ResourceRequirements']?.properties['limits']?.additionalProperties?.$ref).toBe(
        'Quantity',
      );
      expect(schema.definitions['V1Container']?.properties['livenessProbe']?.$ref).toBe('V1Probe');
      for (const definition of Object.values(schema.definitions)) {
        for (const field of Object.values(definition.properties)) {
          const target = field.$ref ?? field.items?.$ref ?? field.additionalProperties?.$ref;
          if (target !== undefined && target !== 'Quantity' && target !== 'IntOrString')
            expect(schema.definitions[target]).toBeDefined();
        }
      }
    },
  );
});
