/** Request, client → server: KubectlParams → KubectlEnded. Runs one line; what it prints comes as notifications before the answer. */
export const kubectlRequest = 'drydock/kubectl';
/** Notification, server → client: KubectlOutput. */
export const kubectlOutputNotification = 'drydock/kubectlOutput';
/** Notification, client → server: the session whose running command is to end (Ctrl-C). */
export const interruptKubectlNotification = 'drydock/interruptKubectl';
/** Request, client → server: CompleteParams → Completion. */
export const completeKubectlRequest = 'drydock/completeKubectl';

/** Request, server → client: EditText → EditedText. The person edits what `kubectl edit` opens; the answer comes when they close it. */
export const editTextRequest = 'drydock/editText';

/** What is to be edited. */
export interface EditText {
  readonly text: string;
  /** What it is about, for the name of the tab. */
  readonly title: string;
}

/** What the person made of it. */
export interface EditedText {
  /** As it was saved last; the same text where it was not. */
  readonly text: string;
}

/** One line of a terminal. */
export interface KubectlParams {
  /** Chosen by the client; the first line of a session makes its cluster, or takes the one that the panel shows. */
  readonly session: string;
  /** As typed: `kubectl get pods`, `get pods`, `sleep 30s`, `time`. */
  readonly line: string;
  /** Folder against which file names are read. */
  readonly folder?: string;
  /** Virtual milliseconds in one real millisecond. */
  readonly speed: number;
}

/** A piece of what a line prints. */
export interface KubectlOutput {
  readonly session: string;
  readonly text: string;
  readonly stream: 'out' | 'err';
}

/** How a line ended, after all its output. */
export interface KubectlEnded {
  readonly code: number;
  /** What stands before the next line: `$ `, or what the shell of a container shows. */
  readonly prompt: string;
}

/** A line as it stands before the cursor. */
export interface CompleteParams {
  readonly session: string;
  readonly line: string;
}

/** What may stand at its end. */
export interface Completion {
  /** Where in the line the words below begin. */
  readonly from: number;
  readonly words: readonly string[];
}
