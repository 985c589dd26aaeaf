import { batch } from '@preact/signals';
import type { PanelView } from '#protocol/panel.ts';
import { currentHost } from './host.ts';
import { record } from './record.ts';
import type { Run } from './run.ts';
import { focus, playing, run, selected, t, version, zoom } from './state.ts';
import { formOf } from './whatIf/form.ts';
import { form } from './whatIf/WhatIf.tsx';

let used = false;

/** Looks at the run as it was looked at before the page was made anew. Only the first run of a page is the one from before. */
export function restoreView(shown: Run): void {
  if (used) return;
  used = true;
  const view = viewOf(record(currentHost().remembered)?.['view']);
  if (view === undefined || view.title !== shown.title) return;
  batch(() => {
    t.value = Math.max(0, Math.min(view.at, shown.end));
    selected.value = view.selected;
    focus.value = view.focus;
    zoom.value = view.zoom;
    form.value = formOf(view.form);
  });
}

/** Keeps how the run is looked at. Run as an effect: it reads all that it keeps. Not while it plays, sixty times a second. */
export function rememberView(): void {
  version.value;
  const shown = run.value;
  const view = {
    at: t.value,
    form: { ...form.value },
    ...(selected.value === undefined ? {} : { selected: selected.value }),
    ...(focus.value === undefined ? {} : { focus: focus.value }),
    ...(zoom.value === undefined ? {} : { zoom: zoom.value }),
  };
  if (shown?.outcome === undefined || playing.value !== undefined) return;
  const uris = [...new Set(Object.values(shown.origins).map((origin) => origin.uri))];
  currentHost().remember({ uris, whatIf: shown.whatIf, view: { title: shown.title, ...view } });
}

function viewOf(kept: unknown): PanelView | undefined {
  const view = record(kept);
  if (view === undefined || typeof view['title'] !== 'string' || typeof view['at'] !== 'number') return undefined;
  const [from, to] = Array.isArray(view['zoom']) ? (view['zoom'] as readonly unknown[]) : [];
  return {
    title: view['title'],
    at: view['at'],
    ...(typeof view['selected'] === 'string' ? { selected: view['selected'] } : {}),
    ...(typeof view['focus'] === 'string' ? { focus: view['focus'] } : {}),
    ...(typeof from === 'number' && typeof to === 'number' && from < to ? { zoom: [from, to] as const } : {}),
    form: (record(view['form']) ?? {}) as PanelView['form'],
  };
}
