import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { ApiObject, Condition } from '../../api/meta.ts';
import { atLeast } from '../../api/version.ts';
import { parseTimestamp } from '../../time.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';
import type { Content } from './content.ts';
import { contentOf, estimate, finalizersText, remainingText } from './content.ts';

/** Empties a namespace that is being deleted, then lets it go. Follows kubernetes pkg/controller/namespace/deletion/namespaced_resources_deleter.go. */
export const namespaceController: ControllerFactory = () => new NamespaceController();

class NamespaceController implements Controller {
  readonly name = 'namespace-controller';
  readonly watches: readonly Watch[] = [{ kind: 'Namespace', keys: own }];

  reconcile(key: Key, context: Context): Requeue | undefined {
    const namespace = context.view.get(key);
    const deleted = namespace?.metadata.deletionTimestamp;
    if (namespace === undefined || deleted === undefined) return undefined;
    const { name } = namespace.metadata;
    for (const object of toDelete(contentOf(name, context.view), context)) {
      const { uid } = object.metadata;
      const options = { propagation: 'Background', ...(uid === undefined ? {} : { uid }) } as const;
      if (object.metadata.deletionTimestamp === undefined)
        context.api.delete(keyOf(object), options, `namespace ${name} is being deleted`);
    }
    const left = lookedAt(contentOf(name, context.view), context);
    say(namespace, left, context);
    if (left.size > 0) {
      const passed = Math.floor((context.now - parseTimestamp(context.conditions.startTime, deleted)) / 1000);
      const seconds = estimate(left, passed);
      return seconds === 0 ? { retry: true } : { after: (Math.floor(seconds / 2) + 1) * 1000 };
    }
    finalize(key, context);
    return undefined;
  }
}

function toDelete(content: Content, context: Context): readonly ApiObject[] {
  return [...lookedAt(content, context).values()].flat();
}

/** From 1.33 on pods go before everything that may protect others from them, and nothing else is asked about (OrderedNamespaceDeletion). */
function lookedAt(content: Content, { conditions }: Context): Content {
  const pods = content.get('Pod') ?? [];
  if (pods.length === 0 || !atLeast(conditions.kubernetesVersion, '1.33')) return content;
  return new Map([['Pod', pods]]);
}

function finalize(key: Key, context: Context): void {
  const namespace = context.view.get(key);
  if (namespace === undefined) return;
  const { resourceVersion: _, ...metadata } = namespace.metadata;
  const finalizers = ((namespace['spec'] as { finalizers?: readonly string[] } | undefined)?.finalizers ?? []).filter(
    (name) => name !== 'kubernetes',
  );
  context.api.update({ ...namespace, metadata, spec: { finalizers } }, 'nothing is left in the namespace');
}

function say(namespace: ApiObject, left: Content, context: Context): void {
  const now = context.timestamp();
  const before = (namespace['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions ?? [];
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string): Condition => {
    const old = before.find((each) => each.type === type);
    if (old?.status === status && old.reason === reason && old.message === message) return old;
    return { type, status, lastTransitionTime: now, reason, message };
  };
  const remaining = remainingText(left);
  const finalizers = finalizersText(left);
  const conditions = [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    remaining === undefined
      ? condition('NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed')
      : condition('NamespaceContentRemaining', 'True', 'SomeResourcesRemain', remaining),
    finalizers === undefined
      ? condition(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        )
      : condition('NamespaceFinalizersRemaining', 'True', 'SomeFinalizersRemain', finalizers),
  ];
  const { resourceVersion: _, ...metadata } = namespace.metadata;
  const why = remaining === undefined ? 'all of it is deleted' : 'some of it remains';
  context.api.updateStatus({ ...namespace, metadata, status: { phase: 'Terminating', conditions } }, why);
}
