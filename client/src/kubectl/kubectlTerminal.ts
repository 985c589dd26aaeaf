import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type Completion,
  completeKubectlRequest,
  interruptKubectlNotification,
  type KubectlEnded,
  type KubectlOutput,
  kubectlOutputNotification,
  kubectlRequest,
} from '#protocol/kubectl.ts';
import { emptyLine, inserted, keysOf, type Line, press } from './lineEditor.ts';

/** The terminal in which kubectl talks to the simulated cluster: one at a time, made anew after it was closed. */
export interface KubectlTerminals extends vscode.Disposable {
  open(): void;
  /** Opens it and types these lines. */
  run(lines: readonly string[]): void;
}

export function kubectlTerminals(client: LanguageClient): KubectlTerminals {
  let terminal: vscode.Terminal | undefined;
  let shell: KubectlShell | undefined;
  const output = client.onNotification(kubectlOutputNotification, (text: KubectlOutput) => shell?.print(text));
  const closed = vscode.window.onDidCloseTerminal((gone) => {
    if (gone === terminal) terminal = shell = undefined;
  });
  const open = (): KubectlShell => {
    shell ??= new KubectlShell(client);
    terminal ??= vscode.window.createTerminal({ name: 'kubectl', pty: shell, iconPath: new vscode.ThemeIcon('ship') });
    terminal.show();
    return shell;
  };
  return {
    open: () => void open(),
    run: (lines) => open().paste(lines),
    dispose: () => {
      output.dispose();
      closed.dispose();
      terminal?.dispose();
    },
  };
}

/** What stands before a line that no shell in a container takes. */
const plainPrompt = '$ ';

/** Line editing, history and completion around requests to the server. */
class KubectlShell implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<void>();
  readonly onDidWrite: vscode.Event<string> = this.#write.event;
  readonly onDidClose: vscode.Event<void> = this.#close.event;
  readonly #client: LanguageClient;
  readonly #session = `kubectl-${Date.now()}`;
  readonly #history: string[] = [];
  /** Keys that wait for the running command to end. */
  #waiting: string[] = [];
  #line: Line = emptyLine;
  #running = false;
  #prompt = plainPrompt;
  #opened = false;
  /** Whether a key is being served. */
  #taking = false;

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  open(): void {
    this.#opened = true;
    const hint = vscode.l10n.t(
      'A simulated cluster: nothing you type here reaches a real one. "help" lists the commands.',
    );
    this.#write.fire(`\x1b[2m${hint}\x1b[0m\r\n${this.#shownPrompt}`);
    void this.#take();
  }

  close(): void {
    this.#interrupt();
  }

  handleInput(data: string): void {
    const keys = keysOf(data);
    if (this.#running && keys.includes('\x03')) {
      this.#waiting = [];
      this.#interrupt();
      return;
    }
    this.#waiting.push(...keys);
    void this.#take();
  }

  paste(lines: readonly string[]): void {
    this.#waiting.push(...lines.flatMap((line) => [...line, '\r']));
    void this.#take();
  }

  print({ session, text, stream }: KubectlOutput): void {
    if (session !== this.#session) return;
    const lines = text.replace(/\r?\n/g, '\r\n');
    this.#write.fire(stream === 'err' ? `\x1b[31m${lines}\x1b[0m` : lines);
  }

  /** Serves waiting keys in their order: a completion or a command is waited for before the next key counts. */
  async #take(): Promise<void> {
    if (this.#taking) return;
    this.#taking = true;
    try {
      while (this.#opened && this.#waiting.length > 0) await this.#key(this.#waiting.shift() ?? '');
    } finally {
      this.#taking = false;
    }
  }

  async #key(key: string): Promise<void> {
    const typed = press(this.#line, key, this.#history);
    switch (typed.kind) {
      case 'edit':
        return this.#show(typed.line);
      case 'complete':
        return this.#complete(typed.line);
      case 'enter':
        return this.#run(typed.text);
      case 'end':
        return this.#prompt === plainPrompt ? this.#close.fire() : this.#run('exit');
      default:
        return this.#restart(typed.kind === 'clear' ? '\x1b[2J\x1b[H' : '^C\r\n');
    }
  }

  async #run(text: string): Promise<void> {
    this.#write.fire('\r\n');
    if (text.trim() !== '') {
      if (this.#history.at(-1) !== text) this.#history.push(text);
      this.#running = true;
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
      const speed = vscode.workspace.getConfiguration('drydock').get('kubectl.speed', 20);
      const asked = { session: this.#session, line: text, speed, ...(folder === undefined ? {} : { folder }) };
      const ended = await this.#client.sendRequest<KubectlEnded>(kubectlRequest, asked).catch((error: unknown) => {
        this.print({ session: this.#session, text: `${String(error)}\n`, stream: 'err' });
        return undefined;
      });
      this.#prompt = ended?.prompt ?? plainPrompt;
      this.#running = false;
    }
    this.#restart('');
  }

  async #complete(line: Line): Promise<void> {
    const typed = line.text.slice(0, line.cursor);
    const { from, words } = await this.#client.sendRequest<Completion>(completeKubectlRequest, {
      session: this.#session,
      line: typed,
    });
    const part = typed.slice(from);
    const common = commonStart(words);
    if (common.length > part.length)
      return this.#show(inserted(line, common.slice(part.length) + (words.length === 1 ? ' ' : '')));
    if (words.length < 2) return;
    this.#write.fire(`\r\n${words.join('  ')}\r\n${this.#shownPrompt}`);
    this.#line = emptyLine;
    this.#show(line);
  }

  get #shownPrompt(): string {
    return `\x1b[36m${this.#prompt}\x1b[0m`;
  }

  #restart(before: string): void {
    this.#line = emptyLine;
    this.#write.fire(`${before}${this.#shownPrompt}`);
  }

  /** Draws the line anew behind the prompt. */
  #show(line: Line): void {
    const back = line.text.length - line.cursor;
    this.#write.fire(`\r\x1b[K${this.#shownPrompt}${line.text}${back > 0 ? `\x1b[${back}D` : ''}`);
    this.#line = line;
  }

  #interrupt(): void {
    void this.#client.sendNotification(interruptKubectlNotification, { session: this.#session });
  }
}

function commonStart(words: readonly string[]): string {
  const [first = '', ...others] = words;
  let length = first.length;
  for (const word of others) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
