import type { Rule } from './rule.ts';

/** Every rule, in the order in which they speak. Adding one is its folder and a line here. */
export const rules: readonly Rule[] = [];
