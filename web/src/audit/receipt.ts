import { getReceipt } from '@karez/contract/audit';
import { useQuery } from '@tanstack/react-query';
import { addressOf } from '../client/call.ts';
import { problemFrom, Unreachable } from '../client/problem-error.ts';
import { isSealedSoon, sealWaitMs } from '../client/sealed-soon.ts';

/** A receipt as its file has it, with the record read out for the eye. */
export type ReadReceipt = {
  readonly record: Readonly<Record<string, unknown>>;
  readonly openings: readonly { readonly field: string; readonly value: string | null }[];
  readonly index: number;
  readonly proofLength: number;
  readonly head: Readonly<Record<string, unknown>>;
};

function objectFrom(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function parsed(text: unknown): Readonly<Record<string, unknown>> {
  return typeof text === 'string' ? objectFrom(JSON.parse(text)) : {};
}

function readOut(file: unknown): ReadReceipt {
  const receipt = objectFrom(file);
  const openings: readonly unknown[] = Array.isArray(receipt['openings']) ? receipt['openings'] : [];
  return {
    record: parsed(receipt['record']),
    openings: openings
      .map(objectFrom)
      .map(({ field, value }) => ({ field: String(field), value: typeof value === 'string' ? value : null })),
    index: Number(receipt['index']),
    proofLength: Array.isArray(receipt['proof']) ? receipt['proof'].length : 0,
    head: parsed(objectFrom(receipt['head'])['body']),
  };
}

/** The receipt of a record that the reader is a party to. */
export function useReceipt(recordId: string, language: string) {
  return useQuery({
    queryKey: [getReceipt.id, recordId, language],
    queryFn: async () => {
      const response = await fetch(addressOf(getReceipt, { params: { recordId } }), {
        headers: { 'accept-language': language },
        credentials: 'same-origin',
      }).catch((error: unknown) => {
        throw new Unreachable('no answer', { cause: error });
      });
      if (!response.ok) throw await problemFrom(response);
      return readOut(await response.json());
    },
    // A record of this very moment is sealed within two seconds: then its receipt is there.
    retry: isSealedSoon,
    retryDelay: sealWaitMs,
  });
}
