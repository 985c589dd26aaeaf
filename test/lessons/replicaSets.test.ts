import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { Lesson } from '../support/lesson.ts';
import { deploymentText } from '../support/manifests.ts';

const replicaSet = (name: string, image: string, replicas?: number): string => `apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name} }
spec:
  ${replicas === undefined ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: "${image}" }] }
`;

const bare = (name: string, app: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${app} } }
spec: { containers: [{ name: main, image: "blue:1" }] }
`;

const images = (lesson: Lesson): string[] => lesson.pods().map((pod) => String(pod.spec.containers[0]?.image));
const spec = (object: ApiObject): { replicas?: number } => object['spec'] as { replicas?: number };

function running(image = 'app:2.0'): Lesson {
  const lesson = new Lesson();
  lesson.kubectl('kubectl create -f -', replicaSet('app', image, 3));
  return lesson;
}

const patch = (lesson: Lesson, image: string): string =>
  lesson.kubectl(
    `kubectl patch rs app -p '{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"${image}"}]}}}}'`,
  );

describe('X55-X61: ReplicaSets', () => {
  test('X55, X56 one that matches is adopted, two are made, each names its owner', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', bare('blue-app', 'blue'));
    lesson.kubectl('kubectl apply -f -', replicaSet('blue', 'blue:1', 3));
    expect(lesson.pods()).toHaveLength(3);
    expect(lesson.kubectl('kubectl get pod blue-app -o jsonpath="{.metadata.ownerReferences[0].name}"')).toBe('blue');
  });

  test('X57 no replicas said: one', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl apply -f -', replicaSet('app', 'app:1'));
    expect(spec(lesson.object('ReplicaSet.apps/default/app')).replicas).toBe(1);
    expect(lesson.pods()).toHaveLength(1);
  });

  test('X58 --cascade=orphan leaves the pods, and nobody owns them', () => {
    const lesson = running();
    lesson.kubectl('kubectl delete rs app --cascade=orphan');
    expect(lesson.run.view.list('ReplicaSet.apps')).toHaveLength(0);
    expect(lesson.pods().map((pod) => pod.metadata.ownerReferences ?? [])).toEqual([[], [], []]);
  });

  test('X59 a new template touches no running pod; the next pod is of it', () => {
    const lesson = running();
    patch(lesson, 'app:1.0');
    lesson.kubectl('kubectl scale rs app --replicas=4');
    expect(images(lesson)).toEqual(['app:2.0', 'app:2.0', 'app:2.0', 'app:1.0']);
  });

  test('X60 back by relabelling: the old ones run on, released', () => {
    const lesson = running();
    patch(lesson, 'app:1.0');
    for (const pod of lesson.pods()) lesson.kubectl(`kubectl label pod ${pod.metadata.name} app=debug --overwrite`);
    expect(images(lesson)).toEqual(['app:2.0', 'app:2.0', 'app:2.0', 'app:1.0', 'app:1.0', 'app:1.0']);
    expect(lesson.pods().filter((pod) => (pod.metadata.ownerReferences ?? []).length === 0)).toHaveLength(3);
    expect(lesson.ready()).toBe(6);
  });

  test('X61 back by way of none', () => {
    const lesson = running();
    lesson.kubectl('kubectl scale rs app --replicas=0');
    expect(lesson.pods()).toHaveLength(0);
    patch(lesson, 'app:1.0');
    lesson.kubectl('kubectl scale rs app --replicas=3');
    expect(images(lesson)).toEqual(['app:1.0', 'app:1.0', 'app:1.0']);
  });
});

describe('X05, X06, X43, X62-X65: Deployments', () => {
  test('X05 a deleted pod: its replacement is there before it is gone', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('first', 3, 'echo:1'));
    const victim = lesson.pods()[0]?.metadata.name;
    const { mark } = lesson;
    lesson.kubectl(`kubectl delete pod ${victim}`);
    const watched = lesson.run.trace.entries.slice(mark).flatMap(({ change }) => {
      if (change.kind !== 'applied' || !change.key.startsWith('Pod/') || change.verb === 'update') return [];
      return [
        change.verb === 'create'
          ? 'ADDED another'
          : `DELETED ${change.before?.metadata.name === victim ? 'the victim' : 'another'}`,
      ];
    });
    expect(watched).toEqual(['ADDED another', 'DELETED the victim']);
    expect(lesson.ready()).toBe(3);
  });

  test('X06 three to one: the youngest go', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('first', 1, 'echo:1'));
    const [eldest] = lesson.pods().map((pod) => pod.metadata.name);
    lesson.pass(24 * 3600);
    lesson.kubectl('kubectl scale deployment first --replicas=2');
    lesson.pass(16 * 3600);
    lesson.kubectl('kubectl scale deployment first --replicas=3');
    lesson.pass(60);
    const byAge = lesson
      .pods()
      .map((pod) => [pod.metadata.creationTimestamp, pod.metadata.name] as const)
      .toSorted();
    const { mark } = lesson;
    lesson.kubectl('kubectl scale deployment first --replicas=1');
    expect(lesson.pods().map((pod) => pod.metadata.name)).toEqual([eldest]);
    const gone = lesson.run.trace.entries.slice(mark).flatMap(({ change }) => {
      const ends = change.kind === 'applied' && change.verb === 'delete' && change.key.startsWith('Pod/');
      return ends ? [change.before?.metadata.name] : [];
    });
    expect(gone).toEqual([byAge[2]?.[1], byAge[1]?.[1]]);
  });

  test('X43 the ReplicaSet and its pods share the hash', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl apply -f -', deploymentText('my-web', 3, 'web:1'));
    const [name] = lesson.run.view.list('ReplicaSet.apps').map(({ metadata }) => metadata.name);
    expect(lesson.replicaSets('my-web')).toEqual(['3/3 ready']);
    expect(lesson.kubectl('kubectl get deployment my-web')).toMatch(/ 3\/3 +3 +3 /);
    for (const pod of lesson.pods()) expect(pod.metadata.name.startsWith(`${name}-`)).toBe(true);
  });

  /** The scalings within 0.3 s, then the fewest ready and the most living pods until the end. */
  const rolled = (
    strategy: string,
  ): { readonly at: readonly string[]; readonly least: number; readonly most: number } => {
    const lesson = new Lesson();
    lesson.kubectl(
      'kubectl create -f -',
      deploymentText('app', 10, 'app:1.0', `strategy: { rollingUpdate: ${strategy} }`),
    );
    const { mark } = lesson;
    lesson.type('kubectl set image deployment/app main=app:2.0');
    let [least, most] = [10, 10];
    const look = (): void => {
      least = Math.min(least, lesson.ready());
      most = Math.max(most, lesson.pods().filter(({ metadata }) => metadata.deletionTimestamp === undefined).length);
    };
    for (let tenth = 0; tenth < 3; tenth++, look()) lesson.pass(0.1);
    const at = lesson.scalings('app', mark).map(({ text }) => text);
    for (let tenth = 0; tenth < 300; tenth++, look()) lesson.pass(0.1);
    expect(lesson.replicaSets('app')).toEqual(['0/0 ready', '10/10 ready']);
    return { at, least, most };
  };

  test('X62 maxUnavailable 30% of 10: three go at once, and there are never fewer than seven', () => {
    const { at, least } = rolled('{ maxUnavailable: "30%", maxSurge: 0 }');
    expect(at).toContain('down old 7');
    expect(least).toBe(7);
  });

  test('X63 maxSurge 30% of 10: three come at once, and there are never more than thirteen', () => {
    const { at, most } = rolled('{ maxSurge: "30%", maxUnavailable: 0 }');
    expect(at).toEqual(['up new 3']);
    expect(most).toBe(13);
  });

  test('X64 Recreate: none left before the first new one', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('app', 3, 'app:1.0', 'strategy: { type: Recreate }'));
    const { mark } = lesson;
    lesson.type('kubectl set image deployment/app main=app:2.0');
    let least = 3;
    for (let tenth = 0; tenth < 50; tenth++) {
      lesson.pass(0.1);
      least = Math.min(least, lesson.ready());
    }
    lesson.settle();
    expect(lesson.scalings('app', mark).map(({ text }) => text)).toEqual(['down old 0', 'up new 3']);
    expect(least).toBe(0);
  });

  test('X65 the ReplicaSet before stays, with none', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('app', 3, 'app:1.0'));
    lesson.kubectl('kubectl set image deployment/app main=app:2.0');
    expect(lesson.replicaSets('app')).toEqual(['0/0 ready', '3/3 ready']);
  });
});
