import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { manifests } from './manifests.mjs';

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** How long `drydock check` takes for a folder of `count` files with a Deployment and its Service each; the best of three, in milliseconds. */
export function check(count) {
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-bench-'));
  try {
    const documents = manifests(count * 75).split('---\n');
    for (let index = 0; index < count; index++) {
      const own = [documents[2 * index], documents[2 * index + 1]].filter((text) => text !== undefined);
      writeFileSync(path.join(folder, `${index}.yaml`), own.join('---\n'));
    }
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      const { status, stderr } = spawnSync('node', [
        program,
        'check',
        folder,
        '--output',
        'json',
        '--severity',
        'error',
      ]);
      if (status !== 0) throw new Error(`drydock check: ${status} ${stderr}`);
      return performance.now() - start;
    });
    return { ms: Math.min(...times), lines: documents.join('').split('\n').length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
