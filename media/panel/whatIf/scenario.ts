import type { Key } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Millis } from '#engine/time.ts';
import type { ImageBehaviour } from '#engine/world.ts';
import type { FieldChange, NodeFault, WhatIf } from '#protocol/simulate.ts';
import { isChange, type Run } from '../run.ts';
import { yamlLines } from './yamlLines.ts';

/**
 * The scenario file that runs the same what-if on the command line. Manifests are named by their addresses, which whoever saves the file makes
 * relative to it; where there is none to name (what ran before, fields with other values) they stand in the file itself.
 */
export function scenarioText(shown: Run, whatIf: WhatIf): string {
  const { header, origins, from } = shown;
  const before = appliedIn(shown, 0, from - 1);
  const fields = whatIf.fields ?? [];
  const wait = waitLine(shown, whatIf);
  const files = new Set(Object.values(origins).map(({ uri }) => uri));
  const lines = [
    'apiVersion: drydock.dev/v1alpha1',
    'kind: Scenario',
    'metadata:',
    '  name: what-if',
    'spec:',
    `  kubernetesVersion: "${whatIf.kubernetesVersion ?? header.kubernetesVersion}"`,
    `  seed: ${whatIf.seed ?? header.seed}`,
    `  nodes: ${whatIf.nodes ?? nodesAt(shown)}`,
    ...section(
      '  timing:',
      Object.entries(whatIf.timing ?? {}).map(([name, value]) => `    ${name}: ${value}ms`),
    ),
    ...section('  images:', (whatIf.images ?? []).flatMap(imageLines)),
    '  steps:',
    ...(before.length === 0 ? [] : [...applyLines(before), wait]),
    ...(fields.length === 0
      ? [...files].map((file) => `  - kubectl: apply -f ${/\s/.test(file) ? quoted(file) : file}`)
      : applyLines(appliedIn(shown, from, shown.end).map((object) => withFields(object, fields)))),
    ...faultLines(whatIf.faults ?? []),
    wait,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether there is a scenario to save: a run of a scenario has one already. */
export function isSavable(shown: Run): boolean {
  return Object.keys(shown.origins).length > 0;
}

/** The manifests that the user applied in a time, as they were written, by what `kubectl apply` notes of them. */
function appliedIn(shown: Run, from: Millis, to: Millis): readonly (readonly [Key, unknown])[] {
  const found = new Map<Key, unknown>();
  for (const { at, actor, change } of shown.entries) {
    if (at > to) break;
    if (at < from || actor !== 'user' || change.kind !== 'applied') continue;
    const written = lastApplied(change.after);
    if (written !== undefined) found.set(change.key, written);
  }
  return [...found];
}

function lastApplied(object: ApiObject | null): unknown {
  const text = object?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration'];
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Until nothing moves any more: longer than the longest pause of the run, which a probe's delay or a back-off makes, and than what is assumed of start-up. */
function waitLine(shown: Run, { timing }: WhatIf): string {
  const assumed = (timing?.start ?? 0) + (timing?.ready ?? 0);
  const seconds = Math.ceil((Math.max(4000, longestPause(shown)) + assumed) / 1000) + 1;
  return seconds === 5 ? '  - wait: quiet' : `  - wait: { quiet: ${seconds}s }`;
}

function longestPause({ entries, from }: Run): Millis {
  let longest = 0;
  let last = from;
  for (const entry of entries) {
    if (entry.at < from || !isChange(entry)) continue;
    longest = Math.max(longest, entry.at - last);
    last = entry.at;
  }
  return longest;
}

function nodesAt(shown: Run): number {
  return Math.max(1, shown.cluster.nodes.size);
}

function withFields([key, written]: readonly [Key, unknown], fields: readonly FieldChange[]): readonly [Key, unknown] {
  const changed = fields.filter((field) => field.key === key);
  return [key, changed.reduce((object, { path, value }) => put(object, path, value), written)];
}

/** `value` at `path` in a copy of `into`; null removes what is there. */
function put(into: unknown, [step, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (step === undefined) return value;
  const fields = typeof into === 'object' && into !== null ? (into as Readonly<Record<string, unknown>>) : {};
  const { [step]: old, ...others } = fields;
  return rest.length === 0 && value === null ? others : { ...others, [step]: put(old, rest, value) };
}

function applyLines(objects: readonly (readonly [Key, unknown])[]): readonly string[] {
  const documents = objects.map(([, object]) => yamlLines(object).map((line) => `      ${line}`));
  return [
    '  - kubectl: apply -f -',
    '    input: |',
    ...documents.flatMap((lines, i) => (i === 0 ? lines : ['      ---', ...lines])),
  ];
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
          ? `  - kubectl: drain ${fault.node} --ignore-daemonsets --delete-emptydir-data --force --timeout=10m`
          : `  - node: { name: ${quoted(fault.node)}, state: ${fault.state} }`;
      return wait > 0 ? [`  - wait: ${wait}ms`, step] : [step];
    });
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
