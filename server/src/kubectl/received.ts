import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Context } from './command.ts';
import type { FileItem } from './manifestFiles.ts';
import { refusalText } from './refusal.ts';
import { dryRunOf } from './write.ts';

/**
 * The object of a manifest as the API server reads it, or undefined after its refusal was said: what cannot be decoded is refused always,
 * unknown fields as `--validate` asks. Without a request (`--dry-run=client`) nobody decodes. Follows k8s.io/apiserver
 * pkg/endpoints/handlers.
 */
export function received(context: Context, { object, decoded }: FileItem, doing: string): ApiObject | undefined {
  if (decoded === undefined || dryRunOf(context) === 'client') return object;
  const unknown = decoded.unknown.map((field) => `unknown field "${field}"`);
  const validation = context.flags.text('validate') ?? 'strict';
  const strict = validation === 'strict' || validation === 'true';
  const problem =
    decoded.wrong ?? (strict && unknown.length > 0 ? `strict decoding error: ${unknown.join(', ')}` : undefined);
  if (problem !== undefined) {
    const version = object.apiVersion.split('/').at(-1);
    const message = `${object.kind} in version "${version}" cannot be handled as a ${object.kind}: ${problem}`;
    context.err(refusalText({ key: keyOf(object), status: { code: 400, reason: 'BadRequest', message } }, doing));
    return undefined;
  }
  if (unknown.length === 0) return object;
  if (validation === 'warn') for (const text of unknown) context.warn(text);
  return decoded.object;
}
