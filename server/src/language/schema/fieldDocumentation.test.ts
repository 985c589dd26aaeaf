import { expect, test } from 'vitest';
import { catalogOf, type SchemaSource } from './catalog.ts';
import { fieldDocumentation } from './fieldDocumentation.ts';

const parts = {
  schema: {
    definitions: {
      V1Box: { type: 'object', properties: { spec: { $ref: 'V1BoxSpec' } }, required: ['spec'] },
      V1BoxSpec: {
        type: 'object',
        properties: {
          lids: { type: 'array', items: { $ref: 'V1Lid' } },
          tags: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      V1Lid: {
        type: 'object',
        properties: { colour: { type: 'string', enum: ['red', 'blue'] }, size: { $ref: 'Quantity' } },
        required: ['size'],
      },
    },
  },
  index: { x: { group: 'shop', version: 'v1', kind: 'Box', plural: 'boxes', namespaced: true, definition: 'V1Box' } },
  docs: { V1Box: { $: 'A box.', spec: 'What is in it.' }, V1BoxSpec: { lids: 'Its lids.' } },
};
const source: SchemaSource = { read: (_version, part) => JSON.stringify(parts[part]) };

test('a field is documented with the fields in it, through lists', () => {
  const catalog = catalogOf(source, '1.36');
  expect(fieldDocumentation(catalog, 'shop/v1', 'Box', [])).toEqual({
    type: 'Object',
    description: 'A box.',
    required: false,
    fields: [{ name: 'spec', type: 'BoxSpec', description: 'What is in it.', required: true }],
  });
  expect(fieldDocumentation(catalog, 'shop/v1', 'Box', ['spec', 'lids'])).toEqual({
    type: '[]Lid',
    description: 'Its lids.',
    required: false,
    fields: [
      { name: 'colour', type: 'string', description: '', required: false, enum: ['red', 'blue'] },
      { name: 'size', type: 'Quantity', description: '', required: true },
    ],
  });
  expect(fieldDocumentation(catalog, 'shop/v1', 'Box', ['spec', 'tags'])?.type).toBe('map[string]string');
  expect(fieldDocumentation(catalog, 'shop/v1', 'Box', ['spec', 'nope'])).toBeUndefined();
});
