import { t } from '@vscode/l10n';
import { textAt, valueAt } from '../../../document/node.ts';
import { quantityText } from '../../values/quantity.ts';
import type { Request } from '../request.ts';
import { nodesAround } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** The names of resources: what a container, a claim, a quota can ask for. */
export const resourceNames: Suggest = (_request, spot) => {
  const names = namesByField[fieldOf(spot)];
  return (names ?? []).map((text) => ({ text, ...about(text) }));
};

/** Amounts that people write, each with what it comes to; what is requested beside it comes first. */
export const quantities: Suggest = (request, spot) => {
  if (spot.schema.$ref !== 'Quantity') return [];
  const name = String(request.context.path.at(-1) ?? '');
  const usual = amounts.find(({ names }) => names.test(name))?.values ?? [];
  const beside = besideOf(request, name);
  const texts = [...new Set([...(beside === undefined ? [] : [beside]), ...usual])];
  return texts.map((text): Suggestion => {
    const said = quantityText(text, name);
    return { text, ...(said === undefined ? {} : { detail: said }) };
  });
};

const compute = ['cpu', 'memory', 'ephemeral-storage'];

const namesByField: Readonly<Record<string, readonly string[]>> = {
  'V1ResourceRequirements.requests': compute,
  'V1ResourceRequirements.limits': compute,
  'V1PodSpec.overhead': compute,
  'V1VolumeResourceRequirements.requests': ['storage'],
  'V1VolumeResourceRequirements.limits': ['storage'],
  'V1PersistentVolumeSpec.capacity': ['storage'],
  'V1LimitRangeItem.default': compute,
  'V1LimitRangeItem.defaultRequest': compute,
  'V1LimitRangeItem.max': [...compute, 'storage'],
  'V1LimitRangeItem.min': [...compute, 'storage'],
  'V1LimitRangeItem.maxLimitRequestRatio': compute,
  'V1ResourceQuotaSpec.hard': [
    'requests.cpu',
    'requests.memory',
    'limits.cpu',
    'limits.memory',
    'requests.storage',
    'requests.ephemeral-storage',
    'pods',
    'services',
    'services.loadbalancers',
    'services.nodeports',
    'configmaps',
    'secrets',
    'persistentvolumeclaims',
    'count/deployments.apps',
    'count/jobs.batch',
  ],
};

const amounts: readonly { readonly names: RegExp; readonly values: readonly string[] }[] = [
  { names: /(?:^|\.)cpu$/, values: ['100m', '250m', '500m', '50m', '1', '2'] },
  { names: /(?:^|\.)memory$/, values: ['128Mi', '256Mi', '512Mi', '64Mi', '1Gi', '2Gi'] },
  { names: /(?:^|\.)(?:storage|ephemeral-storage|sizeLimit)$/, values: ['1Gi', '5Gi', '10Gi', '20Gi', '100Gi'] },
];

function about(name: string): { about?: string } {
  if (/(?:^|\.)cpu$/.test(name)) return { about: t('In cores: `500m` is half a core.') };
  if (/(?:^|\.)memory$/.test(name)) return { about: t('In bytes: `128Mi`. A container above its limit is killed.') };
  if (/storage$/.test(name)) return { about: t('In bytes: `10Gi`.') };
  return {};
}

/** A limit may be what is requested, and the other way round. */
function besideOf(request: Request, name: string): string | undefined {
  const field = request.context.path.at(-2);
  const other = field === 'limits' ? 'requests' : field === 'requests' ? 'limits' : undefined;
  const around = nodesAround(request).findLast((node) => other !== undefined && valueAt(node, other) !== undefined);
  return other === undefined ? undefined : textAt(valueAt(around, other), name);
}
