import type { Node } from '../api/node.ts';

/** Which nodes have an image, and how large it is there. */
export interface ImageState {
  readonly sizeOn: Map<string, number>;
}

/** The images that nodes report. */
export class ImageStates {
  readonly #byName = new Map<string, ImageState>();

  get(image: string): ImageState | undefined {
    return this.#byName.get(image);
  }

  replace(before: Node | undefined, after: Node | undefined): void {
    if (before?.status?.images === after?.status?.images && (before === undefined) === (after === undefined)) return;
    for (const name of namesOf(before)) {
      const state = this.#byName.get(name);
      state?.sizeOn.delete(before?.metadata.name ?? '');
      if (state?.sizeOn.size === 0) this.#byName.delete(name);
    }
    for (const { names, sizeBytes } of after?.status?.images ?? []) {
      for (const name of names ?? []) {
        const state = this.#byName.get(name) ?? { sizeOn: new Map<string, number>() };
        state.sizeOn.set(after?.metadata.name ?? '', sizeBytes ?? 0);
        this.#byName.set(name, state);
      }
    }
  }
}

function namesOf(node: Node | undefined): readonly string[] {
  return (node?.status?.images ?? []).flatMap(({ names }) => names ?? []);
}
