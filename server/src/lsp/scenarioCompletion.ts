import { t } from '@vscode/l10n';
import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from 'vscode-languageserver';
import { type JsonSchema, scenarioSchema } from '#kubectl/scenario/scenarioSchema.ts';
import { documentAt, type Offset, type SourceFile } from '#language/document/document.ts';
import { type Context, contextAt } from '#language/features/completion/context.ts';
import { toRange } from './convert.ts';
import { fieldAt, schemasAt, valuesOf } from './scenarioSchemaWalk.ts';

/** What a scenario may say at an offset, while the text around it is broken too. */
export function scenarioCompletion(file: SourceFile, offset: Offset): CompletionItem[] {
  const document = documentAt(file, offset);
  const context = contextAt(document.tree.text, offset - document.start);
  if (context === undefined) return [];
  const range = toRange(file, document.start + context.start, document.start + context.end);
  const quoted = /["']/.test(file.text[document.start + context.start - 1] ?? '');
  const offers = context.position === 'key' ? keyOffers(context) : valueOffers(context, quoted);
  return offers.map(({ text, ...rest }) => ({
    insertTextFormat: InsertTextFormat.Snippet,
    insertTextMode: InsertTextMode.asIs,
    filterText: rest.label,
    textEdit: { range, newText: text },
    ...rest,
  }));
}

type Offer = CompletionItem & { readonly text: string };

function keyOffers(context: Context): Offer[] {
  const offers = schemasAt(scenarioSchema, context.path).flatMap((schema) =>
    schema.items === undefined ? fieldOffers(schema, context, '') : fieldOffers(schema.items, context, '- '),
  );
  return [...new Map(offers.map((offer) => [offer.label, offer])).values()];
}

/** `dash`: at the place of a list without its dash, the dash comes with the item. */
function fieldOffers(schema: JsonSchema, context: Context, dash: string): Offer[] {
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name]) => !context.siblings.has(name) && fits(schema, name, context.siblings),
  );
  return fields.map(([name, field]) => ({
    label: name,
    kind: CompletionItemKind.Field,
    detail: typeOf(field),
    sortText: `${schema.required?.includes(name) === true ? '0' : '1'}${name}`,
    documentation: { kind: 'markdown', value: explained(field) },
    text: dash + withValue(name, field, context, context.column + dash.length),
  }));
}

/** Whether a field can stand beside those that are there: of fields of which there is one, no second, nor what belongs to another. */
function fits(
  { oneOf = [], dependentRequired = {} }: JsonSchema,
  name: string,
  siblings: Context['siblings'],
): boolean {
  const choices = new Set(oneOf.flatMap(({ required }) => required));
  const chosen = [...siblings.keys()].flatMap((there) =>
    choices.has(there) ? [there] : (dependentRequired[there] ?? []),
  );
  if (chosen.length === 0) return true;
  return choices.has(name)
    ? chosen.includes(name)
    : (dependentRequired[name] ?? chosen).some((one) => chosen.includes(one));
}

/** A field with the beginning of its value, in the style of its map. */
function withValue(name: string, field: JsonSchema, { flow }: Context, column: number): string {
  const indent = ' '.repeat(column + 2);
  if (field.items !== undefined) return flow ? `${name}: [$0]` : `${name}:\n${indent}- $0`;
  if (field.properties !== undefined || typeof field.additionalProperties === 'object')
    return flow ? `${name}: {$0\\}` : `${name}:\n${indent}$0`;
  const values = field.anyOf === undefined ? valuesOf(field) : [];
  return values.length === 0 ? `${name}: $0` : `${name}: \${1|${values.map((value) => written(value)).join(',')}|}`;
}

function valueOffers(context: Context, quoted: boolean): Offer[] {
  const field = fieldAt(scenarioSchema, context.path);
  if (field === undefined) return [];
  return [...new Set(valuesOf(field))].map((value, index) => ({
    label: String(value),
    kind: CompletionItemKind.EnumMember,
    sortText: `0${index}`,
    documentation: { kind: 'markdown', value: explained(field) },
    text: quoted ? String(value) : written(value),
  }));
}

/** A value as YAML, with quotes where it would be read as something else without. */
function written(value: unknown): string {
  return typeof value === 'string' && /^(?:[\d.]+|true|false|null|yes|no|on|off)$/i.test(value)
    ? `"${value}"`
    : String(value);
}

/** The type of a field, for the line beside its name: `duration`, `map`, `number or list`. */
export function typeOf(field: JsonSchema): string {
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map(typeOf))].join(' | ');
  if (field.pattern?.includes('ms|s|m|h') === true) return 'duration';
  const values = valuesOf(field);
  if (values.length > 0 && field.type !== 'boolean') return values.map(String).join(' | ');
  return typeof field.type === 'string' ? field.type : (field.type ?? ['any']).join(' | ');
}

/** What the schema says of a field, as Markdown. */
export function explained(field: JsonSchema): string {
  const usual = field.default === undefined ? '' : t('default: {0}', `\`${String(field.default)}\``);
  return [field.description ?? '', usual].filter((part) => part !== '').join('\n\n');
}
