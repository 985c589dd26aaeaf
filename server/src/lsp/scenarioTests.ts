import { t } from '@vscode/l10n';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { isScenario, parseScenario } from '#kubectl/scenario/parse.ts';
import type { SourceFile } from '#language/document/document.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import {
  type ScenarioFile,
  type ScenarioVerdict,
  scenarioFilesRequest,
  type TestScenario,
  testScenarioRequest,
} from '#protocol/scenarioTests.ts';
import { StandingCluster } from './clusters.ts';
import { guard } from './guard.ts';
import { scenarioPlay } from './scenarioPlay.ts';
import { streamRun } from './streamRun.ts';

/** Scenario files as tests: which there are, and how one ends. What is played for a test is shown in no panel. */
export function registerScenarioTests(connection: Connection, now: () => Snapshot): void {
  connection.onRequest(
    scenarioFilesRequest,
    guard(connection.console, 'scenarioFiles', [], () => scenarioFiles(now())),
  );
  connection.onRequest<ScenarioVerdict, void>(testScenarioRequest, async ({ uri }: TestScenario, token) => {
    const file = now().files.get(uri);
    if (file === undefined || !isScenario(file.text))
      return {
        outcome: 'refused',
        problems: [{ uri, message: t('There is no scenario in this file any more.') }],
        end: 0,
      };
    return verdict(file, now(), token);
  });
}

function scenarioFiles(snapshot: Snapshot): readonly ScenarioFile[] {
  return [...snapshot.files.values()]
    .filter(({ text }) => isScenario(text))
    .map(({ uri, text }) => ({ uri, ...expectationsIn(text) }))
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

function expectationsIn(text: string): { readonly expectations: number; readonly line: number } {
  const parsed = parseScenario(text);
  const steps = parsed.ok ? parsed.value.steps.filter((step) => step.kind === 'expect') : [];
  return { expectations: steps.length, line: Math.max(0, (steps[0]?.line ?? 1) - 1) };
}

async function verdict(file: SourceFile, snapshot: Snapshot, token: CancellationToken): Promise<ScenarioVerdict> {
  const prepared = scenarioPlay(file, snapshot, {});
  if (!prepared.ok) return { outcome: 'refused', problems: prepared.error, end: 0 };
  const { cluster, play } = prepared.value;
  const ended = await streamRun(new StandingCluster(`test-${file.uri}`, cluster), play, {
    isCancelled: () => token.isCancellationRequested,
    send: () => Promise.resolve(),
  });
  const { outcome, failures = [], message, end } = ended;
  if (outcome === 'quiet') return { outcome: failures.length === 0 ? 'passed' : 'failed', problems: failures, end };
  const why =
    message ?? (outcome === 'bound' ? t('The scenario never came to its end.') : t('The scenario was stopped.'));
  return { outcome: 'ended', problems: [{ uri: file.uri, message: why }], end };
}
