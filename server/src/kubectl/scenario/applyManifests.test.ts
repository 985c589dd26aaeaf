import { expect, test } from 'vitest';
import { defaultWorld } from '#engine/world.ts';
import { noFiles } from '../cluster.ts';
import { startManifests } from './applyManifests.ts';

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } },
  },
};

/** What the wait after the apply says, in a world that ends after so many changes. */
function check(entries: number): string {
  const running = startManifests(
    { ...defaultWorld(), bounds: { entries } },
    { before: [], applied: [web], longest: 600_000 },
    noFiles,
  );
  const steps = [...running.steps()];
  expect(running.run.step()).toBe(running.run.bound === undefined && running.run.nextDue() !== undefined);
  return steps.at(-1)?.result.stderr ?? '';
}

test('a run that reaches its bound says so where it was waited for', () => {
  expect(check(60)).toMatch(
    /^error: it does not come to rest: after 60 changes the simulation ends; the last was by .+\n$/,
  );
  expect(check(10_000)).toBe('');
});
