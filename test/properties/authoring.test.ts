import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { offsetIn, readFile } from '#language/document/document.ts';
import * as language from '#language/languageService.ts';
import { workspaceOf } from '../support/workspace.ts';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {team: shop}, annotations: {a/b: "c"}}
spec:
    replicas: 3
    selector: {matchLabels: {app: web}}
    template:
        metadata: {labels: {app: web}}
        spec:
            volumes: [{name: cfg, configMap: {name: settings, items: [{key: color, path: x}]}}]
            containers:
            -   name: main   
                image: "web:1.2"
                ports: [{name: http, containerPort: 8080}]
                env:
                -   name: LEVEL
                    value: http://$(MODE)/x
                readinessProbe: {httpGet: {port: http, path: /}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- apiGroups: ["", apps]
  resources:
  - pods
  verbs: [get, "list"]
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: s}
  data: {a: aHVudGVyMg==}
- {apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "0 3 * * *"}}
`;

/** The text as it may stand while somebody types: cut off, torn apart, with something half written, and where the cursor is. */
const typed = fc
  .record({
    at: fc.nat({ max: text.length }),
    rest: fc.boolean(),
    more: fc.constantFrom('', '\n', '{', '[', '"', ': ', '- ', '$(', '#', '\t', '---\n', '  a'),
  })
  .map(({ at, rest, more }) => ({
    source: `${text.slice(0, at)}${more}${rest ? text.slice(at) : ''}`,
    at: at + more.length,
  }));

test('every feature answers while somebody types, and never throws', () => {
  fc.assert(
    fc.property(typed, ({ source, at }) => {
      const uri = 'main.yaml';
      // Under its name a text keeps an empty first line.
      const { snapshot } = workspaceOf(`# file: ${uri}\n${source}`);
      for (const item of language.completion(snapshot, uri, at)) expect(holds(source, at, item), item.label).toBe(true);
      language.hover(snapshot, uri, at, 0);
      language.codeActions(snapshot, uri, at, at);
      language.codeLens(snapshot, uri);
      language.inlayHints(snapshot, uri, 0, source.length);
      language.semanticTokens(snapshot, uri);
      language.linkedEditingRanges(snapshot, uri, at);
      language.secretValue(snapshot, uri, at);
      language.documentHighlights(snapshot, uri, at);
      language.selectionRanges(snapshot, uri, [at]);
      language.rangeFormatting(snapshot, uri, [Math.max(0, at - 40), at], { tabSize: 2 });
      for (const item of language.prepareDependencies(snapshot, uri, at)) {
        language.dependents(snapshot, item);
        language.dependencies(snapshot, item);
      }
    }),
    { numRuns: 150, examples: [[{ source: '\n', at: 1 }]] },
  );
});

/** Whether the range that a completion replaces is on one line and holds the cursor: editors drop an item whose range does not. */
function holds(source: string, at: number, { textEdit }: CompletionItem): boolean {
  const file = readFile('main.yaml', source, 0);
  const { range } = textEdit as TextEdit;
  return range.start.line === range.end.line && offsetIn(file, range.start) <= at && at <= offsetIn(file, range.end);
}
