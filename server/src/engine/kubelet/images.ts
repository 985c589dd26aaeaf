import type { Container } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { atLeast } from '../api/version.ts';

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const host =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const reference = new RegExp(
  `^(?:${host}/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Why an image cannot be named so, or undefined when it can; follows distribution/reference. */
export function imageNameProblem(image: string): string | undefined {
  if (reference.test(image)) return undefined;
  const why = reference.test(image.toLowerCase()) ? ': repository name must be lowercase' : '';
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format${why}`;
}

/** The image with everything written out: `nginx` → `docker.io/library/nginx:latest`. */
export function fullImageName(image: string): string {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const registry = first.includes('.') || first.includes(':') || first === 'localhost' ? '' : 'docker.io/';
  const named = registry === '' || slash >= 0 ? `${registry}${image}` : `docker.io/library/${image}`;
  const tagged = named.includes('@') || named.lastIndexOf(':') > named.lastIndexOf('/');
  return tagged ? named : `${named}:latest`;
}

/** Always for `:latest` and no tag, where nothing is written. */
export function pullPolicyOf(container: Container): 'Always' | 'IfNotPresent' | 'Never' {
  if (container.imagePullPolicy !== undefined) return container.imagePullPolicy;
  return fullImageName(container.image).endsWith(':latest') ? 'Always' : 'IfNotPresent';
}

export function presentMessage(image: string, version: KubernetesVersion): string {
  const access = atLeast(version, '1.35') ? ' and can be accessed by the pod' : '';
  return `Container image "${image}" already present on machine${access}`;
}

/** What containerd says of an image that the registry does not have. */
export function notFoundMessage(image: string): string {
  const full = fullImageName(image);
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
}
