import { labelValue } from '../../labels.ts';
import { type Causes, duplicate, invalid, notSupported, required } from '../causes.ts';
import { type Fields, isSet, objectsAt, textAt } from '../read.ts';
import { validateLabelName } from '../selectors.ts';

/** Behind a gate that is off; the API server lists them all the same where one of them is asked for [1.35]. */
const numeric = ['Lt', 'Gt'];
const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** spec.tolerations. Follows kubernetes pkg/apis/core/validation ValidateTolerations. */
export function validateTolerations(spec: Fields, path: string, errors: Causes): void {
  for (const [index, toleration] of objectsAt(spec, 'tolerations').entries()) {
    const at = `${path}[${index}]`;
    const key = textAt(toleration, 'key');
    const operator = textAt(toleration, 'operator') ?? '';
    if (key) validateLabelName(key, `${at}.key`, errors);
    if (key === '' && operator !== 'Exists') {
      errors.push(
        invalid(
          `${at}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    }
    const effect = textAt(toleration, 'effect') ?? '';
    if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    validateOperator(operator, textAt(toleration, 'value') ?? '', `${at}.operator`, errors);
    if (effect !== '' && !effects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, effects));
  }
}

/** The taints of a node. Follows validateNodeTaints. */
export function validateTaints(spec: Fields | undefined, path: string, errors: Causes): void {
  const seen = new Set<string>();
  for (const [index, taint] of objectsAt(spec, 'taints').entries()) {
    const at = `${path}[${index}]`;
    const key = textAt(taint, 'key') ?? '';
    const effect = textAt(taint, 'effect') ?? '';
    validateLabelName(key, `${at}.key`, errors);
    const value = textAt(taint, 'value') ?? '';
    const details = labelValue(value);
    if (details.length > 0) errors.push(invalid(`${at}.value`, value, details.join(';')));
    if (effect === '') errors.push(required(`${at}.effect`));
    else if (!effects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, effects));
    const pair = `${key}:${effect}`;
    if (seen.has(pair)) errors.push(duplicate(at, taint, 'taints must be unique by key and effect pair'));
    seen.add(pair);
  }
}

function validateOperator(operator: string, value: string, path: string, errors: Causes): void {
  if (operator === '' || operator === 'Equal') {
    const details = labelValue(value);
    if (details.length > 0) errors.push(invalid(path, value, details.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(path, value, "value must be empty when `operator` is 'Exists'"));
  } else if (numeric.includes(operator)) errors.push(notSupported(path, operator, ['Equal', 'Exists', ...numeric]));
  else errors.push(notSupported(path, operator, ['Equal', 'Exists']));
}
