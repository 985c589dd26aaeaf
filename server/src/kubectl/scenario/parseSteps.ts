import type { DeleteOptions } from '#engine/store/api.ts';
import { deref, keyText, type MapNode, type Node } from '#language/document/node.ts';
import { parseImage } from './parseImages.ts';
import { parseObjectName, parseTest, testFields } from './parseTests.ts';
import type { Reader } from './reader.ts';
import type { Expectation, ObjectChoice, Step, WaitGoal } from './scenario.ts';

type StepBody = Step extends infer S ? (S extends Step ? Omit<S, 'line'> : never) : never;

/** `spec.steps`. */
export function parseSteps(reader: Reader, node: Node | undefined, lineOf: (node: Node) => number): readonly Step[] {
  return (reader.list(node, 'steps') ?? []).flatMap((item) => {
    const body = parseStep(reader, item, lineOf);
    return body === undefined ? [] : [{ ...body, line: lineOf(item) } as Step];
  });
}

const kinds = ['kubectl', 'wait', 'delete', 'evict', 'patch', 'node', 'image', 'expect'] as const;

function parseStep(reader: Reader, node: Node, lineOf: (node: Node) => number): StepBody | undefined {
  const map = reader.map(node, 'a step', [...kinds, 'input']);
  if (map === undefined) return undefined;
  const given = kinds.filter((kind) => map.entries.some((entry) => keyText(entry.key) === kind));
  const [kind] = given;
  if (kind === undefined || given.length > 1) return reader.say(node, `a step is one of ${kinds.join(', ')}`);
  const value = reader.field(map, kind);
  if (value === undefined) return reader.say(node, `${kind} is empty`);
  const input = reader.field(map, 'input');
  if (input !== undefined && kind !== 'kubectl') reader.say(input, 'input is for kubectl only');
  switch (kind) {
    case 'kubectl':
      return { kind, command: reader.text(value, 'kubectl') ?? '', input: reader.text(input, 'input') ?? '' };
    case 'wait': {
      const goal = parseWait(reader, value);
      return goal === undefined ? undefined : { kind, for: goal };
    }
    case 'expect':
      return { kind, expectations: parseExpectations(reader, value, lineOf) };
    case 'image': {
      const behaviour = parseImage(reader, value);
      return behaviour === undefined ? undefined : { kind, behaviour };
    }
    case 'node':
      return parseNodeStep(reader, value);
    default:
      return parseRequest(reader, kind, value);
  }
}

const choiceFields = ['kind', 'namespace', 'name', 'selector', 'index'];

function parseRequest(reader: Reader, kind: 'delete' | 'evict' | 'patch', value: Node): StepBody | undefined {
  const own = {
    delete: ['propagation', 'gracePeriod'],
    evict: ['gracePeriod'],
    patch: ['type', 'subresource', 'patch'],
  }[kind];
  const map = reader.map(value, kind, [...choiceFields, ...own]);
  if (map === undefined) return undefined;
  const object = parseChoice(reader, map, kind === 'evict' ? 'Pod' : undefined);
  if (object === undefined) return undefined;
  if (kind === 'delete') return { kind, object, options: deleteOptions(reader, map) };
  if (kind === 'evict') return { kind, object };
  const patch = reader.field(map, 'patch');
  if (patch === undefined) return reader.say(value, 'a patch needs patch, what is to be changed');
  return {
    kind,
    object,
    type: reader.word(reader.field(map, 'type'), 'type', ['strategic', 'merge', 'json'] as const) ?? 'strategic',
    subresource: reader.word(reader.field(map, 'subresource'), 'subresource', ['status', 'scale'] as const),
    patch: reader.value(patch),
  };
}

function parseChoice(reader: Reader, map: MapNode, otherwise: string | undefined): ObjectChoice | undefined {
  const kind = reader.text(reader.field(map, 'kind'), 'kind') ?? otherwise;
  const name = reader.text(reader.field(map, 'name'), 'name');
  const selector = reader.text(reader.field(map, 'selector'), 'selector');
  if (kind === undefined) return reader.say(map, 'kind is missing');
  if (name === undefined && selector === undefined) return reader.say(map, 'name (or selector) is missing');
  const namespace = reader.text(reader.field(map, 'namespace'), 'namespace');
  return { kind, namespace, name, selector, index: reader.number(reader.field(map, 'index'), 'index') ?? 0 };
}

