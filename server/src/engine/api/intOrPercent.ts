import { ok, type Result, refused } from '../result.ts';

/**
 * The count that `value` means of `total`; percentages are rounded up or down. The error is the API server's text.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go.
 */
export function resolveIntOrPercent(value: unknown, total: number, round: 'up' | 'down'): Result<number, string> {
  if (typeof value === 'number') return ok(Math.trunc(value));
  if (typeof value !== 'string') return refused('invalid type: neither int nor percentage');
  if (!value.endsWith('%')) return refused('invalid value for IntOrString: invalid type: string is not a percentage');
  const percent = value.slice(0, -1);
  if (!/^[+-]?[0-9]+$/.test(percent))
    return refused(
      `invalid value for IntOrString: invalid value "${value}": strconv.Atoi: parsing "${percent}": invalid syntax`,
    );
  const exact = (Number(percent) * total) / 100;
  return ok(round === 'up' ? Math.ceil(exact) : Math.floor(exact));
}

/** The same, with `otherwise` where there is no value or it means nothing. */
export function intOrPercentOr(value: unknown, total: number, round: 'up' | 'down', otherwise: number): number {
  const resolved = resolveIntOrPercent(value, total, round);
  return resolved.ok ? resolved.value : otherwise;
}

/** The number of a percentage (`25%` → 25), or undefined where the value is none. */
export function percentOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}
