import { key } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { policyOf, sentenceOf, violationsOf } from '../../podSecurity/podSecurity.ts';
import { ok, refused } from '../../result.ts';
import { forbidden } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';

/** Refuses pods that the level which their namespace enforces does not allow; follows k8s.io/pod-security-admission/admission. */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  admit({ verb, object, old }, { view, conditions }) {
    if (!conditions.admission.podSecurity || object.kind !== 'Pod' || object.apiVersion !== 'v1') return ok(object);
    if (verb === 'update' && imagesOf(object) === imagesOf(old)) return ok(object);
    const namespace = view.get(key('Namespace', '', object.metadata.namespace ?? 'default'));
    const policy = policyOf(namespace?.metadata.labels, 'enforce');
    const violations = violationsOf(policy, object as Pod, conditions.kubernetesVersion);
    if (violations.length === 0) return ok(object);
    return refused(forbidden('Pod', object.metadata.name, `violates ${sentenceOf(policy, violations)}`));
  },
};

/** What of an update is looked at again. */
function imagesOf(pod: ApiObject | undefined): string {
  const spec = pod?.['spec'] as Pod['spec'] | undefined;
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  return JSON.stringify(containers.map(({ image }) => image));
}
