import { type Causes, invalid, notFound } from '../causes.ts';
import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';

/** Variables that are read from a file [1.35]: its volume is there, and an emptyDir. Follows kubernetes pkg/apis/core/validation validateFileKeyRefVolumes. */
export function validateFileVariables(spec: Fields, path: string, errors: Causes): void {
  const volumes = new Map(objectsAt(spec, 'volumes').map((volume) => [textAt(volume, 'name') ?? '', volume]));
  for (const [at, name] of fileVolumes(spec, path)) {
    const volume = volumes.get(name);
    if (volume === undefined) errors.push(notFound(at, name));
    else if (!isSet(volume, 'emptyDir')) errors.push(invalid(at, name, 'referenced volume must be of type emptyDir'));
  }
}

/** Each place where a volume of files is named, with its name. */
function fileVolumes(spec: Fields, path: string): readonly (readonly [string, string])[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objectsAt(spec, list).flatMap((container, index) =>
      objectsAt(container, 'env').flatMap((variable, position) => {
        const reference = objectAt(objectAt(variable, 'valueFrom'), 'fileKeyRef');
        const name = textAt(reference, 'volumeName');
        const at = `${path}.${list}[${index}].env[${position}].valueFrom.fileKeyRef.volumeName`;
        return reference === undefined || name === undefined ? [] : [[at, name] as const];
      }),
    ),
  );
}
