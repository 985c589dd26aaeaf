import { exitCode, type Simulated, stepText } from './simulated.ts';

/** A test suite: one case for each simulation, its failures those of expectations or the verdict. */
export function junitReport(all: readonly Simulated[]): string {
  const failures = all.filter((each) => exitCode(each) !== 0).length;
  const cases = all.map(testCase).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${all.length}" failures="${failures}">\n  <testsuite name="drydock" tests="${all.length}" failures="${failures}">\n${cases}  </testsuite>\n</testsuites>\n`;
}

function testCase(simulated: Simulated): string {
  const head = `    <testcase classname="drydock.simulate" name="${escaped(simulated.name)}" time="${simulated.trace.end / 1000}"`;
  if (exitCode(simulated) === 0) return `${head}/>\n`;
  const failed = simulated.steps.filter((each) => each.result.code !== 0);
  const text = failed.map((each) => `step ${each.index} (${stepText(each.step)}): ${each.result.stderr}`).join('');
  return `${head}>\n      <failure message="${escaped(reason(failed.at(0)?.result.stderr, simulated.summary.verdict))}">${escaped(text)}</failure>\n    </testcase>\n`;
}

/** The first thing that was not so, in a line; else how the rollout ended. */
function reason(stderr: string | undefined, verdict: string): string {
  return (
    stderr
      ?.trim()
      .split('\n')[0]
      ?.replace(/^error: /, '') ?? verdict
  );
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (char) => names[char] ?? char).replace(/[^\t\n\r\x20-\uffff]/g, '');
}
