import { describe, expect, it } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { validate } from '#language/validation/validate.ts';
import { edited } from '../../../../../test/support/edited.ts';
import { cursorOf, workspaceOf } from '../../../../../test/support/workspace.ts';
import { refactoringsAt } from './refactorings.ts';

function actions(text: string): ReturnType<typeof refactoringsAt> {
  const { text: plain, offset } = cursorOf(text);
  return refactoringsAt(workspaceOf(plain).snapshot, 'main.yaml', offset);
}

const offered = (text: string, title: string): ReturnType<typeof actions>[number] | undefined =>
  actions(text).find((one) => one.title.startsWith(title));

const titles = (text: string): string[] => actions(text).map(({ title }) => title);

/** The text after the refactoring; what it leaves must be free of errors. */
function refactored(text: string, title: string): string {
  const { text: plain } = cursorOf(text);
  const action = offered(text, title);
  if (action === undefined) throw new Error(`${title} is not offered: ${titles(text).join(', ')}`);
  const file = workspaceOf(plain).snapshot.files.get('main.yaml');
  const out = edited(file?.text ?? '', action.edit?.changes?.['main.yaml'] ?? []);
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

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b}]}\n`;

/** What the changes to `main.yaml` make of it, and which files they delete. */
function joinedText(files: string): { text: string; gone: string[] } {
  const marked = files.replace('kind', 'ki$0nd');
  const changes = offered(marked, 'Join')?.edit?.documentChanges ?? [];
  const gone = changes.flatMap((change) => ('kind' in change && change.kind === 'delete' ? [change.uri] : []));
  const file = workspaceOf(cursorOf(marked).text).snapshot.files.get('main.yaml');
  const [edit] = changes.flatMap((change) => ('edits' in change ? change.edits : []));
  const text = edit !== undefined && 'newText' in edit ? edit.newText : '';
  return { text: `${file?.text ?? ''}${text}`, gone };
}

/** The files after splitting, by name. */
function splitText(marked: string): Record<string, string> {
  const { text } = cursorOf(marked);
  const changes = offered(marked, 'Split')?.edit?.documentChanges ?? [];
  const file = workspaceOf(text).snapshot.files.get('main.yaml');
  const found: Record<string, string> = {};
  for (const change of changes) {
    if (!('edits' in change) || file === undefined) continue;
    const [edit] = change.edits;
    if (edit === undefined || !('newText' in edit)) continue;
    const { uri } = change.textDocument;
    found[uri] = uri === 'main.yaml' ? text.slice(0, offsetIn(file, edit.range.start)) : edit.newText;
  }
  return found;
}

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
    expect(added(flow, 'Add a PodDisruptionBudget')).toContain('kind: PodDisruptionBudget');
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
  it('a liveness and a startup probe ask as the others do, with more patience', () => {
    expect(added(block, 'Add a liveness')).toMatchInlineSnapshot(`
      "          livenessProbe:
                  tcpSocket:
                    port: http
                  periodSeconds: 10
                  failureThreshold: 6"
    `);
    const ready = block.replace(
      '          ports:',
      '          readinessProbe: {httpGet: {path: /ok, port: http}}\n          ports:',
    );
    expect(added(ready, 'Add a liveness')).toMatchInlineSnapshot(`
      "          livenessProbe:
                  httpGet:
                    path: /ok
                    port: http
                  periodSeconds: 10
                  failureThreshold: 6"
    `);
    expect(titles(ready)).not.toContain('Add a readiness probe');
    expect(
      added(flow.replace('image: w$0eb', 'image: w$0eb, livenessProbe: {exec: {command: [ok]}}'), 'Add a startup'),
    ).toContain('startupProbe: { exec: { command: [ok] }, periodSeconds: 5, failureThreshold: 30 }}]');
  });
  it('what is written is indented as the document is', () => {
    const wide = block.replace(/^ +/gm, (indent) => indent.repeat(2)).replace(/- {1,}/g, '- ');
    const narrow = wide.replace(/^( *)- name: (main|MODE)\n/gm, '$1-   name: $2\n');
    expect(added(narrow, 'Add resource')).toMatchInlineSnapshot(`
      "                    resources:
                              requests:
                                  cpu: 100m
                                  memory: 128Mi
                              limits:
                                  memory: 128Mi"
    `);
    expect(added(narrow, 'Add a PodDisruptionBudget')).toContain('\n    maxUnavailable: 1\n');
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
  it('env values move in flow style too, to a name that is free', () => {
    const env = flow.replace('image: w$0eb', 'image: web, env: [{name: A, value: "$01"}, {name: B, value: b}]');
    const taken = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-config}\n';
    expect(added(`${env}---\n${taken}`, 'Move env values to the ConfigMap')).toMatchInlineSnapshot(`
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: web, env: [{name: A, valueFrom: { configMapKeyRef: { name: web-config-2, key: A } }}, {name: B, value: b}], ports: [{containerPort: 80}]}]}}}}
      metadata:
        name: web-config-2
      data:
        A: "1""
    `);
  });
  it('an image is pinned to a tag that the workspace knows, or not at all', () => {
    const other = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "web:1.2"}]}\n';
    expect(added(`${block}---\n${other}`, 'Pin')).toBe('          image: web:1.2 # ours');
    expect(titles(block).filter((title) => title.startsWith('Pin'))).toEqual([]);
    const quoted = flow.replace('image: w$0eb', 'image: "web:l$0atest"');
    expect(added(`${quoted}---\n${other}`, 'Pin')).toContain('image: "web:1.2", ports');
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
    const inFlow =
      '{apiVersion: v1, kind: P$0od, metadata: {name: web}, spec: {containers: [{name: main, image: web}]}}\n';
    expect(added(`a: 1\n---\n${inFlow}`, 'Convert')).toMatchInlineSnapshot(
      `"{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: { replicas: 1, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: {containers: [{name: main, image: web}]} } }}"`,
    );
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
    expect(
      added(
        'a: 1\n---\n{kind: P$0od, spec: {containers: [{image: "a", name: b}]}, apiVersion: v1, metadata: {name: p}}\n',
        'Sort',
      ),
    ).toBe('{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: b, image: "a"}]}}');
  });
  it('a file is split by its documents', () => {
    const text = `${block}---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n`;
    const split = actions(text).find(({ title }) => title === 'Split into 2 files');
    expect(split?.edit?.documentChanges?.[0]).toEqual({ kind: 'create', uri: 'service-web.yaml' });
    expect(JSON.stringify(split?.edit?.documentChanges?.[1])).toContain('apiVersion: v1\\nkind: Service');
    expect(titles(`${text}# file: kustomization.yaml\nresources: [main.yaml]\n`)).not.toContain('Split into 2 files');
  });
  it('the files of a folder are joined, and split again', () => {
    const files = `# file: other/c.yaml\n${pod('c')}# file: b.yaml\n---\n${pod('b')}# file: a.yaml\n# of a\n${pod('a').trimEnd()}`;
    const joined = joinedText(`${pod('m').trimEnd()}\n${files}`);
    expect(joined).toEqual({ text: `${pod('m')}---\n# of a\n${pod('a')}---\n${pod('b')}`, gone: ['a.yaml', 'b.yaml'] });
    const split = splitText(joined.text.replace('kind', 'ki$0nd'));
    expect(split).toEqual({ 'main.yaml': pod('m'), 'pod-a.yaml': `# of a\n${pod('a')}`, 'pod-b.yaml': pod('b') });
  });
  it('files are not joined beside a kustomization, or where one of them cannot be read', () => {
    const joins = (more: string): boolean =>
      titles(`${pod('m').replace('kind', 'ki$0nd')}${more}`).some((title) => title.startsWith('Join'));
    expect(joins('')).toBe(false);
    expect(joins(`# file: b.yaml\n${pod('b')}`)).toBe(true);
    expect(joins(`# file: b.yaml\na: [\n`)).toBe(false);
    expect(joins(`# file: b.yaml\n${pod('b')}# file: kustomization.yaml\nresources: [main.yaml, b.yaml]\n`)).toBe(
      false,
    );
  });
  it('items of a list object are refactored like objects', () => {
    const item = (text: string): string => text.trimEnd().replaceAll('\n', '\n    ');
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${item(pod('a'))}\n  - ${item(block)}\n`;
    expect(added(list, 'Add resource')).toMatchInlineSnapshot(`
      "              resources:
                      requests:
                        cpu: 100m
                        memory: 128Mi
                      limits:
                        memory: 128Mi"
    `);
    expect(added(list, 'Expose')).toContain('kind: Service');
    const unsorted = list
      .replace('w$0eb', 'web')
      .replace('- apiVersion: v1\n    kind: Pod\n', '- kind: P$0od\n    apiVersion: v1\n');
    expect(added(unsorted, 'Sort')).toMatchInlineSnapshot(`
      "  - apiVersion: v1
          kind: Pod"
    `);
    expect(added(unsorted, 'Convert')).toMatchInlineSnapshot(`
      "  - kind: Deployment
          apiVersion: apps/v1
            replicas: 1
              matchLabels:
                app: a
                labels:
                  app: a
              spec: {containers: [{name: a, image: b}]}"
    `);
    expect(titles(list.replace('w$0eb', 'web').replace('items', 'ite$0ms'))).toEqual([]);
  });
  it('nothing is offered in broken text and in other YAML', () => {
    expect(titles(`${block}  x: [`)).toEqual([]);
    expect(titles('a: $0b\n')).toEqual([]);
  });
});
