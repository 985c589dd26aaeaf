import { afterAll, describe, expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { gapsOf, hasTable } from './layout.ts';
import { type Played, play } from './play.ts';
import { haveSessions, sessionIds, sessionOf } from './session.ts';
import { sessions000 } from './sessions000.ts';
import { sessions001 } from './sessions001.ts';
import { sessions002 } from './sessions002.ts';
import { sessions003 } from './sessions003.ts';
import { sessions004 } from './sessions004.ts';
import { inTodaysWords, today } from './today.ts';

const entries = [...sessions000, ...sessions001, ...sessions002, ...sessions003, ...sessions004];
const count = { compared: 0, left: 0, commands: 0, silent: 0 };

describe.skipIf(!haveSessions)('sessions of tutorials', () => {
  test('every session has its entry', () => {
    expect(entries.map(({ id }) => id)).toEqual(sessionIds());
  });

  test.each(entries)('$id', (entry: Entry) => {
    for (const played of play(sessionOf(entry.id), entry)) {
      checkPlayed(played);
      tally(played);
    }
  });

  test.each(today)('there is a print older than: $rule', ({ old }) => {
    const prints = entries.flatMap(({ id }) => sessionOf(id).commands.flatMap(({ output }) => output ?? []));
    expect(prints.some((print) => inTodaysWords(print, old).search(old) >= 0)).toBe(true);
  });

  afterAll(() => {
    const { compared, left, commands, silent } = count;
    console.info(
      `sessions: ${compared} lines compared, ${left} left with a reason; ${commands} commands compared, ${silent} without a print`,
    );
  });
});

/** Every command is either as printed, or there is a reason for what is not, and no reason that is not needed. */
function checkPlayed(played: Played): void {
  const { title, step, printed, shown } = played;
  if (shown === undefined) {
    expect(step.out, `${title} is not run: say why`).toBeDefined();
    expect(title).not.toMatch(/^\d+: kubectl /);
    return;
  }
  if (step.fails === undefined) expect(shown, title).not.toMatch(/^error: unknown (command|flag|shorthand)/);
  for (const each of step.states ?? []) expect(shown, title).toMatch(each);
  if (printed === null) checkSilent(played);
  else checkPrinted(played);
}

/** Where the session prints nothing, the command must work all the same. */
function checkSilent({ title, step, shown, code }: Played): void {
  expect(`${step.odd ?? ''}`, `${title} prints nothing: nothing is odd`).toBe('');
  if (step.fails === undefined) expect([code, shown], title).toEqual([0, expect.not.stringMatching(/^error/i)]);
  else expect(code, title).not.toBe(0);
}

function checkPrinted({ title, step, printed, code, shown, comparison, strict }: Played): void {
  if (strict === undefined || comparison === undefined) return;
  if (step.odd !== undefined) {
    expect(strict.equal, `${title} is as printed: nothing is odd`).toBe(false);
    return;
  }
  if (!comparison.equal) expect(comparison.ours, title).toEqual(comparison.printed);
  expect(comparison.equal, `${title}\n${shown}`).toBe(true);
  checkLayout(title, printed ?? '', shown ?? '');
  const fails = step.fails !== undefined || /^(error|Error from server)|exit code/m.test(printed ?? '');
  expect(code !== 0, `${title} ends with ${code}`).toBe(fails);
  if (step.unordered !== undefined) expect(strict.equal, `${title}: its order holds`).toBe(false);
  if (step.lines !== undefined) expect(strict.equal, `${title} is as printed: no line is left out`).toBe(false);
  for (const [pattern] of step.lines ?? []) {
    const lines = `${printed}\n${shown}`.split('\n');
    expect(
      lines.some((line) => pattern.test(line)),
      `${title}: nothing is like ${pattern}`,
    ).toBe(true);
  }
}

/** A table of ours stands in columns; where that of the session does, too, its columns are as far apart. */
function checkLayout(title: string, printed: string, shown: string): void {
  if (!hasTable(shown)) return;
  const ours = gapsOf(shown);
  expect(ours, `${title}: columns\n${shown}`).toBeDefined();
  if (gapsOf(printed) !== undefined && !/ (-w|--watch)\b/.test(title)) expect(ours, title).toEqual(gapsOf(printed));
}

function tally({ step, printed, shown, comparison }: Played): void {
  const lines = printed?.trim().split('\n').length ?? 0;
  if (printed === null) count.silent++;
  else if (step.odd !== undefined || shown === undefined || comparison === undefined) count.left += lines;
  else {
    count.commands++;
    count.compared += comparison.compared;
    count.left += comparison.left;
  }
}
