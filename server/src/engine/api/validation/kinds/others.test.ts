import { describe, test } from 'vitest';
import { checkCauses, checkUpdate, podWith } from '../../../../../../test/support/causes.ts';

describe('TestValidateConfigMap, TestValidateConfigMapUpdate', () => {
  test('invalid key, the same key in both, immutable', () => {
    checkCauses(
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {"a b": x, c: y}, binaryData: {c: eA==}}',
      "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      'data[c]: Invalid value: "c": duplicate of key present in binaryData',
    );
    checkUpdate(
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true, data: {a: x}}',
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: y}}',
      'immutable: Forbidden: field is immutable when `immutable` is set',
      'data: Forbidden: field is immutable when `immutable` is set',
    );
  });
  test('more than a mebibyte is said of the whole object', () =>
    checkCauses(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: "${'x'.repeat(1048577)}"}}`,
      '[]: Too long: may not be more than 1048576 bytes',
    ));
});

describe('TestValidateSecret', () => {
  const secret = (fields: string): string => `{apiVersion: v1, kind: Secret, metadata: {name: a}, ${fields}}`;
  test('types with keys of their own', () => {
    checkCauses(secret('type: kubernetes.io/tls, data: {tls.crt: ""}'), 'data[tls.key]: Required value');
    checkCauses(
      secret('type: kubernetes.io/basic-auth'),
      'data[username]: Required value',
      'data[password]: Required value',
    );
    checkCauses(secret('type: kubernetes.io/ssh-auth'), 'data[ssh-privatekey]: Required value');
    checkCauses(
      secret('type: kubernetes.io/service-account-token'),
      'metadata.annotations[kubernetes.io/service-account.name]: Required value',
    );
    checkCauses(
      secret('type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: bar}'),
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'b\' looking for beginning of value',
    );
    checkCauses(secret('type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: e30=}'));
  });
  test('TestValidateSecretUpdate: the type stays', () =>
    checkUpdate(secret('type: a/b'), secret('type: a/c'), 'type: Invalid value: "a/c": field is immutable'));
});

describe('TestValidatePersistentVolumeClaim, TestValidatePersistentVolumeClaimUpdate', () => {
  const claim = (fields: string, status = ''): string =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], ${fields}}${status}}`;
  const size = (of: string): string => `resources: {requests: {storage: ${of}}}`;
  const bound = ', status: {phase: Bound, capacity: {storage: 2Gi}}';
  test('size, modes, class, sources', () => {
    checkCauses(
      claim('volumeMode: x'),
      'spec.resources[storage]: Required value',
      'spec.volumeMode: Unsupported value: "x": supported values: "Block", "Filesystem"',
    );
    checkCauses(claim(size('0')), 'spec.resources[storage]: Invalid value: "0": must be greater than zero');
    checkCauses(
      claim(`${size('1Gi')}, dataSourceRef: {kind: Pod, name: a}`),
      'spec.dataSource: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      'spec.dataSourceRef: Invalid value: "Pod": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    );
  });
  test('ReadWriteOncePod stands alone', () =>
    checkCauses(
      claim(size('1Gi')).replace('[ReadWriteOnce]', '[ReadWriteOncePod, ReadOnlyMany]'),
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ));
  test('a bound claim may grow, but not below its capacity; nothing else changes', () => {
    checkUpdate(claim(size('2Gi'), bound), claim(size('3Gi')));
    checkUpdate(
      claim(size('2Gi'), bound),
      claim(size('1Gi')),
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
    checkUpdate(
      claim(`${size('2Gi')}, storageClassName: a`, bound),
      claim(`${size('2Gi')}, storageClassName: b`),
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
    checkUpdate(
      claim(size('2Gi')),
      claim(size('3Gi')),
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  });
});

describe('TestValidatePersistentVolumes', () => {
  const volume = (fields: string): string =>
    `{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {${fields}}}`;
  test('missing everything, two sources, local without affinity, recycle of /', () => {
    checkCauses(
      volume('volumeMode: Block'),
      'spec.accessModes: Required value',
      'spec.capacity: Required value',
      'spec.capacity: Unsupported value: {}: supported values: "storage"',
      'spec: Required value: must specify a volume type',
    );
    checkCauses(
      volume(
        'accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /}, persistentVolumeReclaimPolicy: Recycle, local: {path: /a}',
      ),
      'spec.local: Forbidden: may not specify more than 1 volume type',
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    );
    checkCauses(
      volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, local: {path: /a}'),
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    );
  });
  test('TestValidatePersistentVolumeSourceUpdate', () =>
    checkUpdate(
      volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /a}'),
      volume('accessModes: [ReadWriteOnce], capacity: {storage: 2Gi}, hostPath: {path: /b}'),
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
    ));
});

