import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Lesson } from '../support/lesson.ts';

const seeds = path.resolve(import.meta.dirname, '../../../shared/seeds');
const read = (name: string): string => readFileSync(path.join(seeds, name), 'utf8');

/** The ReplicaSets of a Deployment that a session names, in all its prints. */
function printed(session: string, deployment: string): readonly string[] {
  const { commands } = JSON.parse(read(`transcripts/${session}.json`)) as {
    readonly commands: readonly { readonly output: string | null }[];
  };
  const names = commands.flatMap(({ output }) =>
    Array.from((output ?? '').matchAll(new RegExp(`${deployment}-[0-9a-f]{8,10}\\b`, 'g')), ([name]) => name),
  );
  return [...new Set(names)].sort();
}

/** The ReplicaSets of a cluster of 1.33, the version of those sessions, when these lines were typed. */
function named(lines: readonly string[], manifest: string): readonly string[] {
  const lesson = new Lesson({ kubernetesVersion: '1.33' }).file('deployment.yaml', read(`manifests/${manifest}`));
  for (const line of lines) lesson.kubectl(line);
  return lesson.run.view
    .list('ReplicaSet.apps')
    .map(({ metadata }) => metadata.name)
    .sort();
}

test.skipIf(!existsSync(seeds)).each([
  ['004-02', 'my-nginx-deployment', '004-03-deployment.yaml', []],
  [
    '004-03',
    'my-nginx-deployment',
    '004-03-deployment.yaml',
    ['set image deployment my-nginx-deployment nginx=nginx:1.11'],
  ],
  ['004-04', 'hostname-deployment', '004-04-deployment.yaml', []],
] as const)(
  'the ReplicaSets of session %s have the names that its cluster gave them',
  (session, name, manifest, more) => {
    const names = printed(session, name);
    expect(names).toHaveLength(more.length + 1);
    expect(named(['apply -f deployment.yaml', ...more], manifest)).toEqual(names);
  },
);
