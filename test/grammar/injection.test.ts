import { describe, expect, it } from 'vitest';
import { sources, type Token, tokenizer } from './tokens.ts';

const kind = 'entity.name.type.kind';
const image = 'string.other.image';
const tag = 'constant.other.tag';
const schedule = 'constant.other.schedule';
const amount = 'constant.numeric.quantity';
const unit = 'keyword.other.unit';
const variable = 'variable.other.env';
const selector = 'support.type.property-name.selector';
const operator = 'keyword.operator.selector';

const cases: readonly (readonly [text: string, tokens: readonly Token[]])[] = [
  ['kind: Deployment', [['Deployment', kind]]],
  ['kind: "Deployment"', [['Deployment', kind]]],
  ['{apiVersion: v1, kind: Pod}', [['Pod', kind]]],
  ['  - kind: ServiceAccount # ours', [['ServiceAccount', kind]]],
  ['kind: pod', []],
  ['mankind: Pod', []],
  ['# kind: Pod', []],
  ['a: |\n  kind: Pod\n  image: web:1\nkind: Pod', [['Pod', kind]]],
  ['a: {b: 1}\n---\nkind: Pod', [['Pod', kind]]],
  ['a: [\n---\nkind: Pod', [['Pod', kind]]],
  [
    '- image: registry:5000/team/web:1.2 # ours',
    [
      ['registry:5000/team/web', image],
      [':', 'punctuation.separator.tag'],
      ['1.2', tag],
    ],
  ],
  ['image: web', [['web', image]]],
  [
    'image: "web:1"',
    [
      ['web', image],
      [':', 'punctuation.separator.tag'],
      ['1', tag],
    ],
  ],
  [
    '[{name: a, image: web:1}]',
    [
      ['web', image],
      [':', 'punctuation.separator.tag'],
      ['1', tag],
    ],
  ],
  [
    'image: web@sha256:ab12',
    [
      ['web', image],
      ['@', 'punctuation.separator.digest'],
      ['sha256:ab12', 'constant.other.digest'],
    ],
  ],
  ['schedule: "*/15 * * * mon-fri"', [['*/15 * * * mon-fri', schedule]]],
  ["{schedule: '@daily'}", [['@daily', schedule]]],
  ['schedule: 0 3 * * *', [['0 3 * * *', schedule]]],
  ['schedule: "every day"', []],
  [
    'limits: {cpu: 500m, memory: 128Mi}',
    [
      ['500', amount],
      ['m', unit],
      ['128', amount],
      ['Mi', unit],
    ],
  ],
  [
    'memory: 1.5Gi',
    [
      ['1.5', amount],
      ['Gi', unit],
    ],
  ],
  ['  requests.cpu: "2"', [['2', amount]]],
  [
    'ephemeral-storage: 2Gi',
    [
      ['2', amount],
      ['Gi', unit],
    ],
  ],
  ['memory: 5 apples', []],
  ['value: http://$(HOST):80', [['$(HOST)', variable]]],
  [
    'args: ["--to=$(A)", $(B)]',
    [
      ['$(A)', variable],
      ['$(B)', variable],
    ],
  ],
  ['value: $$(HOST)', []],
  [
    'selector: {matchLabels: {app: web}}',
    [
      ['selector', selector],
      ['matchLabels', selector],
    ],
  ],
  ['podSelector: {}', [['podSelector', selector]]],
  ['- {key: a, operator: NotIn, values: [b]}', [['NotIn', operator]]],
  ['operator: Equal', []],
  ['selectors: a', []],
  ['name: selector', []],
];

const grammars = Object.entries(sources).filter(([, files]) => files.length > 0);

describe.each(grammars)('with the YAML grammar of the %s', async (_name, files) => {
  const tokens = await tokenizer(files);
  it.each(cases)('%j', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});
