import type { ResourceList } from '../api/pod.ts';
import { quantityMilliValue, quantityOr0, quantityValue } from '../api/quantity.ts';

/** Indexes of the resources that every cluster has. */
export const cpu = 0;
export const memory = 1;
export const ephemeralStorage = 2;

/** Amounts by index of the resource: milli-cores for cpu, whole units else. An absent index is 0. */
export type Amounts = number[];

/** Gives each resource name an index, and reads quantities; one for a cluster. */
export class ResourceNames {
  readonly #names: string[] = ['cpu', 'memory', 'ephemeral-storage'];
  readonly #indexes = new Map<string, number>([
    ['cpu', cpu],
    ['memory', memory],
    ['ephemeral-storage', ephemeralStorage],
  ]);
  readonly #amounts = new Map<string, number>();

  name(index: number): string {
    return this.#names[index] ?? '';
  }

  index(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = this.#names.push(name) - 1;
    this.#indexes.set(name, index);
    return index;
  }

  /** The list's amounts; `pods` is left out, it is counted on its own. */
  amounts(list: ResourceList | null | undefined): Amounts {
    const amounts: Amounts = [0, 0, 0];
    for (const name in list ?? {}) {
      if (name === 'pods') continue;
      set(amounts, this.index(name), this.amount(name, list?.[name]));
    }
    return amounts;
  }

  /** Milli-cores for cpu, whole units else, rounded up; 0 where the text is no quantity. */
  amount(name: string, quantity: string | number | undefined): number {
    const unit = name === 'cpu' ? 'm' : '';
    const memo = `${unit}${quantity}`;
    const known = this.#amounts.get(memo);
    if (known !== undefined) return known;
    const parsed = quantityOr0(quantity);
    const amount = unit === 'm' ? quantityMilliValue(parsed) : quantityValue(parsed);
    this.#amounts.set(memo, amount);
    return amount;
  }
}

/** Sets one amount; the gap before it becomes zeros, so that the array stays dense. */
export function set(amounts: Amounts, index: number, value: number): void {
  while (amounts.length < index) amounts.push(0);
  amounts[index] = value;
}

export function addTo(to: Amounts, amounts: readonly number[], times = 1): void {
  for (let i = 0; i < amounts.length; i++) set(to, i, (to[i] ?? 0) + times * (amounts[i] ?? 0));
}

export function raiseTo(to: Amounts, amounts: readonly number[]): void {
  for (let i = 0; i < amounts.length; i++) if ((amounts[i] ?? 0) > (to[i] ?? 0)) set(to, i, amounts[i] ?? 0);
}
