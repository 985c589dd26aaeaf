import { describe, expect, test } from 'vitest';
import { Lesson } from '../support/lesson.ts';
import { deploymentText } from '../support/manifests.ts';

const service = (name: string, app: string, spec: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  selector: { app: ${app} }
  ${spec}
`;

interface ServiceSpec {
  readonly type: string;
  readonly clusterIP?: string;
  readonly ports: readonly { readonly port: number; readonly targetPort: number; readonly nodePort?: number }[];
  readonly [field: string]: unknown;
}

function specOf(lesson: Lesson, name: string): ServiceSpec {
  return lesson.object(`Service/default/${name}`)['spec'] as ServiceSpec;
}

function served(spec: string): Lesson {
  const lesson = new Lesson();
  lesson.kubectl('kubectl create -f -', `${deploymentText('echo', 3, 'echo:1')}---\n${service('hello', 'echo', spec)}`);
  return lesson;
}

describe('X07-X11: Services of a Deployment', () => {
  test('X07 as many endpoints as ready pods, on the target port', () => {
    const lesson = served('ports: [{ name: http, port: 80, targetPort: 8080 }]');
    const text = lesson.kubectl('kubectl describe service hello');
    expect(text).toMatch(/Port: +http +80\/TCP/);
    expect(text).toMatch(/TargetPort: +8080\/TCP/);
    expect(text).toMatch(/Endpoints: +[\d.]+:8080,[\d.]+:8080,[\d.]+:8080/);
    expect(text).toMatch(/Session Affinity: +None/);
    expect(text).toMatch(/Labels: +<none>\nAnnotations: +<none>/);
    expect(text).toMatch(/Type: +ClusterIP/);
  });

  test('X09 deleted and made again, the API server’s own Service always there', () => {
    const lesson = served('type: LoadBalancer\n  ports: [{ port: 80, targetPort: 8080 }]');
    expect(lesson.kubectl('kubectl get services')).toMatch(
      /hello +LoadBalancer +10\.[\d.]+ +<pending> +80:3[0-2]\d{3}\/TCP/,
    );
    expect(lesson.kubectl('kubectl delete service hello')).toBe('service "hello" deleted from default namespace');
    expect(
      lesson.kubectl('kubectl create -f -', service('hello', 'echo', 'ports: [{ port: 80, targetPort: 8080 }]')),
    ).toBe('service/hello created');
    const table = lesson.kubectl('kubectl get services');
    expect(table).toMatch(/kubernetes +ClusterIP +10\.96\.0\.1 +<none> +443\/TCP/);
    expect(table).toMatch(/hello +ClusterIP +10\.[\d.]+ +<none> +80\/TCP/);
  });

  test('X10 a LoadBalancer gets a node port, and an address where the cluster has a provider', () => {
    const lesson = new Lesson({ loadBalancer: true });
    lesson.kubectl('kubectl create -f -', service('hello', 'echo', 'type: LoadBalancer\n  ports: [{ port: 80 }]'));
    expect(lesson.kubectl('kubectl get service hello')).toMatch(
      /LoadBalancer +10\.[\d.]+ +[\d.]+ +80:3[0-2]\d{3}\/TCP/,
    );
  });

  test('X11 without a provider it stays pending; a change of type keeps the cluster IP', () => {
    const lesson = served('ports: [{ port: 8080 }]');
    const before = specOf(lesson, 'hello').clusterIP;
    lesson.kubectl(`kubectl patch service hello -p '{"spec":{"type":"LoadBalancer"}}'`);
    expect(specOf(lesson, 'hello').clusterIP).toBe(before);
    expect(lesson.kubectl('kubectl get service hello')).toMatch(
      /LoadBalancer +10\.[\d.]+ +<pending> +8080:3[0-2]\d{3}\/TCP/,
    );
  });
});

describe('X35-X41: what tutorials create', () => {
  test('X35 run, then expose: a NodePort that selects by the label run', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl run nginx --image nginx:latest');
    expect(lesson.kubectl('kubectl expose pod/nginx --port 80 --type NodePort')).toBe('service/nginx exposed');
    expect(specOf(lesson, 'nginx')).toMatchObject({ type: 'NodePort', selector: { run: 'nginx' } });
    const port = specOf(lesson, 'nginx').ports[0]?.nodePort ?? 0;
    expect(port >= 30_000 && port <= 32_767).toBe(true);
    const node = lesson.kubectl('kubectl get node n1 -o jsonpath={.status.addresses[0].address}');
    expect(lesson.type(`curl http://${node}:${port}`).stdout).toMatch(/^\(answered by pod nginx /);
  });

  test('X36, X37 ConfigMap and Secret from literals', () => {
    const lesson = new Lesson();
    lesson.kubectl('kubectl create configmap settings --from-literal=DB=shop --from-literal=HOST=postgres');
    lesson.kubectl('kubectl create secret generic keys --from-literal=USER=postgres --from-literal=PASSWORD=postgres');
    expect(lesson.object('ConfigMap/default/settings')['data']).toEqual({ DB: 'shop', HOST: 'postgres' });
    expect(lesson.object('Secret/default/keys')).toMatchObject({
      type: 'Opaque',
      data: { USER: 'cG9zdGdyZXM=', PASSWORD: 'cG9zdGdyZXM=' },
    });
  });

  test('X38 two documents in a file: two objects, and get all shows the four kinds', () => {
    const lesson = new Lesson();
    const text = `${deploymentText('postgres', 1, 'postgres:12')}---\n${service('postgres', 'postgres', 'type: NodePort\n  ports: [{ port: 5432 }]')}`;
    expect(lesson.kubectl('kubectl create -f -', text)).toBe(
      'deployment.apps/postgres created\nservice/postgres created',
    );
    const all = lesson.kubectl('kubectl get all');
    for (const section of [
      'pod/postgres-',
      'service/postgres',
      'deployment.apps/postgres',
      'replicaset.apps/postgres-',
    ])
      expect(all).toContain(section);
    expect(all).toMatch(/^service\/postgres .* 5432:3[0-2]\d{3}\/TCP /m);
    expect(all).toMatch(/^deployment\.apps\/postgres +1\/1 +1 +1 /m);
    expect(all).toMatch(/^replicaset\.apps\/postgres-\w+ +1 +1 +1 /m);
  });

  test('X39 a claim that does not exist keeps the pod off every node', () => {
    const lesson = new Lesson();
    lesson.kubectl(
      'kubectl create -f -',
      `apiVersion: v1
kind: Pod
metadata: { name: db }
spec:
  containers: [{ name: main, image: "db:1" }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`,
    );
    const scheduled = lesson.pods()[0]?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    expect(scheduled?.status).toBe('False');
    expect(scheduled?.message).toContain('persistentvolumeclaim "data" not found');
    expect(lesson.pods()[0]?.status?.phase).toBe('Pending');
  });

  test('X40 the defaults of a Deployment', () => {
    const lesson = served('ports: [{ port: 80 }]');
    expect(lesson.deployment('echo')).toMatchObject({
      metadata: { generation: 1, namespace: 'default', annotations: { 'deployment.kubernetes.io/revision': '1' } },
      spec: {
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 10,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: {
          spec: {
            dnsPolicy: 'ClusterFirst',
            restartPolicy: 'Always',
            schedulerName: 'default-scheduler',
            securityContext: {},
            terminationGracePeriodSeconds: 30,
            containers: [
              { resources: {}, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
            ],
          },
        },
      },
      status: {
        observedGeneration: 1,
        conditions: [
          { type: 'Available', reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' },
          {
            type: 'Progressing',
            reason: 'NewReplicaSetAvailable',
            message: expect.stringMatching(/^ReplicaSet "echo-\w+" has successfully progressed\.$/),
          },
        ],
      },
    });
  });

  test('X41, X50 the defaults of a NodePort Service', () => {
    const lesson = served('type: NodePort\n  ports: [{ port: 5432 }]');
    expect(specOf(lesson, 'hello')).toMatchObject({
      clusterIPs: [specOf(lesson, 'hello').clusterIP],
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      ports: [{ protocol: 'TCP', targetPort: 5432 }],
    });
  });
});

