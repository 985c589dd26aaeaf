import { ok, type Result, refused } from '../result.ts';
import { labelValue, qualifiedName } from './labels.ts';
import type { Labels } from './meta.ts';

/** metav1.LabelSelector, as it stands in objects. */
export interface LabelSelector {
  readonly matchLabels?: Labels | null;
  readonly matchExpressions?: readonly LabelSelectorRequirement[] | null;
}

export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | null;
}

export type RequirementOperator = 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | 'gt' | 'lt';

/** One requirement of a selector; node selectors use the same. */
export interface Requirement {
  readonly key: string;
  readonly operator: RequirementOperator;
  readonly values: readonly string[];
}

const operators: Readonly<Record<string, RequirementOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
  Gt: 'gt',
  Lt: 'lt',
};

/** Whether a LabelSelector selects the labels: no selector selects nothing, an empty one everything, one that is not valid nothing. */
export function matchesLabelSelector(
  selector: LabelSelector | null | undefined,
  labels: Labels | null | undefined,
): boolean {
  if (selector === null || selector === undefined || typeof selector !== 'object') return false;
  if (!matchesLabels(selector.matchLabels, labels)) return false;
  return list(selector.matchExpressions).every((expression) => {
    const requirement = requirementOf(expression);
    return (
      requirement !== undefined &&
      requirement.operator !== 'gt' &&
      requirement.operator !== 'lt' &&
      matchesRequirement(requirement, labels)
    );
  });
}

/** Whether every label of `wanted` is there: the selector of a Service, a ReplicationController, spec.nodeSelector. */
export function matchesLabels(wanted: Labels | null | undefined, labels: Labels | null | undefined): boolean {
  if (wanted === null || wanted === undefined) return true;
  return Object.entries(wanted).every(([key, value]) => labelOf(labels, key) === value);
}

/** The same for many: what is wanted is read once. */
export function matcherOf(wanted: Labels | null | undefined): (labels: Labels | null | undefined) => boolean {
  const entries = Object.entries(wanted ?? {});
  return (labels) => entries.every(([key, value]) => labelOf(labels, key) === value);
}

/** Whether the requirement holds; NotIn and != hold where the key is missing. Follows kubernetes labels.Requirement.Matches. */
export function matchesRequirement({ key, operator, values }: Requirement, labels: Labels | null | undefined): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value);
    case 'gt':
    case 'lt':
      return value !== undefined && isOrdered(operator, value, values);
    default:
      return value !== undefined && values.includes(value);
  }
}

/** A requirement of a LabelSelector or node selector in the form of a parsed one; undefined where the operator is none. */
export function requirementOf({ key, operator, values }: LabelSelectorRequirement): Requirement | undefined {
  const known = operators[operator];
  return known === undefined ? undefined : { key, operator: known, values: list(values) };
}

/** `a=b,c in (d,e),!f` → requirements, in the order of their keys. The error is the API server's text. Follows kubernetes labels.Parse. */
export function parseSelector(text: string): Result<readonly Requirement[], string> {
  const reader = { tokens: tokensOf(text), at: 0 };
  const requirements: Requirement[] = [];
  for (;;) {
    const token = peek(reader);
    if (token.kind === 'end') return ok(requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)));
    if (token.kind !== 'word' && token.text !== '!')
      return refused(`found '${token.text}', expected: !, identifier, or 'end of string'`);
    const requirement = readRequirement(reader);
    if (!requirement.ok) return refused(`unable to parse requirement: ${requirement.error}`);
    requirements.push(requirement.value);
    const after = take(reader);
    if (after.kind === 'end') continue;
    if (after.text !== ',') return refused(`found '${after.text}', expected: ',' or 'end of string'`);
    const next = peek(reader);
    if (next.kind !== 'word' && next.text !== '!')
      return refused(`found '${next.text}', expected: identifier after ','`);
  }
}

/** Whether every requirement holds. */
export function matchesRequirements(requirements: readonly Requirement[], labels: Labels | null | undefined): boolean {
  return requirements.every((requirement) => matchesRequirement(requirement, labels));
}

/** The selector as kubectl and the API server print it: `app=web,tier in (a,b)`. Follows kubernetes metav1.FormatLabelSelector. */
export function formatLabelSelector(selector: LabelSelector | null | undefined): string {
  if (selector === null || selector === undefined) return '<none>';
  const labels = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]): Requirement => ({ key, operator: '=', values: [value] }),
  );
  const requirements = [
    ...labels,
    ...list(selector.matchExpressions).flatMap((expression) => requirementOf(expression) ?? []),
  ];
  if (requirements.length === 0) return '<none>';
  return requirements
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(formatRequirement)
    .join(',');
}

