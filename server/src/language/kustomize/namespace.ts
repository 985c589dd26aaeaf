import { groupKind } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { Transform } from './built.ts';
import { fieldAt, withField } from './built.ts';
import { textOf } from './kustomization.ts';

/** `namespace`: every object of a namespaced kind lands there, the Namespace of that role and the subjects of bindings follow. */
export const namespaced: Transform = (kustomization, objects) => {
  const namespace = textOf(kustomization['namespace']);
  if (namespace === undefined || namespace === '') return objects;
  const accounts = new Set(
    objects.filter(({ object }) => object.kind === 'ServiceAccount').map(({ object }) => object.metadata?.name),
  );
  return objects.map((built) => {
    let { object } = built;
    if (object.kind === 'Namespace') object = withField(object, ['metadata', 'name'], namespace);
    else if (kindInfo(groupKind(object.apiVersion, object.kind))?.namespaced !== false)
      object = withField(object, ['metadata', 'namespace'], namespace);
    const subjects = fieldAt(object, ['subjects']);
    if (object.kind.endsWith('RoleBinding') && Array.isArray(subjects)) {
      const moved = subjects.map((subject: { kind?: string; name?: string }) =>
        subject.kind === 'ServiceAccount' && (subject.name === 'default' || accounts.has(subject.name ?? ''))
          ? { ...subject, namespace }
          : subject,
      );
      object = withField(object, ['subjects'], moved);
    }
    return { ...built, object };
  });
};
