import type { Result } from '#engine/result.ts';
import { refused } from '#engine/result.ts';

/** `-o go-template=…`. */
export function printGoTemplate(_template: string, _value: unknown): Result<string, string> {
  return refused('go-template is not part of this simulation; jsonpath and custom-columns are');
}
