import type { NodeFrame, ZoneFrame } from '../frame.ts';

/** Where one node is drawn on the cluster canvas. */
export interface Cell {
  readonly node: NodeFrame;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface ZoneBox {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly nodes: number;
}

export interface Layout {
  readonly cells: readonly Cell[];
  readonly zones: readonly ZoneBox[];
  readonly height: number;
  readonly size: number;
}

const gap = 2;
const header = 18;

/** Cells of equal size for all nodes, zone under zone, as large as `height` allows at `width`. */
export function layoutOf(zones: readonly ZoneFrame[], width: number, height: number): Layout {
  let size = 64;
  while (size > 5 && heightFor(zones, width, size) > height) size--;
  const perRow = Math.max(1, Math.floor((width + gap) / (size + gap)));
  const cells: Cell[] = [];
  const boxes: ZoneBox[] = [];
  let y = 0;
  for (const zone of zones) {
    boxes.push({ name: zone.name, x: 0, y, width, nodes: zone.nodes.length });
    y += header;
    zone.nodes.forEach((node, i) => {
      cells.push({ node, x: (i % perRow) * (size + gap), y: y + Math.floor(i / perRow) * (size + gap), size });
    });
    y += Math.ceil(zone.nodes.length / perRow) * (size + gap) + 6;
  }
  return { cells, zones: boxes, height: y, size };
}

/** The node drawn at a point of the canvas. */
export function cellAt(layout: Layout, x: number, y: number): Cell | undefined {
  return layout.cells.find((cell) => x >= cell.x && x < cell.x + cell.size && y >= cell.y && y < cell.y + cell.size);
}

function heightFor(zones: readonly ZoneFrame[], width: number, size: number): number {
  const perRow = Math.max(1, Math.floor((width + gap) / (size + gap)));
  return zones.reduce((total, zone) => total + header + 6 + Math.ceil(zone.nodes.length / perRow) * (size + gap), 0);
}
