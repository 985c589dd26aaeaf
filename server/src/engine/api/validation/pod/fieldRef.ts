import { qualifiedName } from '../../labels.ts';
import { formatQuantity, parseQuantity } from '../../quantity.ts';
import { type Causes, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type Fields, textAt } from '../read.ts';

const resourcePaths = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
/** Field paths of the downward API with the version they belong to. */
const labelPaths = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);
const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A field of the pod. Follows kubernetes pkg/apis/core/validation validateObjectFieldSelector. */
export function validateFieldRef(reference: Fields, supported: readonly string[], path: string, errors: Causes): void {
  if (textAt(reference, 'apiVersion') === '') {
    errors.push(required(`${path}.apiVersion`));
    return;
  }
  const fieldPath = textAt(reference, 'fieldPath');
  if (fieldPath === '') errors.push(required(`${path}.fieldPath`));
  if (!fieldPath) return;
  const [, base = fieldPath, subscript] = /^(.*)\['(.*)'\]$/.exec(fieldPath) ?? [];
  const version = textAt(reference, 'apiVersion');
  if (version !== 'v1') {
    errors.push(
      invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: unsupported pod version: ${version}`),
    );
  } else if (!isConvertible(base, subscript)) {
    errors.push(
      invalid(
        `${path}.fieldPath`,
        fieldPath,
        `error converting fieldPath: ${conversionError(fieldPath, base, subscript)}`,
      ),
    );
  } else if (subscript !== undefined) {
    invalidEach(
      errors,
      path,
      base === 'metadata.annotations' ? subscript.toLowerCase() : subscript,
      qualifiedName(base === 'metadata.annotations' ? subscript.toLowerCase() : subscript),
    );
  } else if (!supported.includes(fieldPath)) {
    errors.push(notSupported(`${path}.fieldPath`, fieldPath, [...supported].sort()));
  }
}

/** A resource of a container; `inVolume`: then the container must be named. Follows validateContainerResourceFieldSelector. */
export function validateResourceFieldRef(reference: Fields, path: string, inVolume: boolean, errors: Causes): void {
  const resource = textAt(reference, 'resource');
  if (inVolume && textAt(reference, 'containerName') === '') errors.push(required(`${path}.containerName`));
  else if (resource === '') errors.push(required(`${path}.resource`));
  else if (
    resource !== undefined &&
    !resourcePaths.includes(resource) &&
    !/^(limits|requests)\.hugepages-/.test(resource)
  ) {
    errors.push(notSupported(`${path}.resource`, resource, resourcePaths));
  }
  validateDivisor(resource ?? '', reference['divisor'], `${path}.divisor`, errors);
}

function validateDivisor(resource: string, divisor: unknown, path: string, errors: Causes): void {
  const parsed = parseQuantity(divisor ?? null);
  if (!parsed.ok || parsed.value.nano === 0n) return;
  const text = formatQuantity(parsed.value);
  const kind = resource.slice(resource.indexOf('.') + 1);
  if (kind === 'cpu') {
    if (text !== '1' && text !== '1m')
      errors.push(invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource"));
    return;
  }
  const names: Record<string, string> = { memory: 'memory', 'ephemeral-storage': 'local ephemeral storage' };
  const name = kind.startsWith('hugepages-') ? 'hugepages' : names[kind];
  if (name === undefined || sizes.includes(text)) return;
  errors.push(
    invalid(path, resource, `only divisor's values ${sizes.join(', ')} are supported with the ${name} resource`),
  );
}

function isConvertible(base: string, subscript: string | undefined): boolean {
  if (subscript !== undefined) return base === 'metadata.annotations' || base === 'metadata.labels';
  return labelPaths.has(base) || base === 'spec.host';
}

function conversionError(fieldPath: string, base: string, subscript: string | undefined): string {
  if (subscript !== undefined) return `field label does not support subscript: ${base}['${subscript}']`;
  return `field label not supported: ${fieldPath}`;
}
