import { describe, test } from 'vitest';
import { checkCauses, podWith } from '../../../../../../test/support/causes.ts';

const label63 = 'a'.repeat(64);

describe('TestValidatePod', () => {
  test('empty', () => checkCauses(podWith()));
  test('bad name, bad namespace, bad label', () =>
    checkCauses(
      '{apiVersion: v1, kind: Pod, metadata: {name: "a/b", namespace: "A.b", labels: {"NoUppercaseOrSpecialCharsLike=Equals": bar}}, spec: {containers: [{name: c, image: i}]}}',
      `metadata.name: Invalid value: "a/b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      `metadata.namespace: Invalid value: "A.b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      `metadata.labels: Invalid value: "NoUppercaseOrSpecialCharsLike=Equals": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    ));
  test('missing name', () =>
    checkCauses(
      '{apiVersion: v1, kind: Pod, metadata: {}, spec: {containers: [{name: c, image: i}]}}',
      'metadata.name: Required value: name or generateName is required',
    ));
  test('bad active-deadline-seconds', () =>
    checkCauses(
      podWith('activeDeadlineSeconds: 0'),
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ));
  test('bad nodeName, bad service account, bad priority class', () => {
    const bad = (field: string): string =>
      `spec.${field}: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
    checkCauses(
      podWith('serviceAccountName: A, nodeName: A, priorityClassName: A'),
      bad('serviceAccountName'),
      bad('nodeName'),
      bad('priorityClassName'),
    );
  });
  test('a node is named while gates are left', () =>
    checkCauses(
      podWith('nodeName: n, schedulingGates: [{name: a/b}]'),
      'spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared',
    ));
  test('duplicate gates', () =>
    checkCauses(podWith('schedulingGates: [{name: a}, {name: a}]'), 'spec.schedulingGates[1]: Duplicate value: "a"'));
  test('ephemeral containers on create', () =>
    checkCauses(
      podWith('ephemeralContainers: [{name: d, image: i, targetContainerName: x, ports: [{containerPort: 1}]}]'),
      'spec.ephemeralContainers[0].targetContainerName: Not found: "x"',
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ));
  test('pod deletion cost must be a 32 bit integer', () =>
    checkCauses(
      '{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {controller.kubernetes.io/pod-deletion-cost: "+10"}}, spec: {containers: [{name: c, image: i}]}}',
      'metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+10": must be a 32bit integer',
    ));
  test('host network and host users', () =>
    checkCauses(
      podWith('hostUsers: false, hostNetwork: true, hostPID: true'),
      'spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false',
      'spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false',
    ));
  test('os', () =>
    checkCauses(
      podWith('os: {name: windows}, securityContext: {fsGroup: 1}', 'securityContext: {privileged: false}'),
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
      'spec.containers[0].securityContext.privileged: Forbidden: cannot be set for a windows pod',
    ));
});

describe('TestValidateContainers', () => {
  test('name too long, image with spaces', () =>
    checkCauses(
      `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: ${label63}, image: " x"}]}}`,
      `spec.containers[0].name: Invalid value: "${label63}": must be no more than 63 characters`,
      'spec.containers[0].image: Invalid value: " x": must not have leading or trailing whitespace',
    ));
  test('duplicate host ports', () =>
    checkCauses(
      podWith('', 'ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]'),
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ));
  test('init container with a probe, and one that always runs', () =>
    checkCauses(
      podWith(
        'initContainers: [{name: a, image: i, livenessProbe: {exec: {command: [x]}}}, {name: b, image: i, restartPolicy: Always, livenessProbe: {exec: {command: [x]}}}, {name: c, image: i}]',
      ),
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[2].name: Duplicate value: "c"',
    ));
  test('Request limit: requests, unknown and extended resources', () =>
    checkCauses(
      podWith('', 'resources: {requests: {cpu: 2, disk: 1, example.com/a: 1}, limits: {cpu: 1}}'),
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'spec.containers[0].resources.requests[disk]: Invalid value: "disk": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[disk]: Invalid value: "disk": must be a standard resource for containers',
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ));
  test('huge pages want cpu or memory, and whole pages', () =>
    checkCauses(
      podWith('', 'resources: {limits: {hugepages-2Mi: 1Mi}}'),
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "1Mi": 1Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "1Mi": 1Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
    ));
  test('claims', () =>
    checkCauses(
      podWith('', 'resources: {claims: [{name: x}]}'),
      'spec.containers[0].resources.claims[0]: Not found: "x": must be one of the names in pod.spec.resourceClaims which is empty',
    ));
});

describe('TestValidateEnv and TestValidateEnvFrom', () => {
  test('name not given, value and valueFrom, unsupported field', () =>
    checkCauses(
      podWith(
        '',
        'env: [{value: a}, {name: a, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: b, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}, {name: c, valueFrom: {fieldRef: {fieldPath: metadata.whoops}}}, {name: "a=b"}]',
      ),
      'spec.containers[0].env[0].name: Required value',
      'spec.containers[0].env[1].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
      'spec.containers[0].env[2].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
      'spec.containers[0].env[3].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.whoops": error converting fieldPath: field label not supported: metadata.whoops',
      `spec.containers[0].env[4].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
    ));
  test('labels with a subscript are fine, other subscripts are not', () =>
    checkCauses(
      podWith(
        '',
        `env: [{name: a, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}, {name: b, valueFrom: {fieldRef: {fieldPath: "metadata.name['app']"}}}]`,
      ),
      `spec.containers[0].env[1].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name['app']": error converting fieldPath: field label does not support subscript: metadata.name['app']`,
    ));
  test('resourceFieldRef: resource and divisor', () =>
    checkCauses(
      podWith(
        '',
        'env: [{name: a, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 2m}}}, {name: b, valueFrom: {resourceFieldRef: {resource: cpu}}}]',
      ),
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
      'spec.containers[0].env[1].valueFrom.resourceFieldRef.resource: Unsupported value: "cpu": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
    ));
  test('no refs, two refs', () =>
    checkCauses(
      podWith('', 'envFrom: [{}, {configMapRef: {name: a}, secretRef: {name: b}}]'),
      'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
    ));
});

