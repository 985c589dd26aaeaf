import type { Reporter } from './report.ts';

/** `{"files":[{"path","diagnostics":[…]}]}`: a stable format for programs. Lines and characters count from 0. */
export const json: Reporter = (files) => {
  const report = files.map((file) => ({
    path: file.path,
    diagnostics: file.problems.map(({ problem, start, end }) => ({
      rule: problem.rule,
      severity: problem.severity,
      source: problem.source,
      field: problem.field,
      reason: problem.reason,
      message: problem.message,
      advice: problem.advice,
      object: problem.object,
      range: { start, end },
      fixes: problem.fixes.map((fix) => ({ title: fix.title })),
    })),
  }));
  return `${JSON.stringify({ files: report })}\n`;
};