function deleteOptions(reader: Reader, map: MapNode): DeleteOptions {
  const propagation = reader.word(reader.field(map, 'propagation'), 'propagation', [
    'Background',
    'Foreground',
    'Orphan',
  ] as const);
  const grace = reader.duration(reader.field(map, 'gracePeriod'), 'gracePeriod');
  return {
    ...(propagation === undefined ? {} : { propagation }),
    ...(grace === undefined ? {} : { gracePeriodSeconds: Math.floor(grace / 1000) }),
  };
}

function parseNodeStep(reader: Reader, value: Node): StepBody | undefined {
  const map = reader.map(value, 'node', ['name', 'state']);
  const name = reader.text(reader.field(map, 'name'), 'name');
  const state = reader.word(reader.field(map, 'state'), 'state', ['down', 'up', 'removed'] as const);
  if (map === undefined || state === undefined || name === undefined)
    return reader.mistakes.length > 0
      ? undefined
      : reader.say(value, 'node needs a name and a state: down, up or removed');
  return { kind: 'node', name, state };
}

const tenMinutes = 600_000;

function parseWait(reader: Reader, value: Node): WaitGoal | undefined {
  const node = deref(value);
  if (node.kind === 'scalar') {
    if (node.text === 'quiet') return { kind: 'quiet', duration: 5000, timeout: tenMinutes };
    const duration = reader.duration(value, 'wait');
    return duration === undefined ? undefined : { kind: 'time', duration };
  }
  const map = reader.map(value, 'wait', ['quiet', 'for', 'timeout', ...testFields]);
  if (map === undefined) return undefined;
  const timeout = reader.duration(reader.field(map, 'timeout'), 'timeout') ?? tenMinutes;
  const quiet = reader.field(map, 'quiet');
  const target = reader.field(map, 'for');
  if (quiet !== undefined && target !== undefined) return reader.say(value, 'wait has either quiet or for');
  if (quiet !== undefined) return { kind: 'quiet', duration: reader.duration(quiet, 'quiet') ?? 5000, timeout };
  if (target === undefined) return reader.say(value, 'wait needs a duration, quiet, or for');
  const object = parseObjectName(reader, target);
  const test = parseTest(reader, map);
  if (object === undefined) return undefined;
  if (test === undefined) return reader.say(value, `wait for needs one of ${testFields.join(', ')}`);
  return { kind: 'object', object, test, timeout };
}

function parseExpectations(reader: Reader, value: Node, lineOf: (node: Node) => number): readonly Expectation[] {
  const items = deref(value).kind === 'map' ? [value] : (reader.list(value, 'expect') ?? []);
  return items.flatMap((item): readonly Expectation[] => {
    const map = reader.map(item, 'an expectation', ['object', 'never', 'of', ...testFields]);
    if (map === undefined) return [];
    const line = lineOf(item);
    if (reader.field(map, 'never') !== undefined) return parseNever(reader, map, item, line);
    const target = reader.field(map, 'object');
    const object =
      target === undefined
        ? reader.say(item, 'an expectation needs object, e.g. Deployment/web')
        : parseObjectName(reader, target);
    return object === undefined
      ? []
      : [{ kind: 'object', object, test: parseTest(reader, map) ?? { kind: 'exists' }, line }];
  });
}

function parseNever(reader: Reader, map: MapNode, item: Node, line: number): readonly Expectation[] {
  const state = reader.word(reader.field(map, 'never'), 'never', ['unavailable'] as const);
  const of = reader.field(map, 'of');
  const name = of === undefined ? reader.say(item, 'never needs of, e.g. Service/web') : parseObjectName(reader, of);
  return state === undefined || name === undefined ? [] : [{ kind: 'never', state, of: name, line }];
}
