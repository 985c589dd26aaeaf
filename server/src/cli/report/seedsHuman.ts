import type { ManySeeds, Range } from '#engine/trace/certainty.ts';
import { durationText, nameOf } from '#engine/trace/text.ts';

/** What many seeds agree on, then what is left to chance with the seeds that show it. */
export function seedsHuman(name: string, seeds: ManySeeds): string {
  const certain: string[] = [];
  const chance: string[] = [];
  const tell = (what: string, range: Range | null, text: (value: number) => string = String): void => {
    if (range === null) return;
    if (range.least === range.most) certain.push(`${what} ${text(range.least)}`);
    else
      chance.push(
        `${what} ${text(range.least)} (seed ${range.leastSeed}) to ${text(range.most)} (seed ${range.mostSeed})`,
      );
  };
  const [verdict, ...others] = seeds.verdicts;
  if (verdict !== undefined && others.length === 0) certain.push(`verdict: ${verdict.verdict}`);
  else
    for (const each of seeds.verdicts)
      chance.push(`verdict: ${each.verdict} ${each.seeds.length} times (first with seed ${each.seeds[0]})`);
  tell('duration:', seeds.duration, durationText);
  tell('most pods at one moment:', seeds.peak);
  for (const { key, desired, lowestAvailable, peak } of seeds.workloads) {
    const of = desired.least === desired.most ? ` (of ${desired.least})` : '';
    tell(`${nameOf(key)}: lowest availability${of}:`, lowestAvailable);
    tell(`${nameOf(key)}: most pods:`, peak);
  }
  for (const place of seeds.nodes) tell(`pods on node ${place.name}:`, place.pods);
  for (const place of seeds.zones) tell(`pods in zone ${place.name}:`, place.pods);
  const count = seeds.seeds.length;
  const lines = [`${name}: ${count} ${count === 1 ? 'seed' : 'seeds'} compared, from ${seeds.seeds[0]} on`];
  if (certain.length > 0) lines.push('The same with every seed:', ...certain.map((line) => `  ${line}`));
  if (chance.length > 0) lines.push('Left to chance:', ...chance.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
