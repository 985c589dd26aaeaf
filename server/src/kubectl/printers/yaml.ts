/** A value of JSON as kubectl's YAML (sigs.k8s.io/yaml): keys sorted, lists not indented, strings plain where YAML 1.1 reads them back. */
export function toYaml(value: unknown): string {
  return lines(value, 0).join('\n');
}

/** JSON as kubectl prints it: four spaces, keys sorted. */
export function toJson(value: unknown): string {
  return escaped(JSON.stringify(sorted(value), null, 4));
}

/** As Go writes strings that could stand in HTML. */
function escaped(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

/** The same on one line, as kubectl prints the events of a watch. */
export function toJsonLine(value: unknown): string {
  return escaped(JSON.stringify(sorted(value)));
}

/** The same value with the keys of every map in order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function lines(value: unknown, depth: number): readonly string[] {
  if (Array.isArray(value)) return listLines(value, depth);
  if (typeof value === 'object' && value !== null) return mapLines(value as Record<string, unknown>, depth);
  return [scalar(value, depth)];
}

function mapLines(map: Record<string, unknown>, depth: number): readonly string[] {
  const names = Object.keys(map)
    .filter((name) => map[name] !== undefined)
    .sort();
  if (names.length === 0) return ['{}'];
  return names.flatMap((name) => {
    const inner = map[name];
    const head = `${indent(depth)}${scalar(name, depth)}:`;
    if (Array.isArray(inner) && inner.length > 0) return [head, ...listLines(inner, depth)];
    if (isMap(inner) && keysOf(inner) > 0) return [head, ...mapLines(inner, depth + 1)];
    return [`${head} ${isMap(inner) || Array.isArray(inner) ? lines(inner, 0)[0] : scalar(inner, depth + 1)}`];
  });
}

function listLines(list: readonly unknown[], depth: number): readonly string[] {
  if (list.length === 0) return ['[]'];
  return list.flatMap((item) => {
    const inner = lines(item, depth + 1);
    const [first = '', ...rest] = inner;
    return [`${indent(depth)}- ${first.trimStart()}`, ...rest];
  });
}

function scalar(value: unknown, depth: number): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  if (value.includes('\n')) return block(value, depth);
  return needsQuotes(value) ? quoted(value) : value;
}

function block(value: string, depth: number): string {
  const chomp = value.endsWith('\n') ? (value.endsWith('\n\n') ? '+' : '') : '-';
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const body = value.replace(/\n$/, '').split('\n');
  return `|${hint}${chomp}\n${body.map((line) => (line === '' ? '' : indent(Math.max(depth, 1)) + line)).join('\n')}`;
}

const words =
  /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF|~|null|Null|NULL|<<|=)$/;
const number =
  /^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$|^0[xob][0-9a-fA-F_]+$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/;
const date = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]|$)/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/;

function needsQuotes(text: string): boolean {
  if (text === '' || words.test(text) || number.test(text) || date.test(text) || sexagesimal.test(text)) return true;
  if (/^[\s]|[\s]$/.test(text) || /: |:$| #/.test(text)) return true;
  if (/^[-?:](\s|$)/.test(text) || /^(---|\.\.\.)/.test(text)) return true;
  return /^[,[\]{}#&*!|>'"%@`]/.test(text) || /[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\ud800-\udfff]/.test(text);
}

/** go-yaml prefers single quotes only where the text would read as something else; control characters need double ones. */
function quoted(text: string): string {
  if (/[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\ud800-\udfff]/.test(text)) return JSON.stringify(text);
  if (words.test(text) || number.test(text) || date.test(text) || sexagesimal.test(text) || text === '')
    return JSON.stringify(text);
  return `'${text.replaceAll("'", "''")}'`;
}

const indent = (depth: number): string => '  '.repeat(depth);
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = (map: Record<string, unknown>): number =>
  Object.values(map).filter((value) => value !== undefined).length;
