/** What kubectl and the API server print today where the sessions show an older print: a rule, since when, and how the older line reads now. */
export interface Today {
  readonly rule: string;
  readonly old: RegExp;
  readonly now: string;
}

export const today: readonly Today[] = [
  {
    rule: 'since 1.22 a restart says how long ago it was',
    old: /^(\S+ +\d+\/\d+ +[A-Z]\S* +[1-9]\d*)( +\d+[smhd]\S*)$/gm,
    now: '$1 (1s ago)$2',
  },
  {
    rule: 'since 1.20 a Service is described with its family of addresses and its list of them',
    old: /(?<=^Type: +\S+\n)IP: +(\S+)$/gm,
    now: 'IP Family Policy:  SingleStack\nIP Families:       IPv4\nIP:                $1\nIPs:               $1',
  },
  {
    rule: 'since 1.31 kubectl describes where the traffic of a Service may go',
    old: /^Session Affinity: +None$/gm,
    now: 'Session Affinity:  None\nInternal Traffic Policy:  Cluster',
  },
  {
    rule: 'an event of scaling says today from how many, too',
    old: /(Scaled (?:up|down) replica set \S+) to (\d+)$/gm,
    now: '$1 from … to $2',
  },
  {
    rule: 'a pod template is described today with what it asks of nodes',
    old: /^( *)Volumes:( +)<none>\n(?=Conditions:)/gm,
    now: '$1Volumes:$2<none>\n$1Node-Selectors: <none>\n$1Tolerations: <none>\n',
  },
  {
    rule: 'since 1.20 apply names the object that it did not make, and what it will do',
    old: /^Warning: kubectl apply should be used on resource created by .*$/gm,
    now: 'Warning: resource … is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.',
  },
  {
    rule: 'since 1.22 drain says at once why it stops',
    old: /^error: unable to drain node ("\S+"), aborting command\.\.\.\n\n(There are pending nodes to be drained:)\n(\S+)\nerror: (.*)$/gm,
    now: 'error: unable to drain node $1 due to error: $4, continuing command...\n$2\n $3\n$4',
  },
  {
    rule: 'since 1.22 drain says Warning, not WARNING',
    old: /^WARNING: (ignoring )/gm,
    now: 'Warning: $1',
  },
  {
    rule: 'since 1.28 version prints versions alone, in a line each',
    old: /^(Client|Server) Version: version\.Info\{.*GitVersion:"([^"]*)".*\}$/gm,
    now: '$1 Version: $2',
  },
  {
    rule: 'since 1.28 there is nothing to warn of in a version',
    old: /^WARNING: This version information is deprecated.*\n/gm,
    now: '',
  },
  {
    rule: 'another kubectl has another kustomize in it',
    old: /^Kustomize Version: \S+$/gm,
    now: 'Kustomize Version: …',
  },
  {
    rule: 'since 1.11 get all names kinds with their groups, not by short names',
    old: /^(deploy|rs|po|svc)\//gm,
    now: '<$1>/',
  },
  ...[
    ['deploy', 'deployment.apps'],
    ['rs', 'replicaset.apps'],
    ['po', 'pod'],
    ['svc', 'service'],
  ].map(([short, long]) => ({
    rule: `since 1.11 ${short} is printed as ${long}`,
    old: new RegExp(`^<${short}>/`, 'gm'),
    now: `${long}/`,
  })),
  {
    rule: 'since 1.14 a Deployment shows READY in place of DESIRED and CURRENT: the heading',
    old: /^NAME\s+DESIRED\s+CURRENT\s+UP-TO-DATE\s+AVAILABLE\s+AGE$/gm,
    now: 'NAME READY UP-TO-DATE AVAILABLE AGE',
  },
  {
    rule: 'since 1.14 a Deployment shows READY in place of DESIRED and CURRENT',
    old: /^(deployment\.apps\/\S+)\s+(\d+)\s+\d+\s+(\d+)\s+(\d+)\s+(\S+)$/gm,
    now: '$1 $4/$2 $3 $4 $5',
  },
  {
    rule: 'since 1.22 there is no v1beta1 of definitions',
    old: /^(API Version:\s+apiextensions\.k8s\.io\/v1)beta1$/gm,
    now: '$1',
  },
  {
    rule: 'since 1.22 a definition has a list of versions',
    old: /^(\s*Scope:.*\n)( *)Version:\s+(\S+)$/gm,
    now: '$1$2Versions:\n$2  Name: $3',
  },
];

/** A print of a session in today's words; with `before`, by the rules that stand before that one. */
export function inTodaysWords(text: string, before?: RegExp): string {
  const end = today.findIndex(({ old }) => old === before);
  return today.slice(0, end < 0 ? undefined : end).reduce((each, { old, now }) => each.replace(old, now), text);
}