describe('X48-X53: kinds of Services', () => {
  test('X48 get endpoints names the three, and warns that the kind is deprecated', () => {
    const { stdout, stderr } = served('ports: [{ port: 8080, targetPort: 80 }]').type('kubectl get endpoints hello');
    expect(stdout).toMatch(/hello +[\d.]+:80,[\d.]+:80,[\d.]+:80/);
    expect(stderr).toBe('Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n');
  });

  test('X49 a NodePort Service has a cluster IP and a port of its own', () => {
    expect(
      served('type: NodePort\n  ports: [{ port: 8080, targetPort: 80 }]').kubectl('kubectl get svc hello'),
    ).toMatch(/NodePort +10\.[\d.]+ +<none> +8080:3[0-2]\d{3}\/TCP/);
  });

  test('X53 an ExternalName has neither address nor endpoints', () => {
    const lesson = new Lesson();
    lesson.kubectl(
      'kubectl create -f -',
      'apiVersion: v1\nkind: Service\nmetadata: { name: outside }\nspec: { type: ExternalName, externalName: db.example.com }\n',
    );
    expect(specOf(lesson, 'outside').clusterIP).toBeUndefined();
    expect(
      lesson.run.view
        .list('EndpointSlice.discovery.k8s.io', 'default')
        .filter(({ metadata }) => metadata.name.startsWith('outside')),
    ).toEqual([]);
    expect(lesson.kubectl('kubectl get svc outside')).toMatch(/ExternalName +<none> +db\.example\.com +<none>/);
  });
});

describe('X66, X67: labels', () => {
  const pod = (name: string, labels: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: ${labels} }\nspec: { containers: [{ name: main, image: "i:1" }] }\n`;

  function three(): Lesson {
    const lesson = new Lesson();
    lesson.kubectl(
      'kubectl create -f -',
      [
        pod('p1', '{ app: backend, env: prod }'),
        pod('p2', '{ app: frontend, env: dev }'),
        pod('p3', '{ app: backend }'),
      ].join('---\n'),
    );
    return lesson;
  }

  test.each([
    ['env=prod', 'p1'],
    ['env!=prod', 'p2 p3'],
    ['app=backend,env=prod', 'p1'],
    ['env', 'p1 p2'],
    ['!env', 'p3'],
    ['env in (prod,dev)', 'p1 p2'],
    ['env notin (prod)', 'p2 p3'],
    ['env notin (prod,dev)', 'p3'],
    ['app!=backend,env=prod', 'No resources found in default namespace.'],
  ])('X66 -l %s', (selector, found) => {
    expect(
      three().kubectl(`kubectl get pods -l '${selector}' -o name`).replace(/pod\//g, '').split('\n').join(' '),
    ).toBe(found);
  });

  test('X67 a label is not overwritten unless it is said, and goes with a minus', () => {
    const lesson = three();
    expect(lesson.kubectl('kubectl label pod p1 env=dev')).toBe(
      "error: 'env' already has a value (prod), and --overwrite is false",
    );
    expect(lesson.kubectl('kubectl label pod p1 env=dev --overwrite')).toBe('pod/p1 labeled');
    expect(lesson.kubectl('kubectl label pod/p1 app-')).toBe('pod/p1 unlabeled');
    expect(lesson.object('Pod/default/p1').metadata.labels).toEqual({ env: 'dev' });
  });
});
