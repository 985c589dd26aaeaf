import { describe, expect, it } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { validate } from '#language/validation/validate.ts';
import { cursorOf, workspaceOf } from '../../../../../test/support/workspace.ts';
import { refactoringsAt } from './refactorings.ts';

function actions(text: string): ReturnType<typeof refactoringsAt> {
  const { text: plain, offset } = cursorOf(text);
  return refactoringsAt(workspaceOf(plain).snapshot, 'main.yaml', offset);
}

const titles = (text: string): string[] => actions(text).map(({ title }) => title);

/** The text after the refactoring; what it leaves must be free of errors. */
function refactored(text: string, title: string): string {
  const { text: plain } = cursorOf(text);
  const action = actions(text).find((one) => one.title.startsWith(title));
  if (action === undefined) throw new Error(`${title} is not offered: ${titles(text).join(', ')}`);
  const file = workspaceOf(plain).snapshot.files.get('main.yaml');
  const edits = action.edit?.changes?.['main.yaml'] ?? [];
  let out = file?.text ?? '';
  for (const edit of edits.toSorted(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  ))
    if (file)
      out = out.slice(0, offsetIn(file, edit.range.start)) + edit.newText + out.slice(offsetIn(file, edit.range.end));
  const errors = validate(workspaceOf(out).snapshot, 'main.yaml').filter(({ severity }) => severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual([]);
  return out;
}

/** What the refactoring adds to the text, by lines. */
function added(text: string, title: string): string {
  const before = cursorOf(text).text.split('\n');
  return refactored(text, title)
    .split('\n')
    .filter((line) => !before.includes(line))
    .join('\n');
}

const block = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: prod
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: main
          image: w$0eb # ours
          env:
            - name: MODE
              value: fast
            - {name: PORT, value: "80"}
            - {name: URL, value: http://$(HOST)/}
          ports:
            - {name: http, containerPort: 80}
`;
const flow = `a: 1
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: w$0eb, ports: [{containerPort: 80}]}]}}}}
`;

describe('refactorings', () => {
  it('expose: the Service aims at the named port', () => {
    expect(added(block, 'Expose')).toMatchInlineSnapshot(`
      "---
      apiVersion: v1
      kind: Service
          app: web
        ports:
          - name: http
            port: 80
            targetPort: http"
    `);
    expect(added(flow, 'Expose')).toMatchInlineSnapshot(`
      "apiVersion: v1
      kind: Service
      metadata:
        name: web
      spec:
        selector:
          app: web
        ports:
          - port: 80
            targetPort: 80"
    `);
    expect(
      titles(
        `${block}---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: prod}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n`,
      ),
    ).not.toContain('Expose web with a Service');
  });
  it('a PodDisruptionBudget', () => {
    expect(added(block, 'Add a PodDisruptionBudget')).toMatchInlineSnapshot(`
      "---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
        maxUnavailable: 1
          matchLabels:
            app: web"
    `);
  });
  it('a probe, resources, security context, in block and in flow style', () => {
    expect(added(block, 'Add a readiness')).toMatchInlineSnapshot(`
      "          readinessProbe:
                  tcpSocket:
                    port: http
                  periodSeconds: 10"
    `);
    expect(added(flow, 'Add a readiness')).toMatchInlineSnapshot(
      `"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, ports: [{containerPort: 80}], readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 10 }}]}}}}"`,
    );
    expect(added(block, 'Add resource')).toMatchInlineSnapshot(`
      "          resources:
                  requests:
                    cpu: 100m
                    memory: 128Mi
                  limits:
                    memory: 128Mi"
    `);
    expect(added(flow, 'Add resource')).toMatchInlineSnapshot(
      `"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, ports: [{containerPort: 80}], resources: { requests: { cpu: 100m, memory: 128Mi }, limits: { memory: 128Mi } }}]}}}}"`,
    );
    expect(added(block, 'Add the security')).toMatchInlineSnapshot(`
      "          securityContext:
                  allowPrivilegeEscalation: false
                  capabilities:
                    drop:
                      - ALL
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault"
    `);
    expect(added(flow, 'Add the security')).toMatchInlineSnapshot(
      `"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, ports: [{containerPort: 80}], securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }}]}}}}"`,
    );
    expect(
      added(
        block.replace('          ports:', '          securityContext:\n            runAsUser: 1000\n          ports:'),
        'Add the security',
      ),
    ).toMatchInlineSnapshot(`
      "            allowPrivilegeEscalation: false
                  capabilities:
                    drop:
                      - ALL
                  runAsNonRoot: true
                  seccompProfile:
                    type: RuntimeDefault"
    `);
  });
  it('a spread constraint that keeps revisions apart', () => {
    expect(added(block, 'Spread')).toMatchInlineSnapshot(`
      "      topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector:
                  matchLabels:
                    app: web
                matchLabelKeys:
                  - pod-template-hash"
    `);
    expect(added(flow, 'Spread')).toMatchInlineSnapshot(
      `"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, ports: [{containerPort: 80}]}], topologySpreadConstraints: [{ maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { app: web } }, matchLabelKeys: [pod-template-hash] }]}}}}"`,
    );
  });
  it('env values move to a ConfigMap or a Secret; those that use others stay', () => {
    expect(added(block, 'Move env values to the ConfigMap')).toMatchInlineSnapshot(`
      "              valueFrom: { configMapKeyRef: { name: web-config, key: MODE } }
                  - {name: PORT, valueFrom: { configMapKeyRef: { name: web-config, key: PORT } }}
      ---
      apiVersion: v1
      kind: ConfigMap
        name: web-config
      data:
        MODE: fast
        PORT: "80""
    `);
    const one = block.replace('w$0eb', 'web').replace('fast', 'fa$0st');
    expect(added(one, 'Move env values to the Secret')).toMatchInlineSnapshot(`
      "              valueFrom: { secretKeyRef: { name: web-secret, key: MODE } }
      ---
      apiVersion: v1
      kind: Secret
        name: web-secret
      stringData:
        MODE: fast"
    `);
  });
  it('an image is pinned to a tag that the workspace knows, or not at all', () => {
    const other = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "web:1.2"}]}\n';
    expect(added(`${block}---\n${other}`, 'Pin')).toBe('          image: web:1.2 # ours');
    expect(titles(block).filter((title) => title.startsWith('Pin'))).toEqual([]);
  });
  it('a Pod becomes a Deployment, text and comments kept', () => {
    const pod =
      'apiVersion: v1\nkind: P$0od\nmetadata:\n  name: web\nspec:\n  # the one\n  containers:\n    - name: main\n      image: web:1\n      args:\n        - |\n          a\n\n          b\n';
    expect(refactored(`a: 1\n---\n${pod}`, 'Convert')).toMatchInlineSnapshot(`
      "a: 1
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: web
        template:
          metadata:
            labels:
              app: web
          spec:
            # the one
            containers:
              - name: main
                image: web:1
                args:
                  - |
                    a

                    b
      "
    `);
    expect(titles(`${pod}  restartPolicy: Never\n`)).not.toContain('Convert to a Deployment');
  });
  it('keys are sorted, comments go with them', () => {
    expect(
      refactored(
        '# head\nkind: P$0od\n# spec of it\nspec:\n  containers:\n  - image: a # i\n    name: b\n    # run\n    command: [x]\n    imagePullPolicy: Always\n# version\napiVersion: v1\nmetadata: {name: p}\n',
        'Sort',
      ),
    ).toMatchInlineSnapshot(`
      "# head
      # version
      apiVersion: v1
      kind: Pod
      metadata: {name: p}
      # spec of it
      spec:
        containers:
        - name: b
          image: a # i
          imagePullPolicy: Always
          # run
          command: [x]
      "
    `);
    expect(titles(flow)).not.toContain('Sort the keys in the usual order');
  });
  it('a file is split by its documents', () => {
    const text = `${block}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n`;
    const split = actions(text).find(({ title }) => title === 'Split into 2 files');
    expect(split?.edit?.documentChanges?.[0]).toEqual({ kind: 'create', uri: 'service-web.yaml' });
    expect(JSON.stringify(split?.edit?.documentChanges?.[1])).toContain('apiVersion: v1\\nkind: Service');
    expect(titles(`${text}# file: kustomization.yaml\nresources: [main.yaml]\n`)).not.toContain('Split into 2 files');
  });
  it('nothing is offered in broken text and in other YAML', () => {
    expect(titles(`${block}  x: [`)).toEqual([]);
    expect(titles('a: $0b\n')).toEqual([]);
  });
});
