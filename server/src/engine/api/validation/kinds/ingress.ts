import {
  byteLength,
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  httpPathText,
  type NameFormat,
  portName,
  portNumber,
  wildcardDns1123Subdomain,
} from '../../names.ts';
import { atLeast } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { parseIp } from '../ip.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { pathSegmentName } from '../pathSegment.ts';
import { type Fields, isSet, listAt, numberAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';

const classAnnotation = 'kubernetes.io/ingress.class';
const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

/** Follows kubernetes pkg/apis/networking/validation ValidateIngressCreate and ValidateIngressUpdate. */
export const ingress: KindRules = rulesOf({
  validate: (object, version, errors) => {
    // [1.36] a Service may be named like any label.
    const named = atLeast(version, '1.36') ? dns1123Label : dns1035Label;
    const spec = objectAt(object, 'spec') ?? {};
    const rules = objectsAt(spec, 'rules');
    const fallback = objectAt(spec, 'defaultBackend');
    if (rules.length === 0 && fallback === undefined) {
      errors.push(invalid('spec', listAt(spec, 'rules'), 'either `defaultBackend` or `rules` must be specified'));
    }
    if (fallback !== undefined) validateBackend(fallback, 'spec.defaultBackend', named, errors);
    for (const [index, rule] of rules.entries()) validateRule(rule, `spec.rules[${index}]`, named, errors);
    for (const [index, tls] of objectsAt(spec, 'tls').entries()) validateTls(tls, `spec.tls[${index}]`, errors);
    const className = spec['ingressClassName'];
    if (typeof className === 'string')
      invalidEach(errors, 'spec.ingressClassName', className, dns1123Subdomain(className));
  },
  create: (object, _version, errors) => {
    const annotation = objectAt(objectAt(object, 'metadata'), 'annotations')?.[classAnnotation];
    const className = objectAt(object, 'spec')?.['ingressClassName'];
    if (typeof annotation !== 'string' || className === undefined || annotation === className) return;
    errors.push(
      invalid(`annotations.${classAnnotation}`, annotation, 'must match `ingressClassName` when both are specified'),
    );
  },
});

/** Follows ValidateIngressClass. */
export const ingressClass: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateController(textAt(spec, 'controller') ?? '', 'spec.controller', errors);
    const parameters = objectAt(spec, 'parameters');
    if (parameters !== undefined) validateParameters(parameters, 'spec.parameters', errors);
  },
  update: (next, old, _version, errors) => {
    immutable(objectAt(next, 'spec')?.['controller'], objectAt(old, 'spec')?.['controller'], 'spec.controller', errors);
  },
});

function validateRule(rule: Fields, path: string, named: NameFormat, errors: Causes): void {
  const host = textAt(rule, 'host');
  if (host) validateHost(host, `${path}.host`, errors);
  const http = objectAt(rule, 'http');
  if (http === undefined) return;
  const paths = objectsAt(http, 'paths');
  if (paths.length === 0) errors.push(required(`${path}.http.paths`));
  for (const [index, entry] of paths.entries()) validatePath(entry, `${path}.http.paths[${index}]`, named, errors);
}

function validateHost(host: string, path: string, errors: Causes): void {
  if (parseIp(host) !== undefined) errors.push(invalid(path, host, 'must be a DNS name, not an IP address'));
  invalidEach(errors, path, host, (host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain)(host));
}

function validatePath(entry: Fields, path: string, named: NameFormat, errors: Causes): void {
  const type = textAt(entry, 'pathType');
  if (!isSet(entry, 'pathType')) {
    errors.push(required(`${path}.pathType`, 'pathType must be specified'));
    return;
  }
  const text = textAt(entry, 'path') ?? '';
  if (type === 'Exact' || type === 'Prefix') validateStrictPath(text, `${path}.path`, errors);
  else if (type === 'ImplementationSpecific') {
    if (text !== '' && !text.startsWith('/')) errors.push(invalid(`${path}.path`, text, 'must be an absolute path'));
  } else if (type !== undefined) errors.push(notSupported(`${path}.pathType`, type, pathTypes));
  validateBackend(objectAt(entry, 'backend') ?? {}, `${path}.backend`, named, errors);
}

