/** Notification, server → client: Indexed. The workspace's files have been read, once at the start and again when what is ignored changes. */
export const indexedNotification = 'drydock/indexed';

/** What came of reading the workspace. */
export interface Indexed {
  /** Files with manifests that are known now. */
  readonly files: number;
  /** What was left out and what that means, in sentences; empty where everything was read. */
  readonly leftOut: readonly string[];
}
