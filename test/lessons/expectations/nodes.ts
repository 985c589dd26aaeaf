import type { Pod } from '#engine/api/pod.ts';
import { systemDaemonText } from '../../support/manifests.ts';
import { containing, type Found, type Json } from './compare.ts';
import { countsOf } from './counts.ts';
import type { Expectation, Fields } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

const name = 'echo-hname';
const file = `${name}.yaml`;

/** X14, X20 to X26, X34, X54, X68: where pods go, and what cordon and drain do to them. */
export const nodes: Readings = {
  X14: { read: spreadByScaling },
  X20: { read: nine },
  X21: { read: threeAgain },
  X22: {
    read(stage, { action, expect }) {
      const [kept = ''] = expect['podsOnNodeUnaffected'] as readonly string[];
      const before = stage.onNode('w3-k8s', name);
      stage.perform(action[0]);
      const same = before.length > 0 && JSON.stringify(stage.onNode('w3-k8s', name)) === JSON.stringify(before);
      return {
        nodeStatus: statusOf(stage),
        podsOnNodeUnaffected: same ? stage.onNode('w3-k8s', name).map((each) => stage.named(each)) : [`not ${kept}`],
      };
    },
  },
  X23: {
    read(stage, { action }) {
      const before = stage.living(name).map(({ metadata }) => metadata.name);
      stage.perform(action[0]);
      const kept = stage.living(name).filter(({ metadata }) => before.includes(metadata.name));
      return {
        placement: stage.spread(name),
        oldPodsKept: kept.map(({ metadata }) => stage.named(metadata.name)).sort(),
      };
    },
  },
  X24: { read: drainStops },
  X25: { read: drained },
  X26: {
    read(stage, { action }) {
      stage.perform(action[0]);
      const { 'w3-k8s': status } = statusOf(stage);
      return { nodeStatus: { 'w3-k8s': status }, podsMovedBack: stage.onNode('w3-k8s', name).length };
    },
  },
  X34: { read: system },
  X54: { read: chosen },
  X68: {
    read(stage, { action, given, expect }) {
      withDaemons(stage, given);
      stage.perform(action[0]);
      callDaemons(stage, expect['daemonSetPodsOnW3'] as readonly string[]);
      return {
        daemonSetPodsOnW3: stage
          .onNode('w3-k8s')
          .map((each) => stage.named(each))
          .sort(),
      };
    },
  },
};

/** Name → STATUS of the nodes. */
function statusOf(stage: Stage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(stage.rows('get nodes').map(({ NAME, STATUS }) => [NAME, STATUS]));
}

