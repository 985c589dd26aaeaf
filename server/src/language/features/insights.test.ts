import { describe, expect, test } from 'vitest';
import { offsetIn } from '#language/document/document.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { codeLens } from './codeLens.ts';
import { inlayHints } from './inlayHints.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 10
  strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: "25%" } }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: web, resources: { requests: { cpu: 150m, memory: 128Mi } } }] }
`;

const service = (app: string): string => `
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: ${app} }, ports: [{ port: 80 }] }
`;

/** The text with each hint in «» where it shows. */
function checkHints(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  const file = snapshot.files.get('main.yaml');
  const hints = inlayHints(snapshot, 'main.yaml', 0, text.length);
  let shown = file?.text ?? '';
  for (const { position, label } of [...hints].reverse()) {
    const offset = file === undefined ? 0 : offsetIn(file, position);
    shown = `${shown.slice(0, offset)}«${String(label)}»${shown.slice(offset)}`;
  }
  return shown
    .split('\n')
    .filter((line) => line.includes('«'))
    .map((line) => line.trim());
}

function checkLenses(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  return codeLens(snapshot, 'main.yaml').map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

describe('inlay hints', () => {
  test('percentages in pods, replicas in what they ask for', () => {
    expect(checkHints(web)).toEqual([
      'replicas: 10«asks for cpu 1500m, memory 1280Mi»',
      'strategy: { rollingUpdate: { maxSurge: 25%«= 3 pods», maxUnavailable: "25%"«= 2 pods» } }',
    ]);
  });
  test('in the second document, and nothing where nothing is to say', () => {
    expect(checkHints(`apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---${web}`)).toHaveLength(2);
    expect(checkHints(service('web'))).toEqual([]);
  });
});

describe('code lens', () => {
  test('what selects and what is selected', () => {
    expect(checkLenses(web + service('web'))).toEqual([
      '0: Simulate apply',
      '0: selected by Service/web',
      '12: selects 10 pods of Deployment/web',
    ]);
  });
  test('a Service that selects nothing', () => {
    expect(checkLenses(service('wbe'))).toEqual(['1: selects no pod of this workspace']);
  });
});
