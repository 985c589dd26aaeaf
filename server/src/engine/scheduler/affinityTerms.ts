import { grown } from './podCounts.ts';
import type { AffinityTerm, PodInfo } from './podInfo.ts';

/** What a term of an existing pod asks of a pod that is to be placed. */
export type TermRole = 'requiredAffinity' | 'requiredAntiAffinity' | 'preferredAffinity' | 'preferredAntiAffinity';

const roles: readonly TermRole[] = [
  'requiredAffinity',
  'requiredAntiAffinity',
  'preferredAffinity',
  'preferredAntiAffinity',
];

/** Equal terms of pods that are on nodes. */
export interface TermGroup {
  readonly role: TermRole;
  readonly term: AffinityTerm;
  /** By slot: how many pods there have it (for preferred ones: the sum of their weights). */
  perSlot: Int32Array;
  pods: number;
}

/** The (anti-)affinity terms of all placed pods; equal ones are kept once, so that a cycle asks each kind of term once and not each pod. */
export class AffinityTerms {
  readonly #groups = new Map<TermRole, Map<string, TermGroup>>(roles.map((role) => [role, new Map()]));
  #slots = 0;

  of(role: TermRole): Iterable<TermGroup> {
    return this.#groups.get(role)?.values() ?? [];
  }

  add(pod: PodInfo, slot: number, times: 1 | -1): void {
    for (const role of roles) for (const term of pod[role]) this.#count(role, term, slot, times);
  }

  grow(slots: number): void {
    this.#slots = slots;
    for (const groups of this.#groups.values())
      for (const group of groups.values()) group.perSlot = grown(group.perSlot, slots);
  }

  #count(role: TermRole, term: AffinityTerm, slot: number, times: 1 | -1): void {
    const groups = this.#groups.get(role);
    if (groups === undefined) return;
    let group = groups.get(term.signature);
    if (group === undefined) {
      group = { role, term, perSlot: new Int32Array(this.#slots), pods: 0 };
      groups.set(term.signature, group);
    }
    group.pods += times;
    group.perSlot[slot] = (group.perSlot[slot] ?? 0) + times * (role.startsWith('preferred') ? term.weight : 1);
    if (group.pods === 0) groups.delete(term.signature);
  }
}