test('TestValidateStorageClass, TestValidateUpdateStorageClass', () => {
  const storage = (fields: string): string =>
    `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, ${fields}}`;
  checkCauses(
    storage('reclaimPolicy: Recycle, volumeBindingMode: x'),
    'provisioner: Required value',
    'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    'volumeBindingMode: Unsupported value: "x": supported values: "Immediate", "WaitForFirstConsumer"',
  );
  checkUpdate(
    storage('provisioner: a/b, parameters: {a: b}'),
    storage('provisioner: a/b, parameters: {a: c}, volumeBindingMode: WaitForFirstConsumer'),
    'parameters: Forbidden: updates to parameters are forbidden.',
    'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
  );
});

describe('TestValidateHorizontalPodAutoscaler', () => {
  const autoscaler = (fields: string): string =>
    `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 5, ${fields}}}`;
  test('metrics', () =>
    checkCauses(
      autoscaler(
        'metrics: [{type: Resource}, {type: Pods, pods: {metric: {}, target: {type: AverageValue}}}, {type: Resource, resource: {name: cpu, target: {averageUtilization: 0}}}]',
      ),
      'spec.metrics[0].resource: Required value: must populate information for the given metric source',
      'spec.metrics[1].pods.metric.name: Required value: must specify a metric name',
      'spec.metrics[1].pods.target.averageValue: Required value: must specify a positive target averageValue',
      'spec.metrics[2].resource.target.type: Required value: must specify a metric target type',
      'spec.metrics[2].resource.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue',
      'spec.metrics[2].resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
    ));
  test('TestValidateScale behavior', () =>
    checkCauses(
      autoscaler(
        'minReplicas: 0, behavior: {scaleUp: {stabilizationWindowSeconds: 3601, selectPolicy: x, policies: [{type: Pods, value: 0, periodSeconds: 1801}]}, scaleDown: {policies: []}}',
      ),
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas',
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
      'spec.behavior.scaleUp.selectPolicy: Unsupported value: "x": supported values: "Disabled", "Max", "Min"',
      'spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
    ));
});

