import type { Reporter } from './report.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, as code-scanning services read it. */
export const sarif: Reporter = (files) => {
  const rules = [...new Set(files.flatMap((file) => file.problems.map(({ problem }) => problem.rule)))].sort();
  const results = files.flatMap((file) =>
    file.problems.map(({ problem, start, end }) => ({
      ruleId: problem.rule,
      ruleIndex: rules.indexOf(problem.rule),
      level: levels[problem.severity],
      message: { text: problem.advice === undefined ? problem.message : `${problem.message} ${problem.advice}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.path.split('\\').join('/') },
            region: {
              startLine: start.line + 1,
              startColumn: start.character + 1,
              endLine: end.line + 1,
              endColumn: end.character + 1,
            },
          },
          ...(problem.object === undefined
            ? {}
            : { logicalLocations: [{ fullyQualifiedName: problem.object, kind: 'resource' }] }),
        },
      ],
    })),
  );
  const driver = { name: 'Drydock', rules: rules.map((id) => ({ id })) };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};
