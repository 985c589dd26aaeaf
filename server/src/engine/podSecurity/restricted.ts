import { addedBeyond, badSeccomp, mustNotAdd, procMount, volumes } from './baseline.ts';
import {
  type CheckedPod,
  type Control,
  containersOf,
  fieldsOf,
  inContainers,
  mustNotSet,
  plural,
  quoted,
  setters,
  valueIn,
  written,
} from './control.ts';

/** What the level "restricted" asks beyond "baseline"; follows k8s.io/pod-security-admission/policy, one check_*.go each. */
export const restricted: readonly Control[] = [
  {
    id: 'allowPrivilegeEscalation',
    check(pod) {
      if (pod.windows) return undefined;
      const faults = inContainers(pod, 'securityContext.allowPrivilegeEscalation').filter(
        ({ given }) => given !== false,
      );
      if (faults.length === 0) return undefined;
      return {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${setters(faults)} must set securityContext.allowPrivilegeEscalation=false`,
        fields: fieldsOf(faults),
      };
    },
  },
  {
    id: 'capabilities_restricted',
    overrides: 'capabilities_baseline',
    check(pod) {
      if (pod.windows) return undefined;
      const kept = inContainers(pod, 'securityContext.capabilities.drop').filter(
        ({ given }) => !(Array.isArray(given) && given.includes('ALL')),
      );
      const added = addedBeyond(pod, ['NET_BIND_SERVICE']);
      if (kept.length + added.length === 0) return undefined;
      const details = [
        ...(kept.length > 0 ? [`${setters(kept)} must set securityContext.capabilities.drop=["ALL"]`] : []),
        ...(added.length > 0 ? [mustNotAdd(added)] : []),
      ];
      return { reason: 'unrestricted capabilities', detail: details.join('; '), fields: fieldsOf([...kept, ...added]) };
    },
  },
  {
    id: 'procMount_restricted',
    overrides: 'procMount',
    check: (pod) => procMount(pod),
  },
  {
    id: 'restrictedVolumes',
    overrides: 'hostPathVolumes',
    check({ spec }) {
      const found = volumes(spec).flatMap((volume) => {
        const types = Object.keys(Object(volume.value)).filter((type) => type !== 'name');
        return types.some((type) => allowedVolumes.includes(type)) ? [] : [{ ...volume, type: types[0] ?? 'unknown' }];
      });
      if (found.length === 0) return undefined;
      const types = [...new Set(found.map(({ type }) => type))].sort();
      const verb = found.length === 1 ? 'uses' : 'use';
      return {
        reason: 'restricted volume types',
        detail: `${plural('volume', found.length)} ${quoted(found.map(({ name }) => name))} ${verb} ${plural('restricted volume type', types.length)} ${quoted(types)}`,
        fields: found.map(({ field, type }) => `${field}.${type}`),
      };
    },
  },
  {
    id: 'runAsNonRoot',
    check(pod) {
      if (pod.ownUsers) return undefined;
      const path = 'securityContext.runAsNonRoot';
      const roots = written(pod, path).filter(({ given }) => given === false);
      if (roots.length > 0) return mustNotSet(`${path}=false`, nonRoot, roots);
      if (valueIn(pod.spec, path) === true) return undefined;
      const silent = inContainers(pod, path).filter(({ given }) => given === undefined);
      if (silent.length === 0) return undefined;
      return {
        reason: nonRoot,
        detail: `pod or ${containersOf(silent)} must set ${path}=true`,
        fields: fieldsOf(silent),
      };
    },
  },
  {
    id: 'runAsUser',
    check(pod) {
      if (pod.ownUsers) return undefined;
      const faults = written(pod, 'securityContext.runAsUser').filter(({ given }) => given === 0);
      return mustNotSet('runAsUser=0', 'runAsUser=0', faults);
    },
  },
  {
    id: 'seccompProfile_restricted',
    overrides: 'seccompProfile_baseline',
    check: (pod) => (pod.windows ? undefined : (badSeccomp(pod) ?? missingSeccomp(pod))),
  },
];

const nonRoot = 'runAsNonRoot != true';

const allowedVolumes: readonly string[] = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim'],
  ...['projected', 'secret'],
];

function missingSeccomp(pod: CheckedPod): ReturnType<Control['check']> {
  const path = 'securityContext.seccompProfile';
  if (valueIn(pod.spec, path) !== undefined) return undefined;
  const silent = inContainers(pod, path).filter(({ given }) => given === undefined);
  if (silent.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${containersOf(silent)} must set ${path}.type to "RuntimeDefault" or "Localhost"`,
    fields: fieldsOf(silent),
  };
}
