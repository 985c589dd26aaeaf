import { describe, expect, test } from 'vitest';
import { nodeOf } from '#engine/world.ts';
import { courseNodes, Lesson } from '../support/lesson.ts';
import { deploymentText } from '../support/manifests.ts';

const service = (name: string, app: string, spec: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  selector: { app: ${app} }
  ${spec}
`;

/** Three pods behind a Service called hello, and a pod from which to ask. */
function served(spec: string): Lesson {
  const lesson = new Lesson();
  lesson.kubectl('kubectl create -f -', `${deploymentText('echo', 3, 'echo:1')}---\n${service('hello', 'echo', spec)}`);
  lesson.kubectl('kubectl run debug --image=curl:8 --restart=Never -- sleep 1d');
  return lesson;
}

/** What curl in the pod `debug` prints. */
const curl = (lesson: Lesson, words: string): string => {
  const { stdout, stderr } = lesson.type(`kubectl exec debug -- curl ${words}`);
  return (stdout + stderr).trimEnd();
};

/** The pod that answered. */
const answering = (text: string): string | undefined => /^\(answered by pod (\S+) /.exec(text)?.[1];

function addressOf(lesson: Lesson, name: string): string {
  return (lesson.object(`Service/default/${name}`)['spec'] as { readonly clusterIP: string }).clusterIP;
}

describe('X08, X48: a Service spreads requests over its pods', () => {
  test('X08 by its address, from a pod; each endpoint by its own', () => {
    const lesson = served('ports: [{ port: 80, targetPort: 8080 }]');
    const address = addressOf(lesson, 'hello');
    const [first, second] = [answering(curl(lesson, `${address}:80`)), answering(curl(lesson, `http://${address}`))];
    expect(lesson.pods('echo').map((pod) => pod.metadata.name)).toEqual(expect.arrayContaining([first, second]));
    expect(first).not.toBe(second);
    for (const pod of lesson.pods('echo'))
      expect(answering(curl(lesson, `${pod.status?.podIP}:8080`))).toBe(pod.metadata.name);
  });

  test('X48 by its DNS name: all three answer within five requests', () => {
    const lesson = served('ports: [{ port: 8080, targetPort: 80 }]');
    const answers = [1, 2, 3, 4, 5].map(() => curl(lesson, 'hello:8080 --silent'));
    expect(new Set(answers.map(answering)).size).toBe(3);
    expect(answers[0]).toMatch(
      /^\(answered by pod echo-\S+ \(10\.[\d.]+:80 on n\d\): Service hello, one of 3 endpoints; what an application says is not simulated\)$/,
    );
    expect(lesson.kubectl('kubectl exec debug -- nslookup hello')).toBe(
      `Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\nName:\thello.default.svc.cluster.local\nAddress: ${addressOf(lesson, 'hello')}`,
    );
    expect(curl(lesson, 'nobody:80')).toMatch(
      /^curl: \(6\) Could not resolve host: nobody\n.*\ncommand terminated with exit code 6$/,
    );
  });

  test('from a pod that is made for one question and goes', () => {
    const lesson = served('ports: [{ port: 80 }]');
    const { stdout, code } = lesson.type('kubectl run ask --rm -it --image=busybox --restart=Never -- wget -qO- hello');
    expect(stdout).toMatch(/^\(answered by pod echo-.*\)\npod "ask" deleted from default namespace\n$/);
    expect(code).toBe(0);
    lesson.settle();
    expect(lesson.pods('ask')).toEqual([]);
  });

  test('without a ready pod the proxy refuses', () => {
    const lesson = served('ports: [{ port: 80 }]');
    lesson.kubectl('kubectl scale deployment echo --replicas=0');
    const { stderr, code } = lesson.type('kubectl exec debug -- curl hello');
    expect(stderr).toBe(
      "curl: (7) Failed to connect to hello port 80 after 0 ms: Couldn't connect to server\n(Service hello has no ready endpoint)\ncommand terminated with exit code 7\n",
    );
    expect(code).toBe(7);
  });
});

describe('X17: killing process 1 restarts the container in place', () => {
  test('X17 the exec ends with 137, pod and address stay, the container is started again', () => {
    const lesson = new Lesson({ nodes: courseNodes });
    lesson.kubectl('kubectl run nginx-pod --image=nginx');
    const before = lesson.pods()[0];
    const { stderr, code } = lesson.type('kubectl exec -it nginx-pod -- kill 1');
    expect([stderr, code]).toEqual(['command terminated with exit code 137\n', 137]);
    lesson.settle();
    const after = lesson.pods()[0];
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
    expect(after?.status?.podIP).toBe(before?.status?.podIP);
    expect(after?.status?.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      ready: true,
      lastState: { terminated: { exitCode: 137 } },
    });
    expect(lesson.kubectl('kubectl get pod nginx-pod')).toMatch(/nginx-pod +1\/1 +Running +1 \(\d+s ago\)/);
  });
});

