import { describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { codeActions, documentSymbols, foldingRanges } from '../languageService.ts';

const text = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: prod
spec:
  ports:
    - name: http
      port: 80
---
# comment
a: {b: [1, 2]}
---
broken: [
`;

const snapshot = workspaceOf(text).snapshot;
const outline = (symbols: readonly DocumentSymbol[], indent = ''): string =>
  symbols
    .map(
      (symbol) =>
        `${indent}${symbol.name} ${symbol.range.start.line + 1}-${symbol.range.end.line + 1}${symbol.detail ? ` (${symbol.detail})` : ''}\n${outline(symbol.children ?? [], `${indent}  `)}`,
    )
    .join('');

describe('document symbols', () => {
  it('show objects with their fields, and the keys of other YAML', () => {
    expect(outline(documentSymbols(snapshot, 'main.yaml'))).toMatchInlineSnapshot(`
      "Service/web 1-9 (v1 · prod)
        apiVersion 1-1
        kind 2-2
        metadata 3-5
          name 4-4
          namespace 5-5
        spec 6-9
          ports 7-9
            http 8-9
              name 8-8
              port 9-9
      a 12-12
        b 12-12
          0 12-12
          1 12-12
      broken 14-14
      "
    `);
  });

  it('keep the selection within the range, as editors demand', () => {
    const check = (symbol: DocumentSymbol): void => {
      const { range, selectionRange } = symbol;
      expect(selectionRange.start.line * 1e6 + selectionRange.start.character).toBeGreaterThanOrEqual(
        range.start.line * 1e6 + range.start.character,
      );
      expect(selectionRange.end.line * 1e6 + selectionRange.end.character).toBeLessThanOrEqual(
        range.end.line * 1e6 + range.end.character,
      );
      symbol.children?.forEach(check);
    };
    documentSymbols(snapshot, 'main.yaml').forEach(check);
  });
});

it('folding ranges hold documents, maps and lists of more than one line', () => {
  expect(
    foldingRanges(snapshot, 'main.yaml').map((range) => `${range.startLine + 1}-${range.endLine + 1}`),
  ).toMatchInlineSnapshot(`
    [
      "3-5",
      "6-9",
      "7-9",
      "8-9",
      "10-12",
      "13-14",
    ]
  `);
});

it('code actions repair what is marked, and silence advice but not refusals', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: a\n    comand: [a]\n    resources: {limits: {cpu: 1}}\n';
  const { snapshot } = workspaceOf(pod);
  expect(
    codeActions(snapshot, 'main.yaml', pod.indexOf('comand'), pod.indexOf('comand'))
      .filter(({ kind }) => kind === 'quickfix')
      .map((action) => action.title),
  ).toEqual(['Replace by command']);
  const [silence] = codeActions(snapshot, 'main.yaml', pod.indexOf('image: a') + 7, pod.indexOf('image: a') + 7);
  expect(silence?.edit?.changes?.['main.yaml']).toEqual([
    {
      range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } },
      newText: '    # drydock-disable-next-line imageTag\n',
    },
  ]);
});
