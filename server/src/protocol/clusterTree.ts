/** Request, client → server: ClusterTreeParams → readonly ClusterTreeItem[]. What stands below one line of the tree, of the cluster that the panel shows; nothing when there is none. */
export const clusterTreeRequest = 'drydock/clusterTree';
/** Notification, server → client: ClusterChanged. The cluster that is shown is another one now, or was changed. */
export const clusterChangedNotification = 'drydock/clusterChanged';

export interface ClusterTreeParams {
  /** The `id` of a line, or null for the first lines. */
  readonly parent: string | null;
}

/** One line of the tree. All sentences are in the editor's language. */
export interface ClusterTreeItem {
  /** Unique in the tree, and the same as long as the line stands for the same thing. */
  readonly id: string;
  readonly label: string;
  /** Stands behind the label, paler. */
  readonly description: string;
  /** The whole line for a screen reader: what it is, its name, how it is. */
  readonly spoken: string;
  readonly status: ClusterTreeStatus;
  readonly expandable: boolean;
  /** Where it may come from: its own key, then those of its owners; empty for what no manifest has. */
  readonly sources: readonly string[];
  /** What can be done with it, each as a line for kubectl. */
  readonly actions: Readonly<Partial<Record<ClusterTreeAction, string>>>;
  /** For what can be scaled. */
  readonly replicas?: number;
}

/** `group` is no object of the cluster but a heading. */
export type ClusterTreeStatus = 'group' | 'ok' | 'busy' | 'idle' | 'warning' | 'error';

/** The line of `scale` ends in `--replicas=`, for a number to follow. */
export type ClusterTreeAction = 'describe' | 'delete' | 'scale' | 'drain' | 'uncordon';

export interface ClusterChanged {
  readonly run: string;
  /** `moving`: not complete, and something changed a moment ago. `restless`: complete, but the wait for rest ended at its bound. */
  readonly verdict: 'completes' | 'moving' | 'stuck' | 'refused' | 'restless' | 'nothing';
  /** The verdict in a few words. */
  readonly text: string;
  /** Why, where it is not as it was asked to be. */
  readonly detail: string;
}
