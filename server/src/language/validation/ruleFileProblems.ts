import { t } from '@vscode/l10n';
import { kubernetesVersions } from '#engine/api/version.ts';
import type { SourceFile } from '../document/document.ts';
import { deref, keyText, type Node, type ScalarNode, valueAt } from '../document/node.ts';
import { entriesOf } from '../document/strings.ts';
import { ruleFileFields, severities } from '../workspace/ruleFile.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { rules } from './registry.ts';
import { replaceBy } from './replaceBy.ts';

/** What in a `.drydock.yaml` chooses nothing: fields, versions and severities that do not exist. */
export function ruleFileProblems(file: SourceFile): readonly Problem[] {
  const [{ tree }] = file.documents;
  if (tree.broken || tree.root === null) return tree.problems;
  const fields = entriesOf(tree.root).filter(({ key }) => !ruleFileFields.includes(keyText(key)));
  const version = valueAt(tree.root, 'kubernetesVersion');
  const chosen = entriesOf(valueAt(tree.root, 'rules'));
  const found = [
    ...tree.problems,
    ...fields.map(({ key }) =>
      problem(key, t('Drydock knows no setting "{0}" here: it chooses nothing.', keyText(key)), ruleFileFields),
    ),
    ...(version === undefined || isOne(version, kubernetesVersions)
      ? []
      : [
          problem(
            version,
            t('This is none of {0}: it chooses nothing.', kubernetesVersions.join(', ')),
            kubernetesVersions,
          ),
        ]),
    ...chosen
      .filter(({ value }) => !isOne(value, severities))
      .map(({ value }) =>
        problem(value, t('This is none of {0}: it chooses nothing.', severities.join(', ')), severities),
      ),
    ...chosen.flatMap(({ key }) => misspelt(key)),
  ];
  return found.sort((a, b) => a.range[0] - b.range[0]);
}

/** A name that is nearly that of a rule or a group; others may be those of problems that no rule of the registry brings. */
function misspelt(key: ScalarNode): Problem[] {
  const name = keyText(key);
  const known = [...rules.flatMap(({ id, group }) => [id, ...(group === undefined ? [] : [group])])];
  const [near] = known.includes(name) ? [] : nearest(name, new Set(known));
  return near === undefined ? [] : [problem(key, t('There is no rule "{0}"; did you mean "{1}"?', name, near), [near])];
}

function isOne(node: Node, known: readonly string[]): boolean {
  const scalar = deref(node);
  return scalar.kind === 'scalar' && known.includes(scalar.text);
}

function problem(at: Node, message: string, known: readonly string[]): Problem {
  const node = deref(at);
  const text = node.kind === 'scalar' ? node.text : '';
  const fixes = nearest(text, known).map((candidate) => replaceBy(node, candidate));
  return { rule: 'ruleFile', source: 'lint', severity: 'warning', message, range: [node.start, node.end], fixes };
}