function validateStrictPath(text: string, path: string, errors: Causes): void {
  if (!text.startsWith('/')) errors.push(invalid(path, text, 'must be an absolute path'));
  for (const sequence of ['//', '/./', '/../', '%2f', '%2F']) {
    if (text.includes(sequence)) errors.push(invalid(path, text, `must not contain '${sequence}'`));
  }
  for (const suffix of ['/..', '/.'])
    if (text.endsWith(suffix)) errors.push(invalid(path, text, `cannot end with '${suffix}'`));
}

function validateBackend(backend: Fields, path: string, named: NameFormat, errors: Causes): void {
  const resource = objectAt(backend, 'resource');
  const service = objectAt(backend, 'service');
  if (resource !== undefined && service !== undefined)
    errors.push(invalid(path, '', 'cannot set both resource and service backends'));
  else if (resource !== undefined) validateReference(resource, `${path}.resource`, errors);
  else if (service !== undefined) validateServiceBackend(service, path, named, errors);
  else errors.push(invalid(path, '', 'resource or service backend is required'));
}

function validateServiceBackend(service: Fields, path: string, named: NameFormat, errors: Causes): void {
  const name = textAt(service, 'name');
  if (name === '') errors.push(required(`${path}.service.name`));
  else if (name !== undefined) invalidEach(errors, `${path}.service.name`, name, named(name));
  const port = objectAt(service, 'port');
  const portText = textAt(port, 'name') ?? '';
  const number = numberAt(port, 'number') ?? 0;
  if (portText !== '' && number !== 0) errors.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (portText !== '') invalidEach(errors, `${path}.service.port.name`, portText, portName(portText));
  else if (number !== 0) invalidEach(errors, `${path}.service.port.number`, number, portNumber(number));
  else errors.push(required(path, 'port name or number is required'));
}

function validateTls(tls: Fields, path: string, errors: Causes): void {
  for (const [index, host] of stringsAt(tls, 'hosts').entries()) {
    if (host === undefined) continue;
    invalidEach(
      errors,
      `${path}.hosts[${index}]`,
      host,
      (host.includes('*') ? wildcardDns1123Subdomain : dns1123Subdomain)(host),
    );
  }
  const secret = textAt(tls, 'secretName');
  if (secret) invalidEach(errors, `${path}.secretName`, secret, dns1123Subdomain(secret));
}

function validateReference(reference: Fields, path: string, errors: Causes): void {
  const group = reference['apiGroup'];
  if (typeof group === 'string') invalidEach(errors, `${path}.apiGroup`, group, dns1123Subdomain(group));
  for (const field of ['kind', 'name']) {
    const value = textAt(reference, field);
    if (value === '') errors.push(required(`${path}.${field}`, `${field} is required`));
    else if (value !== undefined) invalidEach(errors, `${path}.${field}`, value, pathSegmentName(value));
  }
}

function validateController(controller: string, path: string, errors: Causes): void {
  if (byteLength(controller) > 250) errors.push(tooLong(path, 250));
  const slash = controller.indexOf('/');
  const host = controller.slice(0, slash);
  const rest = controller.slice(slash + 1);
  if (controller === '') errors.push(required(path));
  else if (slash <= 0 || rest === '')
    errors.push(invalid(path, controller, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  else {
    invalidEach(errors, path, host, dns1123Subdomain(host));
    invalidEach(errors, path, rest, httpPathText(rest));
  }
}

function validateParameters(parameters: Fields, path: string, errors: Causes): void {
  validateReference(parameters, path, errors);
  const scope = textAt(parameters, 'scope');
  if (scope === '') errors.push(required(`${path}.scope`));
  else if (scope !== 'Cluster' && scope !== 'Namespace')
    errors.push(notSupported(`${path}.scope`, scope, ['Cluster', 'Namespace']));
  const namespace = parameters['namespace'];
  if (scope === 'Cluster' && isSet(parameters, 'namespace'))
    errors.push(forbidden(`${path}.namespace`, "`parameters.scope` is set to 'Cluster'"));
  else if (scope === 'Namespace' && typeof namespace === 'string')
    invalidEach(errors, `${path}.namespace`, namespace, dns1123Label(namespace));
  else if (scope === 'Namespace')
    errors.push(required(`${path}.namespace`, "`parameters.scope` is set to 'Namespace'"));
}
