import { type Causes, duplicate, invalid, notSupported } from '../causes.ts';
import { isIpv6, validateIp } from '../ip.ts';
import { type Fields, listAt, stringsAt, textAt } from '../read.ts';

const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Whether the Service asks for no address. A manifest may say so in clusterIP only; the API server copies it into clusterIPs first. */
export function isHeadless(spec: Fields): boolean {
  const ips = clusterIpsOf(spec);
  return ips.length === 1 && ips[0] === 'None';
}

/** clusterIPs, ipFamilies and ipFamilyPolicy. Follows kubernetes pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields. */
export function validateClusterIps(spec: Fields, errors: Causes): void {
  if (textAt(spec, 'type') === 'ExternalName') return;
  const primary = textAt(spec, 'clusterIP') ?? '';
  const ips = clusterIpsOf(spec);
  if (primary !== '' && ips[0] !== primary)
    errors.push(invalid('spec.clusterIPs', ips, 'first value must match `clusterIP`'));
  if (primary === '' && ips.length > 0)
    errors.push(invalid('spec.clusterIPs', ips, 'must be empty when `clusterIP` is not specified'));
  validateFamilies(spec, errors);
  if (!validateAddresses(ips, errors)) return;
  if (ips.length > 1 && new Set(ips.map(isIpv6)).size < 2)
    errors.push(invalid('spec.clusterIPs', ips, 'may specify no more than one IP for each IP family'));
  if (isHeadless(spec)) return;
  for (const [index, family] of stringsAt(spec, 'ipFamilies').entries()) {
    const ip = ips[index];
    if (ip === undefined || family === undefined || (family === 'IPv6') === isIpv6(ip)) continue;
    errors.push(
      invalid(`spec.clusterIPs[${index}]`, ip, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``),
    );
  }
}

/** The primary address and family stay. Follows validateUpgradeDowngradeClusterIPs and validateUpgradeDowngradeIPFamilies. */
export function validateClusterIpsUpdate(spec: Fields, old: Fields, errors: Causes): void {
  if (textAt(spec, 'type') === 'ExternalName' || textAt(old, 'type') === 'ExternalName') return;
  if (isHeadless(spec) && isHeadless(old)) return;
  // What a manifest leaves out, the API server takes from the stored Service.
  const said = clusterIpsOf(spec);
  const before = clusterIpsOf(old);
  // A Service that was applied without an address got one: to name another, or none, is a change.
  if (before.length === 0 && said.length > 0)
    errors.push(invalid('spec.clusterIPs[0]', said, 'may not change once set'));
  else validateKept('clusterIPs', said.length === 0 ? before : said, before, spec, 'clusterIP', errors);
  if (isHeadless(spec) !== isHeadless(old)) return;
  const families = listAt(spec, 'ipFamilies');
  const oldFamilies = listAt(old, 'ipFamilies');
  validateKept('ipFamilies', families.length === 0 ? oldFamilies : families, oldFamilies, spec, 'ipFamily', errors);
}

function clusterIpsOf(spec: Fields): readonly string[] {
  const ips = stringsAt(spec, 'clusterIPs').filter((ip): ip is string => ip !== undefined);
  const primary = textAt(spec, 'clusterIP') ?? '';
  return ips.length === 0 && primary !== '' ? [primary] : ips;
}

function validateFamilies(spec: Fields, errors: Causes): void {
  const families = stringsAt(spec, 'ipFamilies');
  for (const [index, family] of families.entries()) {
    if (family !== 'IPv4' && family !== 'IPv6')
      errors.push(notSupported(`spec.ipFamilies[${index}]`, family, ['IPv4', 'IPv6']));
    if (families.indexOf(family) < index) errors.push(duplicate(`spec.ipFamilies[${index}]`, family));
  }
  const policy = textAt(spec, 'ipFamilyPolicy');
  if (policy && !policies.includes(policy)) errors.push(notSupported('spec.ipFamilyPolicy', policy, policies));
  if (policy !== 'SingleStack') return;
  for (const [field, count] of [
    ['clusterIPs', clusterIpsOf(spec).length],
    ['ipFamilies', families.length],
  ] as const) {
    if (count === 2)
      errors.push(
        invalid(
          'spec.ipFamilyPolicy',
          policy,
          `must be RequireDualStack or PreferDualStack when multiple '${field}' are specified`,
        ),
      );
  }
}

/** Whether all of them are addresses, so that looking further makes sense. */
function validateAddresses(ips: readonly string[], errors: Causes): boolean {
  let right = true;
  for (const [index, ip] of ips.entries()) {
    if (index > 0 || ip !== 'None') right = validateIp(ip, `spec.clusterIPs[${index}]`, errors) && right;
    else if (ips.length > 1) {
      errors.push(invalid('spec.clusterIPs', ips, "'None' must be the first and only value"));
      right = false;
    }
  }
  if (ips.length > 2) errors.push(invalid('spec.clusterIPs', ips, 'may only hold up to 2 values'));
  return right;
}

function validateKept(
  field: string,
  values: readonly unknown[],
  old: readonly unknown[],
  spec: Fields,
  name: string,
  errors: Causes,
): void {
  if (values.length === old.length) {
    for (const [index, value] of old.entries()) {
      if (value !== values[index])
        errors.push(invalid(`spec.${field}[${field === 'ipFamilies' ? 0 : index}]`, values, 'may not change once set'));
    }
    return;
  }
  if (old.length > 0 && values[0] !== old[0])
    errors.push(invalid(`spec.${field}[0]`, values, 'may not change once set'));
  if (old.length > values.length && textAt(spec, 'ipFamilyPolicy') !== 'SingleStack') {
    errors.push(
      invalid(
        'spec.ipFamilyPolicy',
        spec['ipFamilyPolicy'],
        `must be set to 'SingleStack' when releasing the secondary ${name}`,
      ),
    );
  }
}