/** The first pod of the Deployment and the bare pod stand where the session has them. */
function spreadByScaling(stage: Stage, { action, given, expect }: Expectation): Found {
  const [create = '', pod = ''] = given['manifests'] as readonly string[];
  const nodeIn = (text: string): string => /\(pod on (\S+)\)/.exec(text)?.[1] ?? '';
  only(stage, nodeIn(create), () => stage.kubectl(create.replace(/ \(.*/, '')));
  stage.place('pod.yaml', 1);
  only(stage, nodeIn(pod), () => stage.kubectl('create -f pod.yaml'));
  const [first] = stage.living('dpy-nginx');
  const [seen = ''] = String(expect['existingPodKept']).split(' ');
  stage.call(seen, first?.metadata.name ?? '');
  stage.perform(action[0]);
  const kept = stage.living('dpy-nginx').find(({ metadata }) => metadata.uid === first?.metadata.uid);
  return {
    placement: stage.spread('dpy-nginx'),
    existingPodKept: `${stage.named(kept?.metadata.name ?? '')} on ${kept?.spec.nodeName}`,
    masterPods: stage.onNode('m-k8s').length,
  };
}

/** Lets something happen while no other worker takes pods. */
function only(stage: Stage, node: string, happen: () => void): void {
  const others = ['w1-k8s', 'w2-k8s', 'w3-k8s'].filter((each) => each !== node);
  for (const each of others) stage.kubectl(`cordon ${each}`);
  happen();
  for (const each of others) stage.kubectl(`uncordon ${each}`);
}

function nine(stage: Stage, { action }: Expectation): Found {
  stage.place(file).kubectl(`apply -f ${file}`);
  // Ages count by powers of two: the first three have to be clearly older than those to come.
  stage.pass(600);
  stage.perform(action[0]);
  const phases = new Set(stage.living(name).map(({ status }) => status?.phase));
  return { placement: stage.spread(name), allPhase: [...phases].join(' and ') };
}

/** `9t9s8@w1-k8s (172.16.221.134)`: the pod of the first three that stood on that node. */
function threeAgain(stage: Stage, { action, expect }: Expectation): Found {
  stage.pass(60);
  const eldest = stage.living(name).toSorted(byCreation).slice(0, 3);
  for (const text of expect['survivors'] as readonly string[]) {
    const [, seen = '', node] = /^(\w+)@(\S+)/.exec(text) ?? [];
    stage.call(seen, eldest.find(({ spec }) => spec.nodeName === node)?.metadata.name ?? '');
  }
  const lowest = (node: string): string | undefined => stage.podsOn(node, name).toSorted(byAddress)[0]?.metadata.name;
  const byRule = ['w1-k8s', 'w2-k8s', 'w3-k8s'].map(lowest).sort();
  stage.perform(action[0]);
  const left = stage.living(name);
  const names = left.map(({ metadata }) => metadata.name).sort();
  const ruled = JSON.stringify(names) === JSON.stringify(byRule) && left.every((pod) => eldest.includes(pod));
  return {
    placement: stage.spread(name),
    survivors: (expected) => {
      const wanted = (expected as readonly string[]).map((text) => text.replace(/ .*/, '')).sort();
      const found = left.map(({ metadata, spec }) => `${stage.named(metadata.name)}@${spec.nodeName}`).sort();
      return JSON.stringify(wanted) === JSON.stringify(found) ? undefined : `found ${found}`;
    },
    survivorsRule: (expected: Json) =>
      /^lowest IP of each node/.test(String(expected)) && ruled ? undefined : `found ${names}`,
  };
}

function byCreation(a: Pod, b: Pod): number {
  return String(a.metadata.creationTimestamp) < String(b.metadata.creationTimestamp) ? -1 : 1;
}

function byAddress(a: Pod, b: Pod): number {
  const last = ({ status }: Pod): number => Number(status?.podIP?.split('.')[3]);
  return last(a) - last(b);
}

/** Three pods, one on each worker, and the DaemonSets of the system. */
function withDaemons(stage: Stage, given: Fields): void {
  for (const set of given['daemonsets'] as readonly string[])
    stage.kubectl('create -f -', systemDaemonText(set.replace('kube-system/', '')));
  stage.place(file).kubectl(`create -f ${file}`);
}

/** The names of the DaemonSets' pods on w3 in the session. */
function callDaemons(stage: Stage, seen: readonly string[]): void {
  for (const each of seen) {
    const owner = each.replace(/-\w+$/, '');
    const ours = stage.onNode('w3-k8s').find((pod) => pod.startsWith(`${owner}-`));
    if (ours !== undefined) stage.call(each, ours);
  }
}

/** Names of pods as `namespace/name` in a text. */
function podsIn(text: Json | undefined): readonly string[] {
  return Array.from(String(text).matchAll(/kube-system\/([\w-]+)/g), ([, pod]) => pod ?? '');
}

function drainStops(stage: Stage, { action, given, expect }: Expectation): Found {
  withDaemons(stage, given);
  const [, listed] = expect['errorContains'] as readonly Json[];
  callDaemons(stage, podsIn(listed));
  const before = stage.living(name).length;
  const { stdout, stderr } = stage.perform(action[0]);
  const { 'w3-k8s': status } = statusOf(stage);
  const lacks = (text: string) => (expected: Json) => containing(text)(stage.ours(String(expected)));
  return {
    stdoutContains: [lacks(stdout)],
    errorContains: [lacks(stderr), lacks(stderr)],
    podsEvicted: before - stage.living(name).filter(({ spec }) => spec.nodeName !== undefined).length,
    nodeStatus: { 'w3-k8s': status },
  };
}

/** Which of the two workers takes the pod is chance: over some seeds both do, and nothing else happens. */
function drained(stage: Stage, { action, expect }: Expectation, again: (seed: number) => Stage): Found {
  const [evicted = ''] = expect['evicted'] as readonly string[];
  const [, listed] = expect['stdoutContains'] as readonly Json[];
  callDaemons(stage, podsIn(listed));
  const [victim = ''] = stage.onNode('w3-k8s', name);
  stage.call(evicted, victim);
  const daemons = stage.onNode('w3-k8s').filter((each) => each !== victim);
  const before = stage.living(name).map(({ metadata }) => metadata.name);
  const { stdout, stderr } = stage.perform(action[0]);
  const after = stage.living(name).map(({ metadata }) => metadata.name);
  const { 'w3-k8s': status } = statusOf(stage);
  const outcomes = new Set<string>([JSON.stringify(stage.spread(name))]);
  for (let seed = 2; seed < 10; seed++) {
    const other = again(seed);
    other.perform(action[0]);
    outcomes.add(JSON.stringify(other.spread(name)));
  }
  const among = (expected: Json): string | undefined =>
    outcomes.size === 2 && outcomes.has(JSON.stringify(expected)) ? undefined : `found ${[...outcomes].join(' or ')}`;
  // A terminal shows both streams; kubectl of today warns on the second.
  const printed = (expected: Json): string | undefined => containing(stdout + stderr)(stage.ours(String(expected)));
  return {
    stdoutContains: [printed, printed, printed],
    evicted: before.filter((each) => !after.includes(each)).map((each) => stage.named(each)),
    replacementCount: after.filter((each) => !before.includes(each)).length,
    placement: among,
    placementAlso: among,
    daemonSetPodsStay: daemons.length === 2 && daemons.every((each) => stage.onNode('w3-k8s').includes(each)),
    nodeStatus: { 'w3-k8s': status },
  };
}

/** What stands in kube-system once a cluster of four machines is up: DaemonSets and Deployments, and on the first machine what its kubelet starts from files. */
function system(stage: Stage, { action }: Expectation): Found {
  for (const each of ['calico-node', 'kube-proxy']) stage.kubectl('create -f -', systemDaemonText(each));
  stage.kubectl('create deployment calico-kube-controllers --image=calico:1 -n kube-system');
  stage.kubectl('create deployment coredns --image=coredns:1 --replicas=2 -n kube-system');
  for (const each of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'])
    stage.kubectl(
      `run ${each}-m-k8s --image=${each}:1 -n kube-system --overrides='{ "spec": { "nodeName": "m-k8s" } }'`,
    );
  const { stdout } = stage.perform(action[0]);
  const running = stdout.split('\n').flatMap((row) => {
    const [namespace, pod = '', ready, phase] = row.split(/\s+/);
    const owner = pod.replace(/-m-k8s$|(-[0-9a-f]{6,10})?-[a-z0-9]{5}$/, '');
    return ready === '1/1' && phase === 'Running' ? [{ namespace, owner }] : [];
  });
  const namespaces = new Set(running.map(({ namespace = '' }) => namespace));
  return Object.fromEntries(
    [...namespaces].map((each) => [
      each,
      countsOf(running.flatMap(({ namespace, owner }) => (namespace === each ? [owner] : []))),
    ]),
  );
}

/** `tree-app-{1..5}` of a shell, which the session's kubectl sees as five commands. */
function chosen(stage: Stage, { action }: Expectation): Found {
  const [, run = '', selector = ''] =
    /^kubectl run (\S+)-\{1\.\.5\} … --overrides nodeSelector (\S+)$/.exec(action[0]?.cmd ?? '') ?? [];
  const [label, value] = selector.split('=');
  const overrides = JSON.stringify({ spec: { nodeSelector: { [label ?? '']: value } } });
  for (const index of [1, 2, 3, 4, 5]) stage.kubectl(`run ${run}-${index} --image=tree:1 --overrides='${overrides}'`);
  const spread = stage.spread(run);
  const dry = spread['bx9c'];
  const moist = (spread['56s9'] ?? 0) + (spread['xv16'] ?? 0);
  return { placement: { bx9c: dry, '56s9+xv16': moist } };
}