test('TestValidateResourceQuota', () =>
  checkCauses(
    '{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {cpu: -1, foo: 1, pods: 500m, count/jobs.batch: 1}, scopes: [BestEffort, NotBestEffort]}}',
    'spec.hard[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    'spec.hard[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
    'spec.hard[foo]: Invalid value: "foo": must be a standard resource for quota',
    'spec.hard[pods]: Invalid value: "500m": must be an integer',
    'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: unsupported scope applied to resource',
    'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
  ));

test('TestValidateLimitRange', () =>
  checkCauses(
    '{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {limits: [{type: Container, min: {cpu: 2}, max: {cpu: 1}}, {type: Container, maxLimitRequestRatio: {cpu: 500m}}, {type: Pod, default: {cpu: 1}}, {type: PersistentVolumeClaim}]}}',
    'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
    'spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1',
    'spec.limits[0].default[cpu]: Invalid value: "2": min value 2 is greater than default value 1',
    'spec.limits[1].type: Duplicate value: "Container"',
    'spec.limits[1].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
    "spec.limits[2].default: Forbidden: may not be specified when `type` is 'Pod'",
    'spec.limits[3].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
  ));

test('TestValidatePriorityClass, TestValidatePriorityClassUpdate', () => {
  const priority = (name: string, fields: string): string =>
    `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ${name}}, ${fields}}`;
  checkCauses(
    priority('a', 'value: 1000000001, preemptionPolicy: x'),
    'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    'preemptionPolicy: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never"',
  );
  checkUpdate(
    priority('a', 'value: 1'),
    priority('a', 'value: 2'),
    'value: Forbidden: may not be changed in an update.',
  );
});

describe('RBAC', () => {
  const rbac = (kind: string, fields: string): string =>
    `{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {name: "a:b"}, ${fields}}`;
  test('TestValidateRoleResources, TestValidateRoleMixedNonResourceAndResource', () => {
    checkCauses(
      rbac('Role', 'rules: [{}]'),
      'rules[0].verbs: Required value: verbs must contain at least one value',
      'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
      'rules[0].resources: Required value: resource rules must supply at least one resource',
    );
    checkCauses(
      rbac('Role', 'rules: [{verbs: [get], nonResourceURLs: [/a]}]'),
      'rules[0].nonResourceURLs: Invalid value: ["/a"]: namespaced rules cannot apply to non-resource URLs',
    );
  });
  test('TestValidateRoleBinding, TestValidateClusterRoleBinding', () => {
    checkCauses(
      rbac('RoleBinding', 'roleRef: {kind: role}, subjects: [{kind: x, name: a}, {kind: User}]'),
      'roleRef.kind: Unsupported value: "role": supported values: "Role", "ClusterRole"',
      'roleRef.name: Required value',
      'subjects[0].kind: Unsupported value: "x": supported values: "ServiceAccount", "User", "Group"',
      'subjects[1].name: Required value',
    );
    checkCauses(
      rbac('ClusterRoleBinding', 'roleRef: {kind: ClusterRole, name: a}, subjects: [{kind: ServiceAccount, name: a}]'),
      'subjects[0].namespace: Required value',
    );
  });
  test('TestValidateRoleBindingUpdate: changed roleRef', () =>
    checkUpdate(
      rbac('RoleBinding', 'roleRef: {kind: Role, name: a}'),
      rbac('RoleBinding', 'roleRef: {kind: Role, name: b}'),
      'roleRef: Invalid value: {"kind":"Role","name":"b","apiGroup":"rbac.authorization.k8s.io"}: cannot change roleRef',
    ));
});

describe('TestValidateCustomResourceDefinition', () => {
  const crd = (name: string, schema: string): string =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ${name}}, spec: {group: example.com, scope: Namespaced, names: {plural: foos, kind: Foo}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: ${schema}}}]}}`;
  test('mismatched name', () =>
    checkCauses(
      crd('x.example.com', '{type: object}'),
      'metadata.name: Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group',
    ));
  test('structural schema', () =>
    checkCauses(
      crd(
        'foos.example.com',
        '{type: object, properties: {spec: {properties: {a: {type: array}}, anyOf: [{properties: {b: {minimum: 1}}}]}}}',
      ),
      'spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields',
      'spec.validation.openAPIV3Schema.properties[spec].properties[a].items: Required value: must be specified',
      'spec.validation.openAPIV3Schema.properties[spec].properties[b]: Required value: because it is defined in spec.validation.openAPIV3Schema.properties[spec].anyOf[0].properties[b]',
    ));
});

describe('TestValidateCustomResourceDefinition: versions', () => {
  const crd = (...versions: string[]): string =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: foos.example.com}, spec: {group: example.com, scope: Namespaced, names: {plural: foos, kind: Foo}, versions: [${versions.join(', ')}]}}`;
  const version = (name: string, storage: boolean, rest: string): string =>
    `{name: ${name}, served: true, storage: ${storage}, ${rest}}`;
  const column = (name: string): string => `additionalPrinterColumns: [{name: ${name}, type: x, jsonPath: .a}]`;
  test('what they say alike is said of the spec, what they say otherwise of each', () => {
    const open = 'schema: {openAPIV3Schema: {type: object}}';
    checkCauses(
      crd(version('v1', true, `${open}, ${column('A')}`), version('v2', false, `${open}, ${column('A')}`)),
      'spec.additionalPrinterColumns[0].type: Invalid value: "x": must be one of boolean,date,integer,number,string',
    );
    checkCauses(
      crd(version('v1', true, `${open}, ${column('A')}`), version('v2', false, `${open}, ${column('B')}`)),
      'spec.versions[0].additionalPrinterColumns[0].type: Invalid value: "x": must be one of boolean,date,integer,number,string',
      'spec.versions[1].additionalPrinterColumns[0].type: Invalid value: "x": must be one of boolean,date,integer,number,string',
    );
  });
  test('rules in CEL', () =>
    checkCauses(
      crd(
        version(
          'v1',
          true,
          'schema: {openAPIV3Schema: {type: object, x-kubernetes-validations: [{rule: " "}, {rule: self, message: " "}, {rule: self, reason: Other}]}}',
        ),
      ),
      'spec.validation.openAPIV3Schema.x-kubernetes-validations[0].rule: Required value: rule is not specified',
      'spec.validation.openAPIV3Schema.x-kubernetes-validations[1].message: Invalid value: " ": message must be non-empty if specified',
      'spec.validation.openAPIV3Schema.x-kubernetes-validations[2].reason: Unsupported value: "Other": supported values: "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired", "FieldValueDuplicate"',
    ));
  test('a version that is not served needs no schema', () =>
    checkCauses(
      crd(
        version('v1', true, 'schema: {openAPIV3Schema: {type: object}}'),
        '{name: v2, served: false, storage: false}',
      ),
    ));
});

