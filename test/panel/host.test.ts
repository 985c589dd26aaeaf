import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { Encoder } from '#engine/trace/wire.ts';
import { rollingUpdate, TraceBuilder } from '../support/traceBuilder.ts';
import { node, pod } from '../support/traceObjects.ts';
import { chromiumPath, launch, needsChromium, panelBundle, shownText } from './chromium.ts';

describe.skipIf(chromiumPath === undefined)(needsChromium('the panel and its host'), () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());
  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await openWebview(page);
  });

  const text = (selector: string): Promise<string> => shownText(page.locator(selector));

  test('it says that it listens, and waits with a sentence', async () => {
    expect(await sent(page)).toEqual([{ kind: 'ready' }]);
    expect(await text('main')).toBe('Waiting for the simulation.');
  });

  test('a run arrives in chunks and is judged at its end', async () => {
    await simulate(page, 'run-1', 10);
    expect(await text('h1')).toBe('✓ Completes in 3 s. Deployment web, revision 1 → 2');
    expect(await page.locator('.pod').count()).toBeGreaterThan(9);
  });

  test('what-if sends what differs; the next run stands beside the one before', async () => {
    await simulate(page, 'run-1', 10);
    await page.locator('summary', { hasText: 'What if' }).click();
    await page.getByLabel('maxSurge').fill('0');
    await page.getByLabel('Number of nodes').fill('5');
    await page.getByRole('button', { name: 'Run again' }).click();
    expect((await sent(page)).at(-1)).toEqual({
      kind: 'rerun',
      whatIf: {
        nodes: 5,
        fields: [
          { key: 'Deployment.apps/default/web', path: ['spec', 'strategy', 'rollingUpdate', 'maxSurge'], value: 0 },
        ],
      },
    });
    await page.getByRole('button', { name: 'Write into the manifest' }).click();
    expect((await sent(page)).at(-1)).toMatchObject({ kind: 'applyToManifest' });
    await simulate(page, 'run-2', 6);
    const compared = await text('.compare');
    expect(compared).toContain('this run');
    expect(compared).toMatch(/most pods counted\s+8\s+13/);
    expect(compared).toMatch(/Duration\s+1.8 s\s+3 s/);
    await simulate(page, 'run-3', 6);
    expect(await text('.compare')).toBe('The numbers are those of the run before.');
  });

  test('a run of other manifests is not compared, and takes the focus with it', async () => {
    await simulate(page, 'run-1', 4);
    await page.locator('.tree .row').first().click();
    await tell(page, { ...(started('run-2') as object), title: 'db.yaml' });
    const entries = rollingUpdate(4, 2)
      .entries.filter(({ change }) => change.key?.startsWith('Node/'))
      .map((entry, seq) => ({ ...entry, seq }));
    await tell(page, { kind: 'chunk', run: 'run-2', end: 5, chunk: new Encoder().encode(entries) });
    await tell(page, { kind: 'ended', run: 'run-2', end: 5, applyAt: 0, outcome: 'quiet' });
    expect(await text('h1')).toBe('There is no workload in this cluster.');
    expect(await page.locator('.compare').count()).toBe(0);
  });

  test('an object goes to its source, and the source shows its object', async () => {
    await simulate(page, 'run-1', 4);
    await page.locator('.pod').first().click();
    await page.locator('.inspector .link').first().click();
    expect((await sent(page)).at(-1)).toEqual({ kind: 'reveal', uri: 'file:///w/web.yaml', range: [2, 0, 20, 0] });
    const before = await text('.inspector h2');
    await tell(page, { kind: 'select', key: 'Deployment.apps/default/web' });
    expect(await text('.inspector h2')).toBe(before);
    await tell(page, { kind: 'select', key: 'Service/default/web' });
    expect(await text('.inspector h2')).toContain('Service web');
  });

  test('a refusal names file, line and message', async () => {
    await tell(page, {
      kind: 'refused',
      run: 'run-1',
      problems: [{ message: 'spec.selector: Required value', uri: 'file:///w/web.yaml', range: [4, 0, 4, 9] }],
    });
    expect(await text('[role=alert]')).toBe('✕ Nothing ran. web.yaml:5: spec.selector: Required value');
    await page.getByRole('button', { name: 'Show in the manifest' }).click();
    expect((await sent(page)).at(-1)).toEqual({ kind: 'reveal', uri: 'file:///w/web.yaml', range: [4, 0, 4, 9] });
    await page.getByRole('button', { name: 'Run again' }).click();
    expect((await sent(page)).at(-1)).toEqual({ kind: 'rerun', whatIf: {} });
  });

  test('a what-if that is refused leaves the run before it where it was', async () => {
    await simulate(page, 'run-1', 4);
    await tell(page, { kind: 'refused', run: 'run-2', problems: [{ message: 'no' }] });
    expect(await text('[role=alert]')).toBe('✕ Nothing ran. no What is shown is the run before: web.yaml.');
    expect(await page.locator('.pod').count()).toBeGreaterThan(3);
    await simulate(page, 'run-3', 4);
    expect(await page.locator('[role=alert]').count()).toBe(0);
  });

  test('messages from outside the protocol change nothing', async () => {
    await simulate(page, 'run-1', 4);
    const before = await text('h1');
    for (const message of [
      null,
      7,
      'x',
      {},
      { kind: 'nonsense' },
      { kind: 'chunk', run: 'other' },
      { kind: 'ended', run: 'other', end: 9 },
    ])
      await tell(page, message);
    expect(await text('h1')).toBe(before);
  });

  test('a chunk that cannot be read is said, and what came before stays', async () => {
    const trace = rollingUpdate(4, 2);
    const encoder = new Encoder();
    await tell(page, started('run-1'));
    await tell(page, { kind: 'chunk', run: 'run-1', end: 10, chunk: encoder.encode(trace.entries.slice(0, 40)) });
    await tell(page, { kind: 'chunk', run: 'run-1', end: 20, chunk: { from: 41, strings: [], entries: [[]] } });
    await tell(page, { kind: 'ended', run: 'run-1', end: 20, applyAt: 0, outcome: 'quiet' });
    expect(await text('.trouble')).toContain('expected entry 40, found 41');
    expect(await page.locator('.pod').count()).toBeGreaterThan(0);
  });

  test.each([
    ['a pod without a spec', { spec: null }],
    ['containers that are none', { spec: { nodeName: 'n1', containers: 7 } }],
    ['a status of another shape', { status: { conditions: 'x', containerStatuses: [null] } }],
    ['a node’s shape for a pod', { spec: { taints: 'x' }, status: { allocatable: 3 } }],
    ['labels that are no text', { metadata: { name: 'odd', namespace: 'default', labels: { app: { a: 1 } } } }],
  ])('%s is no blank page', async (_, odd) => {
    const build = new TraceBuilder();
    build.put('bootstrap', null, 'the world has it', node('n1'));
    build.put('user', null, 'apply', { ...pod('odd', 'web', 'nginx:v1'), ...odd } as ApiObject);
    const trace = build.trace(2000);
    await tell(page, started('run-1'));
    await tell(page, { kind: 'chunk', run: 'run-1', end: 2000, chunk: new Encoder().encode(trace.entries) });
    await tell(page, { kind: 'ended', run: 'run-1', end: 2000, applyAt: 0, outcome: 'quiet' });
    expect(await text('main')).toMatch(/There is no workload|cannot draw|Stuck|damaged|ends early/);
  });

  test('every choice of the form is sent, the node’s moment from the time-line', async () => {
    await simulate(page, 'run-1', 10);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.locator('summary', { hasText: 'What if' }).click();
    await page
      .locator('label', { hasText: /^Image/ })
      .locator('select')
      .selectOption('nginx:v2');
    await page.getByLabel('The image').selectOption({ label: 'never gets ready' });
    await page.getByLabel('Start-up takes (s)').fill('30');
    await page.getByLabel(/^Node at /).selectOption('n2 is drained');
    await page.getByLabel('Strategy').selectOption('Recreate');
    await page.getByLabel('Kubernetes').selectOption('1.34');
    await page.getByLabel('Seed').fill('7');
    await page.getByLabel('Seed').press('Enter');
    const rerun = (await sent(page)).at(-1) as { whatIf: { faults: { at: number }[] } };
    expect(rerun).toEqual({
      kind: 'rerun',
      whatIf: {
        kubernetesVersion: '1.34',
        seed: 7,
        timing: { start: 30_000 },
        images: [{ match: 'nginx:v2', ready: 'never' }],
        faults: [{ at: expect.any(Number), node: 'n2', state: 'drained' }],
        fields: expect.arrayContaining([expect.objectContaining({ value: 'Recreate' })]),
      },
    });
    expect(rerun.whatIf.faults[0]?.at).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Save as scenario' }).click();
    expect((await sent(page)).at(-1)).toMatchObject({ kind: 'export', format: 'scenario' });
    await page.locator('summary', { hasText: 'Export' }).click();
    await page.getByRole('button', { name: 'Page (HTML)' }).click();
    expect((await sent(page)).at(-1)).toEqual({ kind: 'export', format: 'html', run: 'run-1', name: 'rollout.html' });
  });

  test('a run that goes on can be stopped', async () => {
    await tell(page, started('run-1'));
    await tell(page, {
      kind: 'chunk',
      run: 'run-1',
      end: 10,
      chunk: new Encoder().encode(rollingUpdate(4, 2).entries),
    });
    expect(await text('h1')).toMatch(/^Simulating…/);
    await page.getByRole('button', { name: 'Stop' }).click();
    expect((await sent(page)).at(-1)).toEqual({ kind: 'cancel', run: 'run-1' });
    await tell(page, { kind: 'ended', run: 'run-1', end: 2000, applyAt: 0, outcome: 'cancelled' });
    expect(await text('.trouble')).toContain('was cancelled at');
    expect(await page.evaluate('globalThis.kept')).toMatchObject({ uris: ['file:///w/web.yaml'], whatIf: {} });
  });

  test('a terminal that goes on: on its way until nothing has moved for a while, and who looks elsewhere is left alone', async () => {
    const { entries } = rollingUpdate(10, 3);
    const encoder = new Encoder();
    const middle = entries.findIndex((entry) => entry.at >= 1600);
    const at = entries[middle - 1]?.at ?? 0;
    const goOn = async (from: number, to: number | undefined, end: number): Promise<void> => {
      await tell(page, { kind: 'chunk', run: 'run-1', end, chunk: encoder.encode(entries.slice(from, to)) });
      await tell(page, { kind: 'ended', run: 'run-1', end, applyAt: 1000, outcome: 'quiet' });
    };
    await tell(page, started('run-1'));
    await goOn(0, middle, at + 200);
    expect(await text('h1')).toMatch(/^On its way: \d of 10 so far/);
    expect(await page.locator('.obstacles').count()).toBe(0);
    expect(await text('.tree .row .right')).toContain('progressing');
    await goOn(middle, middle, at + 6000);
    expect(await text('h1')).toMatch(/^✕ Stuck at/);
    await page.keyboard.press('Home');
    const stood = await text('.say b');
    await goOn(middle, undefined, at + 20_000);
    expect(await text('h1')).toMatch(/^✓ Completes in/);
    expect(await text('.say b')).toBe(stood);
  });

  test('a page that is made anew finds moment, selection, zoom and what-if again', async () => {
    await simulate(page, 'run-1', 10);
    await page.keyboard.press('Home');
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await page.locator('.pod').nth(3).click();
    await page.locator('summary', { hasText: 'What if' }).click();
    await page.getByLabel('maxSurge').fill('0');
    const before = await looks(page);
    const kept = await page.evaluate('globalThis.kept');
    await page.close();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await openWebview(page, kept);
    await simulate(page, 'run-2', 10);
    await page.locator('summary', { hasText: 'What if' }).click();
    expect(await looks(page)).toEqual(before);
    expect(before.slice(2)).toEqual([expect.stringContaining('Pod web-'), '0']);
  });

  test('a view of another run, or none at all, is not taken up', async () => {
    for (const kept of [
      7,
      { view: { title: 'other.yaml', at: 1, form: {} } },
      { view: { title: 'web.yaml', at: 'x' } },
    ]) {
      await page.close();
      page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      await openWebview(page, kept);
      await simulate(page, 'run-1', 4);
      expect(await page.locator('.inspector').count()).toBe(0);
    }
  });

  test('a Markdown summary goes to whoever can save it', async () => {
    await simulate(page, 'run-1', 10);
    await page.locator('summary', { hasText: 'Export' }).click();
    await page.getByRole('button', { name: 'Summary for a pull request' }).click();
    const message = (await sent(page)).at(-1) as { content: string };
    expect(message.content.split('\n')[0]).toBe('### ✅ Completes in 3 s. Deployment web, revision 1 → 2');
    expect(message.content).toContain('| lowest availability (floor 8: maxUnavailable 25%) | 8 of 10 |');
    await page.locator('summary', { hasText: 'Export' }).click();
    await page.getByRole('button', { name: 'Picture (SVG)' }).click();
    const picture = (await sent(page)).at(-1) as { content: string; format: string };
    expect(picture.format).toBe('svg');
    expect(picture.content).toMatch(/^<svg xmlns.*surge ceiling 13.*<\/svg>$/s);
  });
});

