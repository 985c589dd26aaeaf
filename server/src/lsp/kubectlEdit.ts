import type { Connection } from 'vscode-languageserver';
import type { Cluster } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import { type EditedText, type EditText, editTextRequest } from '#protocol/kubectl.ts';

/**
 * The cluster with an editor for `kubectl edit`: the core waits for nobody, so the person is asked before the command runs. What it
 * would open is found by a run that changes no text, and so no object. An editor that cannot open texts leaves the cluster as it is.
 */
export async function withEditor(connection: Connection, cluster: Cluster, argv: readonly string[]): Promise<Cluster> {
  const texts: string[] = [];
  const keep = (text: string): string => {
    texts.push(text);
    return text;
  };
  execute({ ...cluster, edit: keep }, argv);
  const answers: string[] = [];
  for (const text of texts) {
    const edited = await edit(connection, { text, title: titleOf(argv) });
    if (edited === undefined) return cluster;
    answers.push(edited.text);
  }
  return { ...cluster, edit: (text) => answers.shift() ?? text };
}

async function edit(connection: Connection, params: EditText): Promise<EditedText | undefined> {
  try {
    return await connection.sendRequest<EditedText>(editTextRequest, params);
  } catch {
    return undefined;
  }
}

/** `edit deployment web` is about `deployment-web`. */
function titleOf(argv: readonly string[]): string {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  return words.join('-').replaceAll('/', '-') || 'edit';
}
