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
}
