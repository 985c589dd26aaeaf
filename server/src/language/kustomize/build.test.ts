import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { build } from './build.ts';

const base = `# file: base/kustomization.yaml
resources: [web.yaml]
# file: base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: main, image: "web:1", envFrom: [{ configMapRef: { name: settings } }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

function checkBuild(overlay: string, more = ''): { yaml: string; notes: string[] } {
  const { snapshot } = workspaceOf(`${base}# file: over/kustomization.yaml\nresources: [../base]\n${overlay}\n${more}`);
  const { objects, notes } = build(snapshot, 'over/kustomization.yaml');
  return {
    yaml: stringify(objects.map(({ object }) => object)),
    notes: notes.map(({ field, message }) => `${field}: ${message}`),
  };
}

describe('a build', () => {
  test('namespace, prefix, images, replicas, labels with selectors', () => {
    const { yaml } = checkBuild(
      'namespace: prod\nnamePrefix: p-\nimages: [{ name: web, newTag: "2" }]\nreplicas: [{ name: web, count: 3 }]\nlabels: [{ pairs: { team: a }, includeSelectors: true }]',
    );
    expect(yaml).toMatchInlineSnapshot(`
      "- apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: p-web
          namespace: prod
          labels:
            team: a
        spec:
          selector:
            matchLabels:
              app: web
              team: a
          template:
            metadata:
              labels:
                app: web
                team: a
            spec:
              containers:
                - name: main
                  image: web:2
                  envFrom:
                    - configMapRef:
                        name: settings
          replicas: 3
      - apiVersion: v1
        kind: Service
        metadata:
          name: p-web
          namespace: prod
          labels:
            team: a
        spec:
          selector:
            app: web
            team: a
          ports:
            - port: 80
      "
    `);
  });

  test('a generated ConfigMap has the hash that kustomize gives it, and references follow', () => {
    // The name kustomize's own example gives for a ConfigMap of these literals.
    const { yaml } = checkBuild('configMapGenerator: [{ name: settings, literals: [MODE=fast] }]');
    const [, name] = /name: (settings-\w{10})/.exec(yaml) ?? [];
    expect(name).toMatch(/^settings-[bcdf24-9ghkmt]{10}$/);
    expect(yaml.split(String(name))).toHaveLength(3);
  });

  test('patches: strategic, JSON, by target, deletion', () => {
    const { yaml, notes } = checkBuild(
      `patches:
  - patch: '[{ "op": "replace", "path": "/spec/ports/0/port", "value": 8080 }]'
    target: { kind: Service }
  - path: memory.yaml
patchesStrategicMerge:
  - |
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec: { replicas: 5 }`,
      '# file: over/memory.yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: main, image: "web:9" }] } } }\n',
    );
    expect(notes).toEqual([]);
    expect(yaml).toContain('port: 8080');
    expect(yaml).toContain('replicas: 5');
    expect(yaml).toContain('image: web:9');
    expect(yaml).toContain('configMapRef');
  });

  test('what is missing, remote, not followed, or fits nothing is named', () => {
    expect(
      checkBuild(
        'components: [../none]\nhelmCharts: []\npatches: [{ path: none.yaml }, { target: { kind: Job }, patch: "{}" }]',
      ).notes,
    ).toEqual([
      'helmCharts: Drydock does not follow helmCharts: what kustomize builds may differ from what is checked and simulated here.',
      'components[0]: There is no ../none in the workspace.',
      'patches[0]: There is no none.yaml in the workspace.',
      'patches[1]: No object of this build is what the patch is for.',
    ]);
  });

  test('a circle ends', () => {
    const { snapshot } = workspaceOf(
      '# file: a/kustomization.yaml\nresources: [../b]\n# file: b/kustomization.yaml\nresources: [../a]\n',
    );
    expect(build(snapshot, 'a/kustomization.yaml').objects).toEqual([]);
  });

  test('labels reach the selectors within pods, claims and policies', () => {
    const { yaml } = checkBuild(
      'components: [../more]\ncommonLabels: { team: a }',
      `# file: more/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [set.yaml]
# file: more/set.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: db } } }]
      containers: [{ name: main, image: "db:1" }]
  volumeClaimTemplates: [{ metadata: { name: data } }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db }
spec: { podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }] }
`,
    );
    const [set = '', policy = ''] = yaml.split('kind: StatefulSet')[1]?.split('kind: NetworkPolicy') ?? [];
    expect(set.match(/team: a/g)).toHaveLength(5);
    expect(policy.match(/team: a/g)).toHaveLength(3);
  });

  test('what a component lacks is named, and an object that comes twice', () => {
    const component = '# file: part/kustomization.yaml\nkind: Component\nresources: [none.yaml]\n';
    expect(checkBuild('components: [../part]', component).notes).toEqual([
      'components[0]: There is no none.yaml in the workspace.',
    ]);
    const again = '# file: twice/kustomization.yaml\nresources: [../base, ../base/web.yaml]\n';
    const { snapshot } = workspaceOf(`${base}${again}`);
    expect(build(snapshot, 'twice/kustomization.yaml').notes.map(({ kind, message }) => `${kind}: ${message}`)).toEqual(
      [
        'refused: Deployment/web comes twice: kustomize refuses to build.',
        'refused: Service/web comes twice: kustomize refuses to build.',
      ],
    );
  });
});
