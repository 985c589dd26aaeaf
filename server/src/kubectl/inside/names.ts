import { key } from '#engine/api/key.ts';
import type { Pod } from '#engine/api/pod.ts';
import { hostnameOf } from '#engine/kubelet/environment.ts';
import { type DnsAnswer, resolveName } from '#engine/network/dns.ts';
import type { StoreView } from '#engine/store/view.ts';
import { readText } from '../printers/read.ts';
import type { Inside, Program } from './program.ts';

/** Programs that look names up. */
export const namePrograms: readonly Program[] = [
  { name: 'nslookup', run: nslookup },
  { name: 'getent', run: getent },
];

/** As the nslookup of BIND prints it. */
function nslookup({ run, pod, words, out }: Inside): number {
  const [name] = words.filter((word) => !word.startsWith('-'));
  if (name === undefined) return 1;
  const server = nameServer(run.view);
  out(`Server:\t\t${server}\nAddress:\t${server}#53\n`);
  const answer = resolved(name, pod, run.view);
  if (answer.kind === 'none') {
    out(`** server can't find ${name}: NXDOMAIN\n`);
    return 1;
  }
  if (answer.kind === 'alias') out(`${answer.name}\tcanonical name = ${answer.target}.\n`);
  else out(`${answer.addresses.map((address) => `Name:\t${answer.name}\nAddress: ${address}`).join('\n')}\n`);
  return 0;
}

function getent({ run, pod, words, out }: Inside): number {
  const [database, ...names] = words;
  if (!/^(hosts|ahosts|ahostsv4)$/.test(database ?? '')) return 1;
  for (const name of names) {
    const answer = resolved(name, pod, run.view);
    if (answer.kind !== 'addresses') return 2;
    for (const address of answer.addresses) out(`${address.padEnd(15)} ${answer.name}`);
  }
  return 0;
}

function resolved(name: string, { metadata }: Pod, view: StoreView): DnsAnswer {
  return resolveName(name, metadata.namespace ?? 'default', view);
}

/** A file that the kubelet writes into every container. */
export function knownFile(file: string, pod: Pod, view: StoreView): string | undefined {
  switch (file) {
    case '/etc/resolv.conf':
      return ending(resolverText(pod, view));
    case '/etc/hostname':
      return ending(hostnameOf(pod));
    case '/etc/hosts':
      return ending(hostsText(pod));
    default:
      return undefined;
  }
}

function ending(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text}\n`;
}

/** For the policy ClusterFirst; other policies take the node's file, which is not known. Follows kubernetes pkg/kubelet/network/dns. */
function resolverText({ metadata, spec }: Pod, view: StoreView): string | undefined {
  const policy = spec['dnsPolicy'];
  if (policy === 'Default' || policy === 'None' || (spec.hostNetwork === true && policy !== 'ClusterFirstWithHostNet'))
    return undefined;
  const namespace = metadata.namespace ?? 'default';
  return `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${nameServer(view)}\noptions ndots:5`;
}

/** Follows kubernetes pkg/kubelet/kubelet_pods.go managedHostsFileContent. */
function hostsText(pod: Pod): string {
  const { spec, status } = pod;
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
  ];
  lines.push('fe00::0\tip6-localnet', 'fe00::0\tip6-mcastprefix', 'fe00::1\tip6-allnodes', 'fe00::2\tip6-allrouters');
  const name = hostnameOf(pod);
  const { subdomain } = spec;
  const full = subdomain === undefined ? '' : `${name}.${subdomain}.${pod.metadata.namespace}.svc.cluster.local\t`;
  lines.push(`${status?.podIP ?? ''}\t${full}${name}`);
  const aliases = (spec['hostAliases'] ?? []) as readonly {
    readonly ip: string;
    readonly hostnames?: readonly string[];
  }[];
  if (aliases.length > 0) lines.push('', '# Entries added by HostAliases.');
  for (const { ip, hostnames = [] } of aliases) lines.push(`${ip}\t${hostnames.join('\t')}`);
  return lines.join('\n');
}

/** The Service of the cluster's DNS, or the address that installers give it. */
function nameServer(view: StoreView): string {
  return readText(view.get(key('Service', 'kube-system', 'kube-dns')), 'spec.clusterIP', '10.96.0.10');
}
