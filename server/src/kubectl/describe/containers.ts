import { read, readList, readMap, readNumber, readText } from '../printers/read.ts';
import { sorted } from '../printers/yaml.ts';
import { longTime } from './metadata.ts';
import type { Page } from './page.ts';

/** Containers of a pod with their statuses, or of a pod template, where `inTemplate` indents one more. Follows kubectl pkg/describe describeContainers. */
export function describeContainers(
  page: Page,
  title: string,
  containers: readonly unknown[],
  statuses: readonly unknown[],
  inTemplate: boolean,
): void {
  page.line(0, `${inTemplate ? '  ' : ''}${title}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const name = readText(container, 'name');
    const status = statuses.find((each) => read(each, 'name') === name);
    page.line(1, `${inTemplate ? ' ' : ''}${name}:`);
    describeBasics(page, container, status);
    describeWords(page, 'Command', readList(container, 'command'));
    describeWords(page, 'Args', readList(container, 'args'));
    if (status !== undefined) describeStatus(page, status);
    describeResources(page, 2, read(container, 'resources'));
    for (const [label, field] of [
      ['Liveness', 'livenessProbe'],
      ['Readiness', 'readinessProbe'],
      ['Startup', 'startupProbe'],
    ] as const) {
      const probe = read(container, field);
      if (probe !== undefined) page.field(2, label, probeText(probe));
    }
    describeEnvironment(page, container);
    describeMounts(page, container);
  }
}

function describeBasics(page: Page, container: unknown, status: unknown): void {
  if (status !== undefined) page.field(2, 'Container ID', readText(status, 'containerID'));
  page.field(2, 'Image', readText(container, 'image'));
  if (status !== undefined) page.field(2, 'Image ID', readText(status, 'imageID'));
  const ports = readList(container, 'ports');
  for (const [label, field] of [
    ['Port', 'containerPort'],
    ['Host Port', 'hostPort'],
  ] as const) {
    const texts = ports.map((port) => {
      const name = readText(port, 'name');
      return `${readNumber(port, field)}/${readText(port, 'protocol', 'TCP')}${name === '' ? '' : ` (${name})`}`;
    });
    page.field(2, texts.length > 1 ? `${label}s` : label, texts.join(', ') || '<none>');
  }
  page.optional(2, 'SeccompProfile', read(container, 'securityContext.seccompProfile.type'));
}

function describeWords(page: Page, title: string, words: readonly unknown[]): void {
  if (words.length === 0) return;
  page.line(2, `${title}:`);
  for (const word of words) for (const line of String(word).split('\n')) page.line(3, line);
}

function describeStatus(page: Page, status: unknown): void {
  describeState(page, 'State', read(status, 'state'));
  if (read(status, 'lastState.terminated') !== undefined) describeState(page, 'Last State', read(status, 'lastState'));
  page.field(2, 'Ready', read(status, 'ready') === true ? 'True' : 'False');
  page.field(2, 'Restart Count', readNumber(status, 'restartCount'));
}

function describeState(page: Page, title: string, state: unknown): void {
  const running = read(state, 'running');
  const terminated = read(state, 'terminated');
  if (running !== undefined) {
    page.field(2, title, 'Running');
    page.field(3, 'Started', longTime(read(running, 'startedAt')));
  } else if (terminated !== undefined) {
    page.field(2, title, 'Terminated');
    page.optional(3, 'Reason', read(terminated, 'reason'));
    page.optional(3, 'Message', read(terminated, 'message'));
    page.field(3, 'Exit Code', readNumber(terminated, 'exitCode'));
    if (readNumber(terminated, 'signal') > 0) page.field(3, 'Signal', readNumber(terminated, 'signal'));
    page.field(3, 'Started', longTime(read(terminated, 'startedAt')));
    page.field(3, 'Finished', longTime(read(terminated, 'finishedAt')));
  } else {
    page.field(2, title, 'Waiting');
    page.optional(3, 'Reason', read(state, 'waiting.reason'));
  }
}

/** Limits and requests, in order of their names. */
export function describeResources(page: Page, level: number, resources: unknown): void {
  for (const [title, field] of [
    ['Limits', 'limits'],
    ['Requests', 'requests'],
  ] as const) {
    const amounts = Object.entries(sorted(readMap(resources, field)) as object);
    if (amounts.length === 0) continue;
    page.line(level, `${title}:`);
    for (const [name, amount] of amounts) page.field(level + 1, name, String(amount));
  }
}

function probeText(probe: unknown): string {
  const times = `delay=${readNumber(probe, 'initialDelaySeconds')}s timeout=${readNumber(probe, 'timeoutSeconds', 1)}s period=${readNumber(probe, 'periodSeconds', 10)}s #success=${readNumber(probe, 'successThreshold', 1)} #failure=${readNumber(probe, 'failureThreshold', 3)}`;
  if (read(probe, 'exec') !== undefined) return `exec [${readList(probe, 'exec.command').join(' ')}] ${times}`;
  const http = read(probe, 'httpGet');
  if (http !== undefined)
    return `http-get ${readText(http, 'scheme', 'http').toLowerCase()}://${readText(http, 'host')}:${readText(http, 'port')}${readText(http, 'path')} ${times}`;
  const tcp = read(probe, 'tcpSocket');
  if (tcp !== undefined) return `tcp-socket ${readText(tcp, 'host')}:${readText(tcp, 'port')} ${times}`;
  const grpc = read(probe, 'grpc');
  if (grpc !== undefined) return `grpc <pod>:${readNumber(grpc, 'port')} ${readText(grpc, 'service')} ${times}`;
  return `unknown ${times}`;
}

function describeEnvironment(page: Page, container: unknown): void {
  const from = readList(container, 'envFrom');
  if (from.length > 0) page.line(2, 'Environment Variables from:');
  for (const source of from) {
    const kind = read(source, 'configMapRef') === undefined ? 'Secret' : 'ConfigMap';
    const reference = read(source, kind === 'Secret' ? 'secretRef' : 'configMapRef');
    const prefix = readText(source, 'prefix');
    page.line(
      3,
      readText(reference, 'name'),
      prefix === '' ? kind : `${kind} with prefix '${prefix}'`,
      `Optional: ${read(reference, 'optional') === true}`,
    );
  }
  const variables = readList(container, 'env');
  if (variables.length === 0) page.field(2, 'Environment', '<none>');
  else page.line(2, 'Environment:');
  for (const variable of variables) describeVariable(page, variable);
}

function describeVariable(page: Page, variable: unknown): void {
  const name = readText(variable, 'name');
  const source = read(variable, 'valueFrom');
  if (source === undefined) {
    const [first = '', ...rest] = readText(variable, 'value').split('\n');
    page.line(3, `${name}:`, first);
    for (const line of rest) page.line(3, '', line);
    return;
  }
  const field = read(source, 'fieldRef');
  if (field !== undefined)
    page.line(3, `${name}:`, ` (${readText(field, 'apiVersion', 'v1')}:${readText(field, 'fieldPath')})`);
  const resource = read(source, 'resourceFieldRef');
  if (resource !== undefined) page.line(3, `${name}:`, ` (${readText(resource, 'resource')})`);
  for (const [reference, where] of [
    ['secretKeyRef', 'in secret'],
    ['configMapKeyRef', 'of config map'],
  ] as const) {
    const key = read(source, reference);
    if (key === undefined) continue;
    const text = `<set to the key '${readText(key, 'key')}' ${where} '${readText(key, 'name')}'>`;
    page.line(3, `${name}:`, text, `Optional: ${read(key, 'optional') === true}`);
  }
}

function describeMounts(page: Page, container: unknown): void {
  const mounts = [...readList(container, 'volumeMounts')].sort((a, b) =>
    readText(a, 'mountPath') < readText(b, 'mountPath') ? -1 : 1,
  );
  if (mounts.length === 0) page.field(2, 'Mounts', '<none>');
  else page.line(2, 'Mounts:');
  for (const mount of mounts) {
    const path = readText(mount, 'subPath');
    const flags = `${read(mount, 'readOnly') === true ? 'ro' : 'rw'}${path === '' ? '' : `,path="${path}"`}`;
    page.line(3, `${readText(mount, 'mountPath')} from ${readText(mount, 'name')} (${flags})`);
  }
  const devices = readList(container, 'volumeDevices');
  if (devices.length > 0) page.line(2, 'Devices:');
  for (const device of devices) page.line(3, `${readText(device, 'devicePath')} from ${readText(device, 'name')}`);
}
