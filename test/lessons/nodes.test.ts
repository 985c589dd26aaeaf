import { describe, expect, test } from 'vitest';
import { nodeOf } from '#engine/world.ts';
import { courseNodes, Lesson } from '../support/lesson.ts';
import { deploymentText, systemDaemonText } from '../support/manifests.ts';

/** Three replicas, one a worker, and two DaemonSets of the system. */
function three(): Lesson {
  const lesson = new Lesson({ nodes: courseNodes });
  lesson.kubectl('kubectl create -f -', `${systemDaemonText('calico-node')}---\n${systemDaemonText('kube-proxy')}`);
  lesson.kubectl('kubectl create -f -', deploymentText('echo', 3, 'echo:1'));
  expect(lesson.placement('echo')).toBe('m=0 w1=1 w2=1 w3=1');
  return lesson;
}

const names = (lesson: Lesson): string[] =>
  lesson
    .pods('echo')
    .filter((pod) => pod.metadata.deletionTimestamp === undefined)
    .map((pod) => pod.metadata.name);
const status = (lesson: Lesson): string =>
  lesson
    .kubectl('kubectl get nodes')
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/).slice(0, 2).join('='))
    .join(' ');

describe('X12-X19: pods, bare and managed', () => {
  test('X12 run makes a Pod, create deployment a Deployment with its ReplicaSet and Pod', () => {
    const lesson = new Lesson({ nodes: courseNodes });
    expect(lesson.kubectl('kubectl run nginx-pod --image=nginx')).toBe('pod/nginx-pod created');
    expect(lesson.kubectl('kubectl create deployment dpy-nginx --image=nginx')).toBe(
      'deployment.apps/dpy-nginx created',
    );
    expect(lesson.pods().map((pod) => pod.metadata.name)).toEqual([
      'nginx-pod',
      expect.stringMatching(/^dpy-nginx-\w+-\w{5}$/),
    ]);
    expect(lesson.kubectl('kubectl get pods').match(/ 1\/1 +Running +0 /g)).toHaveLength(2);
  });

  test('X13 a bare Pod cannot be scaled', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl run nginx-pod --image=nginx');
    expect(lesson.kubectl('kubectl scale pod nginx-pod --replicas=3')).toBe(
      'Error from server (NotFound): the server could not find the requested resource',
    );
  });

  test('X14 one to three: the two new ones go where nothing of it runs', () => {
    const lesson = new Lesson({ nodes: courseNodes });
    lesson.kubectl('kubectl create deployment dpy-nginx --image=nginx');
    const first = lesson.pods('dpy')[0]?.metadata.name;
    lesson.kubectl('kubectl run nginx-pod --image=nginx');
    expect(lesson.ready()).toBe(2);
    expect(lesson.kubectl('kubectl scale deployment dpy-nginx --replicas=3')).toBe('deployment.apps/dpy-nginx scaled');
    expect(lesson.placement('dpy')).toBe('m=0 w1=1 w2=1 w3=1');
    expect(lesson.pods('dpy')[0]?.metadata.name).toBe(first);
  });

  test('X15 create what exists', () => {
    const lesson = new Lesson().file('echo.yaml', deploymentText('echo', 3, 'echo:1'));
    lesson.kubectl('kubectl create -f echo.yaml');
    expect(lesson.kubectl('kubectl create -f echo.yaml')).toBe(
      'Error from server (AlreadyExists): error when creating "echo.yaml": deployments.apps "echo" already exists',
    );
  });

  test('X16 apply over what create made warns and configures', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('echo', 3, 'echo:1'));
    const { stdout, stderr } = lesson.type('kubectl apply -f -', deploymentText('echo', 6, 'echo:1'));
    lesson.settle();
    expect(stdout).toBe('deployment.apps/echo configured\n');
    expect(stderr).toMatch(
      /^Warning: resource deployments\/echo is missing the kubectl.kubernetes.io\/last-applied-configuration annotation/,
    );
    expect(lesson.ready('echo')).toBe(6);
  });

  test('X18 a bare pod is gone for good, a managed one is made anew', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('echo', 6, 'echo:1'));
    lesson.kubectl('kubectl run nginx-pod --image=nginx');
    const [victim, ...others] = names(lesson);
    expect(lesson.kubectl('kubectl delete pods nginx-pod')).toBe('pod "nginx-pod" deleted from default namespace');
    lesson.kubectl(`kubectl delete pods ${victim}`);
    expect(lesson.pods('nginx')).toHaveLength(0);
    expect(names(lesson)).toHaveLength(6);
    expect(names(lesson)).toEqual(expect.arrayContaining(others));
  });

  test('X19 with the Deployment everything below it goes', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create -f -', deploymentText('echo', 3, 'echo:1'));
    expect(lesson.kubectl('kubectl delete deployment echo')).toBe(
      'deployment.apps "echo" deleted from default namespace',
    );
    expect(lesson.pods()).toHaveLength(0);
    expect(lesson.replicaSets('echo')).toEqual([]);
  });
});

