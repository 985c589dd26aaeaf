import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rollingUpdate } from '../support/traceBuilder.ts';
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
