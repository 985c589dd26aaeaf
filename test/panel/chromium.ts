import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { Trace } from '#engine/trace/trace.ts';
import { encodeTrace } from '#engine/trace/wire.ts';
import { panelPage } from '#protocol/panelPage.ts';

const places = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium of this machine; undefined where there is none (or set CHROMIUM to its path). */
export const chromiumPath: string | undefined = places.find((place) => place !== '' && existsSync(place));

/** The name of a suite that needs Chromium, with what is missing where it is skipped. */
export function needsChromium(name: string): string {
  return chromiumPath === undefined
    ? `${name} (skipped: no Chromium; apt-get install chromium, or set CHROMIUM)`
    : name;
}

export async function launch(): Promise<Browser> {
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}

let bundled: Promise<{ js: string; css: string }> | undefined;

/** The panel as it ships, bundled once for all tests of a file. */
export function panelBundle(): Promise<{ js: string; css: string }> {
  bundled ??= bundle();
  return bundled;
}

/** A page with the trace, open in `page`. Errors of the page fail the test that asks for `errors`. */
export async function openPanel(page: Page, trace: Trace, lang = 'en'): Promise<string[]> {
  const { js, css } = await panelBundle();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const origins = { 'Deployment.apps/default/web': { uri: 'file:///w/web.yaml', range: [0, 0, 20, 0] } };
  const content = { trace: encodeTrace(trace), title: 'web.yaml', origins };
  await page.setContent(panelPage(js, css, content, lang));
  await page.locator('main').waitFor();
  return errors;
}

/** What a person reads there, as it is laid out; waits until it is there. */
export async function shownText(locator: Locator): Promise<string> {
  await locator.first().waitFor();
  return (await locator.allInnerTexts()).join('\n');
}

async function bundle(): Promise<{ js: string; css: string }> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../media/panel/main.tsx')],
    ...{ bundle: true, write: false, platform: 'browser', target: 'es2023', format: 'iife', outdir: 'out' },
    ...{ jsx: 'automatic', jsxImportSource: 'preact', logLevel: 'silent' },
  });
  const text = (end: string): string => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { js: text('.js'), css: text('.css') };
}
