import { describe, expect, it } from 'vitest';
import { have, linesOf, meaning, type Repaired, read, repairs } from './seed.ts';

const folder = 'seeds/manifests';
const there = have(folder);

interface Mistake {
  readonly line: number;
  readonly category: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly what: string;
}

interface Manifest {
  readonly file: string;
  readonly role: string;
  readonly validForApiServer: boolean | null;
  readonly apiServerResult: string;
  readonly mistakes: readonly Mistake[];
  readonly fixedFile?: string;
}

const index: { manifests: readonly Manifest[]; variants: readonly { file: string; apiServerResult: string }[] } = there
  ? JSON.parse(read(`${folder}/index.json`))
  : { manifests: [], variants: [] };

/** What no program can know of the file alone: what its author meant, what stands in other files and books. */
const outside: ReadonlySet<string> = new Set([
  'odd-output',
  'cross-reference',
  'config-key-mismatch',
  'selector-overlap',
  'old-annotation',
  'namespace',
  'logic',
  'exposure',
  'probe',
  'legacy-kind',
  'redundant-selector',
  'not-yaml',
  'commented-out',
]);

/** Mistakes that stand on another line here than in the index, with the line. */
const elsewhere: Readonly<Record<string, number>> = {
  // no spec at all: the index takes the last line of what is there
  '000-11-pod.yaml:4': 2,
  // follows from fields that stand elsewhere: those are named
  '003-07-statefulset.yaml:11': 15,
  // below a field that is unknown itself
  '003-21-ingress.yaml:9': 8,
  '003-21-ingress.yaml:10': 8,
};

/** Lines that are gone or have moved when a repair has been made: the mistake is looked for in the text as it then stands. */
function isNamed(steps: readonly Repaired[], line: number, text: string): boolean {
  const wanted = text.split('\n')[line - 1]?.trim() ?? '';
  return steps.some((step) => {
    const lines = step.text.split('\n');
    return step.problems.some((problem) => {
      const [first, last] = linesOf(step.text, problem);
      if (step.text === text) return first <= line && line <= last;
      return lines.slice(first - 1, last).some((one) => one.trim() === wanted);
    });
  });
}

describe.skipIf(!there)('the manifests of the tutorials', () => {
  it.each(index.manifests.map((one) => [one.file, one] as const))('%s: every mistake is named', (file, manifest) => {
    const text = read(`${folder}/${file}`);
    const steps = repairs(text);
    const missed = manifest.mistakes
      .filter(({ category }) => !outside.has(category) && manifest.role !== 'commandOutput')
      .filter(({ line }) => !isNamed(steps, elsewhere[`${file}:${line}`] ?? line, text))
      .map(({ line, what }) => `${line}: ${what}`);
    expect(missed).toEqual([]);
  });

  const valid = index.manifests.filter((one) => one.validForApiServer === true);
  it.each(valid.map((one) => [one.file]))('%s: nothing is refused that is accepted', (file) => {
    const [{ problems } = { problems: [] }] = repairs(read(`${folder}/${file}`));
    expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  });

  const repairable = index.manifests.filter((one) => one.fixedFile !== undefined);
  it.each(repairable.map((one) => [one.file, one] as const))(
    '%s: accepted when repaired',
    (_file, { fixedFile = '' }) => {
      const { problems } = repairs(read(`${folder}/${fixedFile}`))[0] ?? { problems: [] };
      expect(problems.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
    },
  );
});

describe.skipIf(!there)('the fixes of the mistakes of the tutorials', () => {
  it.each([
    '000-04-pod.yaml',
    '000-05-pod.yaml',
    '000-07-pod.yaml',
    '002-03-deployment.yaml',
    '003-07-statefulset.yaml',
    '003-17-deployment.yaml',
    '003-19-ingress.yaml',
    '003-21-ingress.yaml',
  ])('%s: mean in the end what the correction means', (file) => {
    const last = repairs(read(`${folder}/${file}`)).at(-1)?.text ?? '';
    expect(specsOf(last)).toEqual(specsOf(read(`${folder}/fixed/${file}`)));
  });
});

/** Names of what only a head was made for are free; so are an empty value, and the type of a path whose corrections are both right. */
function specsOf(text: string): unknown {
  return (meaning(text) as { kind?: unknown; apiVersion?: unknown; spec?: unknown }[]).map(
    ({ kind, apiVersion, spec }) =>
      JSON.parse(
        JSON.stringify({ kind, apiVersion, spec }, (key, value) =>
          key === 'pathType' || value === null || (Array.isArray(value) && value.length === 0) ? undefined : value,
        ),
      ),
  );
}

describe.skipIf(!there)('the variants with one mistake each', () => {
  it.each(index.variants.map((one) => [one.file, one.apiServerResult] as const))('%s', (file, answer) => {
    const errors = repairs(read(`${folder}/${file}`))[0]?.problems.filter(({ severity }) => severity === 'error') ?? [];
    if (answer.includes('created (server dry run)') && !answer.includes('invalid') && !answer.includes('Error')) {
      // a dry run allocates no port: the range is checked when it is real
      expect(errors.filter(({ message }) => !message.includes('not in the valid range'))).toEqual([]);
      return;
    }
    const said = errors.map(({ message }) => message).join('\n');
    for (const field of refusedFields(answer)) expect(said).toContain(field);
    expect(errors.length).toBeGreaterThan(0);
  });
});

/** The fields that the answer names. */
function refusedFields(answer: string): string[] {
  const [strict = ''] = answer.split('\n-- with --validate=false');
  const unknown = [...strict.matchAll(/unknown field "([^"]+)"/g)].map(([, field = '']) => field);
  const invalid = [...strict.matchAll(/(?:^|\* |invalid: )((?:spec|metadata|data)[\w.[\]]*): /gm)].map(
    ([, field = '']) => field,
  );
  return [...unknown, ...invalid];
}
