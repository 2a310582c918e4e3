import { entryStates } from '@karez/contract/catalog/answers';
import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { entryEvents, nextEntryState } from './entry.ts';

const legal: Readonly<Record<string, string>> = {
  'unpublished publish': 'published',
  'published open-change': 'change-pending',
  'change-pending publish': 'published',
  'published suspend': 'suspended',
  'change-pending suspend': 'suspended',
  'suspended open-change': 'suspended',
  'suspended lift': 'published',
  'suspended lift-into-change': 'change-pending',
  'published request-retirement': 'retire-pending',
  'retire-pending approve-retirement': 'retired',
  'retire-pending drop-retirement': 'published',
  'suspended request-retirement': 'retire-pending',
  'retire-pending drop-into-suspension': 'suspended',
  'restore-pending approve-into-suspension': 'suspended',
  'orphaned retire-orphaned': 'retired',
  'retired request-restoration': 'restore-pending',
  'restore-pending approve-restoration': 'published',
  'restore-pending drop-restoration': 'retired',
  'change-pending abandon-change': 'published',
  'suspended abandon-change': 'suspended',
  'published adjust': 'change-pending',
  'change-pending drop-adjustment': 'published',
  'suspended drop-adjustment': 'suspended',
  'unpublished abandon-draft': 'withdrawn',
  'withdrawn resume-draft': 'unpublished',
  'legacy-incomplete claim': 'unpublished',
  'legacy-incomplete undo-import': 'withdrawn',
  'unpublished release-claim': 'legacy-incomplete',
  'published orphan': 'orphaned',
  'change-pending orphan': 'orphaned',
  'suspended orphan': 'orphaned',
  'published offer-transfer': 'transfer-pending',
  'change-pending offer-transfer': 'transfer-pending',
  'suspended offer-transfer': 'transfer-pending',
  'orphaned offer-transfer': 'transfer-pending',
  'transfer-pending decline-transfer': 'orphaned',
  'transfer-pending accept-transfer': 'published',
  'transfer-pending accept-into-change': 'change-pending',
  'transfer-pending accept-into-suspension': 'suspended',
};
const pairs = entryStates.flatMap((state) => entryEvents.map((event) => ({ state, event })));

test.each(pairs)('an entry that is $state answers $event as the table says, and nothing else', ({ state, event }) => {
  const next = nextEntryState(state, event);

  expect(isRefusal(next) ? next.code : next).toBe(legal[`${state} ${event}`] ?? 'catalog.entry.illegal-transition');
});
