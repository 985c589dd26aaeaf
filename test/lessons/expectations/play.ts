import type { Found, Json } from './compare.ts';
import type { Expectation } from './expectation.ts';
import type { Reading, Readings } from './reading.ts';
import { Stage } from './stage.ts';

/** An expectation that was played: what was seen, and the stage as it stands then. */
export interface Played {
  readonly expectation: Expectation;
  readonly stage: Stage;
  readonly found: Found;
}

/** Expectations and how they are read. */
export interface Script {
  readonly expectations: ReadonlyMap<string, Expectation>;
  readonly readings: Readings;
}

/** Plays an expectation, and before it those whose result it begins with. */
export function play(id: string, script: Script, seed = 1): Played {
  const expectation = whole(id, script);
  const { read } = readingOf(id, script);
  const stage = stageFor(id, script, seed);
  const found = read(stage, expectation, (other) => stageFor(id, script, other));
  return { expectation, stage, found };
}

function stageFor(id: string, script: Script, seed: number): Stage {
  const given = original(id, script).given['same as'];
  const before = /^(X\d+) result$/.exec(String(given))?.[1];
  if (before !== undefined) return play(before, script, seed).stage;
  const world = readingOf(id, script).world ?? readingOf(referred(given) ?? id, script).world ?? {};
  return new Stage(whole(id, script).given, { ...world, seed });
}

/** The expectation with what it takes over from another. */
function whole(id: string, script: Script): Expectation {
  const expectation = original(id, script);
  const given = referred(expectation.given['same as']);
  const action = referred(expectation.action[0]?.['same as']);
  return {
    ...expectation,
    given: given === undefined ? expectation.given : whole(given, script).given,
    action: action === undefined ? expectation.action : whole(action, script).action,
  };
}

function referred(text: Json | undefined): string | undefined {
  return /^(X\d+)/.exec(String(text))?.[1];
}

function original(id: string, { expectations }: Script): Expectation {
  const found = expectations.get(id);
  if (found === undefined) throw new Error(`there is no expectation ${id}`);
  return found;
}

function readingOf(id: string, { readings }: Script): Reading {
  const found = readings[id];
  if (found === undefined) throw new Error(`nobody reads ${id}`);
  return found;
}
