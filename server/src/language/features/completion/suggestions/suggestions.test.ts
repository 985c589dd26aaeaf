import { describe, expect, it } from 'vitest';
import { completed, offered } from '../../../../../../test/support/checkCompletion.ts';

const web = `
# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {team: shop}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      containers:
        - name: main
          image: registry.example/web:1.2
          ports: [{name: http, containerPort: 8080}, {containerPort: 9090}]
          env: [{name: MODE, value: fast}, {name: LEVEL, value: debug}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {color: red, size: big}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: far, namespace: other}
data: {x: y}
`;

/** What is offered where the text ends, with the workspace above; each place in block and in flow style, and behind a broken document. */
function check(block: string, flow: string, first: readonly string[]): void {
  for (const text of [block, flow, `a: [\n---\n${block}`, `${block}\n---\na: [`])
    expect(offered(text, web).slice(0, first.length), text).toEqual(first);
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n';
const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n';

describe('names of other objects', () => {
  it('are those of the same namespace', () => {
    check(
      `${pod}  containers:\n  - envFrom:\n    - configMapRef:\n        name: $0`,
      `${pod}  containers: [{envFrom: [{configMapRef: {name: $0}}]}]`,
      ['settings'],
    );
    const other = pod.replace('{name: p}', '{name: p, namespace: other}');
    expect(offered(`${other}  volumes: [{name: a, configMap: {name: $0}}]`, web)).toEqual(['far']);
  });
  it('are of the kind that stands beside them', () => {
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n';
    check(
      `${scaler}  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: $0`,
      `${scaler}  scaleTargetRef: {name: $0, apiVersion: apps/v1, kind: Deployment}`,
      ['web'],
    );
    expect(offered(`${scaler}  scaleTargetRef: {kind: StatefulSet, name: $0}`, web)).toEqual([]);
    expect(offered(`${scaler}  scaleTargetRef:\n    kind: $0`, web)).toEqual([
      'Deployment',
      'StatefulSet',
      'ReplicaSet',
    ]);
  });
  it('are namespaces', () => {
    expect(offered('apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: $0', web)).toEqual(['default', 'other']);
  });
});

describe('keys of ConfigMaps and Secrets', () => {
  it('are those of the object named beside them', () => {
    check(
      `${pod}  containers:\n  - env:\n    - name: COLOR\n      valueFrom:\n        configMapKeyRef:\n          name: settings\n          key: $0`,
      `${pod}  containers: [{env: [{name: COLOR, valueFrom: {configMapKeyRef: {key: $0, name: settings}}}]}]`,
      ['color', 'size'],
    );
    check(
      `${pod}  volumes:\n  - name: a\n    configMap:\n      name: settings\n      items:\n      - key: $0`,
      `${pod}  volumes: [{name: a, configMap: {name: settings, items: [{key: $0}]}}]`,
      ['color', 'size'],
    );
  });
});

describe('ports', () => {
  it('of a Service are those of its pods, names first', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {app: web}\n';
    check(`${service}  ports:\n  - port: 80\n    targetPort: $0`, `${service}  ports: [{port: 80, targetPort: $0}]`, [
      'http',
      '8080',
      '9090',
    ]);
    expect(completed(`${service}  ports:\n  - targetPort: ht$0`, 'http', web)).toContain('targetPort: http');
    expect(completed(`${service}  ports:\n  - targetPort: $0`, '8080', web)).toMatch(/targetPort: 8080$/);
  });
  it('of a probe are those of its container', () => {
    const containers = `${pod}  containers:\n  - name: a\n    ports: [{containerPort: 1}]\n  - name: b\n    ports: [{name: grpc, containerPort: 2}]\n`;
    expect(offered(`${containers}    readinessProbe:\n      httpGet:\n        port: $0`)).toEqual(['grpc', '2']);
    expect(offered(`${containers}    readinessProbe: {grpc: {port: $0}}`)).toEqual(['2']);
  });
  it('of an Ingress are those of its Service', () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  defaultBackend:\n';
    check(
      `${ingress}    service:\n      name: web\n      port:\n        name: $0`,
      `${ingress}    service: {name: web, port: {name: $0}}`,
      ['http'],
    );
    expect(offered(`${ingress}    service: {name: web, port: {number: $0}}`, web)).toEqual(['80']);
  });
});

