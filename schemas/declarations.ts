import { readFileSync } from 'node:fs';

/** An interface or class of a .d.ts file. */
export interface Declaration {
  readonly name: string;
  readonly doc: string;
  readonly members: Readonly<Record<string, Member>>;
}

export interface Member {
  readonly optional: boolean;
  readonly type: string;
  readonly doc: string;
}

/** Reads a generated .d.ts file: JSDoc, quoted or plain member names, types that end with `;`, and nothing else. */
export function readDeclarations(file: string): Declaration[] {
  const source = readFileSync(file, 'utf8');
  const found: Declaration[] = [];
  const head = /export (?:declare class|interface) (\w+)[^{]*\{/g;
  for (let match = head.exec(source); match !== null; match = head.exec(source)) {
    const end = closing(source, head.lastIndex);
    const members = readMembers(source.slice(head.lastIndex, end));
    found.push({ name: match[1] ?? '', doc: docBefore(source, match.index), members });
    head.lastIndex = end;
  }
  return found;
}

function readMembers(body: string): Record<string, Member> {
  const members: Record<string, Member> = {};
  const member =
    /\s*(?:\/\*\*([\s\S]*?)\*\/\s*)?(?:(?:static|constructor|readonly)\b[^;{]*|(['"]?)([\w$.-]+)\2(\?)?:)/y;
  for (let at = 0; at < body.length; ) {
    member.lastIndex = at;
    const match = member.exec(body);
    if (match === null) break;
    const end = endOfType(body, member.lastIndex);
    const type = body.slice(member.lastIndex, end).replace(/\s+/g, ' ').trim();
    if (match[3] !== undefined) members[match[3]] = { optional: match[4] === '?', type, doc: cleanDoc(match[1]) };
    at = end + 1;
  }
  return members;
}

/** The `;` that ends a member, not one inside braces. */
function endOfType(body: string, from: number): number {
  let depth = 0;
  for (let i = from; i < body.length; i++) {
    const c = body[i];
    if (c === '{' || c === '(') depth++;
    else if (c === '}' || c === ')') depth--;
    else if (c === ';' && depth <= 0) return i;
  }
  return body.length;
}

/** The brace that closes the one before `from`; comments may hold single braces. */
function closing(source: string, from: number): number {
  let depth = 1;
  for (let i = from; i < source.length; i++) {
    if (source.startsWith('/**', i)) i = source.indexOf('*/', i) + 1;
    else if (source[i] === '{') depth++;
    else if (source[i] === '}') depth--;
    if (depth === 0) return i;
  }
  return source.length;
}

function docBefore(source: string, at: number): string {
  return cleanDoc(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(source.slice(0, at))?.[1]);
}

/** The text of a JSDoc comment, as paragraphs. */
function cleanDoc(comment: string | undefined): string {
  if (comment === undefined) return '';
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .replaceAll("\\'", "'")
    .replaceAll('\\"', '"')
    .replaceAll('\\\\', '\\')
    .replace(/\*(?:&#47;|\u2215)/g, '*/')
    .trim();
}