describe('X51-X53: policies', () => {
  /** What somebody outside the cluster gets at the node port of a node. */
  function fromOutside(lesson: Lesson, node: string): string {
    const address = lesson.kubectl(`kubectl get node ${node} -o jsonpath={.status.addresses[0].address}`);
    const port = lesson.kubectl('kubectl get service hello -o jsonpath={.spec.ports[0].nodePort}');
    const { stdout, stderr, code } = lesson.type(`curl http://${address}:${port}`);
    expect(code).toBe(stderr === '' ? 0 : 28);
    return stdout + stderr;
  }

  function onSecond(policy: string): Lesson {
    const lesson = new Lesson({ nodes: [nodeOf({ name: 'n1' }), nodeOf({ name: 'n2' })] });
    lesson.kubectl('kubectl cordon n1');
    const spec = `type: NodePort\n  externalTrafficPolicy: ${policy}\n  ports: [{ port: 80 }]`;
    lesson.kubectl(
      'kubectl create -f -',
      `${deploymentText('echo', 2, 'echo:1')}---\n${service('hello', 'echo', spec)}`,
    );
    return lesson;
  }

  test('X51 Local: the node without a pod fails the request, the other serves it', () => {
    const lesson = onSecond('Local');
    expect(fromOutside(lesson, 'n1')).toMatch(
      /^curl: \(28\) Failed to connect to .*\n\(Service hello has no ready endpoint on node n1, and its traffic policy is Local\)/,
    );
    expect(fromOutside(lesson, 'n2')).toMatch(
      /^\(answered by pod echo-\S+ \([\d.:]+ on n2\): Service hello, one of 2 endpoints; the pod sees the client's own address;/,
    );
  });

  test('X51 Cluster: the node without a pod sends it on', () => {
    const lesson = onSecond('Cluster');
    for (const node of ['n1', 'n2'])
      expect(fromOutside(lesson, node)).toMatch(
        new RegExp(
          `^\\(answered by pod echo-\\S+ .* on n2\\): Service hello, .*; the pod sees the address of node ${node}, not`,
        ),
      );
  });

  test('X52 with sessionAffinity ClientIP one client stays with one pod', () => {
    const lesson = served('type: NodePort\n  sessionAffinity: ClientIP\n  ports: [{ port: 8080, targetPort: 80 }]');
    const answers = [1, 2, 3, 4, 5].map(() => answering(curl(lesson, 'hello:8080')));
    expect(answers[0]).toMatch(/^echo-/);
    expect(new Set(answers).size).toBe(1);
  });

  test('X53 an ExternalName is another name of what lies outside', () => {
    const lesson = new Lesson();
    const spec = '{ type: ExternalName, externalName: my.database.com }';
    lesson.kubectl('kubectl create -f -', `apiVersion: v1\nkind: Service\nmetadata: { name: db }\nspec: ${spec}\n`);
    lesson.kubectl('kubectl run debug --image=curl:8');
    expect(lesson.kubectl('kubectl exec debug -- nslookup db')).toContain(
      'db.default.svc.cluster.local\tcanonical name = my.database.com.',
    );
    expect(curl(lesson, 'db')).toContain('(db is another name of my.database.com, which lies outside the cluster');
  });
});

describe('an Ingress leads to a Service', () => {
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: hello, port: { number: 80 } } } }
          - { path: /cart, pathType: Prefix, backend: { service: { name: cart, port: { number: 80 } } } }
`;

  test('describe shows the endpoints behind it, and what is missing', () => {
    const lesson = served('ports: [{ port: 80, targetPort: 8080 }]');
    lesson.kubectl('kubectl create -f -', ingress);
    const text = lesson.kubectl('kubectl describe ingress shop');
    expect(text).toMatch(/\/ +hello:80 \(10\.[\d.]+:8080,10\.[\d.]+:8080,10\.[\d.]+:8080\)/);
    expect(text).toMatch(/\/cart +cart:80 \(<error: services "cart" not found>\)/);
  });

  test('a request by the host name ends at a pod of the Service whose path fits', () => {
    const lesson = served('ports: [{ port: 80, targetPort: 8080 }]');
    lesson.kubectl('kubectl create -f -', ingress);
    expect(curl(lesson, 'http://shop.example.com/about')).toMatch(
      /^\(answered by pod echo-\S+ \(10\.[\d.]+:8080 on n\d\): Ingress shop by shop\.example\.com\/, Service hello, /,
    );
    expect(curl(lesson, 'http://shop.example.com/cart/1')).toMatch(
      /^\(Ingress shop by shop\.example\.com\/cart, but there is no Service cart; /,
    );
    expect(curl(lesson, 'http://blog.example.com/')).toMatch(/^curl: \(6\) Could not resolve host/);
  });
});
