import { describe, test } from 'vitest';
import { checkCauses, checkUpdate } from '../../../../../../test/support/causes.ts';

const template = '{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}';
const workload = (kind: string, fields: string, of = template): string =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: ${of}${fields === '' ? '' : `, ${fields}`}}}`;

describe('TestValidateDeployment', () => {
  test('invalid selector, must be empty labels', () =>
    checkCauses(
      `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {}, template: ${template}}}`,
      'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
    ));
  test('invalid strategy type, recreate with rollingUpdate', () => {
    checkCauses(
      workload('Deployment', 'strategy: {type: abc}'),
      'spec.strategy: Unsupported value: {"type":"abc"}: supported values: "Recreate", "RollingUpdate"',
    );
    checkCauses(
      workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: {}}'),
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    );
  });
  test('invalid maxUnavailable, maxSurge, both zero', () => {
    checkCauses(
      workload('Deployment', 'strategy: {rollingUpdate: {maxUnavailable: 110%, maxSurge: abc}}'),
      "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"abc\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "110%": must not be greater than 100%',
    );
    checkCauses(
      workload('Deployment', 'strategy: {rollingUpdate: {maxUnavailable: 0%, maxSurge: 0}}'),
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0',
    );
  });
  test('progressDeadlineSeconds must be greater than minReadySeconds', () =>
    checkCauses(
      workload('Deployment', 'progressDeadlineSeconds: 600, minReadySeconds: 600'),
      'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    ));
  test('ephemeral containers and a deadline in a template', () =>
    checkCauses(
      workload(
        'Deployment',
        '',
        '{metadata: {labels: {a: b}}, spec: {activeDeadlineSeconds: 1, ephemeralContainers: [{name: d, image: i}], containers: [{name: c, image: i}]}}',
      ),
      'spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template',
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ));
  test('labels of a template stand at the template', () =>
    checkCauses(
      workload('Deployment', '', '{metadata: {labels: {a: b, c: "-"}}, spec: {containers: [{name: c, image: i}]}}'),
      "spec.template.labels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ));
  test('selector is immutable', () =>
    checkUpdate(
      workload('Deployment', ''),
      workload('Deployment', '').replace('matchLabels: {a: b}', 'matchExpressions: [{key: a, operator: Exists}]'),
      'spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"Exists"}]}: field is immutable',
    ));
});

describe('TestValidateDaemonSet', () => {
  test('both zero, both set, more than 100 %', () => {
    checkCauses(
      workload('DaemonSet', 'updateStrategy: {rollingUpdate: {maxUnavailable: 0}}'),
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    );
    checkCauses(
      workload('DaemonSet', 'updateStrategy: {rollingUpdate: {maxUnavailable: 101%, maxSurge: 1}}'),
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    );
  });
});

describe('TestValidateStatefulSet', () => {
  test('invalid udpate strategy, management policy, partition, retention', () => {
    checkCauses(
      workload('StatefulSet', 'podManagementPolicy: foo, updateStrategy: {type: foo}'),
      "spec.podManagementPolicy: Invalid value: \"foo\": must be 'OrderedReady' or 'Parallel'",
      'spec.updateStrategy: Invalid value: {"type":"foo"}: must be \'RollingUpdate\' or \'OnDelete\'',
    );
    checkCauses(
      workload(
        'StatefulSet',
        'updateStrategy: {rollingUpdate: {partition: -1}}, persistentVolumeClaimRetentionPolicy: {whenScaled: x}, ordinals: {start: -2}',
      ),
      'spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0',
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "x": supported values: "Retain", "Delete"',
      'spec.ordinals.start: Invalid value: -2: must be greater than or equal to 0',
    );
  });
  test('TestValidateStatefulSetUpdate: what may change', () => {
    checkUpdate(
      workload('StatefulSet', 'serviceName: x'),
      workload('StatefulSet', 'serviceName: x, replicas: 3, minReadySeconds: 5'),
    );
    checkUpdate(
      workload('StatefulSet', 'serviceName: x'),
      workload('StatefulSet', 'serviceName: y'),
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    );
  });
});

test('TestValidateReplicationController: no template, empty selector', () =>
  checkCauses(
    '{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {replicas: -1}}',
    'spec.selector: Required value',
    'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    'spec.template: Required value',
  ));

describe('TestValidateJob', () => {
  const job = (fields: string, pod = 'restartPolicy: Never'): string =>
    `{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {spec: {${pod}, containers: [{name: c, image: i}]}}, ${fields}}}`;
  test('restart policy', () => {
    checkCauses(
      job('completions: 1', 'terminationGracePeriodSeconds: 3'),
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    );
    checkCauses(
      job(
        'podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}',
        'restartPolicy: OnFailure',
      ),
      'spec.template.spec.restartPolicy: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified',
    );
  });
  test('spec.podFailurePolicy.rules: exit codes, conditions, neither, both', () =>
    checkCauses(
      job(
        'podFailurePolicy: {rules: [{action: x, onExitCodes: {operator: In, values: [11, 0, 11], containerName: z}}, {action: Ignore}, {action: FailIndex, onPodConditions: [{type: Ready, status: No}]}]}',
      ),
      'spec.podFailurePolicy.rules[0].action: Unsupported value: "x": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
      'spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "z": must be one of the container or initContainer names in the pod template',
      'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
      'spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 11',
      'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [11,0,11]: must be ordered',
      'spec.podFailurePolicy.rules[1]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
      'spec.podFailurePolicy.rules[2].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
      'spec.podFailurePolicy.rules[2].onPodConditions[0].status: Unsupported value: "No": supported values: "False", "True", "Unknown"',
    ));
  test('indexed: completions, limits per index, success policy', () => {
    checkCauses(
      job('completionMode: Indexed, parallelism: 2'),
      'spec.completions: Required value: when completion mode is Indexed',
    );
    checkCauses(
      job('backoffLimitPerIndex: 1'),
      'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    );
    checkCauses(
      job(
        'completionMode: Indexed, completions: 3, successPolicy: {rules: [{succeededIndexes: "0,5"}, {succeededCount: 2, succeededIndexes: "1"}, {}]}',
      ),
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0,5": error parsing succeededIndexes: too large index: "5"',
      'spec.successPolicy.rules[1].succeededCount: Invalid value: 2: must be less than or equal to 1 (the number of indexes in the specified succeededIndexes field)',
      'spec.successPolicy.rules[2]: Required value: at least one of succeededCount or succeededIndexes must be specified',
    );
  });
  test('a selector of its own, without asking for it', () =>
    checkCauses(
      job('selector: {matchLabels: {a: b}}').replace('template: {spec', 'template: {metadata: {labels: {a: b}}, spec'),
      'spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` not auto-generated',
    ));
  test('TestValidateJobUpdate: the template, and while suspended where its pods may run', () => {
    checkUpdate(
      job('suspend: true'),
      job('suspend: true').replace('restartPolicy: Never', 'restartPolicy: Never, nodeSelector: {a: b}'),
    );
    checkUpdate(
      job('parallelism: 1, completions: 1'),
      job('parallelism: 2, completions: 2'),
      'spec.completions: Invalid value: 2: field is immutable',
    );
  });
});

