import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rollingUpdate, TraceBuilder } from '../support/traceBuilder.ts';
import { chromiumPath, launch, needsChromium, openPanel, shownText } from './chromium.ts';

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

  test.each(Object.keys(themes))('axe finds nothing serious in VS Code’s theme %s', async (kind) => {
    const page = await browser.newPage({ viewport: { width: 700, height: 900 } });
    await openPanel(page, rollingUpdate(10, 3));
    const variables = Object.entries(themes[kind] ?? {}).map(([name, value]) => `--vscode-${name}: ${value}`);
    await page.addStyleTag({ content: `:root { ${variables.join('; ')} }` });
    await page.evaluate((of) => document.body.setAttribute('data-vscode-theme-kind', of), kind);
    await page.locator('.pod').nth(2).click();
    for (const fold of await page.locator('details.fold > summary').all()) await fold.click();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('axe finds nothing serious where there is nothing to show', async () => {
    const page = await browser.newPage();
    await openPanel(page, new TraceBuilder().trace());
    expect(await shownText(page.locator('main'))).toContain('The trace is empty');
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

/** The colours that VS Code gives a webview in its default themes, as far as the panel asks for them. */
const themes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vscode-light': {
    ...{ 'editor-background': '#ffffff', 'editor-foreground': '#3b3b3b', descriptionForeground: '#717171' },
    ...{ 'textLink-foreground': '#005fb8', 'sideBar-background': '#f8f8f8', 'widget-border': '#e5e5e5' },
    ...{ 'button-background': '#005fb8', 'button-foreground': '#ffffff', 'input-background': '#ffffff' },
    ...{ 'button-secondaryBackground': '#e5e5e5', 'button-secondaryForeground': '#3b3b3b' },
    ...{ 'input-foreground': '#3b3b3b', 'input-border': '#cecece', focusBorder: '#005fb8' },
  },
  'vscode-dark': {
    ...{ 'editor-background': '#1f1f1f', 'editor-foreground': '#cccccc', descriptionForeground: '#9d9d9d' },
    ...{ 'textLink-foreground': '#4daafc', 'sideBar-background': '#181818', 'widget-border': '#313131' },
    ...{ 'button-background': '#0078d4', 'button-foreground': '#ffffff', 'input-background': '#313131' },
    ...{ 'button-secondaryBackground': '#313131', 'button-secondaryForeground': '#cccccc' },
    ...{ 'input-foreground': '#cccccc', 'input-border': '#3c3c3c', focusBorder: '#0078d4' },
  },
  'vscode-high-contrast': {
    ...{
      'editor-background': '#000000',
      'editor-foreground': '#ffffff',
      descriptionForeground: 'rgba(255, 255, 255, 0.7)',
    },
    ...{ 'textLink-foreground': '#21a6ff', 'sideBar-background': '#000000', contrastBorder: '#6fc3df' },
    ...{
      'button-foreground': '#ffffff',
      'button-secondaryForeground': '#ffffff',
      'button-secondaryBackground': '#000000',
    },
    ...{
      'input-background': '#000000',
      'input-foreground': '#ffffff',
      'input-border': '#6fc3df',
      focusBorder: '#f38518',
    },
  },
};

/** Serious and critical violations as `rule: selector`. */
async function violations(page: Awaited<ReturnType<Browser['newPage']>>): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target + ' ' + n.failureSummary)))",
  )) as string[];
  return found;
}