describe('names within a pod', () => {
  it('are volumes where they are mounted', () => {
    const volumes = `${pod}  volumes: [{name: tmp, emptyDir: {}}, {name: cfg, configMap: {name: settings}}]\n`;
    check(
      `${volumes}  containers:\n  - volumeMounts:\n    - name: $0`,
      `${volumes}  containers: [{volumeMounts: [{name: $0}]}]`,
      ['tmp', 'cfg'],
    );
  });
});

describe('labels', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n';
  it('of a selector are those that pods carry', () => {
    check(`${service}  selector:\n    $0`, `${service}  selector: {$0}`, ['app', 'tier']);
    check(`${service}  selector:\n    tier: $0`, `${service}  selector: {tier: $0}`, ['front']);
    expect(offered(`${service}  selector:\n    app: web\n    $0`, web)).toEqual(['tier']);
    expect(completed(`${service}  selector:\n    $0`, 'app', web)).toContain('    app: $0');
  });
  it('of pods begin with what the object selects', () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {app: mine}}\n  template:\n    metadata:\n      labels:\n';
    expect(offered(`${deployment}        app: $0`, web)).toEqual(['mine', 'web']);
    expect(offered(`${deployment}        $0`, web)).toEqual(
      expect.arrayContaining(['app', 'tier', 'team', 'app.kubernetes.io/name']),
    );
  });
  it('are quoted where YAML would read them as something else', () => {
    const more = 'apiVersion: v1\nkind: Pod\nmetadata: {name: q, labels: {canary: "true"}}\nspec: {}\n';
    expect(completed(`${service}  selector:\n    canary: $0`, 'true', `\n# file: q.yaml\n${more}`)).toContain(
      'canary: "true"',
    );
    expect(completed(`${service}  selector:\n    canary: "$0"`, 'true', `\n# file: q.yaml\n${more}`)).toContain(
      'canary: "true"',
    );
  });
  it('of nodes are known', () => {
    check(`${pod}  nodeSelector:\n    kubernetes.io/os: $0`, `${pod}  nodeSelector: {kubernetes.io/os: $0}`, [
      'linux',
      'windows',
    ]);
    check(
      `${pod}  topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: $0`,
      `${pod}  topologySpreadConstraints: [{topologyKey: $0}]`,
      ['topology.kubernetes.io/zone'],
    );
  });
  it('that keep revisions apart are offered for matchLabelKeys', () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  template:\n    spec:\n      topologySpreadConstraints:\n';
    expect(offered(`${deployment}      - matchLabelKeys: [$0]`)[0]).toBe('pod-template-hash');
    expect(completed(`${deployment}      - matchLabelKeys:\n          $0`, 'pod-template-hash')).toMatch(
      /matchLabelKeys:\n {10}- pod-template-hash$/,
    );
  });
});

describe('annotations', () => {
  it('are those that controllers read on the kind', () => {
    const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n';
    const keys = offered(`${ingress}  annotations:\n    $0`);
    expect(keys).toContain('nginx.ingress.kubernetes.io/rewrite-target');
    expect(keys).not.toContain('kubectl.kubernetes.io/default-container');
    expect(completed(`${ingress}  annotations:\n    nginx.ingress.kubernetes.io/ssl-redirect: $0`, 'true')).toContain(
      'ssl-redirect: "true"',
    );
    expect(offered('apiVersion: v1\nkind: Pod\nmetadata: {annotations: {$0')).toContain('prometheus.io/scrape');
  });
});

describe('the environment', () => {
  it('knows variables and values of other containers, and hosts of Services', () => {
    check(`${pod}  containers:\n  - env:\n    - name: $0`, `${pod}  containers: [{env: [{name: $0}]}]`, [
      'LEVEL',
      'MODE',
    ]);
    check(
      `${pod}  containers:\n  - env:\n    - name: LEVEL\n      value: $0`,
      `${pod}  containers: [{env: [{name: LEVEL, value: $0}]}]`,
      ['debug', 'web'],
    );
  });
  it('refers to the variables above', () => {
    const env = `${pod}  containers:\n  - env:\n    - {name: HOST, value: a}\n    - name: URL\n      value: `;
    expect(completed(`${env}$(H$0`, '$(HOST)')).toContain('value: \\$(HOST)');
    expect(completed(`${env}http://$(H$0`, '$(HOST)')).toContain('value: http://\\$(HOST)');
    expect(completed(`${env}"http://$(H$0"`, '$(HOST)')).toContain('value: "http://\\$(HOST)"');
    expect(completed(`${env}"http://$(H$0)/x"`, '$(HOST)')).toContain('value: "http://\\$(HOST)/x"');
  });
});

