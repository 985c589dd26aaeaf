/**
 * The formats of names, each as a function from a text to what is wrong with it (nothing: valid), in the API server's words.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go.
 */
export type NameFormat = (name: string) => readonly string[];

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const underscoredLabel = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const underscoredSubdomain = `${underscoredLabel}(\\.${underscoredLabel})*`;
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const wildcardSubdomain = `\\*\\.${subdomain}`;
const headerName = '[-A-Za-z0-9]+';
const configMapKey = '[-._a-zA-Z0-9]+';
const percent = '[0-9]+%';
const httpPath = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** What is wrong with a text that does not match, as the API server words it. */
export function regexError(message: string, regex: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${regex}')`;
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${regex}')`;
}

export function maxLengthError(length: number): string {
  return `must be no more than ${length} characters`;
}

export function rangeError(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

/** RFC 1123 label: `my-name`. */
export function dns1123Label(name: string): readonly string[] {
  const errors = tooLong(name, 63);
  if (matches(label, name)) return errors;
  if (matches(subdomain, name)) return [...errors, 'must not contain dots'];
  const message =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [...errors, regexError(message, label, 'my-name', '123-abc')];
}

/** RFC 1123 subdomain: `example.com`. */
export function dns1123Subdomain(name: string): readonly string[] {
  const message =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return checked(name, 253, subdomain, regexError(message, subdomain, 'example.com'));
}

/** The same with `_` (search paths of a pod's DNS). */
export function dns1123SubdomainWithUnderscore(name: string): readonly string[] {
  const message =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
  return checked(name, 253, underscoredSubdomain, regexError(message, underscoredSubdomain, 'example.com'));
}

/** RFC 1035 label: a label that begins with a letter. */
export function dns1035Label(name: string): readonly string[] {
  const message =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return checked(name, 63, label1035, regexError(message, label1035, 'my-name', 'abc-123'));
}

/** `*.example.com`. */
export function wildcardDns1123Subdomain(name: string): readonly string[] {
  const message =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
  return checked(name, 253, wildcardSubdomain, regexError(message, wildcardSubdomain, '*.example.com'));
}

/** An IANA service name: the name of a port. */
export function portName(name: string): readonly string[] {
  const errors = [...tooLong(name, 15)];
  if (!/^[-a-z0-9]+$/.test(name)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

export function portNumber(port: number): readonly string[] {
  return inRange(port, 1, 65535);
}

export function inRange(value: number, low: number, high: number): readonly string[] {
  return value >= low && value <= high ? [] : [rangeError(low, high)];
}

/** `25%`. */
export function percentage(text: string): readonly string[] {
  return checked(
    text,
    Infinity,
    percent,
    regexError("a valid percent string must be a numeric string followed by an ending '%'", percent, '1%', '93%'),
  );
}

export function httpHeaderName(name: string): readonly string[] {
  return checked(
    name,
    Infinity,
    headerName,
    regexError("a valid HTTP header must consist of alphanumeric characters or '-'", headerName, 'X-Header-Name'),
  );
}

/** The name of an environment variable since 1.32: printable ASCII without `=`. */
export function relaxedEnvVarName(name: string): readonly string[] {
  if (name === '') return ['environment variable name must be non-empty'];
  return /^[\x20-\x3c\x3e-\x7e]*$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** A key of a ConfigMap or Secret: a file's name. */
export function configMapKeyName(key: string): readonly string[] {
  const message = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  const errors = checked(key, 253, configMapKey, regexError(message, configMapKey, 'key.name', 'KEY_NAME', 'key-name'));
  return [...errors, ...parentFolder(key)];
}

/** The part of a domain-prefixed path after the `/`. */
export function httpPathText(path: string): readonly string[] {
  return checked(path, Infinity, httpPath, regexError('Invalid path', httpPath));
}

/** `format` for the beginning of a generated name: a `-` at the end is allowed. */
export function asPrefix(format: NameFormat): NameFormat {
  return (name) => format(name.endsWith('-') && name.length > 1 ? `${name.slice(0, -2)}a` : name);
}

/** Length in UTF-8 bytes, as the API server counts. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const compiled = new Map<string, RegExp>(
  [
    label,
    subdomain,
    underscoredSubdomain,
    label1035,
    wildcardSubdomain,
    headerName,
    configMapKey,
    percent,
    httpPath,
  ].map((regex) => [regex, new RegExp(`^(?:${regex})$`)]),
);

function matches(regex: string, text: string): boolean {
  return compiled.get(regex)?.test(text) === true;
}

function checked(text: string, maxLength: number, regex: string, message: string): readonly string[] {
  return [...tooLong(text, maxLength), ...(matches(regex, text) ? [] : [message])];
}

function tooLong(text: string, maxLength: number): readonly string[] {
  return byteLength(text) > maxLength ? [maxLengthError(maxLength)] : [];
}

function parentFolder(name: string): readonly string[] {
  if (name === '.') return ["must not be '.'"];
  if (name === '..') return ["must not be '..'"];
  return name.startsWith('..') ? ["must not start with '..'"] : [];
}
