// The stations of the walk that show the simulated cluster beside the panel: the tree, the terminal, a scenario.

import assert from 'node:assert/strict';

/** Empty, the view says what to do; after a simulation it has the cluster, and a node can be drained from it. */
export async function tree(page, { openFile, command, picture }) {
  await command(page, 'View: Show Drydock');
  await page.getByRole('button', { name: 'Simulate Apply' }).first().waitFor();
  await picture(page, '8-tree-empty');
  await openFile(page, 'web.yaml');
  await command(page, 'Drydock: Simulate Apply');
  const line = (name) => page.getByRole('treeitem', { name });
  await line('Workloads, 1 of 1 complete').waitFor();
  await line('Deployment web, 3 of 3 available').click();
  await page.keyboard.press('ArrowRight');
  await line(/^ReplicaSet web-\w+, revision 1, 3 of 3 available/).waitFor();
  await page.getByRole('button', { name: /^Drydock: completes in/ }).waitFor();
  await picture(page, '9-tree');
  await line('Node n1, ready, 1 pod').click({ button: 'right' });
  await choose(page, 'Drain');
  await line('Node n1, ready, cordoned, 0 pods').waitFor();
  await picture(page, '10-drained');
}

/** Menus take no click for a moment after they open, lest the one that opened them chooses. */
async function choose(page, name) {
  const item = page.getByRole('menuitem', { name });
  await item.hover();
  await page.waitForTimeout(500);
  await item.click();
}

/** What is typed in the terminal is answered there, and seen in the tree. */
export async function terminal(page, { command, picture }) {
  await command(page, 'Drydock: Open kubectl');
  const rows = page.locator('.terminal-wrapper.active .xterm-rows');
  await rows.waitFor();
  await page.locator('.terminal-wrapper.active .xterm').click();
  await page.keyboard.type('kubectl get nodes\n');
  await rows.getByText('VERSION').first().waitFor();
  const text = await rows.textContent();
  assert.match(`${text}`.replaceAll('\u00a0', ' '), /n1\s+Ready,SchedulingDisabled\s+<none>/);
  await page.keyboard.type('scale deployment/web --replicas=1\n');
  await page.getByRole('treeitem', { name: 'Deployment web, 1 of 1 available' }).waitFor();
  await picture(page, '11-terminal');
  await shell(page, rows);
  await picture(page, '11-terminal-shell');
  await edit(page, rows);
}

/** `kubectl edit` opens the object in the editor; what is saved when the tab closes is stored. */
async function edit(page, rows) {
  await page.keyboard.type('edit deployment web\n');
  await page.locator('.tab.active', { hasText: 'deployment-web.yaml' }).waitFor();
  await page.keyboard.press('Control+F');
  await page.locator('.find-widget.visible textarea').first().fill('  replicas: 1');
  await page.keyboard.press('Escape');
  await page.keyboard.type('  replicas: 2');
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  await page.locator('.tab', { hasText: 'deployment-web.yaml' }).click({ button: 'middle' });
  await rows.getByText('deployment.apps/web edited').first().waitFor();
  await page.getByRole('treeitem', { name: 'Deployment web, 2 of 2 available' }).waitFor();
}

/** Tab completes with and without the name of the program; a shell in a container has its own prompt until it ends. */
async function shell(page, rows) {
  const shows = (text) => rows.getByText(text).first().waitFor();
  await page.keyboard.type('cu\t');
  await shows('curl');
  await page.keyboard.press('Control+U');
  await page.keyboard.type('kubectl run one --im\t=nginx\n');
  await shows('pod/one created');
  await page.keyboard.type('wait --for=condition=Ready pod/one\n');
  await shows('pod/one condition met');
  await page.keyboard.type('exec -it one -- bash\n');
  await shows('root@one:/#');
  await page.keyboard.type('echo $HOSTNAME-inside\n');
  await shows('one-inside');
  await page.keyboard.press('Control+D');
  await page.keyboard.type('delete pod one\n');
  await shows('pod "one" deleted');
}

/** A scenario is run by its lens, which says what it expects and is not so; it is completed, and refused at its mistake. */
export async function scenario(page, { openFile, command, toEndOf, suggested, picture }) {
  await openFile(page, 'restart.yaml');
  await page.locator('.view-line', { hasText: 'kind: Scenario' }).waitFor();
  await page.locator('.codelens-decoration a', { hasText: 'Run scenario' }).click();
  await page.getByRole('treeitem', { name: 'Nodes, 2 of 2 ready' }).waitFor();
  await command(page, 'Notifications: Show Notifications');
  await page.locator('.notifications-center', { hasText: 'The scenario expects otherwise' }).waitFor();
  await picture(page, '12-scenario');
  await page.keyboard.press('Escape');
  await toEndOf(page, 'nodes: 2');
  await page.keyboard.press('Enter');
  await page.keyboard.type('tim');
  await suggested(page, 'timing');
  await picture(page, '13-scenario-completion');
  await page.keyboard.press('Escape');
  await page.keyboard.type('ng: 1');
  await page.locator('.squiggly-error').first().waitFor();
  await picture(page, '14-scenario-mistake');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Control+Z');
}

/** Scenario files are tests of the Test Explorer: they run there, and what is expected and not so stands at its line. */
export async function scenarioTests(page, { command, openFile, picture }) {
  await openFile(page, 'restart.yaml');
  await command(page, 'Testing: Focus on Test Explorer View');
  await page.getByRole('treeitem', { name: 'restart.yaml' }).first().waitFor();
  await command(page, 'Test: Run All Tests');
  await page
    .getByRole('treeitem', { name: /restart\.yaml.*Failed/ })
    .first()
    .waitFor();
  await picture(page, '15-scenario-tests');
}