describe('images, quantities and schedules', () => {
  it('images are those that the workspace uses', () => {
    check(`${pod}  containers:\n  - image: $0`, `${pod}  containers: [{image: $0}]`, ['registry.example/web:1.2']);
    expect(
      completed(`${pod}  containers:\n  - image: reg$0istry.example/web:1.0`, 'registry.example/web:1.2', web),
    ).toMatch(/image: registry\.example\/web:1\.2$/);
  });
  it('quantities come with their resources', () => {
    check(
      `${pod}  containers:\n  - resources:\n      requests:\n        $0`,
      `${pod}  containers: [{resources: {requests: {$0}}}]`,
      ['cpu', 'memory'],
    );
    check(
      `${pod}  containers:\n  - resources:\n      requests:\n        cpu: 300m\n      limits:\n        cpu: $0`,
      `${pod}  containers: [{resources: {requests: {cpu: 300m}, limits: {cpu: $0}}}]`,
      ['300m', '100m'],
    );
    const quota = 'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec:\n  hard:\n';
    expect(offered(`${quota}    requests.cpu: 1\n    $0`)).toContain('requests.memory');
  });
  it('schedules are quoted', () => {
    const job = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec:\n';
    check(`${job}  schedule: $0`, `${job.replace('spec:\n', 'spec: ')}{schedule: $0}`, ['*/5 * * * *']);
    expect(completed(`${job}  schedule: $0`, '0 3 * * *')).toMatch(/schedule: "0 3 \* \* \*"$/);
    expect(completed(`${job}  schedule: "0 $0"`, '0 3 * * *')).toMatch(/schedule: "0 3 \* \* \*"$/);
  });
});

describe('rules of a Role', () => {
  it('resources are those of the groups named', () => {
    check(`${role}- apiGroups: [apps]\n  resources:\n  - $0`, `${role}- {apiGroups: [apps], resources: [$0]}`, [
      'controllerrevisions',
      'daemonsets',
      'deployments',
    ]);
    expect(offered(`${role}- apiGroups: [""]\n  resources: [pods, $0]`)).toContain('pods/log');
    expect(offered(`${role}- apiGroups: [""]\n  resources: [pods, $0]`)).not.toContain('pods');
  });
  it('groups are those of the resources named', () => {
    expect(offered(`${role}- resources: [deployments]\n  apiGroups: [$0]`)[0]).toBe('apps');
    expect(completed(`${role}- apiGroups:\n  - $0`, '')).toMatch(/- ""$/);
  });
  it('verbs are those that the resources take', () => {
    check(`${role}- apiGroups: [""]\n  verbs:\n  - $0`, `${role}- {apiGroups: [""], verbs: [$0]}`, [
      'get',
      'list',
      'watch',
    ]);
    expect(offered(`${role}- resources: [pods]\n  verbs: [get, $0]`)).not.toContain('get');
    expect(offered(`${role}- resources: [pods]\n  verbs: [$0]`)).not.toContain('escalate');
    expect(offered(`${role}- resources: [roles]\n  verbs: [$0]`)).toContain('escalate');
  });
});

describe('values that a field has nearly always', () => {
  it('are offered, and nothing where a number is meant', () => {
    expect(offered('apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: $0')[0]).toBe('Opaque');
    expect(offered(`${pod}  terminationGracePeriodSeconds: $0`, web)).toEqual([]);
  });
});

describe('thousands of suggestions', () => {
  const many = Array.from(
    { length: 2000 },
    (_, index) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: map-${index}}\n`,
  ).join('');
  const envFrom = `${pod}  containers: [{envFrom: [{configMapRef: {name: `;
  it('are cut at what a person reads, the best first', () => {
    const first = offered(`${envFrom}$0}}]}]`, `\n${many}`);
    expect([first.length, first[0]]).toEqual([500, 'map-0']);
  });
  it('are those with the letters that are typed', () => {
    const found = offered(`${envFrom}M1999$0}}]}]`, `\n${many}`);
    expect(found).toEqual(['map-1999']);
  });
});
