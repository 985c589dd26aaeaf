import { dns1123Label } from '../../names.ts';
import { formatQuantity, quantityMilliValue } from '../../quantity.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { quantitiesAt } from '../pod/resources.ts';
import { containersOf } from '../pod/windows.ts';
import { entriesAt, type Fields, isSet, numberAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { ipWarnings } from './addresses.ts';
import { deprecatedLabel, nodeSelectorTermWarnings } from './nodeLabels.ts';
import { overlapWarnings } from './overlaps.ts';
import { portWarnings } from './ports.ts';

const oldAnnotations: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

/** Sources of volumes that are gone, with what the API server says of them. */
export const oldVolumes: Readonly<Record<string, string>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  gitRepo: 'deprecated in v1.11',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

/** A pod's name is its host name. Follows kubernetes pkg/registry/core/pod/strategy.go WarningsOnCreate. */
export function podNameWarnings(pod: Fields, old: Fields | undefined): readonly string[] {
  const details = dns1123Label(textAt(objectAt(pod, 'metadata'), 'name') ?? '');
  if (old !== undefined || details.length === 0 || !textAt(objectAt(pod, 'metadata'), 'name')) return [];
  return [
    `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${details.join(' ')}]`,
  ];
}

/** A pod (`path` '') or a template. Follows kubernetes pkg/api/pod/warnings.go warningsForPodSpecAndMeta. */
export function podWarnings(pod: Fields | undefined, path: string, version: KubernetesVersion): readonly string[] {
  const prefix = path === '' ? '' : `${path}.`;
  const at = `${prefix}spec`;
  const meta = objectAt(pod, 'metadata');
  const spec = objectAt(pod, 'spec') ?? {};
  return [
    ...labelWarnings(spec, at),
    ...oldAnnotations.flatMap(([key, message]) =>
      isSet(objectAt(meta, 'annotations'), key) ? [`${prefix}metadata.annotations[${key}]: ${message}`] : [],
    ),
    ...volumeWarnings(spec, at, version),
    ...overlapWarnings(spec),
    ...repeatedWarnings(spec, at),
    ...fractionWarnings({ overhead: spec['overhead'] }, 'overhead', at),
    ...profileWarnings(meta, spec, path, prefix),
    ...containersOf(spec, at).flatMap(([container, where]) => containerWarnings(container, where)),
    ...portWarnings(spec, at),
    ...graceWarnings(spec, at),
    ...affinityWarnings(spec, at),
    ...(atLeast(version, '1.33') ? addressWarnings(spec, at) : []),
  ];
}

function labelWarnings(spec: Fields, at: string): readonly string[] {
  const warnings: string[] = [];
  for (const [key] of entriesAt(spec, 'nodeSelector')) {
    const message = deprecatedLabel(key);
    if (message !== undefined) warnings.push(`${at}.nodeSelector[${key}]: ${message}`);
  }
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  for (const [index, term] of objectsAt(objectAt(affinity, required), 'nodeSelectorTerms').entries()) {
    warnings.push(
      ...nodeSelectorTermWarnings(term, `${at}.affinity.nodeAffinity.${required}.nodeSelectorTerms[${index}]`),
    );
  }
  for (const [index, term] of objectsAt(affinity, preferred).entries()) {
    warnings.push(
      ...nodeSelectorTermWarnings(
        objectAt(term, 'preference') ?? {},
        `${at}.affinity.nodeAffinity.${preferred}[${index}].preference`,
      ),
    );
  }
  for (const [index, constraint] of objectsAt(spec, 'topologySpreadConstraints').entries()) {
    const where = `${at}.topologySpreadConstraints[${index}]`;
    const key = textAt(constraint, 'topologyKey');
    const message = deprecatedLabel(key);
    if (message !== undefined) warnings.push(`${where}.topologyKey: ${key} is ${message}`);
    if (!isSet(constraint, 'labelSelector'))
      warnings.push(`${where}.labelSelector: a null labelSelector results in matching no pod`);
  }
  return warnings;
}

function volumeWarnings(spec: Fields, at: string, version: KubernetesVersion): readonly string[] {
  return objectsAt(spec, 'volumes').flatMap((volume, index) => {
    const where = `${at}.volumes[${index}]`;
    const old = Object.entries(oldVolumes).flatMap(([source, message]) => {
      if (!isSet(volume, source)) return [];
      const now =
        source === 'gitRepo' && atLeast(version, '1.33') ? `${message}, and disabled by default in v1.33+` : message;
      return [`${where}.${source === 'storageos' ? 'storageOS' : source}: ${now}`];
    });
    const claim = objectAt(objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
    return [...old, ...claimSpecWarnings(claim, `${where}.ephemeral.volumeClaimTemplate.spec`)];
  });
}

/** Follows kubernetes pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaimSpec. */
export function claimSpecWarnings(spec: Fields | undefined, at: string): readonly string[] {
  return ['requests', 'limits'].flatMap((list) => {
    const size = quantitiesAt(objectAt(spec, 'resources'), list).get('storage');
    if (size === undefined || quantityMilliValue(size) % 1000 === 0) return [];
    return [
      `${at}.resources.${list}[storage]: fractional byte value "${formatQuantity(size)}" is invalid, must be an integer`,
    ];
  });
}

function repeatedWarnings(spec: Fields, at: string): readonly string[] {
  const warnings: string[] = [];
  const addresses = new Set<string>();
  for (const [index, alias] of objectsAt(spec, 'hostAliases').entries()) {
    const ip = textAt(alias, 'ip') ?? '';
    if (addresses.has(ip)) warnings.push(`${at}.hostAliases[${index}].ip: duplicate ip "${ip}"`);
    addresses.add(ip);
  }
  const names = new Set<string>();
  const secrets = objectsAt(spec, 'imagePullSecrets').map((secret) => textAt(secret, 'name') ?? '');
  for (const [index, name] of secrets.entries()) {
    if (names.has(name)) warnings.push(`${at}.imagePullSecrets[${index}].name: duplicate name "${name}"`);
    names.add(name);
  }
  for (const [index, name] of secrets.entries())
    if (name === '') warnings.push(`${at}.imagePullSecrets[${index}].name: invalid empty name ""`);
  return warnings;
}

/** Annotations that a field has replaced, where the field is not set. */
function profileWarnings(meta: Fields | undefined, spec: Fields, path: string, prefix: string): readonly string[] {
  const annotations = objectAt(meta, 'annotations');
  const context = objectAt(spec, 'securityContext');
  const warnings: string[] = [];
  const warn = (key: string, message: string): void => {
    if (isSet(annotations, key)) warnings.push(`${prefix}metadata.annotations[${key}]: ${message}`);
  };
  if (!isSet(context, 'seccompProfile'))
    warn(seccompPod, 'non-functional in v1.27+; use the "seccompProfile" field instead');
  for (const [container] of containersOf(spec, '')) {
    const own = objectAt(container, 'securityContext');
    const name = textAt(container, 'name') ?? '';
    if (!isSet(own, 'seccompProfile'))
      warn(seccompContainer + name, 'non-functional in v1.27+; use the "seccompProfile" field instead');
    const hasProfile = isSet(own, 'appArmorProfile') || isSet(context, 'appArmorProfile');
    if (path !== '' && !hasProfile)
      warn(appArmor + name, 'deprecated since v1.30; use the "appArmorProfile" field instead');
  }
  return warnings;
}

function containerWarnings(container: Fields, at: string): readonly string[] {
  const resources = objectAt(container, 'resources');
  return [
    ...fractionWarnings(resources, 'limits', `${at}.resources`),
    ...fractionWarnings(resources, 'requests', `${at}.resources`),
    ...envWarnings(container, at),
  ];
}

function fractionWarnings(resources: Fields | undefined, list: string, at: string): readonly string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) => {
    const quantity = quantitiesAt(resources, list).get(name);
    if (quantity === undefined || quantityMilliValue(quantity) % 1000 === 0) return [];
    return [
      `${at}.${list}[${name}]: fractional byte value "${formatQuantity(quantity)}" is invalid, must be an integer`,
    ];
  });
}

