import type { ApiObject } from '#engine/api/meta.ts';
import { selectorText } from '../printers/columns.ts';
import { labelsText, read, readList, readMap, readNumber, readText } from '../printers/read.ts';
import type { Describer } from './describer.ts';
import { describeHead, longTime } from './metadata.ts';
import type { Page } from './page.ts';

/** Autoscalers, disruption budgets, quotas, limit ranges, priority classes, roles. */
export const policyDescribers: readonly Describer[] = [
  { kind: 'HorizontalPodAutoscaler.autoscaling', events: true, describe: describeAutoscaler },
  { kind: 'PodDisruptionBudget.policy', events: true, describe: describeBudget },
  { kind: 'ResourceQuota', events: false, describe: describeQuota },
  { kind: 'LimitRange', events: false, describe: describeLimits },
  { kind: 'PriorityClass.scheduling.k8s.io', events: true, describe: describePriority },
];

function describeAutoscaler(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.field(0, 'CreationTimestamp', longTime(object.metadata.creationTimestamp));
  page.field(
    0,
    'Reference',
    `${readText(object, 'spec.scaleTargetRef.kind')}/${readText(object, 'spec.scaleTargetRef.name')}`,
  );
  page.field(0, 'Metrics', '( current / target )');
  const current = readList(object, 'status.currentMetrics');
  for (const [index, metric] of readList(object, 'spec.metrics').entries())
    page.field(1, ...metricRow(metric, current[index]));
  page.field(0, 'Min replicas', readText(object, 'spec.minReplicas', '<unset>'));
  page.field(0, 'Max replicas', readText(object, 'spec.maxReplicas', '0'));
  if (read(object, 'spec.behavior') !== undefined) page.line(0, 'Behavior:');
  for (const [title, field] of [
    ['Scale Up', 'scaleUp'],
    ['Scale Down', 'scaleDown'],
  ] as const)
    describeBehavior(page, title, read(object, `spec.behavior.${field}`));
  page.field(
    0,
    `${readText(object, 'spec.scaleTargetRef.kind')} pods`,
    `${readNumber(object, 'status.currentReplicas')} current / ${readNumber(object, 'status.desiredReplicas')} desired`,
  );
  const conditions = readList(object, 'status.conditions');
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status', 'Reason', 'Message');
  page.line(1, '----', '------', '------', '-------');
  for (const each of conditions)
    page.line(1, readText(each, 'type'), readText(each, 'status'), readText(each, 'reason'), readText(each, 'message'));
}

/** The title of a metric's line, and what it is now against its target. */
function metricRow(metric: unknown, current: unknown): readonly [title: string, value: string] {
  const type = readText(metric, 'type');
  const field = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  const at = (name: string): string => readText(metric, `${field}.${name}`);
  const now = (name: string): string => readText(current, `${field}.current.${name}`, '<unknown>');
  if (type === 'Resource') return resourceRow(`resource ${at('name')} on pods`, at, now);
  if (type === 'ContainerResource')
    return resourceRow(`resource ${at('name')} of container "${at('container')}" on pods`, at, now);
  const average = type === 'Pods' || at('target.averageValue') !== '';
  const value = average ? 'averageValue' : 'value';
  const amounts = `${now(value)} / ${at(`target.${value}`)}`;
  if (type === 'Pods') return [`"${at('metric.name')}" on pods`, amounts];
  const on = type === 'Object' ? ` on ${at('describedObject.kind')}/${at('describedObject.name')}` : '';
  return [`"${at('metric.name')}"${on} (target ${average ? 'average ' : ''}value)`, amounts];
}

type Texts = (name: string) => string;

function resourceRow(who: string, at: Texts, now: Texts): readonly [string, string] {
  if (at('target.averageValue') !== '') return [who, `${now('averageValue')} / ${at('target.averageValue')}`];
  const share = now('averageUtilization');
  const used = share === '<unknown>' ? share : `${share}% (${now('averageValue')})`;
  return [`${who}  (as a percentage of request)`, `${used} / ${at('target.averageUtilization') || '<auto>'}%`];
}

function describeBehavior(page: Page, title: string, rules: unknown): void {
  if (rules === undefined) return;
  page.line(1, `${title}:`);
  const window = read(rules, 'stabilizationWindowSeconds');
  if (window !== undefined) page.line(2, `Stabilization Window: ${window} seconds`);
  const policies = readList(rules, 'policies');
  if (policies.length === 0) return;
  page.line(2, `Select Policy: ${readText(rules, 'selectPolicy', 'Max')}`);
  page.line(2, 'Policies:');
  for (const each of policies)
    page.line(
      3,
      `- Type: ${readText(each, 'type')}`,
      `Value: ${readText(each, 'value')}`,
      `Period: ${readText(each, 'periodSeconds')} seconds`,
    );
}

function describeBudget(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  const least = readText(object, 'spec.minAvailable');
  if (least !== '') page.field(0, 'Min available', least);
  else page.optional(0, 'Max unavailable', read(object, 'spec.maxUnavailable'));
  page.field(
    0,
    'Selector',
    read(object, 'spec.selector') === undefined ? '<unset>' : selectorText(read(object, 'spec.selector')),
  );
  page.line(0, 'Status:');
  page.field(2, 'Allowed disruptions', readNumber(object, 'status.disruptionsAllowed'));
  page.field(2, 'Current', readNumber(object, 'status.currentHealthy'));
  page.field(2, 'Desired', readNumber(object, 'status.desiredHealthy'));
  page.field(2, 'Total', readNumber(object, 'status.expectedPods'));
}

function describeQuota(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  const scopes = readList(object, 'spec.scopes').map(String).sort();
  if (scopes.length > 0) page.field(0, 'Scopes', scopes.join(', '));
  page.line(0, 'Resource', 'Used', 'Hard');
  page.line(0, '--------', '----', '----');
  const used = readMap(object, 'status.used');
  const hard = readMap(object, 'status.hard');
  for (const name of Object.keys(hard).sort()) page.line(0, name, String(used[name] ?? '0'), String(hard[name]));
}

function describeLimits(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.line(0, 'Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
  page.line(0, '----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
  const fields = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];
  for (const limit of readList(object, 'spec.limits')) {
    const names = [...new Set(fields.flatMap((field) => Object.keys(readMap(limit, field))))].sort();
    for (const name of names)
      page.line(0, readText(limit, 'type'), name, ...fields.map((field) => String(readMap(limit, field)[name] ?? '-')));
  }
}

function describePriority(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Value', readText(object, 'value', '0'));
  page.field(0, 'GlobalDefault', read(object, 'globalDefault') === true);
  page.field(0, 'PreemptionPolicy', readText(object, 'preemptionPolicy', 'PreemptLowerPriority'));
  page.field(0, 'Description', readText(object, 'description'));
  page.field(0, 'Annotations', labelsText(object.metadata.annotations ?? {}));
}
