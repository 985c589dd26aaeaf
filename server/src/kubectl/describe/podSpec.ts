import { selectorText } from '../printers/columns.ts';
import { read, readList, readNumber, readText } from '../printers/read.ts';
import { describeContainers } from './containers.ts';
import { describeAnnotations, describeLabels } from './metadata.ts';
import type { Page } from './page.ts';
import { describeVolumes } from './volumes.ts';

/** The pod template of a workload. */
export function describePodTemplate(page: Page, template: unknown): void {
  const spec = read(template, 'spec');
  page.line(0, 'Pod Template:');
  describeLabels(page, 'Labels', read(template, 'metadata.labels'), '  ');
  const annotations = read(template, 'metadata.annotations');
  if (annotations !== undefined && Object.keys(annotations as object).length > 0)
    describeAnnotations(page, 'Annotations', annotations, '  ');
  page.optional(1, 'Service Account', read(spec, 'serviceAccountName'));
  const init = readList(spec, 'initContainers');
  if (init.length > 0) describeContainers(page, 'Init Containers', init, [], true);
  describeContainers(page, 'Containers', readList(spec, 'containers'), [], true);
  describeVolumes(page, readList(spec, 'volumes'), true);
  describeSpread(page, readList(spec, 'topologySpreadConstraints'), '  ');
  page.optional(1, 'Priority Class Name', read(spec, 'priorityClassName'));
  describeLabels(page, 'Node-Selectors', read(spec, 'nodeSelector'), '  ');
  describeTolerations(page, readList(spec, 'tolerations'), '  ');
}

export function describeSpread(page: Page, constraints: readonly unknown[], indent: string): void {
  const sorted = [...constraints].sort((a, b) => (readText(a, 'topologyKey') < readText(b, 'topologyKey') ? -1 : 1));
  for (const [index, each] of sorted.entries()) {
    const selector =
      read(each, 'labelSelector') === undefined ? '' : ` for selector ${selectorText(read(each, 'labelSelector'))}`;
    const text = `${readText(each, 'topologyKey')}:${readText(each, 'whenUnsatisfiable')} when max skew ${readNumber(each, 'maxSkew')} is exceeded${selector}`;
    page.line(0, index === 0 ? `${indent}Topology Spread Constraints:` : indent, text);
  }
}

export function describeTolerations(page: Page, tolerations: readonly unknown[], indent = ''): void {
  const texts = [...tolerations].sort((a, b) => (readText(a, 'key') < readText(b, 'key') ? -1 : 1)).map(tolerationText);
  if (texts.length === 0) page.line(0, `${indent}Tolerations:`, '<none>');
  for (const [index, text] of texts.entries()) page.line(0, index === 0 ? `${indent}Tolerations:` : '', text);
}

function tolerationText(toleration: unknown): string {
  const key = readText(toleration, 'key');
  const value = readText(toleration, 'value');
  const effect = readText(toleration, 'effect');
  const exists =
    read(toleration, 'operator') === 'Exists' && value === ''
      ? `${key === '' && effect === '' ? '' : ' '}op=Exists`
      : '';
  const seconds = read(toleration, 'tolerationSeconds');
  return `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}${exists}${seconds === undefined ? '' : ` for ${seconds}s`}`;
}
