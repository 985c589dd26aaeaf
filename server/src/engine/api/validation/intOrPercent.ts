import { percentOf } from '../intOrPercent.ts';
import { percentage } from '../names.ts';
import { type Causes, invalid, invalidEach } from './causes.ts';
import { nonNegative } from './objectMeta.ts';

/** A count or a percentage, not negative. Follows kubernetes pkg/apis/apps/validation ValidatePositiveIntOrPercent. */
export function validateIntOrPercent(value: unknown, path: string, errors: Causes): void {
  if (typeof value === 'string') invalidEach(errors, path, value, percentage(value));
  else if (typeof value === 'number') nonNegative(value, path, errors);
}

/** Follows IsNotMoreThan100Percent. */
export function validateAtMost100Percent(value: unknown, path: string, errors: Causes): void {
  if ((percentOf(value) ?? 0) > 100) errors.push(invalid(path, value, 'must not be greater than 100%'));
}

/** Whether it means nothing at all: 0, 0 %, or no number. */
export function isZero(value: unknown): boolean {
  if (typeof value === 'string') return (percentOf(value) ?? (/^[+-]?\d+$/.test(value) ? Number(value) : 0)) === 0;
  return (value ?? 0) === 0;
}
