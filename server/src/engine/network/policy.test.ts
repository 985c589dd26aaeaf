import { expect, test } from 'vitest';
import { type Bench, bench } from '../../../../test/support/engineRun.ts';
import type { Pod } from '../api/pod.ts';
import { namesVerdict, type PolicyVerdict, policyVerdict } from './policy.ts';

const pod = (name: string, namespace: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec: { nodeName: n1, containers: [{ name: c, image: good:v1, ports: [{ name: sql, containerPort: 5432 }] }]${more} }
`;
const policy = (name: string, spec: string, namespace = 'default'): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;
const noIngress = '{ podSelector: {}, policyTypes: [Ingress] }';
const noEgress = '{ podSelector: {}, policyTypes: [Egress] }';
const toDb = (rule: string): string => `{ podSelector: { matchLabels: { app: db } }, ingress: [${rule}] }`;

function cluster(...policies: readonly string[]): Bench {
  const made = bench();
  made.create('apiVersion: v1\nkind: Namespace\nmetadata: { name: team, labels: { who: team } }\n');
  made.create(
    [
      pod('db', 'default'),
      pod('web', 'default'),
      pod('other', 'team'),
      pod('host', 'default', ', hostNetwork: true'),
      ...policies,
    ].join('---'),
  );
  made.pass(3);
  return made;
}

function text(verdict: PolicyVerdict): string {
  if (verdict.kind === 'free') return 'free';
  return verdict.kind === 'allowed' ? `allowed by ${verdict.by}` : `denied: ${verdict.direction} by ${verdict.by}`;
}

/** What is said of `from → to:port` under these policies; `outside` is nobody's pod. */
function checkPolicies(policies: readonly string[], expected: Readonly<Record<string, string>>): void {
  const made = cluster(...policies);
  const found = Object.keys(expected).map((way) => {
    const [from = '', to = '', port = ''] = way.split(/ → |:/);
    const client = made.get(`Pod/${from === 'other' ? 'team' : 'default'}/${from}`) as Pod | undefined;
    const server = made.get(`Pod/${to === 'other' ? 'team' : 'default'}/${to}`) as Pod;
    return [way, text(policyVerdict({ client, server, port: Number(port), protocol: 'TCP' }, made.run.view))];
  });
  expect(Object.fromEntries(found)).toEqual(expected);
}

test('without a policy everything goes', () => {
  checkPolicies([], { 'web → db:5432': 'free', 'outside → db:5432': 'free' });
});

test('a policy that selects a pod isolates it in its direction', () => {
  checkPolicies([policy('quiet', noIngress)], {
    'web → db:5432': 'denied: ingress by quiet',
    'web → other:80': 'free',
    'outside → db:80': 'denied: ingress by quiet',
    'db → db:80': 'free',
  });
  checkPolicies([policy('mute', noEgress)], { 'web → other:80': 'denied: egress by mute', 'other → web:80': 'free' });
});

test('what one of several policies allows is allowed: by pods, namespaces, both, blocks of addresses', () => {
  checkPolicies(
    [
      policy('quiet', noIngress),
      policy('web', toDb('{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }')),
    ],
    {
      'web → db:5432': 'allowed by web',
      'web → db:80': 'denied: ingress by quiet,web',
      'other → db:5432': 'denied: ingress by quiet,web',
    },
  );
  checkPolicies([policy('team', toDb('{ from: [{ namespaceSelector: { matchLabels: { who: team } } }] }'))], {
    'other → db:1': 'allowed by team',
    'web → db:1': 'denied: ingress by team',
  });
  checkPolicies(
    [
      policy(
        'both',
        toDb(
          '{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: web } } }], ports: [{ port: sql }] }',
        ),
      ),
    ],
    {
      'web → db:5432': 'allowed by both',
      'web → db:80': 'denied: ingress by both',
      'other → db:5432': 'denied: ingress by both',
    },
  );
  checkPolicies(
    [policy('world', toDb('{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 8000, endPort: 8010 }] }'))],
    {
      'outside → db:8005': 'allowed by world',
      'outside → db:8011': 'denied: ingress by world',
      'web → db:8000': 'allowed by world',
    },
  );
  checkPolicies([policy('most', toDb('{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.244.0.0/16] } }] }'))], {
    'web → db:80': 'denied: ingress by most',
  });
});

test('both ends have to agree', () => {
  const out = policy('out', '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }');
  checkPolicies([out, policy('quiet', noIngress)], { 'web → db:80': 'denied: ingress by quiet' });
  checkPolicies([out, policy('open', toDb('{}'))], { 'web → db:80': 'allowed by out,open' });
});

test('a node reaches its own pods, and pods in its network are not isolated', () => {
  checkPolicies([policy('quiet', noIngress), policy('mute', noEgress)], {
    'host → db:80': 'free',
    'outside → host:80': 'free',
  });
});

test('a pod that may not ask the name server knows no names', () => {
  const names = (...policies: readonly string[]): string => {
    const made = cluster(...policies);
    return text(namesVerdict(made.get('Pod/default/web') as Pod, made.run.view));
  };
  expect(names()).toBe('free');
  expect(names(policy('mute', noEgress))).toBe('denied: egress by mute');
  const dns = `{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }], ports: [{ port: 53, protocol: UDP }] }] }`;
  expect(names(policy('mute', noEgress), policy('dns', dns))).toBe('allowed by dns');
});
