import { expect, test } from 'vitest';
import { buildFolder } from './buildFolder.ts';

const files: Readonly<Record<string, string>> = {
  '/app/base/kustomization.yaml': 'resources: [web.yaml, web-service.yaml]\n',
  '/app/base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: web:1, envFrom: [{ configMapRef: { name: settings } }] }] }
`,
  '/app/base/web-service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n',
  '/app/prod/kustomization.yml': `namePrefix: prod-
namespace: prod
resources: [../base, ns.yaml]
replicas: [{ name: web, count: 3 }]
configMapGenerator: [{ name: settings, files: [colour=values/colour.txt] }]
patches: [{ path: patch.yaml }]
`,
  '/app/prod/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: prod }\n',
  '/app/prod/values/colour.txt': 'blue',
  '/app/prod/patch.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { type: NodePort }\n',
  '/app/broken/kustomization.yaml': 'resources: [nothing.yaml]\n',
};

function check(folder: string): unknown {
  const built = buildFolder(folder, (path) => files[path]);
  return built.ok ? built.value : built.error;
}

test('a folder is built with all that its kustomization names, in the order of kubectl', () => {
  const [namespace, settings, service, web] = check('/app/prod') as readonly Record<string, unknown>[];
  expect(namespace).toMatchObject({ kind: 'Namespace', metadata: { name: 'prod' } });
  expect(settings).toMatchObject({ kind: 'ConfigMap', data: { colour: 'blue' } });
  expect(service).toMatchObject({ kind: 'Service', spec: { type: 'NodePort' } });
  const { name } = (settings as { metadata: { name: string } }).metadata;
  expect(name).toMatch(/^prod-settings-[a-z0-9]{10}$/);
  expect(web).toMatchObject({
    metadata: { name: 'prod-web', namespace: 'prod' },
    spec: { replicas: 3, template: { spec: { containers: [{ envFrom: [{ configMapRef: { name } }] }] } } },
  });
});

test('a folder without a kustomization, and what a kustomization misses', () => {
  expect(check('/app')).toBe(
    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/app'",
  );
  expect(check('/app/broken')).toBe(
    '/app/broken/kustomization.yaml: resources[0]: There is no nothing.yaml in the workspace.',
  );
});
