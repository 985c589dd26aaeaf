import type { ApiObject } from '#engine/api/meta.ts';
import { isFields } from '#engine/patch/json.ts';

/** Whether an object matches `status.phase=Running,metadata.name!=x`. Which fields a kind offers is checked by `fieldSelectorProblem`. */
export function matchesFieldSelector(selector: string, object: ApiObject): boolean {
  return termsOf(selector).every(({ field, operator, value }) => {
    const found = valueAt(object, field);
    return operator === '!=' ? found !== value : found === value;
  });
}

/** What the API server says of a field label that the kind does not offer; undefined where all is well. */
export function fieldSelectorProblem(selector: string, kind: string): string | undefined {
  for (const { field } of termsOf(selector)) {
    if (field === 'metadata.name' || field === 'metadata.namespace') continue;
    if (!(offered[kind] ?? []).includes(field)) return `field label not supported: ${field}`;
  }
  return undefined;
}

const offered: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase', 'name'],
  Node: ['spec.unschedulable'],
  ReplicaSet: ['status.replicas'],
  ReplicationController: ['status.replicas'],
  Job: ['status.successful'],
  Service: ['spec.clusterIP', 'spec.type'],
};

interface Term {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

function termsOf(selector: string): readonly Term[] {
  return selector
    .split(',')
    .filter((term) => term.trim() !== '')
    .map((term) => {
      const match = /^(.*?)(!=|==|=)(.*)$/.exec(term.trim());
      if (match === null) return { field: term, operator: '=', value: '' };
      return { field: match[1] ?? '', operator: match[2] === '!=' ? '!=' : '=', value: match[3] ?? '' };
    });
}

function valueAt(object: ApiObject, field: string): string {
  let value: unknown = object;
  for (const part of field.split('.')) value = isFields(value) ? value[part] : undefined;
  return value === undefined || value === null ? (field === 'spec.unschedulable' ? 'false' : '') : String(value);
}
