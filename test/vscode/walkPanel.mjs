// The stations of the walk that are about the panel alone: without a mouse (step, scrub, play, why, placement, what if), with the source
// beside it, and after a reload of the window.

import assert from 'node:assert/strict';

/** Everything from the command to the second run is done with keys. */
export async function keyboard(page, { openFile, command, picture }) {
  await openFile(page, 'web.yaml');
  // The command is offered for what the editor knows to be a manifest.
  await page.locator('.codelens-decoration', { hasText: 'Simulate apply' }).first().waitFor();
  await command(page, 'Drydock: Simulate Apply');
  const frame = panelFrame(page);
  await frame.getByRole('button', { name: 'To the end' }).waitFor();
  await page.keyboard.press('Control+2');
  await timeLine(page, frame);
  await picture(page, '14-keyboard-step');
  await why(page, frame);
  await picture(page, '15-keyboard-why');
  await page.keyboard.press('p');
  await frame.locator('#placement-title:focus').waitFor();
  await picture(page, '16-keyboard-placement');
  await whatIf(page, frame);
  await picture(page, '17-keyboard-what-if');
}

/** An object of the panel goes to its line; a line of the manifest selects its object. */
export async function source(page, { openFile, picture }) {
  const frame = panelFrame(page);
  await frame.locator('.row', { hasText: 'Deployment' }).first().click();
  await frame.getByRole('button', { name: /^Show in the manifest/ }).click();
  await page.locator('.line-numbers.active-line-number', { hasText: /^12$/ }).waitFor();
  await frame.getByRole('heading', { name: 'Selected: Deployment web' }).waitFor();
  await openFile(page, 'web.yaml');
  await page.keyboard.press('Control+Home');
  await frame.getByRole('heading', { name: 'Selected: Service web' }).waitFor();
  await picture(page, '18-source-selects');
}

/** The window is loaded anew: the panel runs again and stands where it stood. */
export async function reload(page, { command, picture }) {
  const before = await stands(panelFrame(page));
  await command(page, 'Developer: Reload Window');
  await page.locator('.tab[data-resource-name="web.yaml"]').waitFor({ timeout: 60_000 });
  const frame = panelFrame(page);
  await frame.getByRole('heading', { name: 'Selected: Service web' }).waitFor({ timeout: 60_000 });
  assert.deepEqual(await stands(frame), before);
  await picture(page, '19-reloaded');
}

/** The verdict, the moment, and what is typed. */
async function stands(frame) {
  return [await frame.locator('h1').textContent(), await frame.locator('.say').textContent()];
}

function panelFrame(page) {
  return page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
}

/** Home, a step, a scrub, play and pause: the sentence beside the buttons follows. */
async function timeLine(page, frame) {
  const say = frame.locator('.say b');
  await untilHeard(page, frame, 'Home', /^0 s$/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const stepped = await say.textContent();
  assert.notEqual(stepped, '0 s');
  await page.keyboard.press('Shift+ArrowRight');
  assert.notEqual(await say.textContent(), stepped);
  await page.keyboard.press(' ');
  await frame.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press(' ');
  await frame.getByRole('button', { name: 'Play' }).waitFor();
}

/** The panel hears keys a moment after its group has come to the front. */
async function untilHeard(page, frame, key, said) {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    if (said.test(`${await frame.locator('.say b').textContent()}`)) return;
  }
  assert.fail(`${key} is not heard`);
}

/** Tab reaches a pod, Enter opens its chain of causes. */
async function why(page, frame) {
  await page.keyboard.press('End');
  await tabTo(page, frame, '.pod:focus');
  await page.keyboard.press('Enter');
  await frame.getByRole('heading', { name: /^Why: web-/ }).waitFor();
}

/** The form is opened, filled and sent; the new run stands beside the one before. */
async function whatIf(page, frame) {
  await tabTo(page, frame, 'summary:focus:has-text("What if")');
  await page.keyboard.press('Enter');
  const nodes = frame.getByLabel('Number of nodes');
  await nodes.waitFor();
  await tabTo(page, frame, 'input:focus[inputmode="numeric"]');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await frame.getByText('This run and the one before').waitFor();
}

/** Presses Tab until the selector has the focus. */
async function tabTo(page, frame, selector) {
  for (let i = 0; i < 80; i++) {
    if ((await frame.locator(selector).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${selector}`);
}
