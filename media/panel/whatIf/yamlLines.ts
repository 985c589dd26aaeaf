/** A JSON value as lines of YAML, as a person would write a manifest. */
export function yamlLines(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.length === 0 ? ['[]'] : items.flatMap((item) => hung('- ', yamlLines(item)));
  }
  if (typeof value !== 'object' || value === null) return [scalar(value)];
  const fields = Object.entries(value);
  return fields.length === 0 ? ['{}'] : fields.flatMap(([name, inner]) => fieldLines(scalar(name), inner));
}

function fieldLines(name: string, value: unknown): readonly string[] {
  const lines = yamlLines(value);
  const nested = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!nested) return [`${name}: ${lines[0] ?? ''}`];
  return [`${name}:`, ...(Array.isArray(value) ? lines : lines.map((line) => `  ${line}`))];
}

function hung(sign: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${sign}${first}`, ...rest.map((line) => `  ${line}`)];
}

/** Words that YAML reads as something else, and whatever is no plain word, stand in quotes. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const plain =
    /^[a-zA-Z_/][\w./-]*(?::[\w./-]+)*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}
