import { expect, test } from 'vitest';
import type { FieldDocumentation } from '../cluster.ts';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const field = (name: string, type: string, values?: readonly string[]): FieldDocumentation['fields'][number] => ({
  name,
  type,
  description: `What ${name} is.`,
  required: name === 'name',
  ...(values === undefined ? {} : { enum: values }),
});

const known: Readonly<Record<string, FieldDocumentation>> = {
  '': { type: 'Pod', description: 'A pod.', required: false, fields: [field('spec', 'PodSpec')] },
  policy: { ...field('policy', 'string', ['Always', 'OnFailure', 'Never']), required: true, fields: [] },
  spec: {
    type: 'PodSpec',
    description: 'What is wanted.',
    required: false,
    fields: [field('inner', 'PodSpec'), field('name', 'string'), field('policy', 'string', ['Always', 'Never'])],
  },
};

function check(line: string): string {
  const documentation = { field: (_version: string, _kind: string, path: readonly string[]) => known[path.join('.')] };
  return checkKubectl({ ...clusterOf(), documentation }, line);
}

test('a field with the fields in it', () => {
  expect(check('explain pod.spec')).toBe(
    [
      'KIND:       Pod',
      'VERSION:    v1',
      '',
      'FIELD: spec <PodSpec>',
      '',
      'DESCRIPTION:',
      '    What is wanted.',
      '    ',
      'FIELDS:',
      '  inner\t<PodSpec>',
      '    What inner is.',
      '',
      '  name\t<string> -required-',
      '    What name is.',
      '',
      '  policy\t<string>',
      '  enum: Always, Never',
      '    What policy is.',
    ].join('\n'),
  );
});

test('a field of a few values', () => {
  expect(check('explain pod.policy')).toBe(
    [
      'KIND:       Pod',
      'VERSION:    v1',
      '',
      'FIELD: policy <string>',
      'ENUM:',
      '    Always',
      '    Never',
      '    OnFailure',
      '',
      'DESCRIPTION:',
      '    What policy is.',
    ].join('\n'),
  );
});

test('--recursive: names and types alone, all the way down', () => {
  expect(check('explain pod --recursive').split('FIELDS:\n')[1]).toBe(
    [
      '  spec\t<PodSpec>',
      '    inner\t<PodSpec>',
      '    name\t<string> -required-',
      '    policy\t<string>',
      '    enum: Always, Never',
    ].join('\n'),
  );
});

test('what does not exist', () => {
  expect(check('explain pod.spec.nope')).toBe('error: field "nope" does not exist\n(exit 1)');
  expect(check('explain nope')).toBe(`error: the server doesn't have a resource type "nope"\n(exit 1)`);
  expect(check('explain')).toMatch(/^error: You must specify the type of resource to explain\./);
});
