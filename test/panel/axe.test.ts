import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollingUpdate, TraceBuilder } from '../support/traceBuilder.ts';
import { chromiumPath, launch, needsChromium, openPanel } from './chromium.ts';

describe.skipIf(chromiumPath === undefined)(needsChromium('accessibility of the panel'), () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  test.each([
    ['light', 'light', 'none', 'en'],
    ['dark', 'dark', 'none', 'en'],
    ['high contrast', 'dark', 'active', 'en'],
    ['Korean', 'light', 'none', 'ko'],
  ] as const)('axe finds nothing serious: %s', async (_, colorScheme, forcedColors, lang) => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme, forcedColors });
    const errors = await openPanel(page, rollingUpdate(10, 3), lang);
    await page.locator('.pod').first().click();
    for (const fold of await page.locator('details.fold > summary').all()) await fold.click();
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test('axe finds nothing serious where there is nothing to show', async () => {
    const page = await browser.newPage();
    await openPanel(page, new TraceBuilder().trace());
    expect(await page.locator('main').innerText()).toContain('The trace is empty');
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('no text is smaller than 11 px', async () => {
    const page = await browser.newPage();
    await openPanel(page, rollingUpdate(10, 3));
    const sizes = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((each) => each.textContent !== '')
        .map((each) => Number.parseFloat(getComputedStyle(each).fontSize)),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    await page.close();
  });
});

/** Serious and critical violations as `rule: selector`. */
async function violations(page: Awaited<ReturnType<Browser['newPage']>>): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target + ' ' + n.failureSummary)))",
  )) as string[];
  return found;
}
