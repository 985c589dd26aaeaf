import type { Millis } from '../time.ts';
import type { ContainerRun } from './containerRun.ts';
import type { Life } from './life.ts';
import { delay } from './life.ts';

/**
 * When it is (or was) a container's turn to be started: volumes are mounted, the sandbox stands, and all init containers before it
 * have done their part. Undefined while something is missing.
 */
export function mayStart(container: ContainerRun, life: Life): Millis | undefined {
  const { run } = life;
  if (!run.mounted) return undefined;
  for (const earlier of run.containers) {
    if (earlier === container || earlier.role === 'main') break;
    if (!initDone(earlier)) return undefined;
  }
  const sandbox = Math.max(...run.containers.map((each) => delay('sandbox', each, life)));
  return run.syncedAt + sandbox;
}

/** An init container has ended well; a sidecar has started. */
export function initDone(container: ContainerRun): boolean {
  if (container.role === 'sidecar') return container.stage === 'running' && container.started;
  return container.stage === 'done' && container.exit?.code === 0;
}
