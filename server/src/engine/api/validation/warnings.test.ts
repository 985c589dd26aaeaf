import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { applyDefaults } from '../defaults/defaults.ts';
import type { ApiObject } from '../meta.ts';
import { newestVersion } from '../version.ts';
import { warningsFor } from './warnings.ts';

function check(yaml: string, ...expected: readonly string[]): void {
  const object = applyDefaults(parse(yaml) as ApiObject, newestVersion);
  expect(warningsFor(object, undefined, newestVersion)).toEqual(expected);
}

const pod = (spec: string, name = 'web'): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: c, image: nginx}], ${spec}}}`;

test('TestWarnings: nothing', () => check(pod('restartPolicy: Always')));

test('TestWarnings: dns name', () =>
  check(
    pod('restartPolicy: Always', 'web.1'),
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
  ));

test('TestWarnings: node labels', () =>
  check(
    pod(
      'nodeSelector: {beta.kubernetes.io/os: linux}, topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, topologyKey: failure-domain.beta.kubernetes.io/zone}]',
    ),
    'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    'spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
    'spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod',
  ));

test('TestWarnings: gitRepo, hostAliases, imagePullSecrets', () =>
  check(
    pod(
      'volumes: [{name: a, gitRepo: {repository: x}}], hostAliases: [{ip: 1.1.1.1}, {ip: 1.1.1.1}], imagePullSecrets: [{name: a}, {name: a}, {}]',
    ),
    'spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    'spec.hostAliases[1].ip: duplicate ip "1.1.1.1"',
    'spec.imagePullSecrets[1].name: duplicate name "a"',
    'spec.imagePullSecrets[2].name: invalid empty name ""',
  ));

test('TestWarnings: env, quantities and ports of a template', () =>
  check(
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: c
        image: nginx
        env: [{name: A, value: x}, {name: A, value: y}, {name: A, value: "$(A)z"}]
        resources: {limits: {memory: 100m}}
        ports: [{containerPort: 80}, {containerPort: 80}, {containerPort: 80, hostPort: 8080}]`,
    'spec.template.spec.containers[0].resources.limits[memory]: fractional byte value "100m" is invalid, must be an integer',
    'spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    'spec.template.spec.containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]',
    'spec.template.spec.containers[0].ports[2]: overlapping port definition with spec.template.spec.containers[0].ports[0]',
    'spec.template.spec.containers[0].ports[2]: overlapping port definition with spec.template.spec.containers[0].ports[1]',
  ));

test('TestGetWarningsForIP, TestGetWarningsForCIDR', () =>
  check(
    `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  ports: [{port: 80}]
  loadBalancerIP: 2001:DB8::1
  loadBalancerSourceRanges: [10.1.2.3/8, 192.168.000.0/16]`,
    'spec.loadBalancerIP: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")',
    'spec.loadBalancerSourceRanges[0]: CIDR value "10.1.2.3/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.1.2.3/32"?)',
    'spec.loadBalancerSourceRanges[1]: non-standard CIDR value "192.168.000.0/16" will be considered invalid in a future Kubernetes release: use "192.168.0.0/16"',
  ));

test('an Ingress with the class in an annotation', () =>
  check(
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, annotations: {kubernetes.io/ingress.class: nginx}}, spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}}',
    'annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead',
  ));

test("files of one volume in each other's way, and a projection of nothing", () =>
  check(
    pod(
      'volumes: [{name: v, configMap: {name: c, items: [{key: a, path: x/}, {key: b, path: x/y}, {key: c, path: xy}]}}, {name: w, projected: {sources: [{}, {secret: {name: s, items: [{key: a, path: t}]}}, {serviceAccountToken: {path: t}}, {downwardAPI: {}}]}}]',
    ),
    'volume "v" (ConfigMap "c"): overlapping paths: "x/y" with "x"',
    'volume "w" (Projected) has no sources provided',
    'volume "w" (Projected): overlapping paths: "t" (ServiceAccountToken) with "t" (Secret "s")',
  ));

test('a claim of a set is named without its spec', () =>
  check(
    '{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}, volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1.5}}}}]}}',
    'spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
  ));
