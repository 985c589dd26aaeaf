import { type Signal, signal } from '@preact/signals';
import type { Palette } from './draw.ts';

/** Counts the themes seen: whoever draws on a canvas reads it. */
export const theme: Signal<number> = signal(0);

/** The theme of the editor changed: colours on canvases are stale. */
export function themeChanged(): void {
  theme.value++;
}

/** The theme's colours as finished values; canvases and exported pictures cannot look variables up. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim() || '#888';
  return {
    foreground: color('fg'),
    dim: color('axis'),
    line: color('line'),
    background: color('bg'),
    ok: color('ok'),
    warn: color('warn'),
    bad: color('bad'),
    terminating: color('terminating'),
    accent: color('accent'),
    groups: [0, 1, 2, 3, 4, 5].map((i) => color(`group-${i}`)),
  };
}
