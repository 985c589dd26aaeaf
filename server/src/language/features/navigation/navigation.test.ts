import { describe, expect, test } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { cursorOf, workspaceOf } from '../../../../../test/support/workspace.ts';
import { definition } from './definition.ts';
import { implementation } from './implementation.ts';
import { documentHighlights, references } from './references.ts';
import { rename } from './rename.ts';
import { selectionRanges } from './selectionRanges.ts';
import { workspaceSymbols } from './workspaceSymbols.ts';

const rest = `
# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web:1
          ports: [{ name: http, containerPort: 8080 }]
          envFrom: [{ configMapRef: { name: settings } }]
          env:
            - name: MODE
              valueFrom: { configMapKeyRef: { name: settings, key: mode } }
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes: [{ name: data, emptyDir: {} }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: "settings" }
data: { mode: fast }
`;

const service = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: WEB }
  ports: [{ port: 80, targetPort: HTTP }]
`;

/** Files with `$0` in one of them: the snapshot, and where the cursor is. */
function at(text: string): { snapshot: ReturnType<typeof workspaceOf>['snapshot']; uri: string; offset: number } {
  const marker = text.lastIndexOf('# file: ', text.indexOf('$0'));
  const uri = marker < 0 ? 'main.yaml' : (/# file: (\S+)/.exec(text.slice(marker))?.[1] ?? '');
  const { snapshot } = workspaceOf(cursorOf(text).text);
  const begin = marker < 0 ? 0 : text.indexOf('\n', marker) + 1;
  return { snapshot, uri, offset: text.indexOf('$0') - begin };
}

/** Places as `file: the line`, in order. */
function lines(
  text: string,
  locations: readonly {
    uri: string;
    range: { start: { line: number; character: number }; end: { character: number } };
  }[],
): string[] {
  const { snapshot } = at(text);
  return locations.map(({ uri, range }) => {
    const line = snapshot.files.get(uri)?.text.split('\n')[range.start.line] ?? '';
    return `${uri}: ${line.slice(0, range.start.character)}«${line.slice(range.start.character, range.end.character)}»${line.slice(range.end.character)}`.replace(
      /: +/,
      ': ',
    );
  });
}

const fill = (label: string, port: string): string =>
  `# file: service.yaml\n${service.replace('WEB', label).replace('HTTP', port)}${rest}`;

function checkDefinition(text: string): string[] {
  const { snapshot, uri, offset } = at(text);
  return lines(text, definition(snapshot, uri, offset));
}

describe('definition', () => {
  test('of a selector: the label of the pods', () => {
    expect(checkDefinition(fill('w$0eb', 'http'))).toEqual(['web.yaml: metadata: { labels: { app: «web» } }']);
  });
  test('of a port name: the container’s port', () => {
    expect(checkDefinition(fill('web', 'ht$0tp'))).toEqual([
      'web.yaml: ports: [{ name: «http», containerPort: 8080 }]',
    ]);
  });
  test('of a ConfigMap and of its key, in quotes, in the second document', () => {
    expect(
      checkDefinition(
        fill('web', 'http').replace('configMapRef: { name: settings', 'configMapRef: { name: sett$0ings'),
      ),
    ).toEqual(['web.yaml: metadata: { name: "«settings»" }']);
    expect(checkDefinition(fill('web', 'http').replace('key: mode', 'key: $0mode'))).toEqual([
      'web.yaml: data: { «mode»: fast }',
    ]);
  });
  test('of a mount: the volume', () => {
    expect(
      checkDefinition(fill('web', 'http').replace('volumeMounts: [{ name: data', 'volumeMounts: [{ name: $0data')),
    ).toEqual(['web.yaml: volumes: [{ name: «data», emptyDir: {} }]']);
  });
  test('where nothing is named', () => {
    expect(checkDefinition(fill('web', 'http').replace('port: 80,', 'port: 8$00,'))).toEqual([]);
  });
});

describe('references', () => {
  test('of a label: the pods, their owner’s selector, the Service', () => {
    const text = fill('web', 'http').replace('labels: { app: web', 'labels: { app: we$0b');
    const { snapshot, uri, offset } = at(text);
    expect(lines(text, references(snapshot, uri, offset, false))).toEqual([
      'service.yaml: selector: { app: «web» }',
      'web.yaml: selector: { matchLabels: { app: «web» } }',
    ]);
  });
});

describe('implementation', () => {
  test('from a Service: the workloads that it selects', () => {
    const text = fill('web$0', 'http');
    const { snapshot, uri, offset } = at(text);
    expect(lines(text, implementation(snapshot, uri, offset))).toEqual(['web.yaml: metadata: { name: «web» }']);
  });
});