test('the selector of a metric is left to who answers it', () =>
  checkCauses(
    '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {kind: Deployment, name: a, apiVersion: apps/v1}, maxReplicas: 5, metrics: [{type: External, external: {metric: {name: m, selector: {matchLabels: {a: "b c"}}}, target: {type: Value, value: 1}}}]}}',
  ));

test('a target of an autoscaler is named with its group', () =>
  checkCauses(
    '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {scaleTargetRef: {kind: Deployment, name: a, apiVersion: v1}, maxReplicas: 5}}',
    'spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group',
  ));

test('a data source that is neither claim nor snapshot is left out in silence', () =>
  checkCauses(
    '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, dataSource: {kind: Pod, name: a}}}',
  ));

test('a PodDisruptionBudget may have any name that fits into a path', () => {
  const budget = (name: string): string =>
    `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: ${name}}, spec: {minAvailable: 1, selector: {}}}`;
  checkCauses(budget('A_b'));
  checkCauses(budget('a/b'), 'metadata.name: Invalid value: "a/b": may not contain \'/\'');
});

describe('metadata', () => {
  test('TestValidateObjectMetaOwnerReferences, TestValidateObjectMetaFinalizers', () =>
    checkCauses(
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [a b, foregroundDeletion, orphan], ownerReferences: [{apiVersion: v1, kind: A, name: b, uid: c, controller: true}, {apiVersion: v1, kind: B, name: b, controller: true}]}}',
      'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
      'metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"A","name":"b","uid":"c","controller":true},{"apiVersion":"v1","kind":"B","name":"b","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for A/b and B/b',
      "metadata.finalizers: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'metadata.finalizers: Invalid value: ["a b","foregroundDeletion","orphan"]: finalizer orphan and foregroundDeletion cannot be both set',
      'metadata.finalizers[0]: Invalid value: "a b": name is neither a standard finalizer name nor is it fully qualified',
    ));
  test('TestValidateObjectMetaAnnotations: too large', () =>
    checkCauses(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {a: "${'x'.repeat(262144)}"}}}`,
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ));
});

describe('TestValidatePodUpdate', () => {
  test('image change, gated pods, deadlines, tolerations', () => {
    checkUpdate(podWith().replace('nginx', 'nginx:1'), podWith().replace('nginx', 'nginx:2'));
    checkUpdate(
      podWith('activeDeadlineSeconds: 5'),
      podWith('activeDeadlineSeconds: 6'),
      'spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value',
    );
    checkUpdate(
      podWith('tolerations: [{key: a}]'),
      podWith('tolerations: [{key: b}]'),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    );
    checkUpdate(
      podWith(),
      podWith('schedulingGates: [{name: a}]'),
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a'",
    );
    checkUpdate(podWith('schedulingGates: [{name: a}]'), podWith('nodeSelector: {a: b}'));
  });
  test('env change', () =>
    checkUpdate(
      podWith('', 'env: [{name: a, value: b}]'),
      podWith('', 'env: [{name: a, value: c}]'),
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    ));
});

test('a selector that a role cannot read is named once more as a whole', () =>
  checkCauses(
    '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, aggregationRule: {clusterRoleSelectors: [{matchExpressions: [{key: a, operator: Is}]}]}}',
    'aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
    'aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.',
  ));

test('topologies that ask for the same, or for nothing', () =>
  checkCauses(
    '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: p, allowedTopologies: [{matchLabelExpressions: [{key: z, values: [a, b]}]}, {matchLabelExpressions: [{key: z, values: [b, a]}]}, {}]}',
    'allowedTopologies[1].matchLabelExpressions: Duplicate value: ""',
    'allowedTopologies[2].matchLabelExpressions: Duplicate value: ""',
  ));

test('the old field podCIDR wins over a list that does not begin with it', () => {
  const node = (spec: string): string => `{apiVersion: v1, kind: Node, metadata: {name: a}, spec: ${spec}}`;
  checkCauses(node('{podCIDR: 10.1.0.0/24, podCIDRs: [x]}'));
  checkCauses(
    node('{podCIDR: x}'),
    'spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
  );
});

test('the API server adds its own labels to the empty selector of a Job', () =>
  checkCauses(
    '{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {selector: {matchLabels: {}}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}',
  ));

describe('what a definition says of its columns, fields and lists', () => {
  const definition = (version: string, properties: string): string =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.b.c}, spec: {group: b.c, scope: Cluster, names: {plural: as, kind: A, singular: a, listKind: AList}, versions: [{name: v1, served: true, storage: true, ${version}schema: {openAPIV3Schema: {type: object, properties: {${properties}}}}}]}}`;
  test('columns', () =>
    checkCauses(
      definition(
        'additionalPrinterColumns: [{name: a, type: string, jsonPath: x, format: y}, {name: a, type: string, jsonPath: .x}], ',
        '',
      ),
      'spec.additionalPrinterColumns[0].format: Invalid value: "y": must be one of byte,date,date-time,double,float,int32,int64,password',
      'spec.additionalPrinterColumns[0].JSONPath: Invalid value: "x": must be a simple json path starting with .',
    ));
  test('selectable fields lead to a scalar', () =>
    checkCauses(
      definition(
        'selectableFields: [{jsonPath: .spec.a}, {jsonPath: .spec.a}, {jsonPath: .spec}, {jsonPath: .no}, {jsonPath: x}, {}], ',
        'spec: {type: object, properties: {a: {type: string}}}',
      ),
      'spec.selectableFields[1].jsonPath: Duplicate value: ".spec.a"',
      'spec.selectableFields[2].jsonPath: Invalid value: ".spec": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      'spec.selectableFields[3].jsonPath: Invalid value: ".no": is an invalid path: does not refer to a valid field',
      'spec.selectableFields[4].jsonPath: Invalid value: "x": is an invalid path: expected [ or . but got: x',
      'spec.selectableFields[5].jsonPath: Required value',
    ));
  test('items without a type', () =>
    checkCauses(
      definition('', 'l: {type: array, items: {}}'),
      'spec.validation.openAPIV3Schema.properties[l].items.type: Required value: must not be empty for specified array items',
    ));
  test('types of lists and maps', () =>
    checkCauses(
      definition(
        '',
        'l: {type: string, x-kubernetes-list-type: bag}, m: {type: array, items: {type: string}, x-kubernetes-map-type: atomic}, k: {type: array, items: {type: string}, x-kubernetes-list-type: set, x-kubernetes-list-map-keys: [a]}, n: {type: string, definitions: {}}',
      ),
      'spec.validation.openAPIV3Schema.properties[l].type: Invalid value: "string": must be array if x-kubernetes-list-type is specified',
      'spec.validation.openAPIV3Schema.properties[l].x-kubernetes-list-type: Unsupported value: "bag": supported values: "atomic", "set", "map"',
      'spec.validation.openAPIV3Schema.properties[m].type: Invalid value: "array": must be object if x-kubernetes-map-type is specified',
      'spec.validation.openAPIV3Schema.properties[k].x-kubernetes-list-type: Invalid value: "set": must be map if x-kubernetes-list-map-keys is non-empty',
    ));
});

test('pointers to an empty text are unsupported, not absent', () =>
  checkCauses(
    '{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {unhealthyPodEvictionPolicy: ""}}',
    'spec.unhealthyPodEvictionPolicy: Unsupported value: "": supported values: "AlwaysAllow", "IfHealthyBudget"',
  ));

test('secrets of volumes have a namespace; a binding says no group of its role', () => {
  const volume = (source: string): string =>
    `{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, ${source}}}`;
  checkCauses(volume('cinder: {volumeID: v, secretRef: {name: s}}'), 'spec.cinder.secretRef.namespace: Required value');
  checkCauses(
    '{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: a}}',
    'roleRef.kind: Unsupported value: "": supported values: "Role", "ClusterRole"',
    'roleRef.name: Required value',
  );
});
