import type { ApiObject } from '#engine/api/meta.ts';
import { jsonPatch } from '#engine/patch/jsonPatch.ts';
import { mergePatch } from '#engine/patch/mergePatch.ts';
import { strategicMerge } from '#engine/patch/strategicMerge.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { readJson } from '../json.ts';
import { mergeKind } from '../kindLookup.ts';
import { outputFlags, printObject } from '../printers/objectOutput.ts';
import { refusalText, serverError } from '../refusal.ts';
import { scaled } from '../scaleSubresource.ts';
import { select, selectionFlags, type Target } from '../targets.ts';
import { dryRunFlag, dryRunOf, printUnstored, reasonOf, writeObject } from '../write.ts';

export type PatchType = 'strategic' | 'merge' | 'json';

/** `kubectl patch TYPE NAME -p PATCH [--type strategic|merge|json] [--subresource status|scale]`. */
export const patch: Command = {
  name: 'patch',
  flags: [
    ...selectionFlags(),
    ...outputFlags,
    dryRunFlag,
    { name: 'patch', short: 'p', type: 'string' },
    { name: 'patch-file', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'subresource', type: 'string' },
    { name: 'local', type: 'bool' },
    { name: 'record', type: 'bool' },
    { name: 'field-manager', type: 'string' },
  ],
  run(context: Context): number {
    const type = context.flags.text('type') ?? 'strategic';
    if (type !== 'strategic' && type !== 'merge' && type !== 'json')
      return fail(context, `--type must be one of [json merge strategic], not "${type}"`);
    const subresource = context.flags.text('subresource') ?? '';
    if (!/^(status|scale|resize)?$/.test(subresource))
      return fail(context, `invalid subresource value: "${subresource}". Must be one of [status scale resize]`);
    const text = context.flags.text('patch') ?? patchFile(context);
    if (text === undefined)
      return fail(context, 'must specify --patch or --patch-file containing the contents of the patch');
    const body = readJson(text);
    if (!body.ok) return fail(context, `unable to parse "${text}": ${body.error}`);
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    for (const error of selection.value.errors) context.err(error);
    let code = selection.value.errors.length > 0 ? 1 : 0;
    for (const target of selection.value.targets) if (!patchOne(context, target, type, body.value)) code = 1;
    return code;
  },
};

/** The object after a patch of it (or of its scale); the error is the API server's message. */
export function patched(
  object: ApiObject,
  type: PatchType,
  body: unknown,
  subresource?: string,
): Result<ApiObject, string> {
  if (subresource === 'scale') {
    const view = scaled(object);
    const next = apply(view, type === 'strategic' ? 'merge' : type, body);
    return next.ok ? ok(withReplicas(object, next.value)) : next;
  }
  const next = apply(object, type, body);
  if (!next.ok || subresource !== 'status') return next;
  return ok({ ...next.value, spec: object['spec'] });
}

function apply(object: ApiObject, type: PatchType, body: unknown): Result<ApiObject, string> {
  switch (type) {
    case 'merge':
      return ok(mergePatch(object, body) as ApiObject);
    case 'strategic':
      return ok(strategicMerge(object.kind, object, body) as ApiObject);
    case 'json': {
      const next = jsonPatch(object, body);
      return next.ok ? ok(next.value as ApiObject) : refused(next.error);
    }
  }
}

function withReplicas(object: ApiObject, scale: ApiObject): ApiObject {
  const spec = scale['spec'] as { readonly replicas?: number } | undefined;
  return { ...object, spec: { ...(object['spec'] as object), replicas: spec?.replicas } };
}

function patchOne(context: Context, { kind, object }: Target, type: PatchType, body: unknown): boolean {
  if (type === 'strategic' && mergeKind(kind) === undefined) {
    context.err(
      serverError({
        code: 415,
        reason: 'UnsupportedMediaType',
        message:
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
      }),
    );
    return false;
  }
  const subresource = context.flags.text('subresource');
  const next = patched(object, type, body, subresource);
  if (!next.ok) {
    context.err(
      next.error.startsWith('testing') || type === 'json'
        ? `The request is invalid: the server rejected our request due to an error in our request`
        : `error: ${next.error}`,
    );
    return false;
  }
  const { name } = next.value.metadata;
  if (name !== object.metadata.name) {
    const message = `the name of the object (${name}) does not match the name on the URL (${object.metadata.name})`;
    context.err(serverError({ code: 400, reason: 'BadRequest', message }));
    return false;
  }
  if (dryRunOf(context) !== 'none') return printUnstored(context, object, next.value, 'patched');
  const outcome = writeObject(context, object, next.value, reasonOf(context), subresource);
  if (outcome.kind === 'rejected') {
    context.err(refusalText(outcome));
    return false;
  }
  const after = outcome.after ?? next.value;
  return printObject(context, after, outcome.after === object ? 'patched (no change)' : 'patched');
}

function patchFile(context: Context): string | undefined {
  const name = context.flags.text('patch-file');
  if (name === undefined) return undefined;
  return name === '-' ? context.stdin : context.cluster.files.read(name);
}
