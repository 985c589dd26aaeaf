// The station of the walk that drives the panel without a mouse: step, scrub, play, why, placement, what if.

import assert from 'node:assert/strict';

/** Everything from the command to the second run is done with keys. */
export async function keyboard(page, { openFile, command, picture }) {
  await openFile(page, 'web.yaml');
  // The command is offered for what the editor knows to be a manifest.
  await page.locator('.codelens-decoration', { hasText: 'Simulate apply' }).first().waitFor();
  await command(page, 'Drydock: Simulate Apply');
  const frame = page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
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