/** One requirement in the syntax that `parseSelector` reads. */
export function formatRequirement({ key, operator, values }: Requirement): string {
  switch (operator) {
    case 'exists':
      return key;
    case '!':
      return `!${key}`;
    case 'in':
    case 'notin':
      return `${key} ${operator} (${[...values].sort().join(',')})`;
    case 'gt':
    case 'lt':
      return `${key}${operator === 'gt' ? '>' : '<'}${values[0] ?? ''}`;
    default:
      return `${key}${operator}${values[0] ?? ''}`;
  }
}

function labelOf(labels: Labels | null | undefined, key: string): string | undefined {
  return labels !== null && labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function list<T>(items: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(items) ? items : [];
}

function isOrdered(operator: 'gt' | 'lt', value: string, values: readonly string[]): boolean {
  const bound = values[0] ?? '';
  if (values.length !== 1 || !/^[+-]?\d+$/.test(value) || !/^[+-]?\d+$/.test(bound)) return false;
  return operator === 'gt'
    ? BigInt(unsigned(value)) > BigInt(unsigned(bound))
    : BigInt(unsigned(value)) < BigInt(unsigned(bound));
}

function unsigned(text: string): string {
  return text.startsWith('+') ? text.slice(1) : text;
}

interface Token {
  readonly kind: 'word' | 'symbol' | 'end';
  readonly text: string;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

const end: Token = { kind: 'end', text: '' };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/g)) {
    const token = match[1] ?? '';
    tokens.push({ kind: /^[=!(),<>]/.test(token) ? 'symbol' : 'word', text: token });
  }
  return tokens;
}

function peek(reader: Reader): Token {
  return reader.tokens[reader.at] ?? end;
}

function take(reader: Reader): Token {
  const token = peek(reader);
  reader.at++;
  return token;
}

function readRequirement(reader: Reader): Result<Requirement, string> {
  const absent = peek(reader).text === '!';
  if (absent) take(reader);
  const key = take(reader);
  if (key.kind !== 'word') return refused(`found '${key.text}', expected: identifier`);
  const keyErrors = qualifiedName(key.text);
  if (keyErrors.length > 0) return refused(`key: Invalid value: ${JSON.stringify(key.text)}: ${keyErrors.join('; ')}`);
  const next = peek(reader);
  if (absent) return ok({ key: key.text, operator: '!', values: [] });
  if (next.kind === 'end' || next.text === ',') return ok({ key: key.text, operator: 'exists', values: [] });
  const operator = operatorOf(take(reader));
  if (operator === undefined) return refused(`found '${next.text}', expected: in, notin, =, ==, !=, gt, lt`);
  const values = operator === 'in' || operator === 'notin' ? readValues(reader) : readExactValue(reader);
  if (!values.ok) return values;
  const valueErrors = checkValues(key.text, operator, values.value);
  return valueErrors === undefined ? ok({ key: key.text, operator, values: values.value }) : refused(valueErrors);
}

function operatorOf(token: Token): RequirementOperator | undefined {
  switch (token.text) {
    case 'in':
    case 'notin':
    case '=':
    case '==':
    case '!=':
      return token.text;
    case '>':
      return 'gt';
    case '<':
      return 'lt';
    default:
      return undefined;
  }
}

function readValues(reader: Reader): Result<readonly string[], string> {
  const open = take(reader);
  if (open.text !== '(') return refused(`found '${open.text}' expected: '('`);
  const values = new Set<string>();
  let value: string | undefined;
  for (;;) {
    const token = take(reader);
    if (token.kind === 'word' && value === undefined) {
      value = token.text;
      continue;
    }
    if (token.text !== ',' && token.text !== ')') return refused(`found '${token.text}', expected: ',', or ')'`);
    values.add(value ?? '');
    value = undefined;
    if (token.text === ')') return ok([...values]);
  }
}

function readExactValue(reader: Reader): Result<readonly string[], string> {
  const token = peek(reader);
  if (token.kind === 'end' || token.text === ',') return ok(['']);
  take(reader);
  return token.kind === 'word' ? ok([token.text]) : refused(`found '${token.text}', expected: identifier`);
}

function checkValues(key: string, operator: RequirementOperator, values: readonly string[]): string | undefined {
  if (operator === 'gt' || operator === 'lt') {
    const bound = values[0] ?? '';
    return /^[+-]?\d+$/.test(bound)
      ? undefined
      : `values[0][${key}]: Invalid value: ${JSON.stringify(bound)}: for 'Gt', 'Lt' operators, the value must be an integer`;
  }
  for (const [index, value] of values.entries()) {
    const errors = labelValue(value);
    if (errors.length > 0)
      return `values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${errors.join('; ')}`;
  }
  return undefined;
}
