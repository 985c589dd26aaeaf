import type { Key } from '#engine/api/key.ts';
import type { FromPanel, PanelState } from '#protocol/panel.ts';
import { originKey } from './frame.ts';
import { run } from './state.ts';

/** What runs the panel: VS Code, or nobody (a page opened by itself). */
export interface Host {
  readonly live: boolean;
  send(message: FromPanel): void;
  remember(state: PanelState): void;
  /** What the page before a reload remembered, from outside; undefined where there was none. */
  readonly remembered: unknown;
}

interface VsCode {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState?(): unknown;
}

let host: Host = { live: false, send: () => {}, remember: () => {}, remembered: undefined };

/** The host of this page, as `connect` found it. */
export function currentHost(): Host {
  return host;
}

/** Finds out who runs the page. Called once, before the first render. */
export function connect(acquire: (() => VsCode) | undefined): Host {
  if (acquire === undefined) return host;
  const api = acquire();
  host = {
    live: true,
    send: (message) => {
      api.postMessage(message);
    },
    remember: (state) => {
      api.setState(state);
    },
    remembered: api.getState?.(),
  };
  return host;
}

/** Goes to the manifest of the object (or of the workload above it), if it has one and there is an editor. */
export function reveal(key: Key, field?: string): void {
  const shown = run.value;
  if (shown === undefined) return;
  const at = originKey(shown, key);
  const origin = at === undefined ? undefined : shown.origins[at];
  if (origin === undefined) return;
  host.send({
    kind: 'reveal',
    uri: origin.uri,
    range: (field === undefined ? undefined : origin.fields?.[field]) ?? origin.range,
  });
}

/** `web.yaml` and the 1-based line of the object's manifest; undefined where it has none. */
export function sourceOf(key: Key): { readonly file: string; readonly line: number } | undefined {
  const shown = run.value;
  const at = shown === undefined ? undefined : originKey(shown, key);
  const origin = at === undefined ? undefined : shown?.origins[at];
  if (origin === undefined) return undefined;
  return { file: decodeURIComponent(origin.uri.slice(origin.uri.lastIndexOf('/') + 1)), line: origin.range[0] + 1 };
}
