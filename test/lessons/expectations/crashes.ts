import { rolloutBudget } from '#engine/controllers/deployment/budget.ts';
import { defaultTiming, type World } from '#engine/world.ts';
import { type Found, type Json, near } from './compare.ts';
import { countsOf } from './counts.ts';
import type { Expectation } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

const name = 'my-nginx-deployment';
const file = 'deployment-nginx.yaml';

/** The image takes 21 s to come and to start, and ends soon after. */
const world: Partial<World> = {
  images: [{ match: 'nginx:1.11', start: 21_000, ready: 0, exits: { after: 300, code: 1, from: 'running' } }],
  timing: { ...defaultTiming, ready: 100, stagger: 0 },
};

/** X44 to X46: an image that crashes once it runs, and the way back. */
export const crashes: Readings = {
  X44: { world, read: crashed },
  X45: {
    read(stage, { action }) {
      const [header = '', , ...rows] = stage.act(action[0]).stdout.trimEnd().split('\n');
      return { history: rows.map((row) => [Number.parseInt(row, 10), row.replace(/^\d+\s+/, '')]), header };
    },
  },
  X46: { read: back },
};

function crashed(stage: Stage, { action }: Expectation): Found {
  stage.place(file).kubectl(`apply -f ${file} --record`);
  const { mark } = stage;
  stage.act(action[0]);
  // Between the fourth restart of the first pod and that of the second.
  stage.pass(105);
  const [old, fresh] = stage.owned(name).map(({ metadata }) => metadata.name);
  const { surge, unavailable } = rolloutBudget(stage.deployment(name));
  const rows = stage.rows('get pods --sort-by=.metadata.creationTimestamp');
  const ofFresh = rows.filter(({ NAME }) => NAME?.startsWith(`${fresh}-`));
  const [begun = 0, second = 0] = stage
    .pods(`${fresh}-`)
    .map(({ metadata }) => Date.parse(String(metadata.creationTimestamp)) / 1000)
    .toSorted((a, b) => a - b);
  return {
    resolved: { maxSurge: surge, maxUnavailable: unavailable },
    scalingEvents: stage.scaled(name, mark),
    stuck: { oldRS: rowOf(stage, old), newRS: rowOf(stage, fresh) },
    podStatuses: countsOf(rows.map(({ STATUS }) => STATUS)),
    restarts: ofFresh.map(({ RESTARTS = '' }) => Number.parseInt(RESTARTS, 10)),
    secondNewPodDelaySeconds: near(second - begun, 1),
  };
}

/** The row of a ReplicaSet that `kubectl get` prints. */
function rowOf(stage: Stage, name: string | undefined): Found {
  const row = stage.rows('get rs').find(({ NAME }) => NAME === name) ?? {};
  return { desired: Number(row['DESIRED']), current: Number(row['CURRENT']), ready: Number(row['READY']) };
}

function back(stage: Stage, { action, expect }: Expectation): Found {
  const [old, fresh] = stage.owned(name).map(({ metadata }) => metadata.name);
  const before = stage.living(`${old}-`).map(({ metadata }) => metadata.name);
  for (const [index, each] of (expect['survivors'] as readonly string[]).entries())
    stage.call(each, before[index] ?? each);
  stage.perform(action[0]);
  const after = stage.living(name).map(({ metadata }) => metadata.name);
  return {
    oldRS: rowOf(stage, old),
    newRS: rowOf(stage, fresh),
    survivors: before.map((each) => (expected: Json) => {
      const kept = stage.ours(String(expected)) === each && after.includes(each);
      return kept ? undefined : `${each} is not it, or not there`;
    }),
    newPods: after.filter((each) => !before.includes(each)).length,
    restarts: stage.rows('get pods').map(({ RESTARTS }) => Number(RESTARTS)),
  };
}