/** The page as the client makes it, with a host that keeps what it is sent. */
async function openWebview(page: Page, kept?: unknown): Promise<void> {
  const { js, css } = await panelBundle();
  const state = JSON.stringify(kept ?? null);
  const host = `globalThis.kept = ${state}; globalThis.sent = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => sent.push(m), getState: () => (${state}), setState: (s) => { globalThis.kept = s; } });`;
  const safe = js.replaceAll('</script', '<\\/script');
  await page.setContent(
    `<!doctype html><html lang="en"><head><title>Rollout</title><style>${css}</style></head><body class="vscode-light" data-vscode-theme-kind="vscode-light"><div id="root"></div><script>${host}</script><script>${safe}</script></body></html>`,
  );
  await page.locator('main').waitFor();
}

/** The moment, the end of what the time-line shows, the selected object, what is typed. */
async function looks(page: Page): Promise<unknown[]> {
  return [
    await shownText(page.locator('.say')),
    await page.locator('[role=slider]').getAttribute('aria-valuemax'),
    await shownText(page.locator('.inspector h2')),
    await page.getByLabel('maxSurge').inputValue(),
  ];
}

async function sent(page: Page): Promise<unknown[]> {
  return (await page.evaluate('globalThis.sent')) as unknown[];
}

async function tell(page: Page, message: unknown): Promise<void> {
  await page.evaluate((data) => globalThis.postMessage(data, '*'), message);
  await page.waitForTimeout(50);
}

async function simulate(page: Page, run: string, replicas: number): Promise<void> {
  const trace = rollingUpdate(replicas, 3);
  const encoder = new Encoder();
  await tell(page, started(run));
  for (let i = 0; i < trace.entries.length; i += 60) {
    await tell(page, {
      kind: 'chunk',
      run,
      end: trace.entries[i]?.at ?? 0,
      chunk: encoder.encode(trace.entries.slice(i, i + 60)),
    });
  }
  await tell(page, { kind: 'ended', run, end: trace.end, applyAt: 1000, outcome: 'quiet' });
}

function started(run: string): unknown {
  const origin = { uri: 'file:///w/web.yaml', range: [2, 0, 20, 0] };
  return {
    kind: 'started',
    run,
    title: 'web.yaml',
    header: rollingUpdate(1, 1).header,
    origins: { 'Deployment.apps/default/web': origin },
    whatIf: {},
  };
}
