import type { VNode } from 'preact';

const shapes = {
  start: 'M4 3v10M13 3l-7 5 7 5z',
  previous: 'M11 3L4 8l7 5z',
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  next: 'M5 3l7 5-7 5z',
  end: 'M3 3l7 5-7 5zM12 3v10',
  zoomOut: 'M3 8h10',
  zoomIn: 'M3 8h10M8 3v10',
  fit: 'M2 8h12M5 5L2 8l3 3M11 5l3 3-3 3',
} as const;

export type IconName = keyof typeof shapes;

/** A drawn sign, in the colour of the text: fonts of webviews lack most media signs. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="sign-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
