import { effect, type Signal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Frame } from '../frame.ts';
import { t as text } from '../l10n.ts';
import { picture, select, selected } from '../state.ts';
import { clearCanvas } from '../timeline/clearCanvas.ts';
import { paletteOf, theme } from '../timeline/palette.ts';
import { type Cell, cellAt, type Layout, layoutOf } from './layout.ts';
import { paintCells } from './paintCells.ts';

const width = signal(900);
const tallest = 420;
let shown: Layout | undefined;
/** The edge of a cell as it is drawn. */
export const cellSize: Signal<number> = signal(64);

/** Many nodes: each a cell on a canvas. For keyboard and screen reader there is `Find` beside it. */
export function Cells({ frame }: { readonly frame: Frame }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) width.value = Math.max(100, entry.contentRect.width);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  useEffect(
    () =>
      effect(() => {
        theme.value;
        if (canvas.current !== null && picture.value !== undefined)
          paint(canvas.current, picture.value, selected.value);
      }),
    [],
  );
  return (
    <div ref={box} class="cells">
      <canvas
        ref={canvas}
        role="img"
        aria-label={text('cellsHint', frame.totals.nodes, frame.totals.counted)}
        onClick={(event) => {
          const cell = under(event);
          if (cell !== undefined) select(cell.node.key);
        }}
        onMouseMove={(event) => {
          const node = under(event)?.node;
          event.currentTarget.title =
            node === undefined ? '' : text('cellLabel', node.name, node.podCount, node.states.get('ready') ?? 0);
        }}
      />
    </div>
  );
}

function under(event: MouseEvent): Cell | undefined {
  if (shown === undefined || !(event.currentTarget instanceof HTMLElement)) return undefined;
  const bounds = event.currentTarget.getBoundingClientRect();
  return cellAt(shown, event.clientX - bounds.left, event.clientY - bounds.top);
}

function paint(canvas: HTMLCanvasElement, frame: Frame, chosen: string | undefined): void {
  const layout = layoutOf(frame.zones, width.value, tallest);
  shown = layout;
  cellSize.value = layout.size;
  const context = clearCanvas(canvas, width.value, Math.max(20, layout.height));
  if (context === undefined) return;
  paintCells(context, layout, frame.groups, paletteOf(canvas), chosen);
}
