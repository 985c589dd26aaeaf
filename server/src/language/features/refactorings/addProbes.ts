import { t } from '@vscode/l10n';
import { insertField } from '../../document/insert.ts';
import { textAt, valueAt } from '../../document/node.ts';
import { itemsOf } from '../../document/strings.ts';
import { type Json, toValue } from '../../document/value.ts';
import { newField } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { type ContainerMap, containersAt } from './workload.ts';

/** Adds a readiness probe on the first port of containers without one: connecting is all that can be known to work. */
export function addProbes(target: Target): readonly Offer[] {
  if (target.resource.body.kind === 'Job' || target.resource.body.kind === 'CronJob') return [];
  const { text } = target.resource.document.tree;
  const edits = containersAt(target).flatMap((container) => {
    const port = firstPort(container);
    if (port === undefined || valueAt(container.map, 'readinessProbe') !== undefined) return [];
    return [insertField(text, container.map, newField('readinessProbe', { tcpSocket: { port }, periodSeconds: 10 }))];
  });
  return edits.length === 0 ? [] : [{ title: t('Add a readiness probe'), edits: inFile(target, edits) }];
}

function firstPort({ map }: ContainerMap): Json | undefined {
  const [port] = itemsOf(valueAt(map, 'ports'));
  const number = valueAt(port, 'containerPort');
  const name = textAt(port, 'name');
  return name ?? (number === undefined ? undefined : toValue(number));
}
