import { campaignStates, partStates } from '@karez/contract/catalog/campaign';
import { isRefusal } from '@karez/kit/refusal';
import { expect, test } from 'vitest';
import { boardStatusOf, campaignEvents, nextCampaignState, nextPartState, partEvents, type StageCounts } from './campaign.ts';

/** What each event leads to, written down a second time by hand; what is not here is refused. */
const campaignMoves: Readonly<Record<string, string>> = {
  'open remind': 'open',
  'open move-part': 'open',
  'open tie-entry': 'open',
  'open prolong': 'open',
  'open close': 'closed',
};
const partMoves: Readonly<Record<string, string>> = {
  'called tie-entry': 'called',
  'called report': 'reported',
  'called declare-none': 'none-declared',
  'reported tie-entry': 'called',
  'reported decline': 'called',
  'none-declared tie-entry': 'called',
  'none-declared accept': 'none-accepted',
  'none-declared decline': 'called',
  'none-accepted decline': 'called',
};

test.each(campaignStates.flatMap((state) => campaignEvents.map((event) => ({ state, event }))))(
  'a campaign that is $state takes $event only where the table has it',
  ({ state, event }) => {
    const next = nextCampaignState(state, event);

    expect(isRefusal(next) ? next.code : next).toBe(campaignMoves[`${state} ${event}`] ?? 'catalog.campaign.closed');
  },
);

test.each(partStates.flatMap((state) => partEvents.map((event) => ({ state, event }))))(
  'a part that is $state takes $event only where the table has it',
  ({ state, event }) => {
    const next = nextPartState(state, event);

    expect(isRefusal(next) ? next.code : next).toBe(partMoves[`${state} ${event}`] ?? 'catalog.campaign.illegal-transition');
  },
);

const none: StageCounts = { draft: 0, submitted: 0, returned: 0, published: 0 };

test.each([
  [none, 'not-started'],
  [{ ...none, published: 3 }, 'published'],
  [{ ...none, published: 3, submitted: 1 }, 'submitted'],
  [{ ...none, published: 3, submitted: 1, draft: 1 }, 'draft'],
  [{ ...none, published: 3, submitted: 1, draft: 1, returned: 1 }, 'returned'],
] as const)('a department stands where its hindmost entry stands: %j is %s', (counts, status) => {
  expect(boardStatusOf('called', counts)).toBe(status);
  expect(boardStatusOf('none-declared', counts)).toBe('none-declared');
});
