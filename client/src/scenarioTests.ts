import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type ScenarioFile,
  type ScenarioVerdict,
  scenarioFilesRequest,
  testScenarioRequest,
} from '#protocol/scenarioTests.ts';
import type { SimulateProblem } from '#protocol/simulate.ts';

/** Scenario files in the Test Explorer: one test each, by folders; run one after the other, with what is expected and not so at its line. */
export function scenarioTests(client: LanguageClient): vscode.Disposable {
  const tests = vscode.tests.createTestController('drydock.scenarios', vscode.l10n.t('Drydock scenarios'));
  const find = async (): Promise<void> => {
    const files = await client.sendRequest<readonly ScenarioFile[]>(scenarioFilesRequest, null);
    tests.items.replace(treeOf(tests, files));
  };
  tests.refreshHandler = find;
  tests.resolveHandler = async (item) => (item === undefined ? find() : undefined);
  const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
    runTests(client, tests, request, token);
  tests.createRunProfile(vscode.l10n.t('Run'), vscode.TestRunProfileKind.Run, run, true);
  return vscode.Disposable.from(
    tests,
    vscode.workspace.onDidSaveTextDocument(({ languageId, getText }) => {
      if (languageId === 'yaml' && getText().includes('drydock.dev/')) void find();
    }),
    vscode.workspace.onDidDeleteFiles(() => void find()),
  );
}

/** Tests below the folders that hold them; a workspace of one folder has none above. */
function treeOf(tests: vscode.TestController, files: readonly ScenarioFile[]): readonly vscode.TestItem[] {
  const top: vscode.TestItem[] = [];
  const folders = new Map<string, vscode.TestItem>();
  for (const { uri, line } of files) {
    const at = vscode.Uri.parse(uri);
    const path = vscode.workspace.asRelativePath(at);
    const slash = path.lastIndexOf('/');
    const item = tests.createTestItem(uri, path.slice(slash + 1), at);
    item.range = new vscode.Range(line, 0, line, 0);
    const name = path.slice(0, Math.max(0, slash));
    if (name === '') {
      top.push(item);
      continue;
    }
    const folder = folders.get(name) ?? tests.createTestItem(`folder ${name}`, name);
    if (!folders.has(name)) top.push(folder);
    folders.set(name, folder);
    folder.children.add(item);
  }
  return top;
}

async function runTests(
  client: LanguageClient,
  tests: vscode.TestController,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = tests.createTestRun(request);
  const chosen = (request.include ?? itemsIn(tests.items)).flatMap(filesOf);
  const items = chosen.filter((item) => !(request.exclude ?? []).includes(item));
  for (const item of items) run.enqueued(item);
  for (const item of items) {
    if (token.isCancellationRequested) break;
    run.started(item);
    await runOne(client, run, item, token);
  }
  run.end();
}

async function runOne(
  client: LanguageClient,
  run: vscode.TestRun,
  item: vscode.TestItem,
  token: vscode.CancellationToken,
): Promise<void> {
  const began = Date.now();
  try {
    const verdict = await client.sendRequest<ScenarioVerdict>(testScenarioRequest, { uri: item.id }, token);
    const messages = verdict.problems.map((problem) => messageOf(problem, item));
    const took = Date.now() - began;
    if (verdict.outcome === 'passed') run.passed(item, took);
    else if (verdict.outcome === 'failed') run.failed(item, messages, took);
    else if (token.isCancellationRequested) run.skipped(item);
    else run.errored(item, messages, took);
    const said = messages.map(({ message }) => `  ${String(message)}\r\n`).join('');
    run.appendOutput(`${item.label}: ${verdict.outcome} (${verdict.end / 1000} s)\r\n${said}`, undefined, item);
  } catch (error) {
    if (token.isCancellationRequested) run.skipped(item);
    else run.errored(item, new vscode.TestMessage(String(error)), Date.now() - began);
  }
}

function messageOf({ message, uri, range }: SimulateProblem, item: vscode.TestItem): vscode.TestMessage {
  const found = new vscode.TestMessage(message);
  const [line = item.range?.start.line ?? 0] = range ?? [];
  const at = uri === undefined ? item.uri : vscode.Uri.parse(uri);
  if (at !== undefined) found.location = new vscode.Location(at, new vscode.Position(line, 0));
  return found;
}

function itemsIn(items: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}

/** The files below an item, or itself. */
function filesOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size === 0 ? [item] : itemsIn(item.children).flatMap(filesOf);
}
