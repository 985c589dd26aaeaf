import type { KubernetesVersion } from '#engine/api/version.ts';
import { kubernetesVersions, newestVersion } from '#engine/api/version.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { type Admission, defaultAdmission, defaultStartTime, defaultTiming, type Timing } from '#engine/world.ts';
import { positionIn, readFile } from '#language/document/document.ts';
import { type MapNode, type Node, textAt, valueAt } from '#language/document/node.ts';
import { parseImages } from './parseImages.ts';
import { parseNodes } from './parseNodes.ts';
import { parseSteps } from './parseSteps.ts';
import { Reader } from './reader.ts';
import type { Scenario } from './scenario.ts';

export const scenarioVersion = 'drydock.dev/v1alpha1';

/** A mistake with its place in the file; line and column count from 1. */
export interface ScenarioProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Whether a text is a scenario: its first document says so. */
export function isScenario(text: string): boolean {
  if (!text.includes('drydock.dev/')) return false;
  const root = readFile('scenario', text, 0).documents[0].tree.root;
  return (
    root !== null &&
    (textAt(root, 'apiVersion') ?? '').startsWith('drydock.dev/') &&
    textAt(root, 'kind') === 'Scenario'
  );
}

/** Reads a scenario. With any mistake at all there is no scenario: nothing runs. */
export function parseScenario(text: string): Result<Scenario, readonly ScenarioProblem[]> {
  const file = readFile('scenario', text, 0);
  const [document] = file.documents;
  const place = (offset: number, message: string): ScenarioProblem => {
    const position = positionIn(file, document.start + offset);
    return { line: position.line + 1, column: position.character + 1, message };
  };
  const broken = document.tree.problems.filter((problem) => problem.severity === 'error');
  if (broken.length > 0) return refused(broken.map((problem) => place(problem.range[0], problem.message)));
  if (document.tree.root === null) return refused([place(0, 'the scenario is empty')]);
  const reader = new Reader();
  const lineOf = (node: Node): number => positionIn(file, document.start + node.start).line + 1;
  const scenario = readScenario(reader, document.tree.root, lineOf);
  if (file.documents.length > 1) {
    const extra = file.documents[1];
    if (extra !== undefined && extra.tree.root !== null)
      return refused([
        { line: extra.line + 1, column: 1, message: 'a scenario is one document; a second one begins here' },
      ]);
  }
  if (reader.mistakes.length > 0 || scenario === undefined) {
    const sorted = [...reader.mistakes].sort((a, b) => a.offset - b.offset);
    return refused(sorted.map((mistake) => place(mistake.offset, mistake.message)));
  }
  return ok(scenario);
}

const specFields = [
  'kubernetesVersion',
  'seed',
  'startTime',
  'nodes',
  'admission',
  'timing',
  'images',
  'steps',
  'loadBalancer',
];

function readScenario(reader: Reader, root: Node, lineOf: (node: Node) => number): Scenario | undefined {
  const map = reader.map(root, 'a scenario', ['apiVersion', 'kind', 'metadata', 'spec']);
  if (map === undefined) return undefined;
  checkHead(reader, map);
  const metadata = reader.map(reader.field(map, 'metadata'), 'metadata', [
    'name',
    'labels',
    'annotations',
    'namespace',
  ]);
  const specNode = reader.field(map, 'spec');
  if (specNode === undefined) return reader.say(root, 'a scenario needs a spec');
  const spec = reader.map(specNode, 'spec', specFields);
  if (spec === undefined) return undefined;
  return {
    name: reader.text(reader.field(metadata, 'name'), 'metadata.name') ?? '',
    kubernetesVersion: versionOf(reader, reader.field(spec, 'kubernetesVersion')),
    seed: reader.number(reader.field(spec, 'seed'), 'seed') ?? 1,
    startTime: startTimeOf(reader, reader.field(spec, 'startTime')),
    nodes: parseNodes(reader, reader.field(spec, 'nodes')),
    admission: admissionOf(reader, reader.field(spec, 'admission')),
    timing: timingOf(reader, reader.field(spec, 'timing')),
    images: parseImages(reader, reader.field(spec, 'images')),
    loadBalancer: reader.boolean(reader.field(spec, 'loadBalancer'), 'loadBalancer') ?? false,
    steps: parseSteps(reader, reader.field(spec, 'steps'), lineOf),
  };
}

function checkHead(reader: Reader, map: MapNode): void {
  const version = valueAt(map, 'apiVersion');
  const kind = valueAt(map, 'kind');
  if (version === undefined) reader.say(map, `apiVersion must be ${scenarioVersion}`);
  else if (textAt(map, 'apiVersion') !== scenarioVersion) reader.say(version, `apiVersion must be ${scenarioVersion}`);
  if (kind === undefined || textAt(map, 'kind') !== 'Scenario') reader.say(kind ?? map, 'kind must be Scenario');
}

function versionOf(reader: Reader, node: Node | undefined): KubernetesVersion {
  const text = reader.text(node, 'kubernetesVersion')?.replace(/^v/, '');
  const minor = text?.split('.').slice(0, 2).join('.');
  const found = kubernetesVersions.find((version) => version === minor);
  if (node !== undefined && found === undefined)
    reader.say(node, `kubernetesVersion must be one of ${kubernetesVersions.join(', ')} (in quotes)`);
  return found ?? newestVersion;
}

function startTimeOf(reader: Reader, node: Node | undefined): number {
  if (node === undefined) return defaultStartTime;
  const text = reader.text(node, 'startTime') ?? '';
  const shape = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:\d\d)$/;
  const millis = shape.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(millis)) return millis;
  reader.say(node, 'startTime must be a time such as "2026-01-01T00:00:00Z"');
  return defaultStartTime;
}

function admissionOf(reader: Reader, node: Node | undefined): Admission {
  const names = Object.keys(defaultAdmission) as (keyof Admission)[];
  const map = reader.map(node, 'admission', names);
  const given = names.map((name) => [name, reader.boolean(reader.field(map, name), `admission.${name}`)]);
  return { ...defaultAdmission, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) } as Admission;
}

function timingOf(reader: Reader, node: Node | undefined): Timing {
  const names = Object.keys(defaultTiming) as (keyof Timing)[];
  const map = reader.map(node, 'timing', names);
  const given = names.map((name) => [name, reader.duration(reader.field(map, name), `timing.${name}`)]);
  return { ...defaultTiming, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) } as Timing;
}
