import { expect, test } from 'vitest';
import { schemas } from '../../../../test/support/workspace.ts';
import { catalogOf } from './catalog.ts';
import { fieldDocumentation } from './fieldDocumentation.ts';

/** The type of a field, then the last line of what is said of it. */
function check(...path: readonly string[]): string | undefined {
  const found = fieldDocumentation(catalogOf(schemas, '1.33'), 'v1', 'Pod', path);
  return found === undefined ? undefined : `${found.type}: ${found.description.split('\n').at(-1)}`;
}

test('behind what is said of a field stands what is said of its type', () => {
  expect(check('spec')).toBe('PodSpec: PodSpec is a description of a pod.');
  expect(check('spec', 'containers')).toBe(
    '[]Container: A single application container that you want to run within a pod.',
  );
  expect(check('spec', 'containers', 'name')).toMatch(/^string: Name of the container/);
  expect(check('spec', 'nope')).toBeUndefined();
});
