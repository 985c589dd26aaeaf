import { expect, test } from 'vitest';
import { type FlagSpec, parseFlags } from './flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'string' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'watch', short: 'w', type: 'bool' },
  { name: 'replicas', type: 'int' },
  { name: 'timeout', type: 'duration' },
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'dry-run', type: 'string', bare: 'unchanged' },
];

function check(...words: string[]): string {
  const parsed = parseFlags(words, specs);
  if (!parsed.ok) return parsed.error;
  const { args, flags, dash } = parsed.value;
  return `${args.join(' ')} | ${flags.words().join(' ')}${dash < 0 ? '' : ` | ${dash}`}`;
}

test.each([
  [['po', '-nprod', '-Aw'], 'po | --all-namespaces=true --namespace=prod --watch=true'],
  [['-n', 'prod', 'po', '--watch=false'], 'po | --namespace=prod --watch=false'],
  [['-f', 'a.yaml', '-f=b.yaml'], ' | --filename=a.yaml --filename=b.yaml'],
  [['web', '--dry-run', '-n', 'a'], 'web | --dry-run=unchanged --namespace=a'],
  [['pod', '--', 'ls', '-l'], 'pod ls -l |  | 1'],
  [['--bogus'], 'unknown flag: --bogus'],
  [['-wz'], "unknown shorthand flag: 'z' in -wz"],
  [['-n'], "flag needs an argument: 'n' in -n"],
  [['--replicas'], 'flag needs an argument: --replicas'],
  [['--replicas=x'], 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  [
    ['-A=maybe'],
    'invalid argument "maybe" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  [['--timeout=soon'], 'invalid argument "soon" for "--timeout" flag: time: invalid duration "soon"'],
])('%j', (words, expected) => {
  expect(check(...words)).toBe(expected);
});
