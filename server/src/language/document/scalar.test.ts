import { describe, expect, it } from 'vitest';
import { resolvePlain, resolveTagged } from './scalar.ts';

describe('plain scalars, as go-yaml v2 reads them', () => {
  it.each([
    ['yes', true],
    ['On', true],
    ['y', 'y'],
    ['off', false],
    ['N', 'N'],
    ['No', false],
    ['TRUE', true],
    ['tRUE', 'tRUE'],
    ['', null],
    ['~', null],
    ['Null', null],
    ['0777', 511],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['0999', 999],
    ['1_000', 1000],
    ['-12', -12],
    ['+1', 1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['1.2.3', '1.2.3'],
    ['2024-01-01', '2024-01-01'],
    ['1:30', '1:30'],
    ['100m', '100m'],
    ['-', '-'],
    ['0x', '0x'],
    ['08:00', '08:00'],
  ])('%s is %j', (text, value) => {
    expect(resolvePlain(text)).toBe(value);
  });

  it('follows explicit tags', () => {
    expect(resolveTagged('1', 'tag:yaml.org,2002:str')).toBe('1');
    expect(resolveTagged('1', 'tag:yaml.org,2002:int')).toBe(1);
  });
});
