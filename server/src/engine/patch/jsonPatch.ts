import { equal } from '../equal.ts';
import type { Result } from '../result.ts';
import { ok, refused } from '../result.ts';
import { copy, type Fields, isFields } from './json.ts';

/** RFC 6902; the error is the API server's text (evanphx/json-patch). */
export function jsonPatch(target: unknown, operations: unknown): Result<unknown, string> {
  if (!Array.isArray(operations)) return refused('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  let document: unknown = copy(target);
  for (const operation of operations) {
    const next = isFields(operation) ? apply(document, operation) : refused('Unexpected kind: unknown');
    if (!next.ok) return next;
    document = next.value;
  }
  return ok(document);
}

function apply(document: unknown, operation: Fields): Result<unknown, string> {
  const { op, path, value } = operation;
  if (typeof path !== 'string') return refused(`${String(op)} operation does not apply: missing path`);
  switch (op) {
    case 'add':
      return set(document, path, copy(value), 'add');
    case 'replace':
      return set(document, path, copy(value), 'replace');
    case 'remove':
      return remove(document, path);
    case 'test':
      return test(document, path, value);
    case 'move':
    case 'copy':
      return transfer(document, path, String(operation['from'] ?? ''), op);
    default:
      return refused(`Unexpected kind: ${String(op)}`);
  }
}

function transfer(document: unknown, path: string, from: string, op: 'move' | 'copy'): Result<unknown, string> {
  const source = lookUp(document, from);
  if (source === undefined)
    return refused(`${op} operation does not apply: doc is missing from path: ${from}: missing value`);
  const value = copy(source);
  const without = op === 'move' ? remove(document, from) : ok(document);
  return without.ok ? set(without.value, path, value, 'add') : without;
}

function test(document: unknown, path: string, value: unknown): Result<unknown, string> {
  const found = lookUp(document, path);
  if (equal(found ?? null, value ?? null)) return ok(document);
  return refused(`testing value ${path} failed: test failed`);
}

function set(document: unknown, path: string, value: unknown, op: 'add' | 'replace'): Result<unknown, string> {
  if (path === '') return ok(value);
  const { parent, last } = parentOf(document, path);
  const missing = `${op} operation does not apply: doc is missing ${op === 'replace' ? 'key' : 'path'}: ${path}: missing value`;
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    const end = op === 'replace' ? parent.length - 1 : parent.length;
    if (!Number.isInteger(index) || index < 0 || index > end) return refused(missing);
    parent.splice(index, op === 'replace' ? 1 : 0, value);
    return ok(document);
  }
  if (!isFields(parent)) return refused(missing);
  if (op === 'replace' && !Object.hasOwn(parent, last)) return refused(missing);
  (parent as Record<string, unknown>)[last] = value;
  return ok(document);
}

function remove(document: unknown, path: string): Result<unknown, string> {
  const { parent, last } = parentOf(document, path);
  if (Array.isArray(parent) && Number(last) >= 0 && Number(last) < parent.length) {
    parent.splice(Number(last), 1);
    return ok(document);
  }
  if (!isFields(parent))
    return refused(`remove operation does not apply: doc is missing path: "${path}": missing value`);
  if (!Object.hasOwn(parent, last)) return refused(`unable to remove nonexistent key: ${last}: missing value`);
  delete (parent as Record<string, unknown>)[last];
  return ok(document);
}

function lookUp(document: unknown, path: string): unknown {
  if (path === '') return document;
  const { parent, last } = parentOf(document, path);
  if (Array.isArray(parent)) return parent[Number(last)];
  return isFields(parent) && Object.hasOwn(parent, last) ? parent[last] : undefined;
}

function parentOf(document: unknown, path: string): { readonly parent: unknown; readonly last: string } {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop() ?? '';
  let parent: unknown = document;
  for (const part of parts) {
    if (Array.isArray(parent)) parent = parent[Number(part)];
    else parent = isFields(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined;
  }
  return { parent, last };
}
