import type { Millis } from '../time.ts';

/** When a pull has its turn, and when it is done. */
export interface Pull {
  readonly begins: Millis;
  readonly ends: Millis;
}

/** The images of a node and the pulls of its kubelet, one after another. Follows kubernetes pkg/kubelet/images/puller.go serialImagePuller. */
export class Pulls {
  /** Images that are on the node's disk. */
  readonly images: Set<string>;
  /** Images that somebody pulls, and when they will be there. */
  readonly #coming = new Map<string, Millis>();
  #free: Millis = 0;

  constructor(images: Iterable<string>) {
    this.images = new Set(images);
  }

  /** Puts a pull at the end of the queue; how long it takes depends on whether the image is there by then. */
  ask(image: string, now: Millis, takes: (there: boolean) => Millis): Pull {
    const there = this.images.has(image) || (this.#coming.get(image) ?? now) > now;
    const begins = Math.max(now, this.#free);
    const ends = begins + takes(there);
    this.#free = ends;
    if (!there) this.#coming.set(image, ends);
    return { begins, ends };
  }
}
