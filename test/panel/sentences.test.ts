import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { splitKey } from '#engine/api/key.ts';
import { storyLine } from '#engine/trace/text.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { parseScenario } from '#kubectl/scenario/parse.ts';
import { startScenario } from '#kubectl/scenario/runScenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import { inKorean } from '../../media/panel/sentences/told.ts';
import { nodeFiles } from '../../server/src/cli/nodeFiles.ts';

const folder = join(import.meta.dirname, 'situations');

describe('the engine’s sentences in Korean', () => {
  // Five thousand nodes say what a hundred do.
  const files = readdirSync(folder).filter((file) => !file.startsWith('five-thousand'));
  const sentences = new Set(files.flatMap((file) => sentencesOf(file)));
  const unknown = [...sentences].filter((each) => inKorean(each) === undefined);

  test('the situations are told in words', () => {
    expect(sentences.size).toBeGreaterThan(100);
  });

  test('at least nine of ten have Korean', () => {
    const share = 1 - unknown.length / sentences.size;
    expect(share, `without Korean:\n${unknown.slice(0, 40).join('\n')}`).toBeGreaterThanOrEqual(0.9);
  });

  test('no placeholder is left over, and none has lost its value', () => {
    for (const each of sentences) expect(inKorean(each) ?? '').not.toMatch(/\{\d\}/);
    expect(inKorean('2 pods, 1 of the newest template, 0 available')).toBe('파드 2개, 최신 템플릿 1개, 가용 0개');
    expect(inKorean('a container of nginx:1.27 takes 600 ms to start')).toBe(
      'nginx:1.27 컨테이너의 시작에 600밀리초 걸린다고 가정',
    );
  });

  test('a sentence that nobody knows stays', () => {
    expect(inKorean('colourless green ideas')).toBe(undefined);
  });
});

/** What the engine says itself in a situation. Events, conditions and refusals are Kubernetes' own words. */
function sentencesOf(file: string): readonly string[] {
  const parsed = parseScenario(readFileSync(join(folder, file), 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.error)}`);
  const files = nodeFiles(folder);
  const world = worldOf(parsed.value, files);
  if (!world.ok) throw new Error(`${file}: ${world.error}`);
  const running = startScenario(parsed.value, world.value, files);
  for (const _ of running.steps());
  return running.run.trace.entries.flatMap(ownWords);
}

const kubernetesWords = /^\d+\/\d+ nodes are available|^Cannot evict pod/;

function ownWords(entry: Entry): readonly string[] {
  const { change } = entry;
  if (change.kind === 'rejected' || (change.kind === 'applied' && splitKey(change.key).kind === 'Event')) return [];
  const said = [entry.why, storyLine(entry)?.text ?? '', ...(entry.assumptions ?? []).map((each) => each.text)];
  if (change.kind === 'note') said.push(change.text);
  return said.filter((each) => each !== '' && !kubernetesWords.test(each));
}
