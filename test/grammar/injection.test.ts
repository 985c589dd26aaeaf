import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Rule {
  readonly match: string;
}

const grammar: { readonly repository: Readonly<Record<string, Rule>> } = JSON.parse(
  readFileSync(new URL('../../syntaxes/drydock.injection.tmLanguage.json', import.meta.url), 'utf8'),
);

/** What a rule marks in a line: the parts that it captures, or the whole match where it captures nothing. */
function marked(rule: string, line: string): string[] {
  const found = new RegExp(grammar.repository[rule]?.match ?? '(?!)').exec(line);
  if (found === null) return [];
  const parts = found.slice(1).filter((part) => part !== undefined);
  return parts.length > 0 ? parts : [found[0]];
}

it.each([
  ['kind', 'kind: Deployment', ['Deployment']],
  ['kind', '{apiVersion: v1, kind: Pod}', ['Pod']],
  ['kind', 'kind: pod', []],
  ['kind', 'mankind: Pod', []],
  ['image', '- image: registry:5000/team/web:1.2 # ours', ['registry:5000/team/web', ':', '1.2']],
  ['image', 'image: web', ['web']],
  ['image', 'image: web@sha256:ab12', ['web', '@', 'sha256:ab12']],
  ['schedule', 'schedule: "*/15 * * * mon-fri"', ['*/15 * * * mon-fri']],
  ['schedule', "schedule: '@daily'", ['@daily']],
  ['schedule', 'schedule: "every day"', []],
  ['quantity', 'limits: {cpu: 500m, memory: 128Mi}', ['500', 'm']],
  ['quantity', 'memory: 1.5Gi', ['1.5', 'Gi']],
  ['quantity', 'memory: 5 apples', []],
  ['variable', 'value: http://$(HOST):80', ['$(HOST)']],
  ['variable', 'value: $$(HOST)', []],
])('%s in %j', (rule, line, expected) => {
  expect(marked(rule, line)).toEqual(expected);
});
