import { t } from '@vscode/l10n';
import { type Level, type Policy, type Violation, violationsOf } from '#engine/podSecurity/podSecurity.ts';
import { objectOf, type Resource } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import { podTemplateOf } from '../workspace/podTemplate.ts';
import { type Snapshot, versionOf } from '../workspace/snapshot.ts';
import type { Fix } from './problem.ts';
import { at, type Finding } from './rule.ts';
import { setField } from './setField.ts';

/** A violation of the pods that an object describes, with its place and what would repair it. */
export interface PlacedViolation {
  readonly violation: Violation;
  readonly place: Pick<Finding, 'range' | 'field' | 'fixes'>;
}

/** What of an object's pods a Pod Security policy does not allow. */
export function podSecurityFindings(resource: Resource, snapshot: Snapshot, policy: Policy): PlacedViolation[] {
  const template = podTemplateOf(resource.body);
  if (template === undefined) return [];
  const object = objectOf(resource.body);
  const pod = { metadata: pathIn(object, template.metadata), spec: pathIn(object, template.spec) };
  return violationsOf(policy, pod, versionOf(snapshot, resource.uri)).map((violation) => {
    const [first] = violation.fields;
    const field = first === undefined ? `${template.metadata}.annotations` : `${template.spec}.${first}`;
    return { violation, place: { ...at(resource, field), fixes: fixesOf(resource, violation.control, field) } };
  });
}

/** What of an object's pods a level, as it is in the newest version, does not allow; `isSaid` are the controls that others speak of. */
export function levelFindings(
  resource: Resource,
  snapshot: Snapshot,
  level: Level,
  isSaid: (control: string) => boolean,
): Finding[] {
  const found = podSecurityFindings(resource, snapshot, { level, version: 'latest' });
  return found.flatMap(({ violation: { control, reason, detail }, place }) => {
    const said = `${reason} (${detail})`;
    if (isSaid(control)) return [];
    return [{ ...place, message: t('The Pod Security level "{0}" does not allow this: {1}', level, said) }];
  });
}

/** What satisfies a control whatever the container does; who may have to run as root is not for us to say. */
function fixesOf(resource: Resource, control: string, field: string): readonly Fix[] {
  const repair = repairs[control];
  if (repair === undefined || !field.endsWith(repair.ending)) return [];
  const place = field.slice(0, field.length - repair.ending.length) + repair.field;
  return setField(resource, place, repair.value, t('Set {0}', repair.field));
}

const repairs: Readonly<Record<string, { ending: string; field: string; value: Json }>> = {
  allowPrivilegeEscalation: {
    ending: 'securityContext.allowPrivilegeEscalation',
    field: 'securityContext.allowPrivilegeEscalation',
    value: false,
  },
  seccompProfile_restricted: {
    ending: 'securityContext.seccompProfile',
    field: 'securityContext.seccompProfile',
    value: { type: 'RuntimeDefault' },
  },
};

function pathIn(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined | null)?.[key], object);
}
