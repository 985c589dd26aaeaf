import type { ApiObject } from '#engine/api/meta.ts';
import { strategicMerge } from '#engine/patch/strategicMerge.ts';
import type { StoreView } from '#engine/store/view.ts';

/** A revision of a workload, as its ReplicaSet or ControllerRevision keeps it. */
export interface Revision {
  readonly number: number;
  /** The pod template, without the hash label. */
  readonly template: TemplateFields;
  /** The pod template as it is kept. */
  readonly raw: TemplateFields;
  readonly annotations: Readonly<Record<string, string>>;
}

export type TemplateFields = Readonly<Record<string, unknown>>;

/** The revisions of a Deployment, DaemonSet or StatefulSet, oldest first; undefined for kinds without history. */
export function revisionsOf(view: StoreView, object: ApiObject): readonly Revision[] | undefined {
  const uid = object.metadata.uid ?? '';
  switch (object.kind) {
    case 'Deployment':
      return sorted(view.controlledBy(uid, 'ReplicaSet.apps').map(ofReplicaSet));
    case 'DaemonSet':
    case 'StatefulSet':
      return sorted(
        view.controlledBy(uid, 'ControllerRevision.apps').map((each) => ofControllerRevision(each, object)),
      );
    default:
      return undefined;
  }
}

/** The template of an object, without the hash label. */
export function templateOf(object: ApiObject): TemplateFields {
  return withoutHash(rawTemplate(object));
}

function rawTemplate(object: ApiObject): TemplateFields {
  const spec = object['spec'] as { readonly template?: TemplateFields } | undefined;
  return spec?.template ?? {};
}

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const changeCauseAnnotation = 'kubernetes.io/change-cause';

function sorted(revisions: readonly Revision[]): readonly Revision[] {
  return revisions.filter((revision) => revision.number > 0).sort((a, b) => a.number - b.number);
}

function ofReplicaSet(replicaSet: ApiObject): Revision {
  const annotations = replicaSet.metadata.annotations ?? {};
  return {
    number: Number(annotations[revisionAnnotation] ?? 0),
    template: templateOf(replicaSet),
    raw: rawTemplate(replicaSet),
    annotations,
  };
}

function ofControllerRevision(revision: ApiObject, owner: ApiObject): Revision {
  const data = revision['data'] as { readonly spec?: unknown } | undefined;
  const whole = strategicMerge(owner.kind, owner, { spec: data?.spec ?? {} }) as ApiObject;
  return {
    number: Number(revision['revision'] ?? 0),
    template: templateOf(whole),
    raw: rawTemplate(whole),
    annotations: revision.metadata.annotations ?? {},
  };
}

function withoutHash(template: TemplateFields): TemplateFields {
  const metadata = template['metadata'] as { readonly labels?: Readonly<Record<string, string>> } | undefined;
  if (metadata?.labels?.['pod-template-hash'] === undefined) return template;
  const { 'pod-template-hash': _hash, ...labels } = metadata.labels;
  return { ...template, metadata: { ...metadata, labels } };
}
