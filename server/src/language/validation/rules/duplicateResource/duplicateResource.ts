import { t } from '@vscode/l10n';
import { groupKind } from '#engine/api/key.ts';
import type { Resource } from '../../../document/resource.ts';
import { appliedTogether } from '../../../workspace/cluster.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { at, type Rule } from '../../rule.ts';

/**
 * The same kind, namespace and name again in what is applied together: `create` refuses it, `apply` overwrites the first. Where no cluster and
 * no kustomization says what that is, objects of other folders are other stages.
 */
export const duplicateResource: Rule = {
  id: 'duplicateResource',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    const { body } = resource;
    if (body.name === '' || body.kind === '') return;
    const same = indexOf(snapshot).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
    const first = same.find((one) => appliedTogether(snapshot, one.uri, resource.uri));
    if (first === undefined || isSamePlace(first, resource)) return;
    const number = first.document.index + 1;
    const place =
      first.uri === resource.uri ? t('document {0} of this file', number) : t('{0}, document {1}', first.uri, number);
    yield {
      ...at(resource, 'metadata.name'),
      message: t('{0} "{1}" stands already in {2}: only one of them takes effect.', body.kind, body.name, place),
    };
  },
};

/** One file may be taken in several times. */
function isSamePlace(a: Resource, b: Resource): boolean {
  return a.uri === b.uri && a.document.index === b.document.index && a.body.prefix === b.body.prefix;
}
