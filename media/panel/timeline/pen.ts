/** What the time-line is drawn with: a canvas on the screen, SVG text for export. Colours are finished values; `hatch` marks an area that must not be told by colour alone. */
export interface Pen {
  area(points: readonly (readonly [number, number])[], fill: string, alpha: number, hatch?: 'lines' | 'dots'): void;
  line(points: readonly (readonly [number, number])[], stroke: string, width: number, dash?: readonly number[]): void;
  text(x: number, y: number, text: string, fill: string, align?: 'start' | 'middle' | 'end', bold?: boolean): void;
}

const font = '11px';

/** Draws on a canvas that is scaled to CSS pixels. */
export function canvasPen(context: CanvasRenderingContext2D, fontFamily: string): Pen {
  const trace = (points: readonly (readonly [number, number])[]): void => {
    context.beginPath();
    points.forEach(([x, y], i) => {
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  };
  return {
    area(points, fill, alpha, hatch) {
      trace(points);
      context.closePath();
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.fill();
      if (hatch !== undefined) {
        context.globalAlpha = Math.min(1, alpha + 0.35);
        context.fillStyle = hatchPattern(context, fill, hatch);
        context.fill();
      }
      context.globalAlpha = 1;
    },
    line(points, stroke, width, dash) {
      trace(points);
      context.setLineDash([...(dash ?? [])]);
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.stroke();
      context.setLineDash([]);
    },
    text(x, y, text, fill, align, bold) {
      context.font = `${bold === true ? '600 ' : ''}${font} ${fontFamily}`;
      context.textAlign = align === 'middle' ? 'center' : (align ?? 'start');
      context.fillStyle = fill;
      context.fillText(text, x, y);
    },
  };
}

/** Collects SVG elements; `svg` is the finished document. */
export class SvgPen implements Pen {
  private readonly parts: string[] = [];
  private readonly patterns: Map<string, string> = new Map();

  area(points: readonly (readonly [number, number])[], fill: string, alpha: number, hatch?: 'lines' | 'dots'): void {
    const at = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
    this.parts.push(`<polygon points="${at}" fill="${escaped(fill)}" opacity="${alpha}"/>`);
    if (hatch !== undefined)
      this.parts.push(
        `<polygon points="${at}" fill="url(#${this.pattern(fill, hatch)})" opacity="${Math.min(1, alpha + 0.35)}"/>`,
      );
  }

  line(points: readonly (readonly [number, number])[], stroke: string, width: number, dash?: readonly number[]): void {
    const at = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
    const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
    this.parts.push(
      `<polyline points="${at}" fill="none" stroke="${escaped(stroke)}" stroke-width="${width}"${dashes}/>`,
    );
  }

  text(
    x: number,
    y: number,
    text: string,
    fill: string,
    align: 'start' | 'middle' | 'end' = 'start',
    bold = false,
  ): void {
    const weight = bold ? ' font-weight="600"' : '';
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" fill="${escaped(fill)}" text-anchor="${align}"${weight}>${escaped(text)}</text>`,
    );
  }

  svg(width: number, height: number, background: string, title: string): string {
    const patterns = [...this.patterns.values()].join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11" role="img"><title>${escaped(title)}</title><defs>${patterns}</defs><rect width="100%" height="100%" fill="${escaped(background)}"/>${this.parts.join('')}</svg>`;
  }

  private pattern(fill: string, hatch: 'lines' | 'dots'): string {
    const id = `p${hatch}${fill.replace(/[^a-z0-9]/gi, '')}`;
    const shape =
      hatch === 'lines'
        ? `<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="${escaped(fill)}" stroke-width="1"/>`
        : `<circle cx="2" cy="2" r="1" fill="${escaped(fill)}"/>`;
    this.patterns.set(id, `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">${shape}</pattern>`);
    return id;
  }
}

const patterns = new Map<string, CanvasPattern>();

/** Stripes or dots of one colour, made once for each. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  color: string,
  hatch: 'lines' | 'dots',
): CanvasPattern | string {
  const id = `${hatch} ${color}`;
  const known = patterns.get(id);
  if (known !== undefined) return known;
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const pen = tile.getContext('2d');
  if (pen === null) return color;
  pen.strokeStyle = color;
  pen.fillStyle = color;
  if (hatch === 'dots') pen.fillRect(1, 1, 2, 2);
  else
    for (const start of [-6, 0, 6]) {
      pen.beginPath();
      pen.moveTo(start, 6);
      pen.lineTo(start + 6, 0);
      pen.stroke();
    }
  const made = context.createPattern(tile, 'repeat');
  if (made === null) return color;
  patterns.set(id, made);
  return made;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
