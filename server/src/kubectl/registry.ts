import type { Command } from './command.ts';
import { apply } from './commands/apply.ts';
import { autoscale } from './commands/autoscale.ts';
import { cordon, uncordon } from './commands/cordon.ts';
import { create } from './commands/create.ts';
import { remove } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { drain } from './commands/drain.ts';
import { get } from './commands/get.ts';
import { annotate, label } from './commands/labels.ts';
import { patch } from './commands/patch.ts';
import { rolloutPause, rolloutRestart, rolloutResume } from './commands/rolloutChange.ts';
import { rolloutHistory } from './commands/rolloutHistory.ts';
import { rolloutStatus } from './commands/rolloutStatus.ts';
import { rolloutUndo } from './commands/rolloutUndo.ts';
import { scale } from './commands/scale.ts';
import { setEnv } from './commands/setEnv.ts';
import { setImage } from './commands/setImage.ts';
import { taint } from './commands/taint.ts';
import { waitFor } from './commands/wait.ts';

/** Every command of kubectl that is here, one line each. */
export const commands: readonly Command[] = [
  annotate,
  apply,
  autoscale,
  cordon,
  create,
  describe,
  drain,
  get,
  label,
  patch,
  remove,
  rolloutHistory,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  rolloutStatus,
  rolloutUndo,
  scale,
  setEnv,
  setImage,
  taint,
  uncordon,
  waitFor,
];