/** A variable may be named again only to add to its value. */
function envWarnings(container: Fields, at: string): readonly string[] {
  const names = new Set<string>();
  return objectsAt(container, 'env').flatMap((variable, index) => {
    const name = textAt(variable, 'name') ?? '';
    const value = textAt(variable, 'value') ?? '';
    const reference = `$(${name})`;
    const known = names.has(name);
    names.add(name);
    if (!known || (!isSet(variable, 'valueFrom') && value !== reference && value.includes(reference))) return [];
    return [`${at}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`];
  });
}

function graceWarnings(spec: Fields, at: string): readonly string[] {
  if ((numberAt(spec, 'terminationGracePeriodSeconds') ?? 0) >= 0) return [];
  return [`${at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`];
}

function affinityWarnings(spec: Fields, at: string): readonly string[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((field) => {
    const affinity = objectAt(objectAt(spec, 'affinity'), field);
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const where = `${at}.affinity.${field}`;
    const none = 'a null labelSelector results in matching no pod';
    return [
      ...objectsAt(affinity, required).flatMap((term, index) =>
        isSet(term, 'labelSelector') ? [] : [`${where}.${required}[${index}].labelSelector: ${none}`],
      ),
      ...objectsAt(affinity, preferred).flatMap((term, index) =>
        isSet(objectAt(term, 'podAffinityTerm'), 'labelSelector')
          ? []
          : [`${where}.${preferred}[${index}].podAffinityTerm.labelSelector: ${none}`],
      ),
    ];
  });
}

function addressWarnings(spec: Fields, at: string): readonly string[] {
  return [
    ...stringsAt(objectAt(spec, 'dnsConfig'), 'nameservers').flatMap((ip, index) =>
      ipWarnings(ip, `${at}.dnsConfig.nameservers[${index}]`),
    ),
    ...objectsAt(spec, 'hostAliases').flatMap((alias, index) =>
      ipWarnings(textAt(alias, 'ip'), `${at}.hostAliases[${index}].ip`),
    ),
  ];
}