describe('TestValidateCronJob', () => {
  const cron = (fields: string, name = 'a'): string =>
    `{apiVersion: batch/v1, kind: CronJob, metadata: {name: ${name}}, spec: {${fields}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}`;
  test('schedule, time zone, concurrency', () => {
    checkCauses(
      cron('schedule: "error"'),
      'spec.schedule: Invalid value: "error": expected exactly 5 fields, found 1: [error]',
    );
    checkCauses(
      cron('schedule: "0 * * * *", timeZone: Mars/Base, concurrencyPolicy: x'),
      'spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base',
      'spec.concurrencyPolicy: Unsupported value: "x": supported values: "Allow", "Forbid", "Replace"',
    );
  });
  test('name over 52 characters', () => {
    const name = 'a'.repeat(53);
    checkCauses(
      cron('schedule: "0 * * * *"', name),
      `metadata.name: Invalid value: "${name}": must be no more than 52 characters`,
    );
    checkUpdate(cron('schedule: "0 * * * *"', name), cron('schedule: "1 * * * *"', name));
  });
});

test('a Job whose name is too long for the labels that its pods get', () => {
  const job = (length: number): string =>
    `{apiVersion: batch/v1, kind: Job, metadata: {name: ${'a'.repeat(length)}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}`;
  const cause = `spec.template.labels: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`;
  checkCauses(job(63));
  checkCauses(job(64), cause, cause);
});

describe('a StatefulSet of 1.34', () => {
  const set = (pods: string, rest = ''): string =>
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, ${rest}template: {metadata: {labels: {a: b}}, spec: {${pods}}}}}`;
  const claim = (spec: string): string => `volumeClaimTemplates: [{metadata: {name: data}, spec: {${spec}}}], `;
  const mount = 'containers: [{name: c, image: i, volumeMounts: [{name: data, mountPath: /d}]}]';
  const size = 'accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}';

  test('its pods are judged, with the volumes of its claims', () => {
    checkCauses(set('containers: []'), 'spec.template.spec.containers: Required value');
    checkCauses(set(mount, claim(size)));
    checkCauses(set(mount), 'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"');
    checkCauses(set(`hostname: A_, ${mount}`, claim(size)));
  });

  test('its claims are, too, and the name of its Service', () => {
    checkCauses(
      set(mount, claim('resources: {requests: {storage: 1Gi}}')),
      'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
    );
    checkCauses(
      set(mount, `serviceName: a.b, ${claim(size)}`),
      'spec.serviceName: Invalid value: "a.b": must not contain dots',
    );
  });
});