function checkRename(text: string, name: string): string {
  const { snapshot, uri, offset } = at(text);
  const result = rename(snapshot, uri, offset, name);
  if (!result.ok) return result.error;
  const texts = Object.entries(result.value.changes ?? {}).map(([file, edits]) => {
    const source = snapshot.files.get(file);
    if (source === undefined) return '';
    const spans = edits
      .map(({ range }) => [offsetIn(source, range.start), offsetIn(source, range.end)] as const)
      .sort((a, b) => b[0] - a[0]);
    const changed = spans.reduce((all, [from, to]) => all.slice(0, from) + name + all.slice(to), source.text);
    return changed
      .split('\n')
      .filter((line) => line.includes(name))
      .map((line) => `${file}: ${line.trim()}`)
      .join('\n');
  });
  return texts.join('\n');
}

describe('rename', () => {
  test('of a ConfigMap keeps the quotes', () => {
    expect(
      checkRename(fill('web', 'http').replace('"settings"', '"set$0tings"'), 'config'),
    ).toBe(`web.yaml: envFrom: [{ configMapRef: { name: config } }]
web.yaml: valueFrom: { configMapKeyRef: { name: config, key: mode } }
web.yaml: metadata: { name: "config" }`);
  });
  test('of a port, across files', () => {
    expect(
      checkRename(fill('web', 'http$0'), 'web-http'),
    ).toBe(`service.yaml: ports: [{ port: 80, targetPort: web-http }]
web.yaml: ports: [{ name: web-http, containerPort: 8080 }]`);
  });
  test('to a name that the API server refuses', () => {
    expect(checkRename(fill('web', 'http$0'), 'a-port-name-too-long')).toContain('must be no more than 15');
  });
});

test('workspace symbols: letters in their order', () => {
  const { snapshot } = workspaceOf(fill('web', 'http'));
  expect(workspaceSymbols(snapshot, 'depweb').map(({ name }) => name)).toEqual(['Deployment/web']);
  expect(workspaceSymbols(snapshot, '').map(({ name }) => name)).toEqual([
    'Service/web',
    'Deployment/web',
    'ConfigMap/settings',
  ]);
});

describe('highlights', () => {
  /** The lines of the file with what is highlighted, and whether it is named there. */
  const highlighted = (text: string): string[] => {
    const { snapshot, uri, offset } = at(text);
    const file = snapshot.files.get(uri)?.text.split('\n') ?? [];
    return documentHighlights(snapshot, uri, offset).map(
      ({ range, kind }) =>
        `${range.start.line}: ${file[range.start.line]?.slice(range.start.character, range.end.character)} ${kind === 3 ? 'named' : 'used'}`,
    );
  };
  const claim = (style: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: [{name: da$0ta, emptyDir: {}}]\n  containers:\n${style}`;
  const flow = '  - {name: a, image: b, volumeMounts: [{name: data, mountPath: /d}]}\n';
  const blockMount = '  - name: a\n    image: b\n    volumeMounts:\n    - name: "data"\n      mountPath: /d\n';
  test('in block and flow style, in the second document, in broken text', () => {
    expect(highlighted(claim(flow))).toEqual(['4: data named', '6: data used']);
    expect(highlighted(claim(blockMount))).toEqual(['4: data named', '9: data used']);
    expect(highlighted(`a: [\n---\n${claim(flow)}`)).toEqual(['6: data named', '8: data used']);
    expect(highlighted(`${claim(flow)}  x: [\n`)).toEqual(['4: data named', '6: data used']);
    expect(highlighted('a: b$0\n')).toEqual([]);
  });
});

test('selection grows in flow style, in the second document and in broken text', () => {
  const grown = (text: string): string[] => {
    const { snapshot, uri, offset } = at(text);
    const file = snapshot.files.get(uri);
    const texts: string[] = [];
    for (let range = selectionRanges(snapshot, uri, [offset])[0]; range !== undefined; range = range.parent)
      if (file !== undefined)
        texts.push(file.text.slice(offsetIn(file, range.range.start), offsetIn(file, range.range.end)).trim());
    return texts.slice(0, 3);
  };
  expect(grown('a: 1\n---\n{b: {c: d$0, e: f}}\n')).toEqual(['d', 'c: d', '{c: d, e: f}']);
  expect(grown('a: [\n---\nb:\n  c: d$0\n')).toEqual(['d', 'c: d', 'b:\n  c: d']);
  expect(grown('b:\n  c: d$0\ne: [\n').slice(0, 2)).toEqual(['d', 'c: d']);
});

test('selection grows from value to entry to map to document', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: w$0eb\n';
  const { snapshot, uri, offset } = at(text);
  const file = snapshot.files.get(uri);
  const texts: string[] = [];
  for (let range = selectionRanges(snapshot, uri, [offset])[0]; range !== undefined; range = range.parent) {
    if (file !== undefined)
      texts.push(file.text.slice(offsetIn(file, range.range.start), offsetIn(file, range.range.end)).trim());
  }
  expect(texts.slice(0, 3)).toEqual(['web', 'name: web', 'metadata:\n  name: web']);
});
