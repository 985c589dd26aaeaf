import { portName, portNumber } from '../../names.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type Cidr, parseCidr } from '../ip.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import { type Fields, isSet, numberAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { validateLabelSelector } from '../selectors.ts';

/** Follows kubernetes pkg/apis/networking/validation ValidateNetworkPolicy. */
export const networkPolicy: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateLabelSelector(objectAt(spec, 'podSelector'), 'spec.podSelector', errors);
    for (const [list, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      for (const [index, rule] of objectsAt(spec, list).entries()) {
        const at = `spec.${list}[${index}]`;
        for (const [position, port] of objectsAt(rule, 'ports').entries())
          validatePort(port, `${at}.ports[${position}]`, errors);
        for (const [position, peer] of objectsAt(rule, peers).entries())
          validatePeer(peer, `${at}.${peers}[${position}]`, errors);
      }
    }
    const types = stringsAt(spec, 'policyTypes');
    if (types.length > 2) {
      errors.push(invalid('spec.policyTypes', types, 'may not specify more than two policyTypes'));
      return;
    }
    for (const [index, type] of types.entries()) {
      if (type !== 'Ingress' && type !== 'Egress')
        errors.push(notSupported(`spec.policyTypes[${index}]`, type, ['Ingress', 'Egress']));
    }
  },
});

function validatePort(port: Fields, path: string, errors: Causes): void {
  const protocol = port['protocol'];
  const protocols = ['TCP', 'UDP', 'SCTP'];
  if (typeof protocol === 'string' && !protocols.includes(protocol))
    errors.push(notSupported(`${path}.protocol`, protocol, protocols));
  const number = port['port'];
  const end = numberAt(port, 'endPort');
  if (typeof number === 'number') {
    invalidEach(errors, `${path}.port`, number, portNumber(number));
    if (end === undefined) return;
    if (end < number) errors.push(invalid(`${path}.endPort`, number, 'must be greater than or equal to `port`'));
    invalidEach(errors, `${path}.endPort`, end, portNumber(end));
  } else if (typeof number === 'string') {
    if (end !== undefined)
      errors.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is non-numeric'));
    invalidEach(errors, `${path}.port`, number, portName(number));
  } else if (end !== undefined)
    errors.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is not specified'));
}

function validatePeer(peer: Fields, path: string, errors: Causes): void {
  validateLabelSelector(objectAt(peer, 'podSelector'), `${path}.podSelector`, errors);
  validateLabelSelector(objectAt(peer, 'namespaceSelector'), `${path}.namespaceSelector`, errors);
  const block = objectAt(peer, 'ipBlock');
  if (block !== undefined) validateBlock(block, `${path}.ipBlock`, errors);
  const count = ['podSelector', 'namespaceSelector', 'ipBlock'].filter((field) => isSet(peer, field)).length;
  if (count === 0) errors.push(required(path, 'must specify a peer'));
  else if (count > 1 && block !== undefined)
    errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
}

function validateBlock(block: Fields, path: string, errors: Causes): void {
  const text = textAt(block, 'cidr');
  if (text === '') errors.push(required(`${path}.cidr`));
  if (!text) return;
  const cidr = parseCidr(text);
  if (cidr === undefined) {
    errors.push(invalid(`${path}.cidr`, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
    return;
  }
  for (const [index, exception] of stringsAt(block, 'except').entries()) {
    const at = `${path}.except[${index}]`;
    const inner = parseCidr(exception ?? '');
    if (inner === undefined) {
      errors.push(invalid(at, exception, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
      return;
    }
    if (!contains(cidr, inner) || cidr.prefix >= inner.prefix)
      errors.push(invalid(at, exception, 'must be a strict subset of `cidr`'));
  }
}

function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.address.family !== inner.address.family) return false;
  const width = outer.address.family === 'IPv4' ? 8 : 16;
  return bits(outer, width).slice(0, outer.prefix) === bits(inner, width).slice(0, outer.prefix);
}

function bits(cidr: Cidr, width: number): string {
  return cidr.address.groups.map((group) => group.toString(2).padStart(width, '0')).join('');
}
