import { expect, test } from 'vitest';
import { shellBlocks } from './shellBlocks.ts';

test('commands with and without prompts, joined lines, output left out', () => {
  const markdown = [
    '# Lesson',
    '```console',
    '$ kubectl get pods',
    'NAME   READY',
    '[root@m ~]# kubectl scale deployment web \\',
    '    --replicas=3',
    '```',
    '```yaml',
    'kind: Pod',
    '```',
    '~~~sh',
    'echo hello',
    '~~~',
    '```',
    'k get nodes',
    '```',
  ].join('\n');
  expect(shellBlocks(markdown)).toEqual([
    { line: 2, commands: ['kubectl get pods', 'kubectl scale deployment web --replicas=3'] },
    { line: 14, commands: ['kubectl get nodes'] },
  ]);
});

test('a block that never ends holds nothing', () => {
  expect(shellBlocks('```sh\nkubectl get pods')).toEqual([]);
});
