import type { CompletionItem } from 'vscode-languageserver-types';
import { apiVersionOf } from '../../schema/schema.ts';
import { fieldSnippet, keyItems } from './keys.ts';
import { item, literal, type Request } from './request.ts';
import { skeletonOf } from './skeletons.ts';

/** At the top of a document: whole objects while there is no kind, then the fields of the kind. */
export function rootItems(request: Request): CompletionItem[] {
  const { catalog, context, apiVersion, kind } = request;
  if (context.position !== 'key' || context.flow || context.column > 0) return [];
  const head = ['apiVersion', 'kind', 'metadata']
    .filter((key) => !context.siblings.has(key))
    .map((key, index) =>
      item(
        request,
        key,
        fieldSnippet(request, key, key === 'metadata' ? { additionalProperties: {} } : { type: 'string' }, 0),
        { kind: 10, sortText: `0${index}` },
      ),
    );
  if (catalog.kind(apiVersion, kind) !== undefined)
    return [...head.filter((one) => one.label !== 'metadata'), ...keyItems(request)];
  if (context.siblings.has('kind')) return head;
  const kinds = catalog.kinds.map((one) => {
    const doc = catalog.doc(one.definition);
    const stable = /^v\d+$/.test(one.version);
    return item(request, one.kind, skeletonOf(one, literal, catalog), {
      kind: 15,
      detail: apiVersionOf(one),
      sortText: `1${stable ? '0' : '1'}${one.kind}`,
      ...(doc === undefined ? {} : { documentation: { kind: 'markdown' as const, value: doc } }),
    });
  });
  return [...head, ...kinds];
}