describe('X20-X26: scale, cordon, drain', () => {
  test('X20 nine on three workers: three each; X21 back to three: the oldest, one each', () => {
    const lesson = three();
    const oldest = names(lesson);
    lesson.pass(600);
    lesson.kubectl('kubectl scale deployment echo --replicas=9');
    expect(lesson.placement('echo')).toBe('m=0 w1=3 w2=3 w3=3');
    expect(lesson.pods('echo').every(({ status }) => status?.phase === 'Running')).toBe(true);
    lesson.pass(60);
    lesson.kubectl('kubectl scale deployment echo --replicas=3');
    expect(lesson.placement('echo')).toBe('m=0 w1=1 w2=1 w3=1');
    expect(names(lesson)).toEqual(oldest);
  });

  test('X22, X23 a cordoned worker keeps what it has and gets no more', () => {
    const lesson = three();
    const before = names(lesson);
    expect(lesson.kubectl('kubectl cordon w3')).toBe('node/w3 cordoned');
    expect(names(lesson)).toEqual(before);
    expect(status(lesson)).toBe('m=Ready w1=Ready w2=Ready w3=Ready,SchedulingDisabled');
    lesson.kubectl('kubectl scale deployment echo --replicas=9');
    expect(lesson.placement('echo')).toBe('m=0 w1=4 w2=4 w3=1');
    expect(names(lesson)).toEqual(expect.arrayContaining(before));
  });

  test('X24 drain stops at the pods of DaemonSets, having cordoned', () => {
    const lesson = three();
    const { stdout, stderr, code } = lesson.type('kubectl drain w3');
    expect(stdout).toContain('node/w3 cordoned');
    expect(stderr).toContain('unable to drain node "w3"');
    expect(stderr).toMatch(
      /cannot delete DaemonSet-managed Pods \(use --ignore-daemonsets to ignore\): kube-system\/calico-node-\w{5}, kube-system\/kube-proxy-\w{5}/,
    );
    expect(code).toBe(1);
    expect(lesson.placement('echo')).toBe('m=0 w1=1 w2=1 w3=1');
    expect(status(lesson)).toBe('m=Ready w1=Ready w2=Ready w3=Ready,SchedulingDisabled');
  });

  test('X25, X68 with --ignore-daemonsets its pod moves, those of the DaemonSets stay; X26 uncordon moves nothing back', () => {
    const lesson = three();
    const stood = names(lesson);
    lesson.type('kubectl drain w3');
    const printed = lesson.kubectl('kubectl drain w3 --ignore-daemonsets');
    expect(printed).toContain('node/w3 already cordoned');
    expect(names(lesson).filter((name) => !stood.includes(name))).toHaveLength(1);
    expect(status(lesson)).toBe('m=Ready w1=Ready w2=Ready w3=Ready,SchedulingDisabled');
    expect(printed).toMatch(
      /[Ii]gnoring DaemonSet-managed Pods: kube-system\/calico-node-\w{5}, kube-system\/kube-proxy-\w{5}/,
    );
    expect(printed).toContain('evict');
    expect(['m=0 w1=2 w2=1 w3=0', 'm=0 w1=1 w2=2 w3=0']).toContain(lesson.placement('echo'));
    const system = lesson.run.view.podsOnNode('w3').map((pod) => pod.metadata.namespace);
    expect(system).toEqual(['kube-system', 'kube-system']);
    const before = lesson.placement('echo');
    expect(lesson.kubectl('kubectl uncordon w3')).toBe('node/w3 uncordoned');
    expect(status(lesson)).toBe('m=Ready w1=Ready w2=Ready w3=Ready');
    expect(lesson.placement('echo')).toBe(before);
  });

  test('X34 a DaemonSet that tolerates everything runs on the control plane, too', () => {
    expect(three().run.view.list('Pod', 'kube-system')).toHaveLength(8);
  });

  test('X54 a nodeSelector keeps pods to the nodes that carry the label', () => {
    const soil = (name: string, value: string): ReturnType<typeof nodeOf> => nodeOf({ name, labels: { soil: value } });
    const lesson = new Lesson({ nodes: [soil('a', 'moist'), soil('b', 'dry'), soil('c', 'moist')] });
    for (const index of [1, 2, 3, 4, 5]) {
      const overrides = '{ "spec": { "nodeSelector": { "soil": "moist" } } }';
      lesson.kubectl(`kubectl run tree-${index} --image=tree:1 --overrides='${overrides}'`);
    }
    expect(lesson.placement('tree')).toMatch(/^a=[23] b=0 c=[23]$/);
  });
});
