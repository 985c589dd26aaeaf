import { t } from '@vscode/l10n';
import type { Uri } from '../../../document/document.ts';
import { textAt, valueAt } from '../../../document/node.ts';
import { nameOf } from '../../../document/resource.ts';
import { itemsOf } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { namespaceOf, objectsIn } from '../../../workspace/resourceIndex.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { tableOf } from '../../../workspace/table.ts';
import type { Request } from '../request.ts';
import { containerAt, resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Names of variables that other containers have, values that they gave them, hosts of Services, and `$(NAME)` of those above. */
export const environment: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (field === 'V1EnvVar.name') return names(request);
  if (field === 'V1EnvVar.value') return [...variables(request), ...values(request), ...hosts(request)];
  if (field === 'V1Container.args' || field === 'V1Container.command') return variables(request);
  return [];
};

interface Use {
  readonly uri: Uri;
  readonly name: string;
  readonly value: string | undefined;
  readonly owner: string;
}

const uses = tableOf<Use>(
  (snapshot, file) =>
    objectsIn(snapshot, file).flatMap(({ uri, body }) =>
      containersOf(body).flatMap(({ node }) =>
        itemsOf(valueAt(node, 'env')).flatMap((one) => {
          const name = textAt(one, 'name');
          const use = { uri, name: name ?? '', value: textAt(one, 'value'), owner: nameOf(body) };
          return name === undefined ? [] : [['', use] as const];
        }),
      ),
    ),
  ({ uri }) => uri,
);

function usesIn(snapshot: Snapshot): readonly Use[] {
  return uses(snapshot).of('');
}

function names(request: Request): Suggestion[] {
  const here = new Set(ownNames(request));
  const owners = new Map<string, Set<string>>();
  for (const { name, owner } of usesIn(request.snapshot))
    if (!here.has(name)) {
      const by = owners.get(name);
      if (by === undefined) owners.set(name, new Set([owner]));
      else by.add(owner);
    }
  return [...owners]
    .toSorted(([a, ofA], [b, ofB]) => ofB.size - ofA.size || (a < b ? -1 : 1))
    .map(([text, by]) => ({ text, detail: [...by].slice(0, 3).join(', '), kind: 6 }));
}

function ownNames(request: Request, before = Number.POSITIVE_INFINITY): string[] {
  const body = resourceAt(request)?.body;
  const container = body === undefined ? undefined : containerAt(request, body);
  return itemsOf(valueAt(container, 'env'))
    .filter(({ start }) => start < before)
    .flatMap((one) => textAt(one, 'name') ?? []);
}

/** Only variables above are known to a value; a command knows all. */
function variables(request: Request): Suggestion[] {
  const inValue = request.context.path.includes('env');
  const own = request.context.siblings.get('name');
  return ownNames(request, inValue ? request.offset : undefined)
    .filter((name) => name !== own)
    .map((name) => ({ text: `$(${name})`, detail: t('the value of {0}', name), kind: 6 }));
}

function values(request: Request): Suggestion[] {
  const name = request.context.siblings.get('name');
  const found = new Map<string, string>();
  for (const use of usesIn(request.snapshot))
    if (use.name === name && use.value !== undefined && use.value !== '' && !use.value.includes('\n'))
      found.set(use.value, use.owner);
  return [...found].map(([text, detail]) => ({ text, detail }));
}

function hosts(request: Request): Suggestion[] {
  const namespace = resourceAt(request)?.body.namespace ?? 'default';
  return indexOf(request.snapshot)
    .ofKind('Service')
    .filter(({ body }) => body.name !== '')
    .map(({ body }) => ({
      text: namespaceOf(body) === namespace ? body.name : `${body.name}.${namespaceOf(body)}`,
      detail: t('the host of Service/{0}', body.name),
      kind: 18,
    }));
}
