import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Status } from '../api/status.ts';
import { isFields } from '../patch/json.ts';
import type { Result } from '../result.ts';
import { ok, refused } from '../result.ts';
import type { Applied, Rejected } from '../store/change.ts';
import { patched } from './delta.ts';
import type { Assumption, Entry, Note, Trace, TraceHeader } from './trace.ts';

/** Decodes what `encodeTrace` made. Anything else is refused with a sentence that says where it stops making sense. */
export function decodeTrace(wire: unknown): Result<Trace, string> {
  if (!isFields(wire) || !isFields(wire['header']) || !Array.isArray(wire['chunks']))
    return refused('this is not a trace: it has no header and no chunks');
  const decoder = new Decoder();
  const entries: Entry[] = [];
  for (const chunk of wire['chunks'] as readonly unknown[]) {
    const decoded = decoder.decode(chunk);
    if (!decoded.ok) return decoded;
    for (const entry of decoded.value) entries.push(entry);
  }
  const end = typeof wire['end'] === 'number' ? wire['end'] : (entries.at(-1)?.at ?? 0);
  return ok({ header: headerOf(wire['header']), entries, end });
}

/** A header from outside, every field with a value that can be shown. */
export function headerOf(value: unknown): TraceHeader {
  const header = isFields(value) ? value : {};
  return {
    kubernetesVersion: (typeof header['kubernetesVersion'] === 'string'
      ? header['kubernetesVersion']
      : '1.36') as TraceHeader['kubernetesVersion'],
    seed: typeof header['seed'] === 'number' ? header['seed'] : 1,
    startTime: typeof header['startTime'] === 'number' ? header['startTime'] : 0,
  };
}

/** Decodes the chunks of one run, in their order. Objects share what did not change. After a refusal it is of no further use. */
export class Decoder {
  private readonly strings: string[] = [];
  private readonly last: Map<Key, ApiObject> = new Map();
  private readonly models: ApiObject[] = [];
  private readonly notes: Map<string, unknown> = new Map();
  private count = 0;

  decode(chunk: unknown): Result<readonly Entry[], string> {
    if (!isFields(chunk) || !Array.isArray(chunk['strings']) || !Array.isArray(chunk['entries']))
      return refused('a chunk of the trace is missing its strings or entries');
    if (chunk['entries'].length > 0 && chunk['from'] !== this.count)
      return refused(`a chunk of the trace is missing: expected entry ${this.count}, found ${String(chunk['from'])}`);
    for (const text of chunk['strings'] as readonly unknown[]) this.strings.push(String(text));
    const entries: Entry[] = [];
    for (const wire of chunk['entries'] as readonly unknown[]) {
      const entry = this.entry(wire);
      if (entry === undefined) return refused(`entry ${this.count} of the trace cannot be read`);
      entries.push(entry);
      this.count++;
    }
    return ok(entries);
  }

  private entry(wire: unknown): Entry | undefined {
    if (!Array.isArray(wire)) return undefined;
    const [at, actor, back, why, change, assumptions] = wire as readonly unknown[];
    const decoded = this.change(change);
    const actorText = this.text(actor);
    const whyText = this.text(why);
    if (
      typeof at !== 'number' ||
      typeof back !== 'number' ||
      actorText === undefined ||
      whyText === undefined ||
      decoded === undefined
    )
      return undefined;
    const entry: Entry = {
      seq: this.count,
      at,
      actor: actorText,
      cause: back === 0 ? null : this.count - back,
      why: whyText,
      change: decoded,
    };
    return Array.isArray(assumptions) ? { ...entry, assumptions: assumptions as readonly Assumption[] } : entry;
  }

  private change(wire: unknown): Applied | Rejected | Note | undefined {
    if (!Array.isArray(wire)) return undefined;
    const [tag, first, second, third, fourth] = wire as readonly unknown[];
    if (tag === 'n') return this.note(first, second, third, fourth);
    if (tag === 'N') return this.note(first, second, third, patched(this.notes.get(String(first)), fourth));
    const key = this.text(first);
    if (key === undefined) return undefined;
    switch (tag) {
      case 'c':
        if (isObject(second)) this.models.push(second);
        return this.put(key, 'create', null, second);
      case 'm':
        return this.put(
          key,
          'create',
          null,
          typeof second === 'number' ? patched(this.models[second], third) : undefined,
        );
      case 'u':
        return this.put(key, 'update', this.last.get(key) ?? null, patched(this.last.get(key), second));
      case 'd':
        return this.put(key, 'delete', this.last.get(key) ?? null, null);
      case 'w':
        return this.put(key, second as Applied['verb'], third, fourth);
      case 'r':
        return isFields(third)
          ? { kind: 'rejected', key, verb: second as Rejected['verb'], status: third as unknown as Status }
          : undefined;
      default:
        return undefined;
    }
  }

  private note(topic: unknown, text: unknown, key: unknown, data: unknown): Note | undefined {
    if (typeof topic !== 'string' || typeof text !== 'string') return undefined;
    if (data !== undefined) this.notes.set(topic, data);
    const about = typeof key === 'number' && key >= 0 ? this.text(key) : undefined;
    const note: Note = { kind: 'note', topic: topic as Note['topic'], text };
    return { ...note, ...(about === undefined ? {} : { key: about }), ...(data === undefined ? {} : { data }) };
  }

  private put(key: Key, verb: Applied['verb'], before: unknown, after: unknown): Applied | undefined {
    if ((before !== null && !isObject(before)) || (after !== null && !isObject(after))) return undefined;
    if (after === null) this.last.delete(key);
    else this.last.set(key, after);
    return { kind: 'applied', verb, key, before, after };
  }

  private text(index: unknown): string | undefined {
    return typeof index === 'number' ? this.strings[index] : undefined;
  }
}

function isObject(value: unknown): value is ApiObject {
  if (!isFields(value) || typeof value['kind'] !== 'string' || typeof value['apiVersion'] !== 'string') return false;
  return isFields(value['metadata']) && typeof value['metadata']['name'] === 'string';
}
