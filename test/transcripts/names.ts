/** Which name or address of a session is which of ours: learned where two equal lines can be nothing but the same. */
export class Names {
  readonly #ours = new Map<string, string>();
  readonly #printed = new Map<string, string>();

  /** Keeps the pair if neither is known yet. */
  learn(printed: string, ours: string): void {
    if (this.#ours.has(printed) || this.#printed.has(ours)) return;
    this.#ours.set(printed, ours);
    this.#printed.set(ours, printed);
  }

  copy(): Names {
    const copy = new Names();
    for (const [printed, ours] of this.#ours) copy.learn(printed, ours);
    return copy;
  }

  oursOf(printed: string): string | undefined {
    return this.#ours.get(printed);
  }

  printedOf(ours: string): string | undefined {
    return this.#printed.get(ours);
  }

  /** A line of the session with our names in it. */
  inOurWords(line: string): string {
    const known = [...this.#ours].sort(([a], [b]) => b.length - a.length);
    return known.reduce((text, [printed, ours]) => text.replaceAll(printed, ours), line);
  }
}
