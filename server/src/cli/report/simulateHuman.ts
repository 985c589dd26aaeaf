import { advice } from '#engine/scheduler/advice.ts';
import type { Diagnosis } from '#engine/scheduler/diagnosis.ts';
import { nameOf, type StoryLine, story, verdictText } from '#engine/trace/text.ts';
import type { StepResult } from '#kubectl/scenario/runScenario.ts';
import { type Simulated, stepText } from './simulated.ts';

/** The rollout as a time-line, step by step, the verdict last. */
export function humanReport({ name, trace, steps, summary }: Simulated, colour: boolean): string {
  const paint = colour ? painted : plain;
  const lines = [paint('bold', name)];
  for (const step of steps) lines.push(...stepLines(step, trace.entries.slice(step.from, step.to), paint));
  const [head = '', ...rest] = verdictText(summary);
  const tone = summary.verdict === 'completes' ? 'green' : summary.verdict === 'nothing' ? 'bold' : 'red';
  lines.push('', paint(tone, head), ...rest, ...whatWouldHelp(summary, trace.entries));
  return `${lines.join('\n')}\n`;
}

/** For pods that fit no node: the changes that would let them onto one, as the scheduler's diagnosis has them. */
function whatWouldHelp({ obstacles }: Simulated['summary'], entries: Parameters<typeof story>[0]): readonly string[] {
  return obstacles.flatMap(({ kind, example }) => {
    if (kind !== 'unschedulable' || example === undefined) return [];
    const note = entries.findLast(
      ({ change }) => change.kind === 'note' && change.topic === 'scheduling' && change.key === example,
    )?.change;
    const remedies = note?.kind === 'note' ? (note.data as Diagnosis | undefined)?.remedies : undefined;
    return advice(remedies ?? []).map((text) => `  ${nameOf(example)}: ${text}.`);
  });
}

type Paint = (tone: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string;

const codes = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 };
const painted: Paint = (tone, text) => `\u001b[${codes[tone]}m${text}\u001b[0m`;
const plain: Paint = (_tone, text) => text;

function stepLines(step: StepResult, entries: Parameters<typeof story>[0], paint: Paint): readonly string[] {
  const told = story(entries.filter((entry) => entry.actor !== 'bootstrap' && !isStepNote(entry)));
  const { stdout, stderr, code } = step.result;
  const said = `${stdout}${stderr}`.trimEnd();
  const lines = [paint('dim', `─ ${stepText(step.step)}`)];
  if (said !== '') lines.push(...said.split('\n').map((line) => `    ${code === 0 ? line : paint('red', line)}`));
  if (step.step.kind === 'expect' && code === 0) lines.push(`    ${paint('green', 'holds')}`);
  return [...lines, ...told.map((line) => storyLineText(line, paint))];
}

function isStepNote(entry: Parameters<typeof story>[0][number]): boolean {
  return entry.change.kind === 'note' && entry.change.topic === 'step';
}

const tones = { normal: undefined, warning: 'yellow', error: 'red' } as const;

function storyLineText({ at, actor, text, severity }: StoryLine, paint: Paint): string {
  const tone = tones[severity];
  const line = `${actor}  ${text}`;
  return `${`${(at / 1000).toFixed(3)}s`.padStart(10)}  ${tone === undefined ? line : paint(tone, line)}`;
}
