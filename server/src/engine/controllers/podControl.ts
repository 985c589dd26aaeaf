import { keyOf } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Pod, PodTemplate } from '../api/pod.ts';
import type { Status } from '../api/status.ts';
import type { Context } from './controller.ts';
import { controllerReference } from './ownership.ts';

/** The pod that `owner` stamps out of a template, its name left to the API server; follows kubernetes GetPodFromTemplate. */
export function podFromTemplate(owner: ApiObject, template: PodTemplate): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace ?? 'default',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}

/** Creates the pod and says so in an Event on its owner. Returns the error, if any; follows kubernetes RealPodControl.CreatePods. */
export function createPod(context: Context, owner: ApiObject, pod: Pod, why: string): string | undefined {
  const outcome = context.api.create(pod, why);
  if (outcome.kind === 'applied') {
    context.api.event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${outcome.after?.metadata.name}`);
    return undefined;
  }
  if (isNamespaceTerminating(outcome.status)) return undefined;
  context.api.event(owner, 'Warning', 'FailedCreate', `Error creating: ${outcome.status.message}`);
  return outcome.status.message;
}

/** Deletes the pod and says so in an Event on its owner; a pod that is gone already is no error. Follows kubernetes RealPodControl.DeletePod. */
export function deletePod(context: Context, owner: ApiObject, pod: Pod, why: string): string | undefined {
  const outcome = context.api.delete(keyOf(pod), {}, why);
  if (outcome.kind === 'applied') {
    context.api.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    return undefined;
  }
  if (outcome.status.reason === 'NotFound') return undefined;
  context.api.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${outcome.status.message}`);
  return `unable to delete pods: ${outcome.status.message}`;
}

/** Whether a creation was refused because its namespace goes: no fault of the owner, and nothing to try again. */
export function isNamespaceTerminating(status: Status): boolean {
  return status.reason === 'Forbidden' && status.message.endsWith('because it is being terminated');
}
