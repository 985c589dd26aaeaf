import type { Found } from './compare.ts';
import { said } from './compare.ts';
import { type Expectation, manifestText } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

const file = 'replicaset.yaml';

/** X55 to X61: ReplicaSets without a Deployment. */
export const replicaSets: Readings = {
  X55: { read: adopted },
  X56: {
    read(stage, { action }) {
      stage.place(file).kubectl(`create -f ${file}`);
      stage.call('blue-replicaset-9k7zh', stage.pods()[1]?.metadata.name ?? '');
      return { stdout: stage.act(action[0]).stdout };
    },
  },
  X57: {
    read(stage, { action }) {
      stage.place(file).kubectl(`${action[0]?.cmd} ${file}`);
      const set = stage.object('ReplicaSet.apps/default/blue-app-rs');
      return { 'spec.replicas': (set['spec'] as { readonly replicas: number }).replicas, pods: stage.living().length };
    },
  },
  X58: {
    read(stage, { action }) {
      stage.place(file).kubectl(`create -f ${file}`);
      stage.perform(action[0]);
      const pods = stage.living();
      const free = pods.every(({ metadata }) => (metadata.ownerReferences ?? []).length === 0);
      return {
        replicaSets: stage.run.view.list('ReplicaSet.apps', 'default').length,
        pods: pods.length,
        podOwnerReferences: said(/^removed$/, free),
      };
    },
  },
  X59: { read: newTemplate },
  X60: { read: relabelled },
  X61: { read: byWayOfNone },
};

function adopted(stage: Stage, { action }: Expectation): Found {
  stage.kubectl('run blue-app --image=yoonjeong/blue-app:1.0 --labels=app=blue-app');
  const before = stage.object('Pod/default/blue-app').metadata.uid;
  stage.place(file).perform(action[0]);
  const pods = stage.living();
  const old = pods.find(({ metadata }) => metadata.uid === before);
  return {
    podsCreated: pods.filter((pod) => pod !== old).length,
    total: pods.length,
    adoptedPodOwner: old?.metadata.ownerReferences?.find(({ controller }) => controller)?.name,
  };
}

/** Three pods of a ReplicaSet `my-app` of one image. */
function three(stage: Stage, image: string): void {
  const text = manifestText('fixed/000-15-replicaset.yaml');
  const named = text.replaceAll('blue-replicaset', 'my-app').replaceAll('blue-app', 'my-app');
  stage.write(file, named.replace(/image: .*/, `image: ${image}`)).kubectl(`create -f ${file}`);
}

function template(stage: Stage, image: string): void {
  stage.kubectl(`set image rs/my-app my-app=${image}`);
}

/** `my-app:1.0` of `template image my-app:1.0`. */
function imageIn(text: unknown): string {
  return /(\S+)$/.exec(String(text))?.[1] ?? '';
}

function imagesOf(stage: Stage): readonly (string | undefined)[] {
  return stage.living().map(({ spec }) => spec.containers[0]?.image);
}

function newTemplate(stage: Stage, { action }: Expectation): Found {
  three(stage, 'my-app:2.0');
  template(stage, 'my-app:3.0');
  stage.kubectl(`scale rs my-app --replicas=${action[1]?.['scale']}`);
  const images = imagesOf(stage);
  return {
    oldTemplatePods: images.filter((image) => image === 'my-app:2.0').length,
    newTemplatePods: images.filter((image) => image === 'my-app:3.0').length,
  };
}

function relabelled(stage: Stage, { action, given }: Expectation): Found {
  three(stage, / image (\S+) /.exec(String((given['objects'] as readonly string[])[0]))?.[1] ?? '');
  const before = stage.living().map(({ metadata }) => metadata.uid);
  template(stage, imageIn(action[0]?.['set']));
  for (const pod of stage.living()) stage.kubectl(`label pod ${pod.metadata.name} app=old --overwrite`);
  const fresh = stage.living().filter(({ metadata }) => !before.includes(metadata.uid));
  const old = stage.living().filter(({ metadata }) => before.includes(metadata.uid));
  return {
    newPods: fresh.length,
    newPodsImage: [...new Set(fresh.map(({ spec }) => spec.containers[0]?.image))].join(' and '),
    orphans: old.filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0).length,
    orphansRunning: old.every(({ status }) => status?.phase === 'Running'),
  };
}

function byWayOfNone(stage: Stage, { action, given }: Expectation): Found {
  three(stage, / image (\S+) /.exec(String((given['objects'] as readonly string[])[0]))?.[1] ?? '');
  stage.kubectl(`scale rs my-app --replicas=${action[0]?.['scale']}`);
  const between = stage.ready();
  template(stage, imageIn(action[1]?.['set']));
  stage.kubectl(`scale rs my-app --replicas=${action[2]?.['scale']}`);
  const images = imagesOf(stage);
  return { pods: images.length, image: [...new Set(images)].join(' and '), downtime: between === 0 };
}