describe('TestValidateProbe, TestValidateHandler', () => {
  test('http without a port, header, scheme, grace', () =>
    checkCauses(
      podWith(
        '',
        'readinessProbe: {httpGet: {scheme: FTP, httpHeaders: [{name: "a b", value: x}]}, terminationGracePeriodSeconds: 3, failureThreshold: -1}',
      ),
      'spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
      `spec.containers[0].readinessProbe.httpGet.httpHeaders: Invalid value: "a b": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')`,
      'spec.containers[0].readinessProbe.failureThreshold: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 3: must not be set for readinessProbes',
    ));
  test('sleep longer than the grace period', () =>
    checkCauses(
      podWith('', 'lifecycle: {preStop: {sleep: {seconds: 31}}}'),
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ));
});

describe('TestValidateSecurityContext', () => {
  test('seccomp, app armor, proc mount, capabilities', () =>
    checkCauses(
      podWith(
        'securityContext: {seccompProfile: {type: Localhost}, appArmorProfile: {type: Unconfined, localhostProfile: x}, sysctls: [{name: kernel.shm_rmid_forced, value: "1"}, {name: A}]}',
        'securityContext: {procMount: Unmasked, allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}',
      ),
      'spec.containers[0].securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`',
      'spec.containers[0].securityContext: Invalid value: {"procMount":"Unmasked","allowPrivilegeEscalation":false,"capabilities":{"add":["CAP_SYS_ADMIN"]}}: cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
      'spec.securityContext.sysctls[1].name: Invalid value: "A": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
      'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
      'spec.securityContext.appArmorProfile.localhostProfile: Invalid value: "x": can only be set when AppArmor type is Localhost',
    ));
});

