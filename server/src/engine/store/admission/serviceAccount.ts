import { key } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import { ok, refused } from '../../result.ts';
import { nameSuffix } from '../generatedNames.ts';
import { forbidden } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Gives a pod its service account with the token volume; follows kubernetes plugin/pkg/admission/serviceaccount. Off unless the world asks for it. */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit({ verb, object }, { view, conditions, random }) {
    if (!conditions.admission.serviceAccount || object.kind !== 'Pod' || verb !== 'create') return ok(object);
    const { spec, metadata } = object as Pod;
    const name = spec.serviceAccountName || 'default';
    const account = view.get(key('ServiceAccount', metadata.namespace ?? 'default', name));
    // The plugin asks again for a second, in which a new namespace gets its default account.
    if (account === undefined && name !== 'default') {
      const why = `error looking up service account ${metadata.namespace}/${name}: serviceaccount "${name}" not found`;
      return refused(forbidden('Pod', metadata.name, why));
    }
    const named = { ...spec, serviceAccountName: name, serviceAccount: name };
    const automount = spec['automountServiceAccountToken'] ?? account?.['automountServiceAccountToken'] ?? true;
    if (automount === false) return ok({ ...object, spec: named });
    return ok({ ...object, spec: withToken(named, `kube-api-access-${nameSuffix(random)}`) });
  },
};

function withToken(spec: Pod['spec'], volume: string): Pod['spec'] {
  const mount = { name: volume, readOnly: true, mountPath: tokenPath };
  const mounts = (container: Pod['spec']['containers'][number]): typeof container => {
    const given = (container['volumeMounts'] as { mountPath?: string }[] | undefined) ?? [];
    if (given.some((found) => found.mountPath === tokenPath)) return container;
    return { ...container, volumeMounts: [...given, mount] };
  };
  return {
    ...spec,
    containers: spec.containers.map(mounts),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(mounts) }),
    volumes: [...(spec.volumes ?? []), { name: volume, projected: { sources: tokenSources, defaultMode: 420 } }],
  };
}

const tokenSources = [
  { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
];
