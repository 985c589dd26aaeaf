import { dns1123Subdomain, dns1123SubdomainWithUnderscore } from '../../names.ts';
import { atLeast } from '../../version.ts';
import { type Causes, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { validateIp } from '../ip.ts';
import { type Fields, listAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';

const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** Follows kubernetes pkg/apis/core/validation validateDNSPolicy. */
export function validateDnsPolicy(spec: Fields, path: string, errors: Causes): void {
  const policy = textAt(spec, 'dnsPolicy');
  if (policy === '') errors.push(required(path));
  else if (policy !== undefined && !policies.includes(policy)) errors.push(notSupported(path, policy, policies));
}

/** Follows validatePodDNSConfig. */
export function validateDnsConfig(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const config = objectAt(spec, 'dnsConfig');
  const servers = listAt(config, 'nameservers');
  if (textAt(spec, 'dnsPolicy') === 'None') {
    if (config === undefined) {
      errors.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
      return;
    }
    if (servers.length === 0) {
      errors.push(required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None'));
      return;
    }
  }
  if (config === undefined) return;
  if (servers.length > 3) errors.push(invalid(`${path}.nameservers`, servers, 'must not have more than 3 nameservers'));
  for (const [index, server] of stringsAt(config, 'nameservers').entries()) {
    if (server !== undefined) validateIp(server, `${path}.nameservers[${index}]`, errors);
  }
  validateSearches(config, `${path}.searches`, rules, errors);
  for (const [index, option] of objectsAt(config, 'options').entries()) {
    if (textAt(option, 'name') === '') errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  }
}

/** Follows ValidateHostAliases. */
export function validateHostAliases(spec: Fields, path: string, errors: Causes): void {
  for (const [index, alias] of objectsAt(spec, 'hostAliases').entries()) {
    const ip = textAt(alias, 'ip');
    if (ip !== undefined) validateIp(ip, `${path}[${index}].ip`, errors);
    for (const [position, name] of stringsAt(alias, 'hostnames').entries()) {
      if (name !== undefined)
        invalidEach(errors, `${path}[${index}].hostnames[${position}]`, name, dns1123Subdomain(name));
    }
  }
}

function validateSearches(config: Fields, path: string, rules: PodRules, errors: Causes): void {
  const searches = stringsAt(config, 'searches').map((search) => search ?? '');
  if (searches.length > 32) errors.push(invalid(path, searches, 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048) {
    errors.push(
      invalid(path, searches, 'must not have more than 2048 characters (including spaces) in the search list'),
    );
  }
  const relaxed = atLeast(rules.version, '1.33');
  for (const [index, search] of searches.entries()) {
    if (relaxed && search === '.') continue;
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    invalidEach(errors, `${path}[${index}]`, name, (relaxed ? dns1123SubdomainWithUnderscore : dns1123Subdomain)(name));
  }
}
