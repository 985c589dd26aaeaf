import { expect, test } from 'vitest';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityOr0,
  quantityValue,
} from './quantity.ts';

function checkText(text: string | number, expected: string): void {
  const parsed = parseQuantity(text);
  expect(parsed.ok ? formatQuantity(parsed.value) : parsed.error).toBe(expected);
}

test.each([
  ['0', '0'],
  ['0Gi', '0'],
  ['1000m', '1'],
  ['100m', '100m'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['512Ki', '512Ki'],
  ['0.3Ki', '307200m'],
  ['1000', '1k'],
  ['128974848', '128974848'],
  ['129e6', '129e6'],
  ['1e3', '1e3'],
  ['1000000e-3', '1e3'],
  ['-5', '-5'],
  ['0.1n', '1n'],
  ['1Ki', '1Ki'],
  ['1023Ki', '1023Ki'],
  ['9Ei', '9223372036854775807'],
])('TestQuantityParse: %s is written %s', (text, expected) => checkText(text, expected));

test.each(['1GB', '', 'x', '1Gi ', '.', '1.1.1', '1 Gi', '--1', '1mm', 'e3', '1i'])(
  'TestQuantityParse: %j is none',
  (text) => {
    expect(parseQuantity(text).ok).toBe(text === '1Gi ');
  },
);

test('numbers of JSON are quantities, null is zero', () => {
  checkText(0.5, '500m');
  checkText(2, '2');
  expect(formatQuantity(quantityOr0(null))).toBe('0');
});

test('amounts', () => {
  expect(quantityMilliValue(quantityOr0('1.5'))).toBe(1500);
  expect(quantityMilliValue(quantityOr0('1u'))).toBe(1);
  expect(quantityValue(quantityOr0('1Mi'))).toBe(1048576);
  expect(compareQuantities(quantityOr0('1Gi'), quantityOr0('1G'))).toBe(1);
  expect(formatQuantity(addQuantities(quantityOr0('512Mi'), quantityOr0('512Mi')))).toBe('1Gi');
  expect(formatQuantity(addQuantities(quantityOr0('0'), quantityOr0('1Mi')))).toBe('1Mi');
});

test('an enormous exponent costs nothing', () => {
  expect(parseQuantity('1e999999999').ok).toBe(true);
  expect(formatQuantity(quantityOr0('1e-999999999'))).toBe('1e-9');
});
