import type { Pod } from '#engine/api/pod.ts';
import { type Found, formed, type Json, said } from './compare.ts';
import { describedField } from './described.ts';
import type { Expectation } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

const name = 'rollout-nginx';
const file = `${name}.yaml`;

/** X27 to X33: revisions, a tag that nobody has, and the way back, each on what the one before left. */
export const rollouts: Readings = {
  X27: { world: { images: [{ match: 'nginx:1.17.23', pull: 'fails' }] }, read: first },
  X28: { read: second },
  X29: { read: stuck },
  X30: {
    read(stage, { action }) {
      const { stdout, stderr, code } = stage.act(action[0]);
      return { lines: `${stdout}${stderr}`.trimEnd().split('\n'), exitCode: code };
    },
  },
  X31: { read: described },
  X32: { read: undone },
  X33: {
    read(stage, { action }) {
      stage.perform(action[0]);
      return { finalImage: imageOf(stage), revisionsAfter: revisionsOf(stage).map(([revision]) => revision) };
    },
  },
};

/** Revisions and change causes, as `rollout history` prints them. */
function revisionsOf(stage: Stage, deployment = name): readonly (readonly [revision: number, cause: string])[] {
  const rows = stage.type(`rollout history deployment ${deployment}`).stdout.trimEnd().split('\n').slice(2);
  return rows.map((row) => [Number.parseInt(row, 10), row.replace(/^\d+\s+/, '')]);
}

function imageOf(stage: Stage): string | undefined {
  return stage.deployment(name).spec.template.spec.containers[0]?.image;
}

function hashesOf(pods: readonly Pod[]): readonly (string | undefined)[] {
  return [...new Set(pods.map(({ metadata }) => metadata.labels?.['pod-template-hash']))];
}

function first(stage: Stage, { action }: Expectation): Found {
  stage.place(file).perform(action[0]);
  const pods = stage.living(name);
  return {
    history: revisionsOf(stage).map(([revision, cause]) => [revision, formed(cause)]),
    placement: stage.spread(name),
    hash: said(/^one pod-template-hash for all 3$/, pods.length === 3 && hashesOf(pods).length === 1),
  };
}

function second(stage: Stage, { action }: Expectation): Found {
  const before = stage.living(name);
  stage.perform(action[0]);
  const after = stage.living(name);
  const apart = (values: (pods: readonly Pod[]) => readonly unknown[]): boolean =>
    values(after).every((value) => value !== undefined && !values(before).includes(value));
  return {
    placement: stage.spread(name),
    newHash: apart(hashesOf),
    podNamesChanged: apart((pods) => pods.map(({ metadata }) => metadata.name)),
    podIPsChanged: apart((pods) => pods.map(({ status }) => status?.podIP)),
  };
}

function stuck(stage: Stage, { action }: Expectation): Found {
  const old = new Set(stage.living(name).map(({ metadata }) => metadata.name));
  const { mark } = stage;
  stage.act(action[0]);
  stage.pass(60);
  const [, second, third] = stage.owned(name);
  const pods = stage.living(name);
  const fresh = pods.find(({ metadata }) => !old.has(metadata.name));
  return {
    scalingEvents: stage.scaled(name, mark),
    oldRS: second?.spec.replicas,
    newRS: third?.spec.replicas,
    oldPodsRunning: pods.filter(({ metadata, status }) => old.has(metadata.name) && status?.phase === 'Running').length,
    newPodPhase: fresh?.status?.phase,
    newPodScheduled: fresh?.spec.nodeName !== undefined,
    newPodHasIP: fresh?.status?.podIP !== undefined,
    available: stage.deployment(name).status?.availableReplicas,
  };
}

/** The hashes of the session are those of a Kubernetes that is not known here. */
function described(stage: Stage, { action, expect }: Expectation): Found {
  const [, second, third] = stage.owned(name).map(({ metadata }) => metadata.name);
  const text = stage.act(action[0]).stdout;
  const named = (field: string, ours = ''): void => stage.call(String(expect[field]).split(' ')[0] ?? '', ours);
  named('OldReplicaSets', second);
  named('NewReplicaSet', third);
  const judge = (field: string) => (expected: Json) =>
    formed(describedField(text, field) ?? '')(stage.ours(String(expected)));
  return { OldReplicaSets: judge('OldReplicaSets'), NewReplicaSet: judge('NewReplicaSet') };
}

function undone(stage: Stage, { action }: Expectation): Found {
  const before = new Map(revisionsOf(stage));
  const pods = stage.living(name);
  const good = pods.filter(({ status }) => status?.phase === 'Running').map(({ metadata }) => metadata.name);
  const bad = pods.filter(({ status }) => status?.phase !== 'Running').map(({ metadata }) => metadata.name);
  stage.perform(action[0]);
  const after = new Map(revisionsOf(stage));
  const left = stage.living(name).map(({ metadata }) => metadata.name);
  const cause = after.get(4);
  return {
    revisionsBefore: [...before.keys()],
    revisionsAfter: [...after.keys()],
    changeCauseOf4: (expected) => {
      const image = /^the one of former revision 2 \((\S+)\)$/.exec(String(expected))?.[1];
      return image !== undefined && cause?.includes(image) === true && cause === before.get(2)
        ? undefined
        : `found ${cause}`;
    },
    finalImage: imageOf(stage),
    badPodRemoved: bad.length === 1 && !left.includes(bad[0] ?? ''),
    oldPodsKept: good.filter((each) => left.includes(each)).length,
  };
}
