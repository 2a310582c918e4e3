import { entryStates } from '@karez/contract/catalog/answers';
import { transferLineStates } from '@karez/contract/catalog/transfer';
import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { entryEvents, nextEntryState } from '../entry/entry.ts';
import { isLeaving, lineEvents, movableStates, nextLineState } from './transfer.ts';

const legal: Readonly<Record<string, string>> = {
  'orphaned name-receiver': 'offered',
  'orphaned retire': 'retired',
  'offered accept': 'accepted',
  'offered decline': 'orphaned',
};
const pairs = transferLineStates.flatMap((state) => lineEvents.map((event) => ({ state, event })));

test.each(pairs)('a line that is $state answers $event as the table says, and nothing else', ({ state, event }) => {
  const next = nextLineState({ state, entryName: '机井名录' }, event);

  expect(isRefusal(next) ? next.code : next).toBe(legal[`${state} ${event}`] ?? 'catalog.transfer.illegal-transition');
});

test.each(entryStates.map((state) => ({ state })))('an order moves exactly what the entry’s own table lets go: $state', ({ state }) => {
  const lets = entryEvents.filter((event) => event === 'orphan').some((event) => !isRefusal(nextEntryState(state, event)));

  expect(isLeaving({ state })).toBe(lets);
  expect(movableStates.includes(state)).toBe(lets || state === 'unpublished' || state === 'retired');
});
