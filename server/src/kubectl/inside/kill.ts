import { keyOf } from '#engine/api/key.ts';
import type { Inside, Program } from './program.ts';

/** `kill [-SIGNAL] 1`: the main process ends, and with it the container and everything that was started in it (137, as by SIGKILL). */
export const kill: Program = {
  name: 'kill',
  run({ run, pod, container, words, err }: Inside): number {
    const signal = words.length > 1 ? words.slice(0, -1).join('').replace(/^-/, '').replace(/^s/, '') : 'TERM';
    const process = words.at(-1);
    if (process !== '1') {
      err(`(only process 1 is known in a simulated container: "kill ${words.join(' ')}" does nothing)`);
      return 1;
    }
    // The kernel keeps signals that cannot be handled from the first process of a container when they come from inside it.
    if (['9', 'KILL', 'SIGKILL', '19', 'STOP', 'SIGSTOP', '0'].includes(signal)) return 0;
    run.endContainer(keyOf(pod), container.name, 137);
    return 137;
  },
};
