import type { ApiObject, Labels } from '../api/meta.ts';
import type { PodTemplate } from '../api/pod.ts';
import { type LabelSelector, matchesLabelSelector } from '../api/selector.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { atLeast } from '../api/version.ts';
import type { ControllerRevision } from '../api/workloads.ts';
import type { Context } from './controller.ts';
import { claim } from './ownership.ts';

const kind = 'ControllerRevision.apps';

/** The revisions of a StatefulSet or DaemonSet after adopting and releasing, lowest first; follows kubernetes pkg/controller/history. */
export function claimRevisions(
  context: Context,
  owner: ApiObject,
  selector: LabelSelector,
): readonly ControllerRevision[] {
  const candidates = context.view.list(kind, owner.metadata.namespace) as readonly ControllerRevision[];
  const claimed = claim(context, owner, candidates, ({ metadata }) => matchesLabelSelector(selector, metadata.labels));
  return [...claimed].sort(byRevision);
}

/** What a revision keeps: the patch that puts the template back, as the control plane of this version writes it. */
export function templatePatch(template: PodTemplate, version: KubernetesVersion): ControllerRevision['data'] {
  // Until 1.33 the empty time of the template's metadata was written out.
  const created = atLeast(version, '1.34') ? {} : { creationTimestamp: null };
  const patched = { ...template, $patch: 'replace', metadata: { ...created, ...template.metadata } };
  return { spec: { template: patched } };
}

/** The patch as text, keys in order, as Go writes it: what is compared and hashed. */
export function patchText(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => (isPlain(value) ? sorted(value) : value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function isSameRevision(a: Pick<ControllerRevision, 'data'>, b: Pick<ControllerRevision, 'data'>): boolean {
  return patchText(a.data) === patchText(b.data);
}

/** The template that a revision brings back. */
export function templateOf({ data }: ControllerRevision): PodTemplate {
  const { $patch: _, metadata, ...template } = data.spec.template as PodTemplate & { readonly $patch?: string };
  const { creationTimestamp: _c, ...kept } = (metadata ?? {}) as { creationTimestamp?: unknown } & object;
  return { ...template, metadata: kept };
}

export function revisionFor(
  owner: ApiObject,
  named: { readonly name: string; readonly labels: Labels },
  data: ControllerRevision['data'],
  revision: number,
  ownerReferences: NonNullable<ApiObject['metadata']['ownerReferences']>,
): ControllerRevision {
  const { namespace = 'default', annotations } = owner.metadata;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      ...named,
      namespace,
      ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences,
    },
    data,
    revision,
  };
}

function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  const created = (object: ControllerRevision): string => object.metadata.creationTimestamp ?? '';
  if (a.revision !== b.revision) return a.revision - b.revision;
  if (created(a) !== created(b)) return created(a) < created(b) ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
