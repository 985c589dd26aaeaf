import { t } from '@vscode/l10n';
import { insertItem } from '../../../document/insert.ts';
import { deref, type ListNode, type Node, textAt, valueAt } from '../../../document/node.ts';
import { itemsOf } from '../../../document/strings.ts';
import { podTemplateOf } from '../../../workspace/podTemplate.ts';
import { nodeOf, type Rule } from '../../rule.ts';

const former = 'node-role.kubernetes.io/master';
const current = 'node-role.kubernetes.io/control-plane';

/** Since Kubernetes 1.25 the nodes of the control plane have the taint `control-plane` only: a toleration of `master` tolerates nothing. */
export const formerTaint: Rule = {
  id: 'formerTaint',
  source: 'lint',
  severity: 'warning',
  *check(resource) {
    const spec = podTemplateOf(resource.body)?.spec;
    const list = spec === undefined ? undefined : nodeOf(resource, `${spec}.tolerations`);
    const tolerations = itemsOf(list);
    const [old] = tolerations.filter((one) => textAt(one, 'key') === former);
    const key = old === undefined ? undefined : valueAt(old, 'key');
    if (old === undefined || key === undefined || list === undefined || tolerations.some(toleratesControlPlane)) return;
    const edit = added(resource.body.tree.text, list, old);
    yield {
      message: t('No node has the taint {0} any more: control plane nodes have {1}.', former, current),
      range: [key.start, key.end],
      field: `${spec}.tolerations[${tolerations.indexOf(old)}].key`,
      fixes: edit === undefined ? [] : [{ title: t('Tolerate {0}', current), edits: [edit] }],
    };
  },
};

/** One without a key and with operator Exists tolerates everything. */
function toleratesControlPlane(toleration: Node): boolean {
  const key = textAt(toleration, 'key');
  return key === current || ((key === undefined || key === '') && textAt(toleration, 'operator') === 'Exists');
}

/** The same toleration for the taint of today. */
function added(text: string, list: Node, old: Node): ReturnType<typeof insertItem> {
  const node = deref(list);
  if (node.kind !== 'list') return undefined;
  const fields = ['key', 'operator', 'value', 'effect'].flatMap((name) => {
    const value = valueAt(old, name);
    const written = value === undefined ? '' : text.slice(value.start, value.end);
    return written === '' ? [] : [`${name}: ${name === 'key' ? current : written}`];
  });
  return insertItem(text, node satisfies ListNode, { lines: fields, flow: `{${fields.join(', ')}}` });
}
