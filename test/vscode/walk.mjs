// Walks through the extension in the server build's window as a person would, and takes a picture of each station: .cache/screens/*.png.
// usage: node test/vscode/walk.mjs [dark|light] [station …]
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServerBuild } from './serverBuild/install.mjs';
import { openWorkbench } from './serverBuild/workbench.mjs';
import { formatting, refactoring, secret, workspaceNames } from './walkAuthoring.mjs';
import { scenario, scenarioTests, terminal, tree } from './walkCluster.mjs';
import { keyboard, reload, source } from './walkPanel.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const screens = path.join(root, '.cache/screens');
const theme = process.argv[2] === 'light' ? 'Default Light Modern' : 'Default Dark Modern';

async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

async function command(page, name) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill(`>${name}`);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
}

/** The cursor goes behind the line with that text. */
async function toEndOf(page, text) {
  await page.locator('.view-line', { hasText: text }).click();
  await page.keyboard.press('End');
}

/** Waits for a suggestion with that text. */
async function suggested(page, text) {
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first().waitFor();
}

/** The wrong key is underlined; the light bulb's fix repairs it. */
async function squiggle(page) {
  await openFile(page, 'wrong.yaml');
  await page.locator('.squiggly-error').first().waitFor();
  await page.locator('.view-line', { hasText: 'imagePullPolcy' }).getByText('imagePullPolcy').hover();
  await page.locator('.monaco-hover-content').first().waitFor();
  await picture(page, '1-squiggle');
  await page.keyboard.press('Escape');
  await page.locator('.view-line', { hasText: 'imagePullPolcy' }).getByText('imagePullPolcy').click();
  await quickFixes(page);
  await picture(page, '2-fixes');
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'imagePullPolicy: Always' }).waitFor();
  await page.locator('.squiggly-error').waitFor({ state: 'detached' });
}

/** Opens the menu of fixes; one that opens while problems are still being counted anew closes again by itself. */
async function quickFixes(page) {
  const menu = page.locator('.action-widget', { hasText: 'Quick Fix' }).first();
  for (let tries = 0; tries < 5; tries++) {
    await page.keyboard.press('Control+.');
    await page.waitForTimeout(1000);
    if (await menu.isVisible()) return;
  }
  assert.fail('no menu of fixes');
}

/** Completion and hover in the second document of a file. */
async function secondDocument(page) {
  await openFile(page, 'web.yaml');
  await toEndOf(page, 'image: web:1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('live');
  await suggested(page, 'livenessProbe');
  await picture(page, '3-completion');
  await page.keyboard.press('Escape');
  for (let i = 0; i < 6; i++) await page.keyboard.press('Control+Z');
  await page.locator('.view-line', { hasText: 'replicas' }).getByText('replicas').hover();
  await page.locator('.monaco-hover-content', { hasText: 'Number of desired pods' }).waitFor();
  await picture(page, '4-hover');
  await page.keyboard.press('Escape');
}

/** The panel: at the end of the run each node has one Ready pod of the Deployment. */
async function panel(page) {
  await openFile(page, 'web.yaml');
  // The command is offered for what the editor knows to be a manifest.
  await page.locator('.codelens-decoration', { hasText: 'Simulate apply' }).first().waitFor();
  await command(page, 'Drydock: Simulate Apply');
  const frame = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  await frame
    .getByText(/Completes in/)
    .first()
    .waitFor();
  await frame.getByRole('button', { name: 'To the end' }).click();
  await picture(page, '5-panel');
  for (const node of ['n1', 'n2', 'n3']) {
    const pods = frame.getByRole('region', { name: node, exact: true }).locator('.pods > *');
    await pods.first().scrollIntoViewIfNeeded();
    assert.equal(await pods.count(), 1, `pods on ${node}`);
    assert.match(`${await pods.first().getAttribute('title')}`, /^web-\w+-\w+\n.*ready/is);
  }
  await picture(page, '6-nodes');
  await frame.getByRole('region', { name: 'n1', exact: true }).locator('.pods > *').first().dblclick();
  await page.locator('.line-numbers.active-line-number', { hasText: /^12$/ }).waitFor();
  await picture(page, '7-source');
}

async function picture(page, name) {
  mkdirSync(screens, { recursive: true });
  await page.screenshot({ path: path.join(screens, `${name}${process.argv[2] === 'light' ? '-light' : ''}.png`) });
}

const stations = {
  squiggle,
  secondDocument,
  formatting,
  refactoring,
  secret,
  workspaceNames,
  tree,
  terminal,
  scenario,
  scenarioTests,
  panel,
  keyboard,
  source,
  reload,
};
/** The stations to visit; all where none is named. */
const only = process.argv.slice(3);
const moves = { openFile, command, toEndOf, suggested, picture };

/** The terminal's text is read from the page, so it is not drawn on a canvas. */
const settings = { 'workbench.colorTheme': theme, 'terminal.integrated.gpuAcceleration': 'off' };

/** Visits every station; a station that fails leaves a picture and ends the walk. Resolves to what it counted. */
export async function walk() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-walk-'));
  cpSync(path.join(here, 'workspace'), folder, { recursive: true });
  const { page, close } = await openWorkbench({ folder, extension: root, settings });
  page.setDefaultTimeout(20_000);
  let passed = 0;
  try {
    await page.locator('.monaco-workbench .explorer-folders-view').waitFor({ timeout: 60_000 });
    for (const [name, visit] of Object.entries(stations)) {
      if (only.length > 0 && !only.includes(name)) continue;
      await visit(page, moves);
      passed++;
      console.log(`  walk: ${name}`);
    }
    return { passed, failed: 0 };
  } catch (error) {
    await picture(page, 'failed').catch(() => undefined);
    console.error(error);
    return { passed, failed: 1 };
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await installServerBuild(path.join(root, '.cache/vscode-server'));
  const { failed } = await walk();
  process.exitCode = failed;
}
