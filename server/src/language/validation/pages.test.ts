import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { rules } from './registry.ts';
import { validate } from './validate.ts';

const folder = new URL('../../../../docs/problems/', import.meta.url);
const ids = readdirSync(folder).map((file) => file.replace('.md', ''));

/** Said by the command line, by the comparison with a commit, of a file with its own name, or of two megabytes: their own tests hold them. */
const elsewhere: ReadonlySet<string> = new Set([
  'emptyFile',
  'noManifest',
  'ruleFile',
  'scenario',
  'changeRefused',
  'tooLong',
]);

function examples(page: string): { wrong: string; right: string } {
  const [wrong = '', right = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return { wrong, right };
}

function said(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  return validate(snapshot, 'main.yaml').map(({ rule }) => rule);
}

describe('the page of a problem', () => {
  it.each(ids)('%s says what, why, a wrong and a right example', (id) => {
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
    expect(page.startsWith(`# ${id}\n\n`)).toBe(true);
    expect(page).toMatch(/ Severity: [^\n]+\.\n\n[^\n]+\n/);
    expect(page).toMatch(/\nWrong:\n\n```yaml\n[\s\S]+```\n\nRight:\n\n```yaml\n[\s\S]+```\n/);
    if (elsewhere.has(id)) return;
    const { wrong, right } = examples(page);
    expect(said(wrong)).toContain(id);
    expect(said(right)).not.toContain(id);
  });

  it.each(rules.map(({ id }) => id))('%s, a rule, has the same', (id) => {
    const page = readFileSync(new URL(`rules/${id}/${id}.md`, import.meta.url), 'utf8');
    expect(page.startsWith(`# ${id}\n`)).toBe(true);
    expect(page).toMatch(/Severity: /);
    expect(page).toMatch(/\nWrong:[\s\S]+```[\s\S]+\nRight:[\s\S]+```/);
  });
});
