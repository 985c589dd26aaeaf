import { t } from '@vscode/l10n';
import { insertField } from '../../document/insert.ts';
import { levelsIn } from '../../document/levels.ts';
import { textAt, valueAt } from '../../document/node.ts';
import { itemsOf } from '../../document/strings.ts';
import { type Json, toValue } from '../../document/value.ts';
import { newField } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { type ContainerMap, containersAt } from './workload.ts';

/**
 * Adds probes to containers without them. A readiness probe connects to the first port, which is all that can be known to work; the
 * others ask as one that is there already asks, and have more patience: a restart helps less often than it hurts.
 */
export function addProbes(target: Target): readonly Offer[] {
  if (target.resource.body.kind === 'Job' || target.resource.body.kind === 'CronJob') return [];
  const { text } = target.resource.document.tree;
  const levels = levelsIn(text);
  return kinds().flatMap(({ field, title, like, timing }) => {
    const edits = containersAt(target).flatMap((container) => {
      const handler = like === undefined ? connect(container) : (asked(container, like) ?? connect(container));
      if (handler === undefined || valueAt(container.map, field) !== undefined) return [];
      return [insertField(text, container.map, newField(field, { ...handler, ...timing }, levels))];
    });
    return edits.length === 0 ? [] : [{ title, edits: inFile(target, edits) }];
  });
}

interface ProbeKind {
  readonly field: string;
  readonly title: string;
  /** The probes whose question it takes over, the best first; undefined where it asks its own. */
  readonly like?: readonly string[];
  readonly timing: Readonly<Record<string, number>>;
}

function kinds(): readonly ProbeKind[] {
  return [
    { field: 'readinessProbe', title: t('Add a readiness probe'), timing: { periodSeconds: 10 } },
    {
      field: 'livenessProbe',
      title: t('Add a liveness probe'),
      like: ['readinessProbe'],
      timing: { periodSeconds: 10, failureThreshold: 6 },
    },
    {
      field: 'startupProbe',
      title: t('Add a startup probe'),
      like: ['livenessProbe', 'readinessProbe'],
      timing: { periodSeconds: 5, failureThreshold: 30 },
    },
  ];
}

type Handler = Readonly<Record<string, Json>>;

function connect({ map }: ContainerMap): Handler | undefined {
  const [port] = itemsOf(valueAt(map, 'ports'));
  const number = valueAt(port, 'containerPort');
  const found: Json | undefined = textAt(port, 'name') ?? (number === undefined ? undefined : toValue(number));
  return found === undefined ? undefined : { tcpSocket: { port: found } };
}

/** How the first of these probes asks. */
function asked({ map }: ContainerMap, probes: readonly string[]): Handler | undefined {
  for (const probe of probes)
    for (const way of ['httpGet', 'tcpSocket', 'grpc', 'exec']) {
      const found = valueAt(valueAt(map, probe), way);
      if (found !== undefined) return { [way]: toValue(found) };
    }
  return undefined;
}
