import { textAt, valueAt } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import { itemsOf } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { podTemplateOf } from '../../../workspace/podTemplate.ts';
import type { Request } from '../request.ts';
import { resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Names that a pod gives itself: its volumes where they are mounted, its containers where one is meant. */
export const podParts: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (field === 'V1VolumeMount.name' || field === 'V1VolumeDevice.name') return volumes(request);
  if (field === 'V1ResourceFieldSelector.containerName') return containers(request);
  return [];
};

function volumes(request: Request): Suggestion[] {
  const body = resourceAt(request)?.body;
  const template = body === undefined ? undefined : podTemplateOf(body);
  if (body === undefined || template === undefined) return [];
  const own = itemsOf(nodeAtField(body.node, `${template.spec}.volumes`)).flatMap((volume): Suggestion[] => {
    const text = textAt(volume, 'name');
    return text === undefined ? [] : [{ text, kind: 18, ...sourceOf(toKeys(volume)) }];
  });
  const claims = itemsOf(nodeAtField(body.node, 'spec.volumeClaimTemplates')).flatMap((claim): Suggestion[] => {
    const text = textAt(valueAt(claim, 'metadata'), 'name');
    return text === undefined ? [] : [{ text, kind: 18, detail: 'volumeClaimTemplates' }];
  });
  return [...own, ...claims];
}

function toKeys(volume: ReturnType<typeof itemsOf>[number]): readonly string[] {
  return volume.kind === 'map' ? volume.entries.map(({ key }) => key.text) : [];
}

/** `configMap`, `emptyDir`: what the volume is made of. */
function sourceOf(keys: readonly string[]): { detail?: string } {
  const source = keys.find((key) => key !== 'name');
  return source === undefined ? {} : { detail: source };
}

function containers(request: Request): Suggestion[] {
  const body = resourceAt(request)?.body;
  if (body === undefined) return [];
  return containersOf(body).flatMap(({ node }) => {
    const text = textAt(node, 'name');
    return text === undefined ? [] : [{ text, kind: 18 as const }];
  });
}