describe('scheduling', () => {
  test('invalid node selector requirement in node affinity, operator can not be null', () =>
    checkCauses(
      podWith(
        'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a}, {key: n, operator: Gt, values: ["1", "2"]}], matchFields: [{key: metadata.x, operator: Exists}]}]}, preferredDuringSchedulingIgnoredDuringExecution: [{weight: 199, preference: {}}]}}',
      ),
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: "": not a valid selector operator',
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].operator: Invalid value: "Exists": not a valid selector operator',
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key: Invalid value: "metadata.x": not a valid field selector key',
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 199: must be in the range 1-100',
    ));
  test('invalid required node affinity, should have at least one term', () =>
    checkCauses(
      podWith('affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}'),
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
    ));
  test('tolerations', () =>
    checkCauses(
      podWith(
        'tolerations: [{value: a}, {key: a, operator: Exists, value: b}, {key: a, tolerationSeconds: 5, effect: NoSchedule}]',
      ),
      'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      'spec.tolerations[1].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
      'spec.tolerations[2].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ));
  test('TestValidateTopologySpreadConstraints', () =>
    checkCauses(
      podWith(
        'topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, minDomains: 2, matchLabelKeys: [x], labelSelector: {matchLabels: {x: "1"}}}, {maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, nodeTaintsPolicy: x}]',
      ),
      'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{a, ScheduleAnyway}"',
      'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
      'spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "x": exists in both matchLabelKeys and labelSelector',
      'spec.topologySpreadConstraints[1].nodeTaintsPolicy: Unsupported value: "x": supported values: "Honor", "Ignore"',
    ));
});

describe('TestValidatePodDNSConfig', () => {
  test('None without servers', () =>
    checkCauses(
      podWith('dnsPolicy: None'),
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ));
  test('too many, bad and empty', () =>
    checkCauses(
      podWith(
        'dnsConfig: {nameservers: [127.0.0.1, 1.2.3.4, 5.6.7.8, x], searches: ["_a.b", ".", "A"], options: [{value: x}]}',
      ),
      'spec.dnsConfig.nameservers: Invalid value: ["127.0.0.1","1.2.3.4","5.6.7.8","x"]: must not have more than 3 nameservers',
      'spec.dnsConfig.nameservers[3]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      `spec.dnsConfig.searches[2]: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')`,
      'spec.dnsConfig.options[0]: Required value: must not be empty',
    ));
});

describe('what 1.35 and 1.36 added', () => {
  test('hostnameOverride', () =>
    checkCauses(
      podWith('hostNetwork: true, setHostnameAsFQDN: true, hostnameOverride: "Bad Name"'),
      'spec.hostnameOverride: Forbidden: may not be specified when setHostnameAsFQDN is true',
      'spec.hostnameOverride: Forbidden: may not be specified when hostNetwork is true',
      "spec.hostnameOverride: Invalid value: \"Bad Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ));
  test('variables from files: fields, and a volume that is an emptyDir', () => {
    checkCauses(
      podWith('', 'env: [{name: A, valueFrom: {fileKeyRef: {}}}, {name: B, valueFrom: {}}]'),
      'spec.containers[0].env[0].valueFrom.fileKeyRef.key: Required value',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Required value',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.path: Required value',
      'spec.containers[0].env[1].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: ""',
    );
    checkCauses(
      podWith(
        'volumes: [{name: v, emptyDir: {}}, {name: w, configMap: {name: c}}]',
        'env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: a/../b, key: K}}}, {name: B, valueFrom: {fileKeyRef: {volumeName: w, path: a, key: K}}}]',
      ),
      'spec.containers[0].env[0].valueFrom.fileKeyRef.path: Invalid value: "a/../b": must not contain \'..\'',
      'spec.containers[0].env[1].valueFrom.fileKeyRef.volumeName: Invalid value: "w": referenced volume must be of type emptyDir',
    );
  });
  test('restart rules of containers; those of init containers only beside a policy', () => {
    checkCauses(
      podWith('', 'restartPolicyRules: [{action: Stop, exitCodes: {operator: Is}}, {}]'),
      'spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used',
      'spec.containers[0].restartPolicyRules[0].action: Unsupported value: "Stop": supported values: "Restart", "RestartAllContainers"',
      'spec.containers[0].restartPolicyRules[0].exitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"',
      'spec.containers[0].restartPolicyRules[1].action: Unsupported value: "": supported values: "Restart", "RestartAllContainers"',
      'spec.containers[0].restartPolicyRules[1].exitCodes: Required value: must be specified',
    );
    checkCauses(
      podWith('initContainers: [{name: i, image: i, restartPolicyRules: [{}]}]'),
      'spec.initContainers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used',
    );
  });
  test('an empty procMount', () =>
    checkCauses(
      podWith('', 'securityContext: {procMount: ""}'),
      'spec.containers[0].securityContext.procMount: Unsupported value: "": supported values: "Default", "Unmasked"',
    ));
  test('what stands behind gates that are off', () => {
    checkCauses(
      podWith(
        'volumes: [{name: v, projected: {sources: [{secret: {name: a}, clusterTrustBundle: {}, podCertificate: {}}]}}]',
      ),
    );
    checkCauses(
      podWith('securityContext: {seLinuxChangePolicy: MountOption}, tolerations: [{key: a, operator: Lt, value: "1"}]'),
      'spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
      'spec.tolerations[0].operator: Unsupported value: "Lt": supported values: "Equal", "Exists", "Lt", "Gt"',
    );
  });
});
