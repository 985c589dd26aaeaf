import type { ImageBehaviour } from '#engine/world.ts';
import type { NodeFault, Origin, WhatIf } from '#protocol/simulate.ts';

/** The scenario file that runs the same what-if on the command line. `origins` name the manifests. */
export function scenarioText(
  whatIf: WhatIf,
  origins: Readonly<Record<string, Origin>>,
  version: string,
  seed: number,
): string {
  const files = new Set(
    Object.values(origins).map(({ uri }) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1))),
  );
  const lines = [
    'apiVersion: drydock.dev/v1alpha1',
    'kind: Scenario',
    'metadata:',
    '  name: what-if',
    'spec:',
    `  kubernetesVersion: "${whatIf.kubernetesVersion ?? version}"`,
    `  seed: ${whatIf.seed ?? seed}`,
    ...(whatIf.nodes === undefined ? [] : [`  nodes: ${whatIf.nodes}`]),
    ...section(
      '  timing:',
      Object.entries(whatIf.timing ?? {}).map(([name, value]) => `    ${name}: ${value}ms`),
    ),
    ...section('  images:', (whatIf.images ?? []).flatMap(imageLines)),
    '  steps:',
    ...[...files].map((file) => `  - kubectl: apply -f ${file}`),
    ...(whatIf.fields ?? []).map(({ key, path, value }) => `  - patch: ${patchText(key, path, value)}`),
    ...faultLines(whatIf.faults ?? []),
    '  - wait: quiet',
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function imageLines({ match, pull, ready, exits }: ImageBehaviour): readonly string[] {
  const lines = [`  - match: ${quoted(match)}`];
  if (pull !== undefined) lines.push(`    pull: ${pull}`);
  if (ready !== undefined) lines.push(`    ready: ${ready === 'never' ? 'never' : `${ready}ms`}`);
  if (exits !== undefined)
    lines.push(`    exits: { after: ${exits.after}ms, code: ${exits.code}, from: ${exits.from} }`);
  return lines;
}

function faultLines(faults: readonly NodeFault[]): readonly string[] {
  let at = 0;
  return [...faults]
    .sort((a, b) => a.at - b.at)
    .flatMap((fault) => {
      const wait = Math.round(fault.at - at);
      at = fault.at;
      const step =
        fault.state === 'drained'
          ? `  - kubectl: drain ${fault.node} --ignore-daemonsets`
          : `  - node: { name: ${quoted(fault.node)}, state: ${fault.state} }`;
      return wait > 0 ? [`  - wait: ${wait}ms`, step] : [step];
    });
}

function patchText(key: string, path: readonly (string | number)[], value: unknown): string {
  const [kind = '', , name = ''] = key.split('/');
  const patch = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return JSON.stringify({ kind: kind.split('.')[0], name, type: 'merge', patch });
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
