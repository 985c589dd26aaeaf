import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from './registry.ts';

const page = readFileSync(new URL('../../../../docs/problems.md', import.meta.url), 'utf8');
const root = new URL('..', import.meta.url);
const kustomize = ['kustomizationPath', 'kustomizationBuild', 'unknownKustomizeField', 'deprecatedKustomizeField'];

it('every rule stands on the page of problems, under its own name', () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  for (const { id } of rules) expect(page).toContain(`[${id}](../server/src/language/validation/rules/${id}/${id}.md)`);
});

it('every other problem that the core or the command names stands there too', () => {
  const sources = ['language', 'cli'].flatMap((layer) => {
    const folder = new URL(`../${layer}/`, root);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  });
  const named = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/\brule: (?:\w+ \? '(\w+)' : )?'(\w+)'/g)].flatMap((match) => [match[1], match[2]]),
    ),
  );
  named.delete(undefined);
  expect(named.size).toBeGreaterThan(10);
  for (const rule of [...named, ...kustomize]) expect(page).toContain(`[${rule}](problems/${rule}.md)`);
});
