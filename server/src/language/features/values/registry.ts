import { percentage } from './percentage.ts';
import { probe } from './probe.ts';
import { quantity } from './quantity.ts';
import { schedule } from './schedule.ts';
import { secret } from './secret.ts';
import { selector } from './selector.ts';
import type { Explanation, FieldValue } from './value.ts';

/** Every kind of value that is explained on hover. Adding one is its file and a line here. */
const explanations: readonly Explanation[] = [quantity, percentage, schedule, probe, selector, secret];

/** What there is to say of a value, in the order of the list. */
export function explain(field: FieldValue): string[] {
  return explanations.flatMap((explanation) => explanation(field) ?? []);
}
