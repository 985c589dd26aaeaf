import { obstacleText } from '#engine/trace/text.ts';
import { valueText } from '../changes/diff.ts';
import { userChanges } from '../changes/userChanges.ts';
import { titleOf } from '../frame.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { factsOf } from '../verdict/facts.ts';
import { headlineOf, obstacleSentence } from '../verdict/headline.ts';

/** The verdict as a comment for a pull request: head line, what stands in the way, the numbers of every workload, what changes. */
export function markdownOf(run: Run): string {
  const { summary } = run;
  const lines: string[] = [];
  const first = summary.workloads.find((each) => each.state === 'stuck') ?? summary.workloads[0];
  const headline = headlineOf(run, first);
  lines.push(`### ${headline.tone === 'bad' ? '❌' : '✅'} ${headline.strong} ${headline.rest}`.trim(), '');
  for (const obstacle of summary.obstacles)
    lines.push(`- **${titleOf(obstacle.key)}**: ${escaped(obstacleSentence(obstacle) || obstacleText(obstacle))}`);
  if (summary.obstacles.length > 0) lines.push('');
  for (const workload of summary.workloads.filter((each) => each.changed || each.state === 'stuck')) {
    lines.push(`| ${titleOf(workload.key)} | |`, '|---|---|');
    for (const fact of factsOf(summary, workload)) lines.push(`| ${escaped(fact.label)} | ${escaped(fact.value)} |`);
    lines.push('');
  }
  const changes = userChanges(run).filter((change) => change.diffs.length > 0);
  if (changes.length > 0) lines.push(`<details><summary>${text('changes')}</summary>`, '');
  for (const change of changes) {
    lines.push(`**${titleOf(change.key)}**`, '');
    for (const diff of change.diffs.slice(0, 20))
      lines.push(`- \`${diff.path}\`: \`${valueText(diff.before)}\` → \`${valueText(diff.after)}\``);
    lines.push('');
  }
  if (changes.length > 0) lines.push('</details>', '');
  lines.push(`<sub>Drydock · ${text('headline', run.header.kubernetesVersion, run.header.seed)}</sub>`, '');
  return lines.join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
