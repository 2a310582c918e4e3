import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask, maskRules } from './masks.ts';

test.each([
  ['张三', '张**'],
  ['欧阳某某', '欧**'],
  ['阿某某·买某某', '阿**'],
  ['ئابلىز', 'ئ**'],
  ['Ann Lee', 'A**'],
  ['𠮷某', '𠮷**'],
  ['', '***'],
  ['·某', '***'],
])('law.md 9.7: the name %s leaves as %s', (name, shown) => {
  expect(mask('name', name)).toBe(shown);
});

test('law.md 9.7: of an ID number at most the last three leave, and never the digit that tells the sex', () => {
  expect(mask('identity-number', '650402199001011234')).toBe('***************2*4');
  expect(mask('identity-number', '65040219900101123x')).toBe('***************2*X');
  expect(mask('identity-number', '650402900101123')).toBe('***************12*');
  expect(mask('identity-number', '1234')).toBe('******************');
});

test.each([
  ['13812341234', '138****1234'],
  ['+86 138-1234-1234', '138****1234'],
  ['0995-8520000', '***********'],
  ['', '***********'],
])('law.md 9.7: the phone number %s leaves as %s', (phone, shown) => {
  expect(mask('phone', phone)).toBe(shown);
});

test('law.md 9.7: of a bank card the last four leave', () => {
  expect(mask('bank-card', '6222 0200 1234 5678')).toBe('************5678');
  expect(mask('bank-card', '12345')).toBe('****************');
});

test.each([
  ['新疆维吾尔自治区吐鲁番市高昌区葡萄镇木纳尔路100号', '新疆维吾尔自治区吐鲁番市高昌区葡萄镇***'],
  ['吐鲁番市高昌区老城路街道幸福社区5栋', '吐鲁番市高昌区老城路街道***'],
  ['高昌区老城路100号阳光小区5栋', '高昌区***'],
  ['高昌区幸福路100号镇政府家属院', '高昌区***'],
  ['河南省南阳市镇平县城关镇某某村', '河南省南阳市镇平县城关镇***'],
  ['江西省景德镇市珠山区竟成镇1号', '江西省景德镇市珠山区竟成镇***'],
  ['幸福路100号', '***'],
  ['Turpan, No. 100', '***'],
])('law.md 9.7: the address %s leaves as %s', (address, shown) => {
  expect(mask('address', address)).toBe(shown);
});

const someText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('1', '3', '9', 'X', '张', '·', 'ئ', '́', ' ', '市', '镇', '路'), maxLength: 40 }),
);

test('no mask but the address lets a length through that its rule does not set', () => {
  const lengths = { name: [3, 4, 5, 6, 7], 'identity-number': [18], phone: [11], 'bank-card': [16], hidden: [3] };
  fc.assert(
    fc.property(someText, (text) => {
      for (const [rule, allowed] of Object.entries(lengths)) {
        const found = maskRules.find((one) => one === rule) ?? 'none';
        expect(allowed).toContain(mask(found, text).length);
      }
    }),
  );
});

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), minLength: length, maxLength: length });

test('two texts that differ only in what a mask hides leave alike', () => {
  fc.assert(
    fc.property(fc.tuple(digits(15), digits(15)), digits(1), digits(1), ([one, other], sixteenth, last) => {
      expect(mask('identity-number', `${one}${sixteenth}1${last}`)).toBe(mask('identity-number', `${other}${sixteenth}8${last}`));
      expect(mask('phone', `138${one.slice(0, 4)}1234`)).toBe(mask('phone', `138${other.slice(0, 4)}1234`));
      expect(mask('bank-card', `${one}${last}234`)).toBe(mask('bank-card', `${other.slice(0, 12)}${last}234`));
      expect(mask('name', `张${'某'.repeat(one.length)}`)).toBe(mask('name', '张三'));
    }),
  );
});

test('an address never leaves with what stands behind its town', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('葡萄镇', '艾丁湖乡', '老城街道'),
      fc.string({ unit: fc.constantFrom('路', '1', '号', '镇', '乡', '区', '某', '市'), maxLength: 20 }),
      (town, rest) => {
        expect(mask('address', `吐鲁番市高昌区${town}木纳尔路${rest}`)).toBe(`吐鲁番市高昌区${town}***`);
      },
    ),
  );
});
