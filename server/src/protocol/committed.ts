/** Notification, client → server: CommittedText. What the last commit has of a file: an apply that cannot follow it is named before it fails. */
export const committedTextNotification = 'drydock/committedText';

export interface CommittedText {
  readonly uri: string;
  /** null: the commit does not have the file, or there is none. */
  readonly text: string | null;
}
