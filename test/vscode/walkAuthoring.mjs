// The stations of the walk that are about writing: a file in order, a refactoring, the value of a Secret, names of the workspace, what depends on what.

import assert from 'node:assert/strict';

/** The file is put in order: lists alike, levels as deep as the editor found them, comments where they belong. */
export async function formatting(page, { openFile, command, picture }) {
  await openFile(page, 'untidy.yaml');
  await page.locator('.codelens-decoration', { hasText: 'Simulate apply' }).first().waitFor();
  await command(page, 'Format Document');
  await page.locator('.view-line', { hasText: /password:.aHVudGVyMg==$/ }).waitFor();
  await page.locator('.view-line', { hasText: /-.name:.main$/ }).waitFor();
  await page.locator('.view-line', { hasText: /-.name:.LEVEL$/ }).waitFor();
  await picture(page, '20-formatted');
}

/** Values of env move to a ConfigMap of their own, in the same file. */
export async function refactoring(page, { openFile, picture }) {
  await openFile(page, 'untidy.yaml');
  await page.locator('.view-line', { hasText: 'value: info' }).getByText('info').click();
  await page.keyboard.press('Control+Shift+R');
  await page.locator('.action-widget', { hasText: 'Move env values to the ConfigMap worker-config' }).waitFor();
  await picture(page, '21-refactorings');
  await page.keyboard.type('configmap');
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'LEVEL: info' }).waitFor();
  await page.locator('.view-line', { hasText: 'configMapKeyRef' }).waitFor();
  await picture(page, '22-refactored');
}

/** Hover tells how long a value is; its link shows it in a dialog, and nothing else does. */
export async function secret(page, { openFile, picture }) {
  await openFile(page, 'untidy.yaml');
  await page.locator('.view-line', { hasText: 'password' }).getByText('aHVudGVyMg==').hover();
  const hover = page.locator('.monaco-hover-content', { hasText: '7 bytes, not shown here.' }).first();
  await hover.waitFor();
  assert.doesNotMatch(`${await page.locator('body').textContent()}`, /hunter2/);
  await picture(page, '23-secret-hidden');
  await hover.getByText('Show the value').click();
  const dialog = page.locator('.monaco-dialog-box', { hasText: 'hunter2' });
  await dialog.waitFor();
  await picture(page, '24-secret-shown');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.doesNotMatch(`${await page.locator('body').textContent()}`, /hunter2/);
}

/** A target port is completed from the pods that the Service selects; what depends on the Deployment is listed. */
export async function workspaceNames(page, { openFile, command, toEndOf, suggested, picture }) {
  await openFile(page, 'web.yaml');
  await toEndOf(page, 'targetPort: http');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Space');
  await suggested(page, '8080');
  await picture(page, '25-target-port');
  await page.keyboard.press('Escape');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Control+Z');
  await page.locator('.view-line', { hasText: 'targetPort: http' }).waitFor();
  await page.locator('.view-line', { hasText: 'kind: Deployment' }).click();
  await command(page, 'Peek Call Hierarchy');
  await page.locator('.call-hierarchy .monaco-list-row', { hasText: 'Service/web' }).waitFor();
  await picture(page, '26-dependents');
  await page.keyboard.press('Escape');
}
