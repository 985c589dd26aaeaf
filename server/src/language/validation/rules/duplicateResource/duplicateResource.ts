import { t } from '@vscode/l10n';
import { groupKind } from '#engine/api/key.ts';
import { positionIn } from '../../../document/document.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { fileOf, indexOf } from '../../../workspace/snapshot.ts';
import { at, type Rule } from '../../rule.ts';

/** The same kind, namespace and name again: `create` refuses it, `apply` overwrites the first. */
export const duplicateResource: Rule = {
  id: 'duplicateResource',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    const { body } = resource;
    if (body.name === '' || body.kind === '') return;
    const [first] = indexOf(snapshot).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
    if (first === undefined || first.body === body) return;
    const file = fileOf(snapshot, first.uri);
    const line = file === undefined ? 0 : positionIn(file, first.start + first.body.node.start).line + 1;
    const place = first.uri === resource.uri ? t('line {0}', line) : t('{0}, line {1}', first.uri, line);
    yield {
      ...at(resource, 'metadata.name'),
      message: t('{0} "{1}" stands already in {2}: only one of them takes effect.', body.kind, body.name, place),
    };
  },
};
