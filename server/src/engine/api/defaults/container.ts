import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Container and what hangs below; init and ephemeral containers get the same. */
export function defaultContainer(container: Draft): void {
  for (const port of children(container, 'ports')) fillEmpty(port, 'protocol', 'TCP');
  for (const variable of children(container, 'env')) {
    const fieldRef = child(child(variable, 'valueFrom'), 'fieldRef');
    if (fieldRef !== undefined) fillEmpty(fieldRef, 'apiVersion', 'v1');
    const resource = child(child(variable, 'valueFrom'), 'resourceFieldRef');
    if (resource !== undefined) fillEmpty(resource, 'divisor', '0');
  }
  childOrNew(container, 'resources');
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(child(container, name));
  for (const name of ['postStart', 'preStop'])
    defaultHttpGet(child(child(child(container, 'lifecycle'), name), 'httpGet'));
  fillEmpty(container, 'terminationMessagePath', '/dev/termination-log');
  fillEmpty(container, 'terminationMessagePolicy', 'File');
  fillEmpty(container, 'imagePullPolicy', pullPolicy(container['image']));
}

function defaultProbe(probe: Draft | undefined): void {
  if (probe === undefined) return;
  fillEmpty(probe, 'timeoutSeconds', 1);
  fillEmpty(probe, 'periodSeconds', 10);
  fillEmpty(probe, 'successThreshold', 1);
  fillEmpty(probe, 'failureThreshold', 3);
  defaultHttpGet(child(probe, 'httpGet'));
  const grpc = child(probe, 'grpc');
  if (grpc !== undefined) fill(grpc, 'service', '');
}

function defaultHttpGet(action: Draft | undefined): void {
  if (action === undefined) return;
  fillEmpty(action, 'path', '/');
  fillEmpty(action, 'scheme', 'HTTP');
}

const reference =
  /^(?:[A-Za-z0-9.-]+(?::[0-9]+)?\/|\[[0-9A-Fa-f:]+\](?::[0-9]+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@[A-Za-z][A-Za-z0-9+.-_]*:[0-9a-fA-F]{32,})?$/;

/** What could be the id of an image is refused as a name. */
const imageId = /^[a-f0-9]{64}$/;

/** Always for the tag `latest`, said or meant; a reference that cannot be read has no tag. */
function pullPolicy(image: unknown): string {
  const match = typeof image === 'string' ? reference.exec(image) : null;
  if (match === null || imageId.test(String(image))) return 'IfNotPresent';
  const [, tag, digest] = match;
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}
