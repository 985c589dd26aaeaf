import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A session of a tutorial, as it was printed. */
export interface Session {
  readonly id: string;
  readonly initialState: { readonly cluster: { readonly nodes?: readonly SessionNode[] } };
  readonly commands: readonly { readonly cmd: string; readonly output: string | null }[];
}

export interface SessionNode {
  readonly name: string;
  readonly role?: string;
  readonly taints?: readonly string[];
  readonly cpu?: number;
  readonly memoryMi?: number;
}

const seeds = path.resolve(import.meta.dirname, '../../../shared/seeds');

/** Whether the sessions are beside the project. */
export const haveSessions = existsSync(seeds);

export function sessionIds(): readonly string[] {
  if (!haveSessions) return [];
  const names = readdirSync(path.join(seeds, 'transcripts')).filter((name) => /^\d/.test(name));
  return names.map((name) => name.replace('.json', '')).sort();
}

export function sessionOf(id: string): Session {
  return JSON.parse(readFileSync(path.join(seeds, 'transcripts', `${id}.json`), 'utf8')) as Session;
}

/** A manifest of a tutorial (`001-02-deployment`), corrected where it needed that, with replacements made in turn. Read when it is asked for. */
export function manifest(name: string, ...edits: readonly (readonly [RegExp, string])[]): () => string {
  return () => {
    const places = [path.join(seeds, 'manifests/fixed', `${name}.yaml`), path.join(seeds, 'manifests', `${name}.yaml`)];
    const found = places.find((each) => existsSync(each));
    if (found === undefined) throw new Error(`no manifest ${name}`);
    return edits.reduce(
      (text, [from, to]) => {
        if (!from.test(text)) throw new Error(`${name} has nothing like ${from}`);
        return text.replace(from, to);
      },
      readFileSync(found, 'utf8'),
    );
  };
}
