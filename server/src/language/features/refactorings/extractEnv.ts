import { t } from '@vscode/l10n';
import { entryOf, type MapNode, textAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { itemsOf } from '../../document/strings.ts';
import type { Edit } from '../../validation/problem.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { indexOf } from '../../workspace/snapshot.ts';
import { flowText } from '../yamlText.ts';
import { documentBehind, inFile, type Offer, type Target } from './refactoring.ts';
import { containersAt, metadataFor } from './workload.ts';

/** Moves values of env to a ConfigMap or a Secret: the one at the cursor, else all of the container. Those that use $(OTHER) stay. */
export function extractEnv(target: Target): readonly Offer[] {
  const { body } = target.resource;
  const found = variablesAt(target);
  if (found.length === 0 || body.name === '') return [];
  return [offer(target, found, 'ConfigMap'), offer(target, found, 'Secret')];
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly map: MapNode;
}

function variablesAt(target: Target): Variable[] {
  const containers = containersAt(target);
  const [container] = containers;
  const at = target.offset - target.resource.start;
  if (containers.length !== 1 || container === undefined) return [];
  const found = itemsOf(nodeAtField(container.map, 'env')).flatMap((map): Variable[] => {
    const name = textAt(map, 'name');
    const value = textAt(map, 'value');
    const movable = map.kind === 'map' && name !== undefined && value !== undefined && !value.includes('$(');
    return movable ? [{ name, value, map }] : [];
  });
  const here = found.filter(({ map }) => map.start <= at && at <= map.end);
  return here.length > 0 ? here : found;
}

function offer(target: Target, found: readonly Variable[], kind: 'ConfigMap' | 'Secret'): Offer {
  const secret = kind === 'Secret';
  const name = freeName(target, kind, `${target.resource.body.name}-${secret ? 'secret' : 'config'}`);
  const edits = found.flatMap((variable) => reference(variable, secret ? 'secretKeyRef' : 'configMapKeyRef', name));
  const values = Object.fromEntries(found.map((variable) => [variable.name, variable.value]));
  const data = secret ? { stringData: values } : { data: values };
  const made = { apiVersion: 'v1', kind, metadata: metadataFor(target, name), ...data };
  return {
    title: secret ? t('Move env values to the Secret {0}', name) : t('Move env values to the ConfigMap {0}', name),
    edits: [...inFile(target, edits), documentBehind(target, made)],
  };
}

/** The name, or the first one with a number that no object of the workspace has. */
function freeName({ snapshot, resource }: Target, kind: string, wanted: string): string {
  const taken = new Set(
    indexOf(snapshot)
      .inNamespace(kind, namespaceOf(resource.body))
      .map(({ body }) => body.name),
  );
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}

function reference({ map, name: key }: Variable, field: string, name: string): Edit[] {
  const entry = entryOf(map, 'value');
  if (entry === undefined) return [];
  const text = `valueFrom: ${flowText({ [field]: { name, key } })}`;
  return [{ start: entry.key.start, end: entry.value.end, text: `${text}${blockScalar(entry.value) ? '\n' : ''}` }];
}

/** A `|` or `>` text ends with its line. */
function blockScalar(value: { readonly kind: string; readonly style?: string }): boolean {
  return value.kind === 'scalar' && (value.style === 'literal' || value.style === 'folded');
}
