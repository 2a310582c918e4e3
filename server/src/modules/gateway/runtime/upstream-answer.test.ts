import { compileCut } from '@karez/policy/grant/cut-plan';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AnswerReader, heldBytesMax, type CutAnswer, type ProviderFault } from './upstream-answer.ts';

afterEach(() => {
  vi.useRealTimers();
});

const controller = {
  abort: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: [],
  rawTrailers: [],
};
const shape = { recordsAt: '', envelope: [], fields: [{ path: 'values', mask: 'none' }] } as const;

/** Reads an answer that arrives in chunks of two bytes; tells how much memory was reserved at most, and what settled. */
async function readInTinyChunks(text: string, subject: string | null) {
  // The reader's clock stands still: how long a slow machine takes is no matter here.
  vi.useFakeTimers();
  const written: Buffer[] = [];
  const sink = { begin: async () => undefined, mark: async () => undefined, write: async (piece: Buffer) => void written.push(piece) };
  const settled = Promise.withResolvers<CutAnswer | ProviderFault>();
  const reader = new AnswerReader(compileCut({ ...shape, subject }), { sink, timeoutMs: 1000, settle: settled.resolve });
  reader.onRequestStart(controller);
  reader.onResponseStart(controller, 200, { 'content-type': 'application/json' });
  const bytes = Buffer.from(text);
  let reservedMax = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    reader.onResponseData(controller, bytes.subarray(at, at + 2));
    reservedMax = Math.max(reservedMax, reader.reservedBytes);
  }
  reader.onResponseEnd();
  const answer = await settled.promise;
  if ('fault' in answer) throw new Error(answer.fault);
  return { reservedMax, text: Buffer.concat([...written, answer.last]).toString() };
}

const values = '1,'.repeat(100_000);

describe('an answer in very many very small chunks reserves memory by what it holds, not by how it came', () => {
  test.each([
    ['whose records name a person', 'id'],
    ['that names nobody', null],
  ])('one %s', async (_what, subject) => {
    const read = await readInTinyChunks(`[{"values":[${values}1],"id":"650499199001010001"}]`, subject);

    expect(read.text).toBe(`[{"values":[${values}1]}]`);
    expect(read.reservedMax).toBeGreaterThan(values.length / 2);
    expect(read.reservedMax).toBeLessThanOrEqual(2 * heldBytesMax);
  });
});
