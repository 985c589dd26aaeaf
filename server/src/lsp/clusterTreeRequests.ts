import type { Connection } from 'vscode-languageserver';
import {
  type ClusterTreeItem,
  type ClusterTreeParams,
  clusterChangedNotification,
  clusterTreeRequest,
} from '#protocol/clusterTree.ts';
import { Clusters } from './clusters.ts';
import { clusterTree } from './clusterTree.ts';
import { clusterVerdict } from './clusterTreeVerdict.ts';
import { guard } from './guard.ts';

/** Answers for the tree of the cluster that is shown, and tells the editor when it is another one or has changed. */
export function clusterTreeFor(connection: Connection): Clusters {
  const clusters = new Clusters((standing) => {
    // An editor that has gone away needs no news.
    connection.sendNotification(clusterChangedNotification, clusterVerdict(standing)).catch(() => undefined);
  });
  connection.onRequest(
    clusterTreeRequest,
    guard(connection.console, 'clusterTree', [], ({ parent }: ClusterTreeParams): readonly ClusterTreeItem[] => {
      const view = clusters.shown?.cluster.view;
      return view === undefined ? [] : clusterTree(view, parent);
    }),
  );
  return clusters;
}
