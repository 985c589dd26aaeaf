import type { Labels } from '../api/meta.ts';
import type { PodTemplate } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { canonicalTemplate } from './dump.ts';

/**
 * Whether two templates mean the same but for the label `pod-template-hash`: quantities by value, an empty list equal to none.
 * Follows kubernetes pkg/controller/deployment/util EqualIgnoreHash.
 */
export function sameTemplate(a: PodTemplate, b: PodTemplate, version: KubernetesVersion): boolean {
  return textOf(a, version) === textOf(b, version);
}

/** Templates never change and are asked for again and again. */
const texts = new WeakMap<PodTemplate, Map<KubernetesVersion, string>>();

function textOf(template: PodTemplate, version: KubernetesVersion): string {
  const known = texts.get(template) ?? new Map<KubernetesVersion, string>();
  texts.set(template, known);
  const text = known.get(version) ?? canonicalTemplate(withoutHash(template), version);
  known.set(version, text);
  return text;
}

function withoutHash(template: PodTemplate): PodTemplate {
  const labels: Labels | undefined = template.metadata?.labels;
  if (labels?.['pod-template-hash'] === undefined) return template;
  const { 'pod-template-hash': _, ...others } = labels;
  return { ...template, metadata: { ...template.metadata, labels: others } };
}
