import { t } from '@vscode/l10n';
import { groupKind } from '#engine/api/key.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { at, type Rule } from '../../rule.ts';

/**
 * The same kind, namespace and name again in a folder: `create` refuses it, `apply` overwrites the first. Objects of other folders are
 * other stages or overlays.
 */
export const duplicateResource: Rule = {
  id: 'duplicateResource',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    const { body } = resource;
    if (body.name === '' || body.kind === '') return;
    const same = indexOf(snapshot).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
    const first = same.find((one) => folderOf(one.uri) === folderOf(resource.uri));
    if (first === undefined || first.body === body) return;
    const number = first.document.index + 1;
    const place =
      first.uri === resource.uri ? t('document {0} of this file', number) : t('{0}, document {1}', first.uri, number);
    yield {
      ...at(resource, 'metadata.name'),
      message: t('{0} "{1}" stands already in {2}: only one of them takes effect.', body.kind, body.name, place),
    };
  },
};

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
