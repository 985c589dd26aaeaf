import type { Millis } from '#engine/time.ts';
import type { WireChunk } from '#engine/trace/wire.ts';
import type { SimulationEnded } from '#protocol/simulate.ts';
import type { StandingCluster } from './clusters.ts';
import type { Played } from './playSimulation.ts';
import { soon } from './soon.ts';

/** Milliseconds of one slice: a keystroke waits for a simulation no longer than that. */
const slice = 8;

/** Most entries of one run; a world that never rests ends there. */
const mostEntries = 2_000_000;

/** Where the slices of a run go, and who may stop it. */
export interface Outlet {
  isCancelled(): boolean;
  send(chunk: WireChunk, end: Millis): Promise<void>;
}

/** Plays a run to its end in slices, with a breath for everything else between two. A bug of the engine ends it as `failed`. */
export async function streamRun(
  standing: StandingCluster,
  play: Generator<void, Played>,
  outlet: Outlet,
): Promise<Omit<SimulationEnded, 'run'>> {
  const ended = (rest: Pick<SimulationEnded, 'outcome' | 'message' | 'failures'>): Omit<SimulationEnded, 'run'> => ({
    end: standing.cluster.now,
    applyAt: standing.applyAt,
    ...rest,
  });
  try {
    for (;;) {
      const played = playSlice(play);
      await outlet.send(standing.take(), standing.cluster.now);
      if (played !== undefined) {
        standing.applyAt = played.applyAt;
        const { outcome, failures = [] } = played;
        return ended({ outcome, ...(failures.length === 0 ? {} : { failures }) });
      }
      if (outlet.isCancelled()) return ended({ outcome: 'cancelled' });
      if (standing.sent > mostEntries) return ended({ outcome: 'bound' });
      await new Promise<void>((resolve) => soon(resolve));
    }
  } catch (error) {
    return ended({
      outcome: 'failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

/** Plays on for one slice; how it ended, or undefined when it goes on. */
function playSlice(play: Generator<void, Played>): Played | undefined {
  const until = performance.now() + slice;
  while (performance.now() < until) {
    const step = play.next();
    if (step.done === true) return step.value;
  }
  return undefined;
}
