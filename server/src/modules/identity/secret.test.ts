import type * as argon2 from '@node-rs/argon2';
import { hash } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { hashPassword, passwordMatches } from './secret.ts';

// The real Argon2, which a test can let fail once: nothing but a lack of memory does so otherwise.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, hash: vi.fn(real.hash) };
});

test('a failure of the decoy is not kept: the next sign-in of an unknown account is refused as ever', async () => {
  vi.mocked(hash).mockRejectedValueOnce(new Error('out of memory'));

  await expect(passwordMatches('whatever', undefined)).rejects.toThrow('out of memory');

  expect(await passwordMatches('whatever', undefined)).toBe(false);
  expect(await passwordMatches('Right-1234', await hashPassword('Right-1234'))).toBe(true);
});
