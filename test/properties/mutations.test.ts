import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import {
  codeActions,
  codeLens,
  completion,
  definition,
  documentHighlights,
  documentLinks,
  documentSymbols,
  foldingRanges,
  hover,
  implementation,
  inlayHints,
  prepareDependencies,
  prepareRename,
  references,
  semanticTokens,
  validate,
} from '#language/languageService.ts';
import { workspaceOf } from '../support/workspace.ts';

/** Objects that know each other: what is wrong in one is read by the rules of the others. */
const world = `
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, labels: {app: web}}, spec: {replicas: 2, selector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: In, values: [web]}]}, strategy: {rollingUpdate: {maxSurge: 1}}, template: {metadata: {labels: {app: web}, annotations: {a: b}}, spec: {serviceAccountName: web, nodeSelector: {disk: ssd}, affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {app: web}}}]}}, topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}], containers: [{name: a, image: 'a:1', args: [x], env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: k}}}], envFrom: [{secretRef: {name: token}}], ports: [{name: http, containerPort: 80}], readinessProbe: {httpGet: {path: /, port: http}}, resources: {requests: {cpu: 1}}, volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}}
---
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: web, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: 'a:1'}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}]}}
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}, spec: {ingressClassName: x, tls: [{hosts: [a.b], secretName: token}], rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}}]}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: db}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: http}]}]}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 3, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: p}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, data: {k: v}}
---
{apiVersion: v1, kind: Secret, metadata: {name: token}, data: {a: YQ==}, stringData: {b: c}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: default}, imagePullSecrets: [{name: token}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: web, namespace: default}]}
---
{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {cpu: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}}
---
{apiVersion: v1, kind: Node, metadata: {name: n, labels: {disk: ssd}}, spec: {taints: [{key: a, effect: NoSchedule}]}, status: {capacity: {cpu: 1}, conditions: [{type: Ready, status: 'True'}]}}
`;

const objects = parseAllDocuments(world).map((document) => document.toJS() as unknown);
const junk: readonly unknown[] = [null, 5, 'Bad Text!', {}, [null], { a: null }];

/** Every copy of `value` in which one place holds something else, with the way there. */
function* damaged(value: unknown, path: readonly (string | number)[] = []): Generator<[string, unknown]> {
  for (const other of junk) yield [`${path.join('.')} = ${JSON.stringify(other)}`, other];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const [what, other] of damaged(item, [...path, index])) yield [what, value.with(index, other)];
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const [what, other] of damaged(item, [...path, key])) yield [what, { ...value, [key]: other }];
  }
}

/** Everything that is asked of a file, at a place of it. */
function askAll(text: string, neighbours: string, offset: number): void {
  const { snapshot } = workspaceOf(`# file: a.yaml\n${text}# file: b.yaml\n${neighbours}`);
  validate(snapshot, 'a.yaml');
  validate(snapshot, 'b.yaml');
  for (const ask of [documentSymbols, documentLinks, foldingRanges, semanticTokens, codeLens]) ask(snapshot, 'a.yaml');
  inlayHints(snapshot, 'a.yaml', 0, text.length);
  codeActions(snapshot, 'a.yaml', 0, text.length);
  for (const ask of [hover, completion, definition, documentHighlights, implementation, prepareRename])
    ask(snapshot, 'a.yaml', offset);
  references(snapshot, 'a.yaml', offset, true);
  prepareDependencies(snapshot, 'a.yaml', offset);
}

test.each(objects.map((object, index) => [(object as { kind: string }).kind, index] as const))(
  'nothing that stands in a %s makes rules or features throw, beside what it belongs to',
  (_, index) => {
    const object = objects[index];
    const neighbours = world.replace(/^\n/, '');
    let asked = 0;
    for (const [what, other] of damaged(object)) {
      const text = stringify(other);
      const offset = (asked * 17) % (text.length + 1);
      try {
        askAll(text, neighbours, offset);
      } catch (error) {
        expect.fail(`${what}: ${(error as Error).stack}`);
      }
      asked++;
    }
    expect(asked).toBeGreaterThan(40);
  },
);
