import { t } from '@vscode/l10n';
import type { CompletionItem } from 'vscode-languageserver-types';
import { apiVersionOf } from '../../schema/schema.ts';
import { type SchemaSpot, schemaAt } from '../../schema/walk.ts';
import { nearest } from '../../validation/nearest.ts';
import { item, literal, type Request } from './request.ts';
import { valueSources } from './suggestions/registry.ts';
import { valuesFrom } from './suggestions/suggestion.ts';

/** What a field may be set to: enum values, booleans, names of other objects, apiVersions and kinds. */
export function valueItems(request: Request): CompletionItem[] {
  const { catalog, context, apiVersion, kind } = request;
  const [field, ...deeper] = context.path;
  if (deeper.length === 0 && field === 'kind') return kindItems(request);
  if (deeper.length === 0 && field === 'apiVersion') return apiVersionItems(request);
  const root = catalog.kind(apiVersion, kind);
  const spot = root === undefined ? undefined : schemaAt(catalog, root.definition, context.path);
  return spot === undefined ? [] : scalarItems(request, spot);
}

/** The values of a scalar, with what the field's description says; `before` stands in front of each: the dash of an item. */
export function scalarItems(request: Request, spot: SchemaSpot, before = ''): CompletionItem[] {
  const { schema } = spot;
  const doc = request.catalog.doc(spot.owner, spot.field);
  const documentation = doc === undefined ? {} : { documentation: { kind: 'markdown' as const, value: doc } };
  const values = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : []);
  const known = values.map((value, index) =>
    item(request, value === '' ? '""' : value, before + (value === '' ? '""' : literal(value)), {
      kind: 20,
      sortText: `0${index}`,
      ...documentation,
    }),
  );
  const suggested = valueSources
    .flatMap((suggest) => suggest(request, spot))
    .filter(({ text }) => !values.includes(text));
  return [...known, ...valuesFrom(request, suggested, before)];
}

function kindItems(request: Request): CompletionItem[] {
  const { catalog, apiVersion } = request;
  const sameVersion = catalog.kinds.filter((kind) => apiVersion === '' || apiVersionOf(kind) === apiVersion);
  const offered = sameVersion.length > 0 ? sameVersion : catalog.kinds;
  return offered.map((kind) => {
    const doc = catalog.doc(kind.definition);
    return item(request, kind.kind, literal(kind.kind), {
      kind: 7,
      detail: apiVersionOf(kind),
      ...(doc === undefined ? {} : { documentation: { kind: 'markdown' as const, value: doc } }),
    });
  });
}

function apiVersionItems(request: Request): CompletionItem[] {
  const { catalog, kind } = request;
  const ofKind = catalog.kinds.filter((one) => one.kind === kind || nearest(kind, [one.kind]).length > 0);
  const all = [...new Set(catalog.kinds.map(apiVersionOf))];
  const first = new Set(ofKind.map(apiVersionOf));
  return all.map((version) =>
    item(request, version, literal(version), {
      kind: 9,
      sortText: `${first.has(version) ? '0' : '1'}${version}`,
      ...(first.has(version) ? { detail: t('of {0}', kind) } : {}),
    }),
  );
}
