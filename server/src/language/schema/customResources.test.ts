import { describe, expect, it } from 'vitest';
import { completed, hovered, offered } from '../../../../test/support/checkCompletion.ts';
import { diagnose, fixed } from '../../../../test/support/checkDiagnostics.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { catalogFor } from '../workspace/snapshot.ts';

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: crontabs.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: crontabs, singular: crontab, kind: CronTab}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            description: What is wanted.
            required: [schedule]
            properties:
              schedule: {type: string, pattern: '^[a-z]+$', description: When it runs.}
              size: {type: integer, minimum: 1, maximum: 10}
              mode: {type: string, enum: [Fast, Slow]}
              name: {type: string, minLength: 2, maxLength: 4}
              port: {x-kubernetes-int-or-string: true}
              anything: {type: object, x-kubernetes-preserve-unknown-fields: true}
              labels: {type: object, additionalProperties: {type: string}}
              tags: {type: array, maxItems: 2, items: {type: string}, x-kubernetes-list-type: set}
              either: {type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}
---
`;
const resource = (spec: string): string =>
  `${definition}apiVersion: example.com/v1\nkind: CronTab\nmetadata: {name: a}\nspec: ${spec}\n`;
const said = (spec: string): string =>
  diagnose(resource(spec))
    .split('\n')
    .flatMap((line) => /(?:error|warning) \w+: (.*)/.exec(line)?.[1] ?? [])
    .join('\n');

describe('custom resources', () => {
  it('that fit their definition are taken', () => {
    expect(
      said(
        '{schedule: daily, size: 3, mode: Fast, port: http, anything: {a: {b: 1}}, labels: {x: y}, tags: [a, b], either: {a: x}}',
      ),
    ).toBe('');
  });

  it.each([
    ['{}', 'spec.schedule: Required value'],
    ['{schedule: daily, sizze: 1}', 'strict decoding error: unknown field "spec.sizze" | Did you mean "size"?'],
    ['{schedule: Daily1}', `spec.schedule: Invalid value: "Daily1": spec.schedule in body should match '^[a-z]+$'`],
    [
      '{schedule: a, size: "3"}',
      'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    ['{schedule: a, size: 11}', 'spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10'],
    ['{schedule: a, mode: fast}', 'spec.mode: Unsupported value: "fast": supported values: "Fast", "Slow"'],
    ['{schedule: a, name: x}', 'spec.name: Invalid value: "x": spec.name in body should be at least 2 chars long'],
    ['{schedule: a, name: abcde}', 'spec.name: Too long: may not be more than 4 bytes'],
    [
      '{schedule: a, tags: [a, a, b]}',
      'spec.tags: Too many: 3: must have at most 2 items\nspec.tags[1]: Duplicate value: "a"',
    ],
    [
      '{schedule: a, labels: {x: 1}}',
      'spec.labels.x: Invalid value: "integer": spec.labels.x in body must be of type string: "integer"',
    ],
    [
      '{schedule: a, either: {}}',
      'spec.either: Invalid value: {}: "spec.either" must validate one and only one schema (oneOf). Found none valid',
    ],
  ])('%s: %s', (spec, message) => {
    expect(said(spec)).toBe(message);
  });

  it('are repaired, completed and explained like built-in ones', () => {
    expect(fixed(resource('{schedule: a, mode: fast}'), 'unsupportedValue')).toBe(
      resource('{schedule: a, mode: Fast}'),
    );
    expect(offered(resource('\n  $0'))).toEqual(expect.arrayContaining(['schedule', 'mode']));
    expect(offered(resource('\n  mode: $0'))).toEqual(['Fast', 'Slow']);
    expect(completed(resource('\n  sched$0'), 'schedule')).toBe(resource('\n  schedule: $0'));
    expect(hovered(resource('\n  sche$0dule: a'))).toContain('When it runs.');
  });

  const ruled = (rule: string, value: string): string =>
    diagnose(resource(value).replace('description: What is wanted.', `x-kubernetes-validations: [{rule: "${rule}"}]`));

  it('are refused by the rules of their definition, once they fit it', () => {
    expect(ruled('self.size > 1', '{schedule: a, size: 1}')).toContain(
      '^^^^ error invalidValue: spec: Invalid value: "object": failed rule: self.size > 1',
    );
    expect(ruled('self.size > 1', '{schedule: a, size: 2}')).toBe('');
    expect(ruled('self.size > 1', '{schedule: a, size: "1"}')).not.toContain('failed rule');
  });

  it('name rules that cannot be evaluated here', () => {
    expect(ruled("url(self.schedule).getHost() == 'a'", '{schedule: a}')).toContain(
      'hint celNotEvaluated: 1 rules in CEL of the definition of this kind cannot be evaluated here.',
    );
  });

  it('of another version or kind of the group are left alone', () => {
    expect(
      diagnose(
        resource('{schedule: a}').replace('kind: CronTab\nmetadata: {name: a}', 'kind: Workflow\nmetadata: {name: a}'),
      ),
    ).toBe('');
  });
});

it('two workspaces that take turns, or clusters of one, keep their catalogs', () => {
  const { snapshot: one } = workspaceOf(definition);
  const { snapshot: other } = workspaceOf(definition.replaceAll('crontab', 'croncab'));
  const first = catalogFor(one, 'main.yaml');
  expect(catalogFor(other, 'main.yaml')).not.toBe(first);
  expect(catalogFor(one, 'main.yaml')).toBe(first);
});
