import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Entry, Trace } from '#engine/trace/trace.ts';
import { rollingUpdate, TraceBuilder } from '../support/traceBuilder.ts';
import { node, pod } from '../support/traceObjects.ts';
import { chromiumPath, launch, needsChromium, openPanel, shownText } from './chromium.ts';

describe.skipIf(chromiumPath === undefined)(needsChromium('the panel in a browser'), () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());
  beforeEach(async () => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  });

  const say = (): Promise<string> => shownText(page.locator('.say'));

  test('the verdict and its numbers come first', async () => {
    const errors = await openPanel(page, rollingUpdate(10, 3));
    expect(await shownText(page.locator('h1'))).toBe('✓ Completes in 3 s. Deployment web, revision 1 → 2');
    expect(await page.locator('.fact b').allInnerTexts()).toEqual(['8 of 10', '13', '15', '8', '10', 'certain']);
    expect(errors).toEqual([]);
  });

  test('everything on the time-line can be done with keys alone', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.keyboard.press('Home');
    expect(await say()).toContain('0 s 8 available · 13 counted · 2 Terminating');
    await page.keyboard.press('ArrowRight');
    expect(await say()).toContain('0.3 s');
    await page.keyboard.press('ArrowLeft');
    expect(await say()).toMatch(/^0 s/);
    await page.keyboard.press('End');
    expect(await say()).toContain('10 available · 10 counted · 0 Terminating');
    await page.keyboard.press('Home');
    await page.keyboard.press('+');
    expect(Number(await page.locator('[role=slider]').getAttribute('aria-valuemax'))).toBeLessThan(3000);
    await page.keyboard.press('0');
    expect(Number(await page.locator('[role=slider]').getAttribute('aria-valuemax'))).toBeGreaterThan(3000);
  });

  test('playing moves the moment and stops on demand', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => !document.querySelector('.say')?.textContent?.startsWith('0 s'));
    await page.keyboard.press(' ');
    const stopped = await say();
    await page.waitForTimeout(150);
    expect(await say()).toBe(stopped);
  });

  test('scrubbing with the pointer shows the moment under it', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    const box = await page.locator('.timeline').boundingBox();
    if (box === null) throw new Error('no time-line');
    await page.mouse.click(box.x + box.width - 15, box.y + 60);
    expect(await say()).toMatch(/^2\.9\d* s 9 available/);
  });

  test('a pod opens its chain of causes back to the manifest', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.keyboard.press('End');
    await page.locator('.pod').first().click();
    const chain = await page.locator('.chain li').allInnerTexts();
    expect(chain[0]).toContain('Running → Ready');
    expect(chain[chain.length - 1]).toContain('the user · web.yaml, line 1');
    await page.keyboard.press('Escape');
    expect(await page.locator('.inspector').count()).toBe(0);
  });

  test('an event, a scaling and a condition each open their chain, with a link to the rule', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.keyboard.press('End');
    const heads: string[] = [];
    const ask = async (locator: Locator): Promise<void> => {
      await locator.click();
      heads.push(await shownText(page.locator('.why h2')));
      const links = await page.locator('.chain a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
      expect(links[0]).toMatch(/^https:\/\/kubernetes\.io\/docs\//);
      expect(await shownText(page.locator('.chain li').last())).toContain('the user');
    };
    await ask(page.locator('.events li > button', { hasText: 'is Ready' }).last());
    await ask(page.locator('.tree .row', { hasText: '#2' }));
    await page.locator('.pod').first().click();
    await ask(page.getByRole('button', { name: 'Why is Ready True?' }));
    expect(heads).toEqual([
      expect.stringMatching(/^Why: web-new-\d: Running → Ready$/),
      expect.stringMatching(/^Why: ReplicaSet web-new/),
      expect.stringMatching(/^Why: web-new-\d: Running → Ready$/),
    ]);
  });

  test('a long chain is whole when it is asked for', async () => {
    await openPanel(page, crashes(20));
    await page.locator('.pod').click();
    const chain = page.locator('.chain li');
    expect(await chain.count()).toBe(5 + 1 + 3);
    expect(await shownText(chain.last())).toContain('the user');
    await page.getByRole('button', { name: 'Show the 13 links between' }).click();
    expect(await chain.count()).toBe(21);
  });

  test('many nodes are cells; one is found by name with keys alone', async () => {
    await openPanel(page, manyNodes());
    await page.locator('.cells canvas').waitFor();
    await page.getByLabel('Find a pod or node by name').focus();
    await page.keyboard.type('n77');
    expect(await shownText(page.locator('.find [role=status]'))).toBe('1 found');
    await page.keyboard.press('Enter');
    expect(await shownText(page.locator('.inspector h2'))).toContain('Node n77');
    expect(await shownText(page.locator('.cluster .node'))).toContain('n77');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('nowhere');
    expect(await shownText(page.locator('.find [role=status]'))).toBe('No pod or node has this in its name.');
  });

  test('the folds below are a button or a key away', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.keyboard.press('w');
    await page.getByLabel('maxSurge').waitFor();
    await page.locator('summary:focus', { hasText: 'What if' }).waitFor();
    await page.locator('.jumps').getByRole('button', { name: 'Before and after' }).click();
    expect(await shownText(page.locator('.changes'))).toContain('pods replaced: 10');
  });

  test('a reader hears the verdict once and the moment when it stands still', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    expect(await page.locator('.verdict [role=status]').textContent()).toMatch(/^Completes in 3 s\. Deployment web/);
    const live = page.locator('.controls [aria-live=polite]');
    await page.keyboard.press('Home');
    expect(await live.textContent()).toBe('at 0 s: 8 available, 13 counted, 2 Terminating');
    await page.keyboard.press(' ');
    expect(await live.textContent()).toBe('');
    await page.keyboard.press(' ');
    expect(await live.textContent()).toMatch(/^at /);
  });

  test('nothing moves by itself where motion is unwanted', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openPanel(page, rollingUpdate(4, 2));
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((each) => {
          const { transitionDuration, animationName } = getComputedStyle(each);
          return transitionDuration !== '0s' || animationName !== 'none';
        }).length,
    );
    expect(moving).toBe(0);
  });

  test.each([400, 700, 1240, 1600])('at %i pixels nothing is wider than the page', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await openPanel(page, rollingUpdate(10, 3));
    await page.locator('.pod').first().click();
    for (const fold of await page.locator('details.fold > summary').all()) await fold.click();
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((each) => each.closest('.scroll, .hidden, .menu-items') === null)
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => `${each.tagName}.${each.className}`),
    );
    expect(wide).toEqual([]);
  });

  test('a page alone saves pictures and the summary by itself', async () => {
    await openPanel(page, rollingUpdate(4, 2));
    const saved: string[] = [];
    for (const name of ['Picture (SVG)', 'Picture (PNG)', 'Summary for a pull request']) {
      await page.locator('summary', { hasText: 'Export' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      const bytes = readFileSync(await download.path());
      saved.push(`${download.suggestedFilename()} ${bytes.subarray(0, 4).toString('latin1').trim()}`);
    }
    expect(saved).toEqual(['rollout.svg <svg', 'rollout.png \u0089PNG', 'rollout.md ###']);
  });

  test('before and after names the field and the pods it replaces', async () => {
    await openPanel(page, rollingUpdate(10, 3));
    await page.locator('summary', { hasText: 'Before and after' }).click();
    const text = await shownText(page.locator('.changes'));
    expect(text).toContain('pods replaced: 10');
    expect(text).toContain('spec.template.spec.containers[0].image');
    expect(text).toMatch(/nginx:v1 → nginx:v2/);
  });

  test('Korean is Korean throughout', async () => {
    await openPanel(page, rollingUpdate(10, 3), 'ko');
    expect(await shownText(page.locator('h1'))).toContain('만에 완료됩니다');
    expect(await page.locator('h2').allInnerTexts()).not.toContain('Workloads');
  });

  test.each([
    ['EndpointSlice', { endpoints: [null, 7] }],
    ['Node/', { status: { allocatable: 3, conditions: 5 }, spec: { taints: 'x' } }],
    ['Service/', { spec: { selector: 7, ports: 7 } }],
    ['Deployment', { spec: { template: 3, strategy: 4 }, status: 9 }],
  ])('a trace with an impossible %s is a sentence or a picture, never blank', async (kind, odd) => {
    const trace = rollingUpdate(4, 2);
    const entries = trace.entries.map((entry): Entry => {
      const { change } = entry;
      if (change.kind !== 'applied' || change.after === null || !change.key.startsWith(kind)) return entry;
      return { ...entry, change: { ...change, after: { ...change.after, ...odd } } };
    });
    await openPanel(page, { ...trace, entries });
    expect(await shownText(page.locator('main'))).toMatch(/Deployment web|cannot draw|cannot be shown|ends early/);
  });

  test('text between the tags of a manifest stays text', async () => {
    const trace = rollingUpdate(2, 1);
    const entries = trace.entries.map((entry) =>
      entry.change.kind === 'applied' ? { ...entry, why: '</script><script>globalThis.broken = true</script>' } : entry,
    );
    await openPanel(page, { ...trace, entries });
    expect(await page.evaluate('globalThis.broken')).toBe(undefined);
    expect(await shownText(page.locator('.chain'))).toContain('</script>');
  });
});

/** A hundred nodes with a pod each. */
function manyNodes(): Trace {
  const build = new TraceBuilder();
  for (let i = 1; i <= 100; i++) {
    build.put('bootstrap', null, 'the world has it', node(`n${i}`));
    const made = pod(`web-${i}`, 'web', 'nginx:v1');
    build.put('user', null, 'apply', { ...made, spec: { ...(made['spec'] as object), nodeName: `n${i}` } });
  }
  return build.trace();
}

/** A pod that comes up and falls down so many times, each time because of the time before. */
function crashes(times: number): Trace {
  const build = new TraceBuilder();
  build.put('bootstrap', null, 'the world has it', node('n1'));
  const made = pod('web-1', 'web', 'nginx:v1');
  const placed = { ...made, spec: { ...(made['spec'] as object), nodeName: 'n1' } };
  let cause = build.put('user', null, 'apply', placed);
  for (let i = 1; i <= times; i++) {
    build.at(i * 100);
    const conditions = [{ type: 'Ready', status: i % 2 === 1 ? 'True' : 'False' }];
    cause = build.put('kubelet', cause, 'again', { ...placed, status: { phase: 'Running', conditions } });
  }
  return build.trace();
}
