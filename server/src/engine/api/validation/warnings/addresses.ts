import { type Address, parseCidr, parseIp } from '../ip.ts';

/** An address in a form that will not stay valid, or is not the canonical one [1.33]. Follows kubernetes apimachinery/pkg/util/validation/ip.go GetWarningsForIP. */
export function ipWarnings(text: string | undefined, path: string): readonly string[] {
  const ip = text === undefined ? undefined : parseIp(text);
  if (text === undefined || ip === undefined) return [];
  const canonical = formatIp(ip);
  if (ip.mapped || (ip.family === 'IPv4' && canonical !== text)) {
    return [
      `${path}: non-standard IP address ${quote(text)} will be considered invalid in a future Kubernetes release: use ${quote(canonical)}`,
    ];
  }
  if (canonical === text) return [];
  return [`${path}: IPv6 address ${quote(text)} should be in RFC 5952 canonical format (${quote(canonical)})`];
}

/** Follows GetWarningsForCIDR. */
export function cidrWarnings(text: string | undefined, path: string): readonly string[] {
  const cidr = text === undefined ? undefined : parseCidr(text);
  if (text === undefined || cidr === undefined) return [];
  const mapped = cidr.address.mapped;
  const prefix = mapped ? Math.max(0, cidr.prefix - 96) : cidr.prefix;
  const bits = cidr.address.family === 'IPv4' ? 32 : 128;
  const address = formatIp(cidr.address);
  const network = `${formatIp({ ...cidr.address, groups: masked(cidr.address, prefix) })}/${prefix}`;
  const warnings: string[] = [];
  if (network !== `${address}/${prefix}`) {
    warnings.push(
      `${path}: CIDR value ${quote(text)} is ambiguous in this context (should be ${quote(network)} or ${quote(`${address}/${bits}`)}?)`,
    );
  }
  const canonical = `${address}/${prefix}`;
  if (mapped || (cidr.address.family === 'IPv4' && canonical !== text)) {
    warnings.push(
      `${path}: non-standard CIDR value ${quote(text)} will be considered invalid in a future Kubernetes release: use ${quote(network)}`,
    );
  }
  if (warnings.length === 0 && canonical !== text) {
    warnings.push(
      `${path}: IPv6 CIDR value ${quote(text)} should be in RFC 5952 canonical format (${quote(canonical)})`,
    );
  }
  return warnings;
}

/** RFC 5952: lower case, no leading zeros, the longest run of zeros as `::`. */
export function formatIp(ip: Address): string {
  if (ip.family === 'IPv4') return ip.groups.join('.');
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && ip.groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = ip.groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

function masked(ip: Address, prefix: number): readonly number[] {
  const width = ip.family === 'IPv4' ? 8 : 16;
  return ip.groups.map((group, index) => {
    const kept = Math.max(0, Math.min(width, prefix - index * width));
    return group - (group % 2 ** (width - kept));
  });
}

function quote(text: string): string {
  return JSON.stringify(text);
}
