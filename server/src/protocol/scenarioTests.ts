import type { SimulateProblem } from './simulate.ts';

/** Request, client → server: null → ScenarioFile[]. The scenario files of the workspace, in order of their addresses. */
export const scenarioFilesRequest = 'drydock/scenarioFiles';
/** Request, client → server: TestScenario → ScenarioVerdict. Plays a scenario to its end and shows it nowhere; can be cancelled. */
export const testScenarioRequest = 'drydock/testScenario';

/** A `*.scenario.yaml` of the workspace. */
export interface ScenarioFile {
  readonly uri: string;
  /** Expectations in it, and the line (from 0) of the first. */
  readonly expectations: number;
  readonly line: number;
}

/** Which scenario is played. */
export interface TestScenario {
  readonly uri: string;
}

/** How it ended. */
export interface ScenarioVerdict {
  /** `refused`: a mistake in the file, so that nothing ran. `ended`: a limit, a cancellation, a bug. */
  readonly outcome: 'passed' | 'failed' | 'refused' | 'ended';
  /** What is expected and not so, or why nothing ran; empty where it passed. */
  readonly problems: readonly SimulateProblem[];
  /** Virtual milliseconds that it took. */
  readonly end: number;
}
