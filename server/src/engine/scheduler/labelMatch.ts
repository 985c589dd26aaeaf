import type { Labels } from '../api/meta.ts';
import type { LabelSelector, Requirement } from '../api/selector.ts';
import { matchesRequirement, requirementOf } from '../api/selector.ts';

/** A label selector made ready to be asked thousands of times. Equal signatures select the same. */
export interface LabelMatch {
  readonly signature: string;
  readonly matches: (labels: Labels | undefined) => boolean;
  /** Whether it has no requirement at all (and so selects everything). */
  readonly everything: boolean;
}

/** The selector, ANDed with `more`; no selector at all selects nothing, as in labels.Nothing(). */
export function labelMatch(selector: LabelSelector | null | undefined, more: readonly Requirement[] = []): LabelMatch {
  if (selector === null || selector === undefined) return nothing;
  const requirements: Requirement[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    requirements.push({ key, operator: 'in', values: [value] });
  for (const expression of selector.matchExpressions ?? []) {
    const requirement = requirementOf(expression);
    if (requirement === undefined) return nothing;
    requirements.push(requirement);
  }
  return requirementsMatch([...requirements, ...more]);
}

/** All of the requirements. */
export function requirementsMatch(requirements: readonly Requirement[]): LabelMatch {
  const sorted = requirements
    .map((requirement) => ({ ...requirement, text: textOf(requirement) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return {
    signature: sorted.map(({ text }) => text).join('&'),
    everything: sorted.length === 0,
    matches: (labels) => {
      for (const requirement of sorted) {
        const [only] = requirement.values;
        if (requirement.operator === 'in' && requirement.values.length === 1) {
          if (labels === undefined || labels[requirement.key] !== only) return false;
        } else if (!matchesRequirement(requirement, labels)) return false;
      }
      return true;
    },
  };
}

const nothing: LabelMatch = { signature: '-', everything: false, matches: () => false };

function textOf({ key, operator, values }: Requirement): string {
  return JSON.stringify([key, operator, ...[...values].sort()]);
}
