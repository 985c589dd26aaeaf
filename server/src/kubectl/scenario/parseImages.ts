import type { ImageBehaviour } from '#engine/world.ts';
import type { Node } from '#language/document/node.ts';
import { deref } from '#language/document/node.ts';
import type { Reader } from './reader.ts';

const delays = ['sandbox', 'imagePull', 'imageCheck', 'start', 'terminate', 'restart'] as const;

/** `spec.images`. */
export function parseImages(reader: Reader, node: Node | undefined): readonly ImageBehaviour[] {
  return (reader.list(node, 'images') ?? []).flatMap((item) => parseImage(reader, item) ?? []);
}

/** One behaviour: in `spec.images`, or the step `image`. */
export function parseImage(reader: Reader, node: Node): ImageBehaviour | undefined {
  const map = reader.map(node, 'an image', ['match', 'pull', 'ready', 'probes', 'exits', ...delays]);
  if (map === undefined) return undefined;
  const match = reader.text(reader.field(map, 'match'), 'match');
  if (match === undefined) return reader.say(node, 'an image needs match, a glob over the image as it is written');
  const given = delays.map((name) => [name, reader.duration(reader.field(map, name), name)]);
  const pull = reader.word(reader.field(map, 'pull'), 'pull', ['fails'] as const);
  const ready = readyOf(reader, reader.field(map, 'ready'));
  const probes = probesOf(reader, reader.field(map, 'probes'));
  const exits = exitsOf(reader, reader.field(map, 'exits'));
  return {
    match,
    ...(Object.fromEntries(given.filter(([, value]) => value !== undefined)) as object),
    ...(pull === undefined ? {} : { pull }),
    ...(ready === undefined ? {} : { ready }),
    ...(probes === undefined ? {} : { probes }),
    ...(exits === undefined ? {} : { exits }),
  };
}

function readyOf(reader: Reader, node: Node | undefined): ImageBehaviour['ready'] {
  if (node === undefined) return undefined;
  const scalar = deref(node);
  return scalar.kind === 'scalar' && scalar.text === 'never' ? 'never' : reader.duration(node, 'ready');
}

function probesOf(reader: Reader, node: Node | undefined): ImageBehaviour['probes'] {
  const kinds = ['startup', 'readiness', 'liveness'] as const;
  const map = reader.map(node, 'probes', kinds);
  if (map === undefined) return undefined;
  const found = kinds.map((kind) => {
    return [kind, reader.word(reader.field(map, kind), `probes.${kind}`, ['fails', 'succeeds'] as const)] as const;
  });
  return Object.fromEntries(found.filter(([, word]) => word !== undefined));
}

function exitsOf(reader: Reader, node: Node | undefined): ImageBehaviour['exits'] {
  const map = reader.map(node, 'exits', ['after', 'code', 'from']);
  if (map === undefined) return undefined;
  return {
    after: reader.duration(reader.field(map, 'after'), 'exits.after') ?? 0,
    code: reader.number(reader.field(map, 'code'), 'exits.code') ?? 0,
    from: reader.word(reader.field(map, 'from'), 'exits.from', ['ready', 'running'] as const) ?? 'ready',
  };
}
