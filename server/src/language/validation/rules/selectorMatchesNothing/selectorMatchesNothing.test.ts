import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const pods = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}}
`;
const service = (selector: string): string => `${pods}---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports: [{port: 80}]
  selector:
    ${selector}
`;

it('warns of a label that is nearly that of the pods, and repairs its value or its key', () => {
  expect(diagnose(service('app: weeb'))).toContain(
    '^^^^ warning selectorMatchesNothing: No pod of the workspace has app=weeb; did you mean "web"?',
  );
  expect(fixed(service('app: weeb'), 'selectorMatchesNothing')).toBe(service('app: web'));
  expect(fixed(service('teir: front'), 'selectorMatchesNothing')).toBe(service('tier: front'));
});

it('only mentions labels of pods that may be elsewhere', () => {
  expect(diagnose(service('run: something'))).toContain('^^^^^^^^^^^^^^ information selectorMatchesNothing: No pod');
  expect(
    diagnose('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}], selector: {app: web}}\n'),
  ).toContain('hint selectorMatchesNothing');
});

it('is silent where pods match, and on Services without a selector', () => {
  expect(diagnose(service('{app: web, tier: front}'))).toBe('');
  expect(diagnose('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n')).toBe('');
  expect(
    diagnose(
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName, externalName: a.example.com, selector: {app: x}}\n',
    ),
  ).toBe('');
});

it('reads the selectors of budgets', () => {
  expect(
    diagnose(
      `${pods}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: nothing}}}\n`,
    ),
  ).toContain('information selectorMatchesNothing');
  expect(
    diagnose(
      `${pods}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}\n`,
    ),
  ).toBe('');
});

it('takes empty labels for all pods, as the API does', () => {
  const all = (selector: string): string =>
    `${pods}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, selector: ${selector}}\n`;
  for (const selector of ['{}', '{matchLabels: {}}', '{matchLabels: {}, matchExpressions: []}']) {
    expect(diagnose(all(selector))).toContain('disruptionBudgetBlocks: 1 of 1 pods must stay');
    expect(diagnose(all(selector))).not.toContain('selectorMatchesNothing');
  }
});

it('keeps namespaces apart', () => {
  expect(
    diagnose(
      service('app: web').replace(
        'kind: Service\nmetadata: {name: web}',
        'kind: Service\nmetadata: {name: web, namespace: other}',
      ),
    ),
  ).toContain('hint selectorMatchesNothing');
});

const placed = (spec: string, rest = ''): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]
      ${spec}
${rest}`;
const other =
  '---\napiVersion: v1\nkind: Pod\nmetadata: {name: cache, labels: {app: cache}}\nspec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}\n';

it('holds the labels of a spread constraint to those of its own pods', () => {
  const spread = (labels: string): string =>
    placed(
      `topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {${labels}}}}]`,
      other,
    );
  expect(diagnose(spread('app: web'))).toBe('');
  expect(diagnose(spread('app: wbe'))).toContain(
    '^^^ warning selectorMatchesNothing: No pod of the workspace has app=wbe; did you mean "web"?',
  );
  expect(fixed(spread('app: wbe'), 'selectorMatchesNothing')).toBe(spread('app: web'));
  expect(diagnose(spread('app: cache'))).toContain(
    'information selectorMatchesNothing: These are not the labels of the pods',
  );
});

it('looks for the pods that affinity asks for, in this namespace only', () => {
  const near = (term: string): string =>
    placed(
      `affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, ${term}}]}, podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {app: web}}}}]}}`,
      other,
    );
  expect(diagnose(near('labelSelector: {matchLabels: {app: cache}}'))).toBe('');
  expect(diagnose(near('labelSelector: {matchLabels: {app: cach}}'))).toContain('did you mean "cache"?');
  expect(diagnose(near('labelSelector: {matchLabels: {app: database}}'))).toContain(
    'information selectorMatchesNothing: No pod',
  );
  expect(diagnose(near('labelSelector: {matchLabels: {app: database}}, namespaces: [other]'))).toBe('');
});

it('looks for the peers of a policy that belong to its namespace', () => {
  const policy = (peer: string): string =>
    `${pods}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: {podSelector: {}, ingress: [{from: [{${peer}}]}]}\n`;
  expect(diagnose(policy('podSelector: {matchLabels: {tier: frnt}}'))).toContain('did you mean "front"?');
  expect(diagnose(policy('podSelector: {matchLabels: {tier: front}}'))).toBe('');
  expect(diagnose(policy('podSelector: {matchLabels: {tier: frnt}}, namespaceSelector: {}'))).toBe('');
});
