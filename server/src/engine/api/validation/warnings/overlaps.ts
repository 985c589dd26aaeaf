import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';

/** A file that a volume is to hold, and what brings it: '' where the volume has one source only. */
interface Placed {
  readonly path: string;
  readonly source: string;
}

/** Files of one volume that stand in each other's way. Follows kubernetes pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths. */
export function overlapWarnings(spec: Fields): readonly string[] {
  return objectsAt(spec, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'name') ?? '';
    const kinds = [
      ['configMap', (source: Fields) => `ConfigMap ${quoted(source, 'name')}`],
      ['secret', (source: Fields) => `Secret ${quoted(source, 'secretName')}`],
      ['downwardAPI', () => 'DownwardAPI'],
    ] as const;
    const alone = kinds.flatMap(([field, describe]) => {
      const source = objectAt(volume, field);
      return source === undefined ? [] : overlaps(name, describe(source), filesOf(source, ''));
    });
    return [...alone, ...projectedWarnings(name, objectAt(volume, 'projected'))];
  });
}

function projectedWarnings(name: string, projected: Fields | undefined): readonly string[] {
  const sources = objectsAt(projected, 'sources');
  const known = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'];
  const empty = sources.filter((source) => !known.some((field) => isSet(source, field)));
  return [
    ...empty.map(() => `volume ${JSON.stringify(name)} (Projected) has no sources provided`),
    ...overlaps(name, 'Projected', sources.flatMap(projectedFiles)),
  ];
}

/** Of a source with more than one kind the first counts that says which files it brings. */
function projectedFiles(source: Fields): readonly Placed[] {
  const [configMap, secret, downward, token] = ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken'].map(
    (field) => objectAt(source, field),
  );
  if (isSet(configMap, 'items')) return filesOf(configMap, `ConfigMap ${quoted(configMap, 'name')}`);
  if (isSet(secret, 'items')) return filesOf(secret, `Secret ${quoted(secret, 'name')}`);
  if (isSet(downward, 'items')) return filesOf(downward, 'DownwardAPI');
  return token === undefined ? [] : [{ path: trimmed(textAt(token, 'path')), source: 'ServiceAccountToken' }];
}

function filesOf(holder: Fields | undefined, source: string): readonly Placed[] {
  return objectsAt(holder, 'items').map((item) => ({ path: trimmed(textAt(item, 'path')), source }));
}

function overlaps(name: string, about: string, files: readonly Placed[]): readonly string[] {
  return files.flatMap((file, index) =>
    files
      .slice(0, index)
      .filter((other) => collide(other.path, file.path))
      .map(
        (other) => `volume ${JSON.stringify(name)} (${about}): overlapping paths: ${shown(file)} with ${shown(other)}`,
      ),
  );
}

/** Whether they are the same, or one is a folder of the other. */
function collide(a: string, b: string): boolean {
  return a !== '' && b !== '' && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));
}

function shown({ path, source }: Placed): string {
  return source === '' ? JSON.stringify(path) : `${JSON.stringify(path)} (${source})`;
}

function quoted(source: Fields | undefined, field: string): string {
  return JSON.stringify(textAt(source, field) ?? '');
}

function trimmed(path: string | undefined): string {
  return (path ?? '').replace(/\/+$/, '');
}
