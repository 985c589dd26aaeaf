import { labelValue, qualifiedName } from '../../labels.ts';
import { dns1123Label, dns1123Subdomain, portNumber } from '../../names.ts';
import { type Causes, duplicate, invalid, invalidEach, notSupported, required, tooMany } from '../causes.ts';
import { parseIp, validateIp, validateNonSpecialIp } from '../ip.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { protocols, validateProtocol } from '../pod/ports.ts';
import { type Fields, numberOr0, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

/** Follows kubernetes pkg/apis/discovery/validation ValidateEndpointSlice. */
export const endpointSlice: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const type = textAt(object, 'addressType');
    if (type === '') errors.push(required('addressType'));
    else if (type !== undefined && !addressTypes.includes(type))
      errors.push(notSupported('addressType', type, addressTypes));
    const endpoints = objectsAt(object, 'endpoints');
    if (endpoints.length > 1000) errors.push(tooMany('endpoints', endpoints.length, 1000));
    else
      for (const [index, endpoint] of endpoints.entries())
        validateEndpoint(endpoint, type ?? '', `endpoints[${index}]`, errors);
    validateSlicePorts(object, errors);
  },
  update: (next, old, _version, errors) => immutable(next['addressType'], old['addressType'], 'addressType', errors),
});

/** Follows kubernetes pkg/apis/core/validation ValidateEndpoints. */
export const endpoints: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    for (const [index, subset] of objectsAt(object, 'subsets').entries())
      validateSubset(subset, `subsets[${index}]`, errors);
  },
});

function validateEndpoint(endpoint: Fields, type: string, path: string, errors: Causes): void {
  const addresses = stringsAt(endpoint, 'addresses');
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  else if (addresses.length > 100) errors.push(tooMany(`${path}.addresses`, addresses.length, 100));
  for (const [index, address] of addresses.entries()) {
    if (address !== undefined) validateAddress(address, type, `${path}.addresses[${index}]`, errors);
  }
  const node = endpoint['nodeName'];
  if (typeof node === 'string') invalidEach(errors, `${path}.nodeName`, node, dns1123Subdomain(node));
  const hostname = endpoint['hostname'];
  if (typeof hostname === 'string') invalidEach(errors, `${path}.hostname`, hostname, dns1123Label(hostname));
  validateHints(objectAt(endpoint, 'hints'), `${path}.hints`, errors);
}

function validateAddress(address: string, type: string, path: string, errors: Causes): void {
  if (type === 'FQDN') {
    validateFullName(address, path, errors);
    return;
  }
  if (type !== 'IPv4' && type !== 'IPv6') return;
  if (!validateIp(address, path, errors)) return;
  const list = path.slice(0, path.lastIndexOf('['));
  if (parseIp(address)?.family !== type) errors.push(invalid(list, address, `must be an ${type} address`));
  validateNonSpecialIp(address, path, errors);
}

function validateFullName(name: string, path: string, errors: Causes): void {
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  const details = dns1123Subdomain(bare);
  if (name === '') errors.push(required(path));
  else if (details.length > 0) errors.push(invalid(path, bare, details.join(',')));
  else if (!bare.includes('.'))
    errors.push(invalid(path, bare, 'should be a domain with at least two segments separated by dots'));
}

function validateHints(hints: Fields | undefined, path: string, errors: Causes): void {
  const zones = objectsAt(hints, 'forZones');
  if (zones.length > 8) {
    errors.push(tooMany(`${path}.forZones`, zones.length, 8));
    return;
  }
  const seen = new Set<string>();
  for (const [index, zone] of zones.entries()) {
    const name = textAt(zone, 'name') ?? '';
    if (seen.has(name)) errors.push(duplicate(`${path}.forZones[${index}].name`, name));
    seen.add(name);
    invalidEach(errors, `${path}.forZones[${index}].name`, name, labelValue(name));
  }
  for (const [index, node] of objectsAt(hints, 'forNodes').entries()) {
    const name = textAt(node, 'name');
    if (name !== undefined) invalidEach(errors, `${path}.forNodes[${index}].name`, name, dns1123Subdomain(name));
  }
}

function validateSlicePorts(object: Fields, errors: Causes): void {
  const ports = objectsAt(object, 'ports');
  if (ports.length > 20000) {
    errors.push(tooMany('ports', ports.length, 20000));
    return;
  }
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const name = textAt(port, 'name') ?? '';
    if (name !== '') invalidEach(errors, `ports[${index}].name`, name, dns1123Label(name));
    if (names.has(name)) errors.push(duplicate(`ports[${index}].name`, name));
    names.add(name);
    const protocol = textAt(port, 'protocol');
    if (protocol !== undefined && !protocols.includes(protocol))
      errors.push(notSupported(`ports[${index}].protocol`, protocol, protocols));
    const appProtocol = port['appProtocol'];
    if (typeof appProtocol === 'string')
      invalidEach(errors, `ports[${index}].appProtocol`, appProtocol, qualifiedName(appProtocol));
  }
}

/** Follows kubernetes pkg/apis/core/validation validateEndpointAddress. */
function validateSubsetAddress(address: Fields, path: string, errors: Causes): void {
  const ip = textAt(address, 'ip') ?? '';
  validateIp(ip, `${path}.ip`, errors);
  const hostname = textAt(address, 'hostname');
  if (hostname) invalidEach(errors, `${path}.hostname`, hostname, dns1123Label(hostname));
  const node = address['nodeName'];
  if (typeof node === 'string') invalidEach(errors, `${path}.nodeName`, node, dns1123Subdomain(node));
  validateNonSpecialIp(ip, `${path}.ip`, errors);
}

function validateSubset(subset: Fields, path: string, errors: Causes): void {
  const addresses = ['addresses', 'notReadyAddresses'].flatMap((list) =>
    objectsAt(subset, list).map((address, index) => [address, `${path}.${list}[${index}]`] as const),
  );
  if (addresses.length === 0) errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
  for (const [address, at] of addresses) validateSubsetAddress(address, at, errors);
  const ports = objectsAt(subset, 'ports');
  for (const [index, port] of ports.entries()) {
    const at = `${path}.ports[${index}]`;
    const name = textAt(port, 'name');
    if (name === '' && ports.length > 1) errors.push(required(`${at}.name`));
    else if (name) invalidEach(errors, `${at}.name`, name, dns1123Label(name));
    const number = numberOr0(port, 'port');
    if (number !== undefined) invalidEach(errors, `${at}.port`, number, portNumber(number));
    validateProtocol(port, at, errors);
    const application = port['appProtocol'];
    if (typeof application === 'string')
      invalidEach(errors, `${at}.appProtocol`, application, qualifiedName(application));
  }
}
