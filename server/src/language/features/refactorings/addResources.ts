import { t } from '@vscode/l10n';
import { insertField } from '../../document/insert.ts';
import { levelsIn } from '../../document/levels.ts';
import { valueAt } from '../../document/node.ts';
import { newField } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { containersAt } from './workload.ts';

/** Adds requests and a memory limit to containers that have no resources: amounts to begin with, to be measured. */
export function addResources(target: Target): readonly Offer[] {
  const { text } = target.resource.document.tree;
  const levels = levelsIn(text);
  const edits = containersAt(target)
    .filter(({ map }) => valueAt(map, 'resources') === undefined)
    .map(({ map }) => insertField(text, map, newField('resources', amounts, levels)));
  return edits.length === 0 ? [] : [{ title: t('Add resource requests'), edits: inFile(target, edits) }];
}

const amounts = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } };
