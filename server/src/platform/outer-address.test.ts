import { expect, test } from 'vitest';
import { addressGuard } from './outer-address.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '0.0.0.0',
  '100.64.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '224.0.0.1',
  '2002:7f00:1::',
  '::7f00:1',
  '64:ff9b:1::7f00:1',
  'fec0::1',
  'nonsense',
  '',
])('the inner address %s is closed unless it is listed', (address) => {
  expect(addressGuard([])(address)).toBe(false);
});

test('public addresses are open, and listed ranges open exactly themselves', () => {
  const guard = addressGuard(['10.20.0.0/16', 'fd00:1::/32', '192.168.7.7']);

  expect(['8.8.8.8', '2400:3200::1', '10.20.3.4', '::ffff:10.20.3.4', 'fd00:1::5', '192.168.7.7'].map(guard)).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(['10.21.0.1', '192.168.7.8', 'fd00:2::1', '169.254.169.254'].map(guard)).toEqual([false, false, false, false]);
});

test('a range that is none is a mistake of the configuration', () => {
  expect(() => addressGuard(['10.0.0.0/x'])).toThrow(/CIDR/);
});
