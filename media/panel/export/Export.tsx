import type { VNode } from 'preact';
import { currentHost } from '../host.ts';
import { t as text } from '../l10n.ts';
import type { Run } from '../run.ts';
import { run, t, version } from '../state.ts';
import { draw, drawPlayhead, gutter, heightOf, margin } from '../timeline/draw.ts';
import { paletteOf } from '../timeline/palette.ts';
import { canvasPen, SvgPen } from '../timeline/pen.ts';
import { timeline } from '../timeline/Timeline.tsx';
import { headlineOf } from '../verdict/headline.ts';
import { isSavable, scenarioText } from '../whatIf/scenario.ts';
import { markdownOf } from './markdown.ts';

/** Takes the run elsewhere: a page, a picture, a scenario, a summary for a pull request. */
export function Export(): VNode | null {
  version.value;
  const shown = run.value;
  if (shown === undefined || shown.outcome === undefined) return null;
  const { live } = currentHost();
  const item = (label: string, action: () => void): VNode => (
    <button
      type="button"
      onClick={(event) => {
        event.currentTarget.closest('details')?.removeAttribute('open');
        action();
      }}
    >
      {label}
    </button>
  );
  return (
    <details class="menu">
      <summary>{text('export')}</summary>
      <div class="menu-items">
        {live &&
          item(text('exportHtml'), () =>
            currentHost().send({ kind: 'export', format: 'html', run: shown.id, name: 'rollout.html' }),
          )}
        {item(text('exportSvg'), () => save('svg', 'rollout.svg', svgOf(shown), 'image/svg+xml'))}
        {item(text('exportPng'), () => save('png', 'rollout.png', pngOf(), 'image/png'))}
        {isSavable(shown) &&
          item(text('exportScenario'), () =>
            save('scenario', 'rollout.scenario.yaml', scenarioText(shown, shown.whatIf), 'text/yaml'),
          )}
        {item(text('exportMarkdown'), () => save('markdown', 'rollout.md', markdownOf(shown), 'text/markdown'))}
      </div>
    </details>
  );
}

/** The time-line as an SVG document, in the colours of the theme. */
export function svgOf(shown: Run): string {
  const picture = timeline.value;
  if (picture === undefined) return '';
  const palette = paletteOf(document.body);
  const pen = new SvgPen();
  draw(pen, picture, palette);
  drawPlayhead(pen, picture, t.value, palette);
  const { strong, rest } = headlineOf(shown, shown.summary.workloads[0]);
  return pen.svg(gutter + picture.scale.width + margin, heightOf(picture), palette.background, `${strong} ${rest}`);
}

function pngOf(): string {
  const picture = timeline.value;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (picture === undefined || context === null) return '';
  const palette = paletteOf(document.body);
  canvas.width = (gutter + picture.scale.width + margin) * 2;
  canvas.height = heightOf(picture) * 2;
  context.scale(2, 2);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const pen = canvasPen(context, getComputedStyle(document.body).fontFamily);
  draw(pen, picture, palette);
  drawPlayhead(pen, picture, t.value, palette);
  return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
}

function save(format: 'svg' | 'png' | 'markdown' | 'scenario', name: string, content: string, type: string): void {
  const encoding = format === 'png' ? 'base64' : 'utf8';
  const host = currentHost();
  if (host.live) {
    host.send({ kind: 'export', format, name, content, encoding });
    return;
  }
  const bytes = encoding === 'utf8' ? content : Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
