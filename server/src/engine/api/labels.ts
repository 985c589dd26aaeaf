import { byteLength, dns1123Subdomain, maxLengthError, regexError } from './names.ts';

const name = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const value = `(${name})?`;
const namePattern = new RegExp(`^${name}$`);
const valuePattern = new RegExp(`^${value}$`);
const nameRule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** What is wrong with a label key, an annotation's key in lower case, a finalizer, a resource's name: `[prefix/]name`. Follows kubernetes validation.IsQualifiedName. */
export function qualifiedName(key: string): readonly string[] {
  const parts = key.split('/');
  if (parts.length > 2)
    return [
      `a qualified name ${regexError(nameRule, name, 'MyName', 'my.name', '123-abc')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const errors: string[] = [];
  if (parts.length === 2) errors.push(...prefixErrors(parts[0] ?? ''));
  const last = parts[parts.length - 1] ?? '';
  if (last === '') errors.push('name part must be non-empty');
  else if (byteLength(last) > 63) errors.push(`name part ${maxLengthError(63)}`);
  if (!namePattern.test(last)) errors.push(`name part ${regexError(nameRule, name, 'MyName', 'my.name', '123-abc')}`);
  return errors;
}

/** What is wrong with the value of a label. Follows kubernetes validation.IsValidLabelValue. */
export function labelValue(text: string): readonly string[] {
  const errors = byteLength(text) > 63 ? [maxLengthError(63)] : [];
  if (valuePattern.test(text)) return errors;
  const message =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...errors, regexError(message, value, 'MyValue', 'my_value', '12345')];
}

function prefixErrors(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return dns1123Subdomain(prefix).map((error) => `prefix part ${error}`);
}
