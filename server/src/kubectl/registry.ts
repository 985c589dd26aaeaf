import type { Command } from './command.ts';
import { aboutCommands } from './commands/about.ts';
import { apply } from './commands/apply.ts';
import { autoscale } from './commands/autoscale.ts';
import { canI } from './commands/canI.ts';
import { clusterInfo } from './commands/clusterInfo.ts';
import { configCommands } from './commands/config.ts';
import { cordon, uncordon } from './commands/cordon.ts';
import { create } from './commands/create.ts';
import { remove } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { diff } from './commands/diff.ts';
import { drain } from './commands/drain.ts';
import { edit } from './commands/edit.ts';
import { events } from './commands/events.ts';
import { exec } from './commands/exec.ts';
import { explain } from './commands/explain.ts';
import { expose } from './commands/expose.ts';
import { fromOutsideCommands } from './commands/fromOutside.ts';
import { get } from './commands/get.ts';
import { insidePodCommands } from './commands/insidePod.ts';
import { kustomize } from './commands/kustomize.ts';
import { annotate, label } from './commands/labels.ts';
import { lastAppliedCommands } from './commands/lastApplied.ts';
import { patch } from './commands/patch.ts';
import { replace } from './commands/replace.ts';
import { rolloutPause, rolloutRestart, rolloutResume } from './commands/rolloutChange.ts';
import { rolloutHistory } from './commands/rolloutHistory.ts';
import { rolloutStatus } from './commands/rolloutStatus.ts';
import { rolloutUndo } from './commands/rolloutUndo.ts';
import { run } from './commands/run.ts';
import { scale } from './commands/scale.ts';
import { setEnv } from './commands/setEnv.ts';
import { setImage } from './commands/setImage.ts';
import { setCommands } from './commands/setResources.ts';
import { taint } from './commands/taint.ts';
import { topCommands } from './commands/top.ts';
import { version } from './commands/version.ts';
import { waitFor } from './commands/wait.ts';
import { accessGenerators } from './generators/access.ts';
import { configurationGenerators } from './generators/configuration.ts';
import { networkGenerators } from './generators/network.ts';
import { workloadGenerators } from './generators/workloads.ts';

/** Every command of kubectl that is here, one line each. */
export const commands: readonly Command[] = [
  annotate,
  apply,
  autoscale,
  canI,
  clusterInfo,
  cordon,
  create,
  describe,
  diff,
  drain,
  edit,
  events,
  exec,
  explain,
  expose,
  get,
  kustomize,
  label,
  patch,
  remove,
  replace,
  rolloutHistory,
  rolloutPause,
  rolloutRestart,
  rolloutResume,
  rolloutStatus,
  rolloutUndo,
  run,
  scale,
  setEnv,
  setImage,
  taint,
  uncordon,
  version,
  waitFor,
  ...aboutCommands,
  ...configCommands,
  ...fromOutsideCommands,
  ...insidePodCommands,
  ...lastAppliedCommands,
  ...setCommands,
  ...topCommands,
  ...accessGenerators,
  ...configurationGenerators,
  ...networkGenerators,
  ...workloadGenerators,
];
