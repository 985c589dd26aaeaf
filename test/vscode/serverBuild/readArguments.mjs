/** Reads VS Code's command line: `--name=value` and `--name` into lists by name, the rest in order. */
export function readArguments(words) {
  const options = {};
  const rest = [];
  for (const word of words) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) rest.push(word);
    else options[name] = [...(options[name] ?? []), value ?? 'true'];
  }
  return { options, rest };
}
