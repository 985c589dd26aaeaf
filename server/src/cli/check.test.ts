import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchemas } from '../../../schemas/buildSchemas.ts';
import { check } from './check.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    ${image}\n    resources: {limits: {cpu: 1}}\n`;
const files: Record<string, string> = {
  'good.yaml': pod('image: a:1'),
  'bad.yaml': pod('imagee: a:1'),
  'empty.yaml': '# nothing\n',
  'other.yaml': 'name: CI\n',
  'notes.txt': 'hello: [\n',
  'broken.yaml': `a: [\n---\n${pod('image: a:1')}`,
  'broken.scenario.yaml':
    'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n  steps:\n  - applly: good.yaml\n  - wait: {forever: 1}\n',
  'good.scenario.yaml':
    'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n  steps:\n  - wait: 1s\n',
  'folder/x.yaml': pod('image: a:1'),
  'folder/.hidden/y.yaml': 'a: [\n',
  'folder/readme.md': '# x\n',
  'binary.yaml': 'a\0b',
  'baseline/old.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: true\ndata: {a: "1"}\n',
  'new.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: true\ndata: {a: "2"}\n',
};

let folder = '';
beforeAll(() => {
  buildSchemas('dist/schemas');
  folder = mkdtempSync(path.join(tmpdir(), 'drydock-check-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], stdin = ''): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    stdin: () => stdin,
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    cwd: folder,
    colour: false,
  };
  const code = await check(args, io);
  return { code, out: out.join(''), err: err.join('') };
}

describe('drydock check', () => {
  it('is silent and successful on what the API server accepts', async () => {
    expect(await run(['good.yaml'])).toEqual({ code: 0, out: '1 file checked, nothing wrong\n', err: '' });
  });

  it('shows the place, the words of the API server and the fix', async () => {
    const { code, out } = await run(['bad.yaml']);
    expect(code).toBe(1);
    expect(out).toBe(
      'bad.yaml:7:5 error strict decoding error: unknown field "spec.containers[0].imagee" (unknownField)\n    7 |     imagee: a:1\n      |     ^^^^^^\n      = Did you mean "image"?\n      = fix: Replace by image\n\n1 file checked: 1 error\n',
    );
  });

  it('takes version and severities from .drydock.yaml, the command line first', async () => {
    const rules = path.join(folder, '.drydock.yaml');
    writeFileSync(rules, 'kubernetesVersion: "1.32"\nrules: {unknownField: hint}\n');
    expect((await run(['bad.yaml'])).code).toBe(0);
    writeFileSync(rules, 'rules: {unknownField: off}\n');
    expect((await run(['bad.yaml'])).out).not.toContain('unknownField');
    writeFileSync(rules, 'rules: [');
    expect((await run(['bad.yaml'])).code).toBe(1);
    rmSync(rules);
  });

  it('writes the documented JSON', async () => {
    const { files } = JSON.parse((await run(['bad.yaml', '--output', 'json'])).out);
    expect(files).toHaveLength(1);
    expect(files[0].path).toBe('bad.yaml');
    expect(files[0].diagnostics[0]).toMatchObject({
      rule: 'unknownField',
      severity: 'error',
      source: 'schema',
      field: 'spec.containers[0].imagee',
      object: 'Pod/p',
      range: { start: { line: 6, character: 4 }, end: { line: 6, character: 10 } },
      fixes: [{ title: 'Replace by image' }],
    });
  });

  it('writes SARIF and workflow commands', async () => {
    const log = JSON.parse((await run(['bad.yaml', '--output=sarif'])).out);
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 7,
      startColumn: 5,
      endLine: 7,
      endColumn: 11,
    });
    expect((await run(['bad.yaml', '--output', 'github'])).out).toMatch(
      /^::error file=bad\.yaml,line=7,endLine=7,col=5,endColumn=11,title=unknownField::strict decoding error: /,
    );
  });

  it('keeps the order of files, walks folders, and leaves hidden folders and other files alone', async () => {
    const { files } = JSON.parse((await run(['good.yaml', 'folder', 'bad.yaml', '--output', 'json'])).out);
    expect(files.map((file: { path: string }) => file.path)).toEqual([
      'good.yaml',
      path.join('folder', 'x.yaml'),
      'bad.yaml',
    ]);
  });

  it('reads standard input', async () => {
    const { code, out } = await run(['-'], files['bad.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('-:7:5 error');
  });

  it('checks the documents beside a broken one', async () => {
    const { code, out } = await run(['broken.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('1 file checked: 1 error');
  });

  it('says what is wrong with a path, with code 2, and serves the rest', async () => {
    const { code, out, err } = await run(['nowhere.yaml', 'binary.yaml', 'bad.yaml']);
    expect(code).toBe(2);
    expect(err).toBe(
      'drydock check: nowhere.yaml: no such file or folder\ndrydock check: binary.yaml: this is not a text file; give YAML manifests\n',
    );
    expect(out).toContain('bad.yaml:7:5');
  });

  it('names the mistakes of a scenario at their places, and none where it can be run', async () => {
    const { code, out } = await run(['broken.scenario.yaml']);
    expect(code).toBe(1);
    expect(out).toContain('applly');
    expect(out).toContain('forever');
    expect([...out.matchAll(/^broken\.scenario\.yaml:(\d+)/gm)].map(([, line]) => line)).toEqual(['6', '6', '7', '7']);
    expect(await run(['good.scenario.yaml'])).toMatchObject({ code: 0, err: '' });
  });

  it('refuses a file without objects as kubectl does, and mentions YAML that is no manifest', async () => {
    expect(await run(['empty.yaml'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('error no objects passed to create'),
    });
    expect(await run(['other.yaml'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('information no Kubernetes object'),
    });
  });

  it('shows only what is as bad as asked', async () => {
    expect((await run(['other.yaml', '--severity', 'warning'])).out).toBe('1 file checked, nothing wrong\n');
  });

  it('judges by the version asked for', async () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostnameOverride: x, containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}\n';
    expect((await run(['-', '--kubernetes-version', '1.36'], text)).code).toBe(0);
    expect((await run(['-', '--kubernetes-version', 'v1.33.2'], text)).out).toContain(
      'unknown field "spec.hostnameOverride"',
    );
  });

  it('applies the rules of an update to what stands in the baseline', async () => {
    const { code, out } = await run(['new.yaml', '--baseline', 'baseline', '--output', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).files[0].diagnostics[0]).toMatchObject({ field: 'data', reason: 'FieldValueForbidden' });
    expect((await run(['new.yaml'])).code).toBe(0);
  });

  it.each([
    [[]],
    [['good.yaml', '--output', 'xml']],
    [['good.yaml', '--kubernetes-version', '1.2']],
    [['good.yaml', '--nope']],
    [['good.yaml', '--output']],
  ])('explains a wrong command line %j, with code 2', async (args) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^drydock check: .+\nSee drydock check --help\.\n$/);
  });
});
