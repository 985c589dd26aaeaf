import type { Millis } from '#engine/time.ts';
import type { StoryLine } from '#engine/trace/text.ts';

/** Lines that say the same of several objects at about the same time; one line mostly. */
export interface Burst {
  readonly lines: readonly [StoryLine, ...StoryLine[]];
  readonly severity: StoryLine['severity'];
}

/** Longer than this, and it is not one thing that happened. */
const longest: Millis = 250;
/** Two kinds of lines may take turns, as with what happens to each of the pods on a node. */
const lookBack = 2;

/** The lines in their order, those that say the same of objects beside each other taken together. */
export function burstsOf(lines: readonly StoryLine[]): readonly Burst[] {
  const bursts: { lines: [StoryLine, ...StoryLine[]]; severity: StoryLine['severity']; same: string }[] = [];
  for (const line of lines) {
    const same = `${line.severity} ${line.actor.split('/')[0]} ${line.text.replace(own, '').replace(uid, '')}`;
    const known = bursts.slice(-lookBack).find((each) => each.same === same && line.at - each.lines[0].at <= longest);
    if (known === undefined) bursts.push({ lines: [line], severity: line.severity, same });
    else known.lines.push(line);
  }
  return bursts;
}

/** The ends of names by which the pods of one workload differ: `-n5d52`, `-0`. */
const own = /(?<=[a-z0-9])-(?:[bcdfghjklmnpqrstvwxz2456789]{5}|\d+)(?![a-z0-9-])/g;

/** The kubelet names some pods with their uid. */
const uid = /\([0-9a-f]{8}-[0-9a-f-]{27}\)/;

/** The text of a burst of several, the names' own ends left open: `Created pod: web-5d9-…`. */
export function openText(text: string): string {
  return text.replace(own, '-…').replace(uid, '');
}

/** What tells one line of a burst from the others: the end of its pod's name, else the name of its object. */
export function ownName(line: StoryLine): string {
  const name = line.key?.slice(line.key.lastIndexOf('/') + 1) ?? '';
  const [end] = line.text.match(own) ?? name.match(own) ?? [];
  return end?.slice(1) ?? name;
}
