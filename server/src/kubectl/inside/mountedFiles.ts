import { fromBase64 } from '#engine/api/base64.ts';
import { key } from '#engine/api/key.ts';
import type { Container, Pod, Volume } from '#engine/api/pod.ts';
import { fieldValue } from '#engine/kubelet/environment.ts';
import type { StoreView } from '#engine/store/view.ts';

/**
 * The files that volumes bring into a container, by path, as ConfigMaps and Secrets stand now. A folder whose content is not known (a
 * claim, an emptyDir) is there with no files. Follows kubernetes pkg/volume/configmap, secret, projected and downwardapi.
 */
export function mountedFiles(pod: Pod, container: Container, view: StoreView): MountedFiles {
  const files = new Map<string, string>();
  const folders = new Set<string>();
  for (const { name, mountPath, subPath } of (container['volumeMounts'] ?? []) as readonly Mount[]) {
    const volume = pod.spec.volumes?.find((each) => each.name === name);
    const content = volume === undefined ? [] : contentOf(volume, pod, view);
    const at = mountPath.replace(/\/+$/, '');
    const whole = subPath === undefined ? undefined : content.find(([path]) => path === subPath);
    if (whole !== undefined) {
      files.set(at, whole[1]);
      continue;
    }
    folders.add(at);
    const inside = subPath === undefined ? '' : `${subPath.replace(/\/+$/, '')}/`;
    for (const [path, text] of content)
      if (path.startsWith(inside)) files.set(`${at}/${path.slice(inside.length)}`, text);
  }
  return { files, folders };
}

/** By absolute path: files with their text, and the folders that volumes are mounted at. */
export interface MountedFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly folders: ReadonlySet<string>;
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

type Content = readonly (readonly [path: string, text: string])[];

interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly { readonly key: string; readonly path?: string }[];
}

interface Downward {
  readonly items?: readonly { readonly path: string; readonly fieldRef?: { readonly fieldPath?: string } }[];
}

function contentOf(volume: Volume, pod: Pod, view: StoreView): Content {
  const { configMap, secret } = volume;
  if (configMap !== undefined) return keysOf('ConfigMap', configMap, pod, view);
  if (secret !== undefined) return keysOf('Secret', secret, pod, view);
  const downward = volume['downwardAPI'] as Downward | undefined;
  if (downward !== undefined) return fieldsOf(downward, pod);
  const projected = volume['projected'] as { readonly sources?: readonly Projection[] } | undefined;
  return (projected?.sources ?? []).flatMap(({ configMap: map, secret: hidden, downwardAPI }) => [
    ...(map === undefined ? [] : keysOf('ConfigMap', map, pod, view)),
    ...(hidden === undefined ? [] : keysOf('Secret', hidden, pod, view)),
    ...(downwardAPI === undefined ? [] : fieldsOf(downwardAPI, pod)),
  ]);
}

interface Projection {
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly downwardAPI?: Downward;
}

function keysOf(kind: 'ConfigMap' | 'Secret', source: Source, pod: Pod, view: StoreView): Content {
  const name = source.secretName ?? source.name ?? '';
  const object = view.get(key(kind, pod.metadata.namespace ?? 'default', name));
  const data = Object.entries((object?.['data'] ?? {}) as Readonly<Record<string, string>>);
  const texts = new Map(kind === 'Secret' ? data.map(([each, text]) => [each, fromBase64(text)] as const) : data);
  if (source.items === undefined) return [...texts];
  return source.items.flatMap(({ key: wanted, path }) => {
    const text = texts.get(wanted);
    return text === undefined ? [] : [[path ?? wanted, text] as const];
  });
}

function fieldsOf({ items = [] }: Downward, pod: Pod): Content {
  return items.map(({ path, fieldRef }) => [path, fieldText(pod, fieldRef?.fieldPath ?? '')]);
}

/** In a file all labels or annotations may stand, one a line. */
function fieldText(pod: Pod, path: string): string {
  const all = /^metadata\.(labels|annotations)$/.exec(path);
  if (all === null) return fieldValue(pod, path) ?? '';
  return Object.entries(pod.metadata[all[1] as 'labels' | 'annotations'] ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join('\n');
}
