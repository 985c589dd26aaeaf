import { describe, expect, it } from 'vitest';
import { defaultAdmission } from '#engine/world.ts';
import { bench } from '../../../../test/support/engineRun.ts';

const namespace = (labels: string): string => `
apiVersion: v1
kind: Namespace
metadata: { name: ns, labels: { ${labels} } }
`;
const enforce = (level: string, version = ''): string =>
  namespace(
    `pod-security.kubernetes.io/enforce: ${level}${version === '' ? '' : `, pod-security.kubernetes.io/enforce-version: ${version}`}`,
  );

/** What the API server says to a pod in a namespace at a level: empty where it takes it. `spec` is flow YAML without its braces. */
function checkPod(level: string, container: string, spec = '', { version = '', metadata = '' } = {}): string {
  const cluster = bench();
  cluster.create(enforce(level, version));
  cluster.pass(1);
  const said = cluster.create(
    `{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: ns ${metadata} }, spec: { containers: [{ name: a, image: "a:1" ${container} }] ${spec} } }`,
  );
  return said.replace('Pod/p created', '').replace('pods "p" is forbidden: violates PodSecurity ', '');
}

const good =
  ', securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }';

it('says all at once what "restricted" asks for, in the order of the admission', () => {
  expect(checkPod('restricted', '')).toBe(
    '"restricted:latest": allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  );
  expect(checkPod('restricted', good)).toBe('');
});

it('takes any pod at "privileged" and in a namespace without labels', () => {
  expect(checkPod('privileged', ', securityContext: { privileged: true }')).toBe('');
  expect(
    bench().create(
      '{ apiVersion: v1, kind: Pod, metadata: { name: p }, spec: { hostPID: true, containers: [{ name: a, image: "a:1" }] } }',
    ),
  ).toBe('Pod/p created');
});

describe('baseline', () => {
  it.each([
    ['', '', ''],
    [
      ', securityContext: { privileged: true }',
      '',
      'privileged (container "a" must not set securityContext.privileged=true)',
    ],
    ['', ', hostPID: true, hostNetwork: true', 'host namespaces (hostNetwork=true, hostPID=true)'],
    [
      '',
      ', volumes: [{ name: v, hostPath: { path: /x } }, { name: e, emptyDir: {} }]',
      'hostPath volumes (volume "v")',
    ],
    [
      ', ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 81, hostPort: 81 }]',
      '',
      'hostPort (container "a" uses hostPorts 80, 81)',
    ],
    [
      ', readinessProbe: { httpGet: { port: 80, host: 10.0.0.1 } }',
      '',
      'probe or lifecycle host (container "a" uses probe or lifecycle host "10.0.0.1")',
    ],
    [
      ', securityContext: { capabilities: { add: [NET_RAW, KILL, SYS_TIME] } }',
      '',
      'non-default capabilities (container "a" must not include "NET_RAW", "SYS_TIME" in securityContext.capabilities.add)',
    ],
    [
      ', securityContext: { seccompProfile: { type: Unconfined } }',
      ', securityContext: { seccompProfile: { type: Unconfined } }',
      'seccompProfile (pod and container "a" must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      '',
      ', securityContext: { seLinuxOptions: { type: spc_t, user: u } }',
      'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set)',
    ],
    [
      '',
      ', securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "1" }, { name: kernel.msgmax, value: "1" }] }',
      'forbidden sysctls (kernel.msgmax)',
    ],
    [
      '',
      ', securityContext: { appArmorProfile: { type: Unconfined } }',
      'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
    ],
    [', securityContext: { procMount: Unmasked }', ', hostUsers: false', ''],
  ])('%s %s', (container, spec, said) => {
    expect(checkPod('baseline', container, spec)).toBe(said === '' ? '' : `"baseline:latest": ${said}`);
  });

  it('follows the version that the namespace asks for', () => {
    const probe = ', readinessProbe: { httpGet: { port: 80, host: 10.0.0.1 } }';
    expect(checkPod('baseline', probe, '', { version: 'v1.33' })).toBe('');
    expect(
      checkPod('baseline', '', ', securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "1" }] }', {
        version: 'v1.31',
      }),
    ).toBe('"baseline:v1.31": forbidden sysctls (net.ipv4.tcp_rmem)');
  });
});

describe('restricted', () => {
  it.each([
    [
      ', volumes: [{ name: v, hostPath: { path: /x } }]',
      'restricted volume types (volume "v" uses restricted volume type "hostPath")',
    ],
    [', securityContext: { runAsUser: 0 }', 'runAsUser=0 (pod must not set runAsUser=0)'],
    [
      ', securityContext: { runAsNonRoot: false }',
      'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
    ],
    [', hostPID: true', 'host namespaces (hostPID=true)'],
    [
      ', initContainers: [{ name: i, image: "i:1" }], securityContext: { runAsNonRoot: true, seccompProfile: { type: Localhost, localhostProfile: x } }',
      'allowPrivilegeEscalation != false (container "i" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "i" must set securityContext.capabilities.drop=["ALL"])',
    ],
  ])('%s', (spec, said) => {
    expect(checkPod('restricted', good, spec)).toBe(`"restricted:latest": ${said}`);
  });

  it('lets a pod be root among its own users', () => {
    expect(checkPod('restricted', good.replace('runAsNonRoot: true', 'runAsUser: 0'), ', hostUsers: false')).toBe('');
  });
});

it('lets a Deployment be created, and refuses its pods', () => {
  const cluster = bench();
  cluster.create(enforce('baseline'));
  cluster.pass(1);
  const text =
    '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: ns }, spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { hostPID: true, containers: [{ name: a, image: "a:1" }] } } } }';
  expect(cluster.create(text)).toBe('Deployment/web created');
  cluster.pass(5000);
  const deployment = cluster.get('Deployment.apps/ns/web');
  expect(JSON.stringify(deployment?.['status'])).toContain(
    'violates PodSecurity \\"baseline:latest\\": host namespaces (hostPID=true)',
  );
});

it('is off where the world says so', () => {
  const cluster = bench({ admission: { ...defaultAdmission, podSecurity: false } });
  cluster.create(enforce('baseline'));
  cluster.pass(1);
  const text =
    '{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: ns }, spec: { hostPID: true, containers: [{ name: a, image: "a:1" }] } }';
  expect(cluster.create(text)).toBe('Pod/p created');
});
