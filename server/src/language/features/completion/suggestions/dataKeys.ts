import { textAt, valueAt } from '../../../document/node.ts';
import { keysOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import type { Request } from '../request.ts';
import { resourceAt, withField } from '../surroundings.ts';
import { fieldOf, type Suggest } from './suggestion.ts';

/** The keys of the ConfigMap or Secret that is named beside the field, or around it. */
export const dataKeys: Suggest = (request, spot) => {
  const source = sources[fieldOf(spot)]?.(request);
  if (source?.name === undefined) return [];
  const namespace = resourceAt(request)?.body.namespace ?? 'default';
  const found = indexOf(request.snapshot).named(source.kind, namespace, source.name);
  const keys = new Set(found.flatMap(({ body }) => keysOf(body)));
  return [...keys].map((text) => ({ text, detail: `${source.kind}/${source.name}`, kind: 5 }));
};

interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string | undefined;
}

const sources: Readonly<Record<string, (request: Request) => Source | undefined>> = {
  'V1ConfigMapKeySelector.key': ({ context }) => ({ kind: 'ConfigMap', name: context.siblings.get('name') }),
  'V1SecretKeySelector.key': ({ context }) => ({ kind: 'Secret', name: context.siblings.get('name') }),
  'V1KeyToPath.key': ofVolume,
};

function ofVolume(request: Request): Source {
  const around = withField(request, 'items');
  const secret = request.context.path.includes('secret');
  const name = textAt(around, secret && valueAt(around, 'secretName') !== undefined ? 'secretName' : 'name');
  return { kind: secret ? 'Secret' : 'ConfigMap', name };
}
