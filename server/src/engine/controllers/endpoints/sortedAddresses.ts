/** Addresses in order of their numbers. */
export class SortedAddresses {
  readonly #placed: Placed[] = [];
  readonly #addresses: Address[] = [];

  get size(): number {
    return this.#placed.length;
  }

  all(): readonly Address[] {
    return this.#addresses.slice();
  }

  add(placed: Placed): void {
    const index = this.#indexOf(placed);
    this.#placed.splice(index, 0, placed);
    this.#addresses.splice(index, 0, placed.address);
  }

  remove(placed: Placed): void {
    const index = this.#indexOf(placed);
    if (this.#placed[index]?.address.targetRef.uid !== placed.address.targetRef.uid) return;
    this.#placed.splice(index, 1);
    this.#addresses.splice(index, 1);
  }

  /** Where it stands or would stand. */
  #indexOf(placed: Placed): number {
    let from = 0;
    let to = this.#placed.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const there = this.#placed[middle];
      if (there !== undefined && isBefore(there, placed)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** An address of an Endpoints object. */
export interface Address {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
  };
}

/** An address with its place among others, and whether its pod is Ready. */
export interface Placed {
  readonly address: Address;
  readonly place: number;
  readonly ready: boolean;
}

function isBefore(a: Placed, b: Placed): boolean {
  return a.place === b.place ? a.address.targetRef.uid < b.address.targetRef.uid : a.place < b.place;
}

/** 10.244.0.7 as one number. */
export function addressNumber(ip: string): number {
  let sum = 0;
  let part = 0;
  for (let index = 0; index < ip.length; index++) {
    const code = ip.charCodeAt(index) - 48;
    if (code >= 0) {
      part = part * 10 + code;
    } else {
      sum = sum * 256 + part;
      part = 0;
    }
  }
  return sum * 256 + part;
}
