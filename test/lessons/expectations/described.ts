/** What stands behind a field of what `kubectl describe` prints. */
export function describedField(text: string, field: string): string | undefined {
  const line = text.split('\n').find((each) => each.trimStart().startsWith(`${field}:`));
  return line?.slice(line.indexOf(':') + 1).trim();
}

/** The table of conditions: type → status and reason. */
export function describedConditions(text: string): Readonly<Record<string, readonly string[]>> {
  const rows = tableBehind(text, 'Conditions');
  return Object.fromEntries(rows.map(([type = '', ...rest]) => [type, rest]));
}

/** A row of the table of events in `kubectl describe`. */
export interface DescribedEvent {
  readonly reason: string;
  readonly age: string;
  readonly from: string;
  readonly message: string;
}

/** The table of events, in its order. */
export function describedEvents(text: string): readonly DescribedEvent[] {
  return tableBehind(text, 'Events').map(([, reason = '', age = '', from = '', message = '']) => ({
    reason,
    age,
    from,
    message,
  }));
}

/** The rows of a table below a field, without its header. */
function tableBehind(text: string, field: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`${field}:`)) + 3;
  const rest = lines.slice(from);
  const to = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, to < 0 ? undefined : to).map((line) => line.trim().split(/ {2,}/));
}
