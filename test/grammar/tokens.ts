import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const ours = path.join(root, 'syntaxes/drydock.injection.tmLanguage.json');

/** Where grammars of YAML come from: a package that collects them, and the editor itself where its build is at hand. */
export const sources = {
  collected: [require.resolve('tm-grammars/grammars/yaml.json')],
  editor: grammarsIn(path.join(root, '.cache/vscode-server/vscode/extensions/yaml/syntaxes')),
} as const;

/** A word that our grammar names: its text and the name. */
export type Token = readonly [text: string, scope: string];

/** Reads YAML with the engine of VS Code, our grammar injected, and returns what our grammar names, line by line. */
export async function tokenizer(files: readonly string[]): Promise<(text: string) => Token[]> {
  const grammar = await load(files);
  return (text) => {
    const found: Token[] = [];
    let stack = INITIAL;
    for (const line of text.split('\n')) {
      const result = grammar.tokenizeLine(line, stack);
      stack = result.ruleStack;
      for (const { startIndex, endIndex, scopes } of result.tokens) {
        const scope = scopes.findLast((name) => name.endsWith('.drydock'));
        if (scope !== undefined) found.push([line.slice(startIndex, endIndex), scope.replace(/\.drydock$/, '')]);
      }
    }
    return found;
  };
}

async function load(files: readonly string[]): Promise<IGrammar> {
  await wasm();
  const byScope = new Map([...files, ours].map((file) => [scopeOf(file), file]));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => {
      const file = byScope.get(scope);
      return file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file);
    },
    getInjections: (scope) => (scope === 'source.yaml' ? ['drydock.injection'] : undefined),
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (grammar === null) throw new Error('no grammar of source.yaml');
  return grammar;
}

let loaded: Promise<void> | undefined;

function wasm(): Promise<void> {
  loaded ??= loadWASM({ data: readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')) });
  return loaded;
}

function scopeOf(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { scopeName: string }).scopeName;
}

function grammarsIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((file) => path.join(folder, file)) : [];
}
