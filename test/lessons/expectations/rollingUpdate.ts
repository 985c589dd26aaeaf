import type { Deployment } from '#engine/api/workloads.ts';
import { rolloutBudget } from '#engine/controllers/deployment/budget.ts';
import { defaultTiming, type World } from '#engine/world.ts';
import { aged, type Found, formed, near, notLess, said } from './compare.ts';
import { countsOf } from './counts.ts';
import { describedConditions, describedEvents, describedField } from './described.ts';
import type { Expectation, Fields } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

const name = 'first-deployment';
const file = `${name}.yaml`;

/** A first pull of 2.6 s, a start of 5.5 s, and an old process that takes 20 s to go. */
const timing = { ...defaultTiming, imagePull: 2600, start: 5500, ready: 0, stagger: 0, terminate: 20_000 };
const world: Partial<World> = { timing };

/** X01 to X04: one rolling update of three replicas with minReadySeconds 5, seen in three ways, and the creation before it. */
export const rollingUpdate: Readings = {
  X01: { world, read: events },
  X02: { world, read: times },
  X03: { world, read: pods },
  // The first to pull the image runs at 12.1 s, the second has asked the registry again by then and starts.
  X04: { world: { timing: { ...timing, imagePull: 6600, imageCheck: 1500 } }, read: creation },
};

/** Has the first revision stand, then begins the update; from which entry of the trace on. */
function update(stage: Stage, { action }: Expectation): number {
  stage.place(file).kubectl(`create -f ${file}`);
  // Late in a second: readiness is stamped in whole seconds, so where in one it begins decides how long a step takes.
  stage.pass(660.9 - ((stage.run.now / 1000) % 1));
  const { mark } = stage;
  stage.act(action[0]);
  return mark;
}

function events(stage: Stage, expectation: Expectation): Found {
  const mark = update(stage, expectation);
  stage.settle();
  const { least, most } = stage.extremes(name, mark);
  const text = stage.kubectl(`describe deployment ${name}`);
  const said = describedEvents(text).slice(-6);
  const [old, fresh] = stage.owned(name);
  const deployment = stage.deployment(name);
  const { surge, unavailable } = rolloutBudget(deployment);
  return {
    resolved: { maxSurge: surge, maxUnavailable: unavailable },
    scalingEvents: stage.scaled(name, mark),
    eventReason: only(said.map(({ reason }) => reason)),
    eventSource: only(said.map(({ from }) => from)),
    eventMessageFormat: only(said.map(({ message }) => formOf(message))),
    maxNonTerminatingPods: most,
    minAvailablePods: least,
    final: {
      newRS: fresh?.spec.replicas,
      oldRS: old?.spec.replicas,
      oldReplicaSets: formed(describedField(text, 'OldReplicaSets') ?? ''),
      replicas: describedField(text, 'Replicas'),
      revisionAnnotation: revisionOf(deployment),
      conditions: describedConditions(text),
    },
  };
}

/** A message of an event with the names of what varies in it. */
function formOf(message: string): string {
  return message
    .replace(/^Scaled (up|down) /, 'Scaled {up|down} ')
    .replace(/ [\w-]+-[a-z0-9]+ /, ' {name} ')
    .replace(/ from \d+ /, ' from {m} ')
    .replace(/ \d+$/, ' {n}');
}

/** The value that all have; all of them where they differ. */
function only(values: readonly string[]): string {
  return [...new Set(values)].join(' and ');
}

function revisionOf({ metadata }: Deployment): string | undefined {
  return metadata.annotations?.['deployment.kubernetes.io/revision'];
}

function times(stage: Stage, expectation: Expectation): Found {
  const mark = update(stage, expectation);
  stage.pass(120);
  const scalings = stage.scalings(name, mark);
  const began = scalings[0]?.at ?? 0;
  const steady = stepsWait(stage, scalings);
  stage.pass(began + 280 - stage.run.now / 1000);
  const ages = describedEvents(stage.kubectl(`describe deployment ${name}`)).slice(-6);
  return {
    relativeSeconds: Object.fromEntries(scalings.map(({ at, text }) => [text, near(at - began, 1)])),
    eventAges: ages.map(({ age }) => aged(age, 1)),
    rule: said(
      /^each step waits for the new pod to be Ready for ≥ 5 s .* "down old" and the following "up new" /,
      steady,
    ),
  };
}

/** Whether each `down old` comes 5 s after a new pod became Ready, and `up new` with it. */
function stepsWait(stage: Stage, scalings: readonly { readonly at: number; readonly text: string }[]): boolean {
  const ready = stage.living(name).map((pod) => {
    const since = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
    return (Date.parse(String(since)) - stage.run.world.startTime) / 1000;
  });
  const downs = scalings.filter(({ text }) => text.startsWith('down'));
  const waited = downs.every(({ at }, index) => at - (ready.toSorted((a, b) => a - b)[index] ?? Number.NaN) >= 5);
  const ups = scalings.filter(({ text }) => text.startsWith('up')).slice(1);
  return waited && ups.every(({ at }, index) => at - (downs[index]?.at ?? Number.NaN) <= 1);
}

function pods(stage: Stage, expectation: Expectation): Found {
  update(stage, expectation);
  const old = new Set(stage.pods(name).map(({ metadata }) => metadata.name));
  const began = stage.run.now / 1000;
  const asked = expectation.expect['snapshots'] as readonly Fields[];
  const terminating: string[] = [];
  const snapshots = asked.map(({ t }) => {
    // kubectl prints whole seconds of an age.
    stage.pass(began + Number(t) + 0.5 - stage.run.now / 1000);
    const rows = stage.rows('get pods');
    terminating.push(...rows.filter(({ STATUS }) => STATUS === 'Terminating').map(({ READY }) => READY ?? ''));
    const counts = (ofOld: boolean): Readonly<Record<string, number>> =>
      countsOf(rows.filter(({ NAME }) => old.has(NAME ?? '') === ofOld).map(({ STATUS }) => STATUS));
    return { t: Number(t), old: counts(true), new: counts(false) };
  });
  stage.settle();
  const created = stage.living(name).map(({ metadata }) => Date.parse(String(metadata.creationTimestamp)) / 1000);
  const first = Math.min(...created);
  return {
    snapshots,
    terminatingPodsReady: only(terminating),
    terminatingPodStaysAtLeastSeconds: notLess(shortestEnd(stage, old)),
    finalNewPodCreationOffsets: created.toSorted((a, b) => a - b).map((at) => near(at - first, 1)),
  };
}

/** For how many seconds a pod was seen Terminating, of those that were so the shortest. */
function shortestEnd(stage: Stage, names: ReadonlySet<string>): number {
  const marked = new Map<string, number>();
  const took: number[] = [];
  for (const { at, change } of stage.run.trace.entries) {
    if (change.kind !== 'applied' || !names.has(change.key.replace('Pod/default/', ''))) continue;
    if (change.after === null) took.push((at - (marked.get(change.key) ?? at)) / 1000);
    else if (change.after.metadata.deletionTimestamp !== undefined && !marked.has(change.key))
      marked.set(change.key, at);
  }
  return Math.min(...took);
}

function creation(stage: Stage, { action }: Expectation): Found {
  stage.place(file);
  stage.act(action[0]);
  stage.pass(13);
  const at13s = countsOf(stage.rows('get pods').map(({ STATUS }) => STATUS));
  stage.settle();
  const names = stage.living().map(({ metadata }) => metadata.name);
  return {
    scalingEvents: stage.scaled(name, 0),
    at13s,
    podNamePattern: (expected) => names.map((each) => formed(each)(expected)).find((text) => text !== undefined),
  };
}
