import type { ApiObject, Labels } from '../api/meta.ts';
import { templatePath } from '../api/templatePath.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { asFields, type Fields } from '../patch/json.ts';
import { baseline } from './baseline.ts';
import type { CheckedContainer, Control, Finding } from './control.ts';
import { itemsIn, valueIn } from './control.ts';
import { restricted } from './restricted.ts';

/** The Pod Security Standards. */
export type Level = 'privileged' | 'baseline' | 'restricted';

/** A level, and the version of it that a namespace asks for. */
export interface Policy {
  readonly level: Level;
  /** `latest` or `v1.30`. */
  readonly version: string;
}

/** What a pod has that a level does not allow. */
export interface Violation extends Finding {
  readonly control: string;
}

/** The policy of a namespace in one mode; what its labels do not say, or say wrongly, is the privileged level, which allows all. */
export function policyOf(labels: Labels | undefined, mode: 'enforce' | 'warn' | 'audit'): Policy {
  const level = labels?.[`pod-security.kubernetes.io/${mode}`];
  const version = labels?.[`pod-security.kubernetes.io/${mode}-version`] ?? 'latest';
  if (level !== 'baseline' && level !== 'restricted') return { level: 'privileged', version: 'latest' };
  return { level, version: /^v1\.\d+$/.test(version) ? version : 'latest' };
}

/** What of a pod, or of a template for pods, a policy does not allow, in the order of the admission. */
export function violationsOf(
  policy: Policy,
  template: { readonly metadata?: unknown; readonly spec?: unknown },
  cluster: KubernetesVersion,
): Violation[] {
  if (policy.level === 'privileged') return [];
  const newest = Number(cluster.split('.')[1]);
  const version = policy.version === 'latest' ? newest : Math.min(newest, Number(policy.version.split('.')[1]));
  const spec = asFields(template.spec);
  const pod = {
    annotations: asFields(valueIn(template.metadata, 'annotations')),
    spec,
    containers: ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => containersIn(spec, list)),
    version,
    windows: version >= 25 && valueIn(spec, 'os.name') === 'windows',
    ownUsers: newest >= 35 && spec['hostUsers'] === false,
  };
  return controlsOf(policy.level).flatMap((control) => {
    const found = control.check(control.id === 'procMount' && version < 35 ? { ...pod, ownUsers: false } : pod);
    return found === undefined ? [] : [{ control: control.id, ...found }];
  });
}

/** `violates PodSecurity "restricted:latest": …`, after "would" where nothing is refused. */
export function sentenceOf({ level, version }: Policy, violations: readonly Violation[]): string {
  const all = violations.map(({ reason, detail }) => `${reason} (${detail})`);
  return `PodSecurity "${level}:${version}": ${all.join(', ')}`;
}

/** What the admission warns of when an object of a namespace with these labels is written: its pods, or those that it makes. */
export function podSecurityWarnings(
  object: ApiObject,
  labels: Labels | undefined,
  cluster: KubernetesVersion,
): readonly string[] {
  const policy = policyOf(labels, 'warn');
  const pod = podIn(object);
  const violations = pod === undefined ? [] : violationsOf(policy, pod, cluster);
  return violations.length === 0 ? [] : [`would violate ${sentenceOf(policy, violations)}`];
}

function podIn(object: ApiObject): { metadata?: unknown; spec?: unknown } | undefined {
  if (object.kind === 'Pod') return object;
  const path = object.kind === 'PodTemplate' ? ['template'] : templatePath(object.kind);
  const template = path === undefined ? undefined : valueIn(object, path.join('.'));
  return typeof template === 'object' ? (template as { metadata?: unknown; spec?: unknown }) : undefined;
}

function controlsOf(level: Level): readonly Control[] {
  if (level === 'baseline') return baseline;
  const overridden = restricted.map(({ overrides }) => overrides);
  return [...baseline.filter(({ id }) => !overridden.includes(id)), ...restricted];
}

function containersIn(spec: Fields, list: string): CheckedContainer[] {
  return itemsIn(spec, list).map((value, index) => ({
    name: String(valueIn(value, 'name') ?? ''),
    field: `${list}[${index}]`,
    value: asFields(value),
  }));
}
