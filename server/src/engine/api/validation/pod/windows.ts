import { byteLength, dns1123Subdomain } from '../../names.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type Fields, flagAt, isSet, listAt, objectAt, objectsAt, textAt } from '../read.ts';

const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsDomain = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const podFields = [
  'appArmorProfile',
  'seLinuxOptions',
  '/hostUsers',
  '/hostPID',
  '/hostIPC',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  '/shareProcessNamespace',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];
const containerFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** windowsOptions of a pod or container. Follows kubernetes pkg/apis/core/validation validateWindowsSecurityContextOptions. */
export function validateWindowsOptions(options: Fields | undefined, path: string, errors: Causes): void {
  if (options === undefined) return;
  const name = options['gmsaCredentialSpecName'];
  if (typeof name === 'string') invalidEach(errors, `${path}.gmsaCredentialSpecName`, name, dns1123Subdomain(name));
  const spec = options['gmsaCredentialSpec'];
  if (spec === '')
    errors.push(invalid(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string'));
  else if (typeof spec === 'string' && byteLength(spec) > 64 * 1024)
    errors.push(invalid(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec size must be under 64 KiB'));
  const user = options['runAsUserName'];
  if (typeof user === 'string')
    for (const detail of userNameErrors(user)) errors.push(invalid(`${path}.runAsUserName`, user, detail));
}

/** hostProcess is all or nothing. Follows validateWindowsHostProcessPod. */
export function validateHostProcess(spec: Fields, path: string, errors: Causes): void {
  const ofPod = hostProcessOf(spec);
  let hostProcesses = 0;
  const containers = containersOf(spec, path);
  for (const [container, at] of containers) {
    const own = hostProcessOf(container);
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(`${at}.securityContext.windowsOptions.hostProcess`, own, detail));
    }
    if (own ?? ofPod ?? false) hostProcesses++;
  }
  if (hostProcesses === 0) return;
  if (hostProcesses !== containers.length)
    errors.push(
      invalid(
        path,
        '',
        'If pod contains any hostProcess containers then all containers must be HostProcess containers',
      ),
    );
  if (spec['hostNetwork'] !== true)
    errors.push(
      invalid(`${path}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers'),
    );
}

/** spec.os and what does not go with it. Follows validateOS, validateLinux and validateWindows. */
export function validateOs(spec: Fields, path: string, errors: Causes): void {
  const os = objectAt(spec, 'os');
  if (os === undefined) return;
  const name = textAt(os, 'name');
  if (name === '') errors.push(required(`${path}.os.name`, 'cannot be empty'));
  else if (name === 'linux') validateLinux(spec, path, errors);
  else if (name === 'windows') validateWindows(spec, path, errors);
  else errors.push(notSupported(`${path}.os`, name, ['linux', 'windows']));
}

function validateLinux(spec: Fields, path: string, errors: Causes): void {
  for (const [part, at] of [[spec, path] as const, ...containersOf(spec, path)]) {
    if (!isSet(objectAt(part, 'securityContext'), 'windowsOptions')) continue;
    errors.push(forbidden(`${at}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod'));
  }
}

function validateWindows(spec: Fields, path: string, errors: Causes): void {
  const context = objectAt(spec, 'securityContext');
  for (const field of podFields) {
    const name = field.replace('/', '');
    const [part, at] = name === field ? [context, `${path}.securityContext`] : [spec, path];
    const off = (name === 'hostPID' || name === 'hostIPC') && part?.[name] === false;
    if (isSet(part, name) && !off) errors.push(forbidden(`${at}.${name}`, 'cannot be set for a windows pod'));
  }
  for (const [container, at] of containersOf(spec, path)) {
    const set = containerFields.filter((field) => isSet(objectAt(container, 'securityContext'), field));
    for (const field of set)
      errors.push(forbidden(`${at}.securityContext.${field}`, 'cannot be set for a windows pod'));
  }
}

/** Every container with its path, in the API server's order. */
export function containersOf(spec: Fields, path: string): readonly (readonly [Fields, string])[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    listAt(spec, list).length === 0
      ? []
      : objectsAt(spec, list).map((container, index) => [container, `${path}.${list}[${index}]`] as const),
  );
}

function hostProcessOf(part: Fields): boolean | undefined {
  return flagAt(objectAt(objectAt(part, 'securityContext'), 'windowsOptions'), 'hostProcess');
}

function userNameErrors(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if ([...name].some((character) => character < ' ' || character === '\x7f'))
    return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const errors: string[] = [];
  if (domain !== undefined && byteLength(domain) >= 256)
    errors.push("runAsUserName's Domain length must be under 256 characters");
  if (domain !== undefined && !netBios.test(domain) && !dnsDomain.test(domain))
    errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) errors.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) errors.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    errors.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  return errors;
}
