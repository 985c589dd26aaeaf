import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { LeftOut } from '../../server/src/lsp/host.ts';
import { schemasIn } from '../../server/src/lsp/schemas.ts';
import { serve } from '../../server/src/lsp/serve.ts';
import { type Indexed, indexedNotification } from '../../server/src/protocol/indexed.ts';

/** An editor in a conversation with the language server, both in this process. */
export interface Conversation {
  readonly editor: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly errors: string[];
  /** What the server said by itself of its index: `message …`, `progress …`, `indexed …`, in order. */
  readonly said: string[];
  end(): Promise<void>;
}

/** What a conversation begins with: files that are saved, and what the editor can do. */
export interface Beginning {
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly options?: unknown;
  /** What the files of the machine are, besides `files`. */
  readonly leftOut?: LeftOut;
  /** The files are found one after another, not all at once. */
  readonly slowly?: boolean;
}

const schemas = schemasIn(fileURLToPath(new URL('../../dist/schemas', import.meta.url)));

/** What an editor that asks for diagnostics says of itself. */
export const pulling: ClientCapabilities = {
  textDocument: { diagnostic: {}, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
  workspace: { diagnostics: { refreshSupport: true } },
};

/** Starts a server over streams in memory. Its files are those of `files`, by URI; none other exist. */
export async function conversation({
  files = {},
  capabilities = pulling,
  options,
  leftOut,
  slowly = false,
}: Beginning = {}): Promise<Conversation> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(server, {
    schemas: () => schemas,
    read: async (uri) => files[uri],
    readManifest: async (uri) => files[uri],
    async *manifestsUnder(folders, walk) {
      const inside = Object.entries(files).filter(([uri]) => folders.some((folder) => uri.startsWith(`${folder}/`)));
      const read = inside.map(([uri, text]) => ({ uri, text }));
      const size = slowly ? 1 : Math.max(1, read.length);
      for (let at = 0; at < read.length; at += size) {
        if (walk.stopped()) return;
        walk.looked?.(Math.min(read.length, at + size));
        yield read.slice(at, at + size);
      }
      if (leftOut !== undefined) walk.leftOut?.(leftOut);
    },
  });
  const editor = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const errors: string[] = [];
  editor.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
    if (type === 1) errors.push(message);
  });
  const said: string[] = [];
  editor.onNotification(
    'window/showMessage',
    ({ message }: { message: string }) => void said.push(`message ${message}`),
  );
  editor.onNotification(
    '$/progress',
    ({ value }: { value: { kind: string; title?: string; message?: string } }) =>
      void said.push(`progress ${value.kind} ${value.title ?? value.message ?? ''}`.trim()),
  );
  editor.onNotification(
    indexedNotification,
    (indexed: Indexed) => void said.push(`indexed ${JSON.stringify(indexed)}`),
  );
  editor.onRequest('window/workDoneProgress/create', () => null);
  editor.onRequest('workspace/diagnostic/refresh', () => null);
  editor.listen();
  const initialized = await editor.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: [{ uri: 'file:///w', name: 'w' }],
    initializationOptions: options,
  });
  await editor.sendNotification('initialized', {});
  return {
    editor,
    initialized,
    errors,
    said,
    async end() {
      await editor.sendRequest('shutdown');
      editor.dispose();
      server.dispose();
    },
  };
}
