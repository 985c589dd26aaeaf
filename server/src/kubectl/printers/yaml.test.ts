import { expect, test } from 'vitest';
import { readJson } from '../json.ts';
import { toYaml } from './yaml.ts';

test('as sigs.k8s.io/yaml writes it: keys sorted, lists not indented, texts quoted only where they would read as something else', () => {
  const object = {
    spec: { ports: [{ port: 80, name: 'http' }], selector: {}, empty: [] },
    metadata: {
      name: 'web',
      annotations: {
        a: 'true',
        b: '1',
        c: 'x: y',
        d: '',
        e: 'two\nlines\n',
        f: '2026-01-01T00:00:00Z',
        g: "it's",
        h: '*',
        i: '- x',
      },
    },
    data: null,
  };
  expect(toYaml(object)).toMatchInlineSnapshot(`
    "data: null
    metadata:
      annotations:
        a: "true"
        b: "1"
        c: 'x: y'
        d: ""
        e: |
          two
          lines
        f: "2026-01-01T00:00:00Z"
        g: it's
        h: '*'
        i: '- x'
      name: web
    spec:
      empty: []
      ports:
      - name: http
        port: 80
      selector: {}"
  `);
  expect(readJson(toYaml(object))).toEqual({ ok: true, value: object });
});
