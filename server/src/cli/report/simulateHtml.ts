import { readFileSync } from 'node:fs';
import { encodeTrace } from '#engine/trace/wire.ts';
import { panelPage } from '#protocol/panelPage.ts';
import type { Simulated } from './simulated.ts';

/** The panel as one self-contained page; a text under `missing` where the built panel is not there. */
export function htmlReport(
  { name, trace, steps, scenario }: Simulated,
  lang: string,
): string | { readonly missing: string } {
  const script = built('panel.js');
  if (script === undefined) return { missing: 'the panel is not built: run npm run build first' };
  const applied = scenario ? undefined : steps.findLast((each) => each.step.kind === 'kubectl');
  const content = { trace: encodeTrace(trace), title: name, ...(applied === undefined ? {} : { applyAt: applied.at }) };
  return panelPage(script, built('panel.css') ?? '', content, lang);
}

/** A file of dist/: beside the program in what ships, three folders up in the sources. */
function built(name: string): string | undefined {
  for (const place of [`./${name}`, `../../../../dist/${name}`]) {
    try {
      return readFileSync(new URL(place, import.meta.url), 'utf8');
    } catch {
      // not there: the next place
    }
  }
  return undefined;
}
