import type { Key } from '#engine/api/key.ts';
import type {
  FieldChange,
  RunStarted,
  SimulateProblem,
  SimulationEnded,
  SourceRange,
  TraceChunk,
  WhatIf,
} from './simulate.ts';

/** Client → panel, by `postMessage`. `chunk` and `ended` are the server's notifications, relayed as they are. */
export type ToPanel =
  | ({ readonly kind: 'started' } & RunStarted)
  | ({ readonly kind: 'chunk' } & TraceChunk)
  | ({ readonly kind: 'ended' } & SimulationEnded)
  | { readonly kind: 'refused'; readonly run: string; readonly problems: readonly SimulateProblem[] }
  /** The cursor in the editor stands in this object's manifest: show it. */
  | { readonly kind: 'select'; readonly key: Key };

/** Panel → client. */
export type FromPanel =
  /** The panel listens: what was sent before is lost, send `started` and all chunks now. */
  | { readonly kind: 'ready' }
  /** Go to the source, beside the panel. */
  | { readonly kind: 'reveal'; readonly uri: string; readonly range: SourceRange }
  /** Run again with these differences; the panel keeps the run before for comparison. */
  | { readonly kind: 'rerun'; readonly whatIf: WhatIf }
  | { readonly kind: 'cancel'; readonly run: string }
  /** Write a field of the what-if into the manifest, as an edit that the user can undo. */
  | { readonly kind: 'applyToManifest'; readonly changes: readonly FieldChange[] }
  /** Save text as a file that the user names; `html` asks the client to make the self-contained page of the run itself. */
  | {
      readonly kind: 'export';
      readonly format: 'svg' | 'png' | 'markdown' | 'scenario';
      readonly name: string;
      readonly content: string;
      readonly encoding: 'utf8' | 'base64';
    }
  | { readonly kind: 'export'; readonly format: 'html'; readonly run: string; readonly name: string }
  /** A page of the Kubernetes documentation. */
  | { readonly kind: 'openLink'; readonly url: string };

/** What the panel keeps with `setState` for a reload of the window; the client starts the run again from it. */
export interface PanelState {
  readonly uris: readonly string[];
  readonly whatIf: WhatIf;
  /** How the run was looked at; absent while it goes on for the first time. */
  readonly view?: PanelView;
}

/** Where a person was in a run, to be found again. */
export interface PanelView {
  /** The title of the run: a view of another one is of no use. */
  readonly title: string;
  /** The playhead, virtual milliseconds. */
  readonly at: number;
  readonly selected?: Key;
  /** The workload on the time-line, where one was chosen. */
  readonly focus?: Key;
  /** The part of the time-line on show; absent: all of it. */
  readonly zoom?: readonly [number, number];
  /** The fields of the what-if as typed, by their names. */
  readonly form: Readonly<Record<string, string>>;
}
