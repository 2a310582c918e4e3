import { everyRefusal } from '@karez/contract/every-route';
import { route } from '@karez/contract/route';
import { settableClock } from '@karez/kit/clock';
import { newId } from '@karez/kit/id';
import { silentLog } from '@karez/kit/logging/log';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '#platform/caller';
import { httpApp } from '#platform/http/app';
import { mount } from '#platform/http/mount';
import { serve } from '#platform/http/serve';
import { keysFrom } from '#platform/keys';
import { failureRecorder } from '../src/modules/audit/routes.ts';
import { acknowledgementTransitions, nextAcknowledgementState } from '../src/modules/catalog/acknowledgement/acknowledgement.ts';
import { adjustmentTransitions, nextAdjustmentState } from '../src/modules/catalog/adjustment/adjustment.ts';
import { assignmentTransitions, nextAssignmentState } from '../src/modules/catalog/claim/assignment.ts';
import { campaignTransitions, nextCampaignState, nextPartState, partTransitions } from '../src/modules/catalog/campaign/campaign.ts';
import { nextNonconformityState, nonconformityTransitions } from '../src/modules/catalog/conformance/nonconformity.ts';
import { entryTransitions, nextEntryState } from '../src/modules/catalog/entry/entry.ts';
import { findingTransitions, nextFindingState } from '../src/modules/catalog/finding/finding.ts';
import { nextCaseState, revisionCaseTransitions } from '../src/modules/catalog/revision-case/revision-case.ts';
import { nextRevisionState, revisionTransitions } from '../src/modules/catalog/revision/revision.ts';
import { machines } from '../src/modules/catalog/steps.ts';
import { lineTransitions, nextLineState } from '../src/modules/catalog/transfer/transfer.ts';
import { nextTranslationState, translationTransitions } from '../src/modules/catalog/translation/translation.ts';
import { afterCorrectionEvent, correctionMachine } from '../src/modules/correction/correction.ts';
import { afterFilingEvent, filingMachine } from '../src/modules/sharing/filing/filing.ts';
import { afterOfferEvent, offerMachine } from '../src/modules/sharing/offer/offer.ts';
import { afterStoppageEvent, stoppageMachine } from '../src/modules/sharing/stoppage/stoppage.ts';
import { recorderOf } from './recorded.ts';
import { createTestDatabase } from './test-database.ts';

const store = await createTestDatabase();
const { database } = store;
const recordedBy = recorderOf(database);

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Machine = { readonly table: Table; readonly refusals: readonly (string | Refusal)[] };

/** Every state with every event that the machine knows; what the table does not have is refused. */
function machine<State extends string, Event extends string>(
  table: Readonly<Record<State, Readonly<Partial<Record<Event, State>>>>>,
  next: (state: State, event: Event) => State | Refusal,
): Machine {
  const rows = Object.entries<Readonly<Partial<Record<Event, State>>>>(table);
  const states = Object.keys(table).filter((state): state is State => state in table);
  const isEvent = (name: string): name is Event => rows.some(([, moves]) => name in moves);
  const events = [...new Set(rows.flatMap(([, moves]) => Object.keys(moves)))].filter(isEvent);
  const refusals = states.flatMap((state) =>
    events.filter((event) => table[state][event] === undefined).map((event) => next(state, event)),
  );
  const known = rows.map(([state, moves]) => [state, Object.fromEntries(Object.entries(moves).map(([event, to]) => [event, String(to)]))]);
  return { table: Object.fromEntries(known), refusals };
}

const all: Readonly<Record<string, Machine>> = {
  revision: machine(revisionTransitions, nextRevisionState),
  entry: machine(entryTransitions, nextEntryState),
  'revision-case': machine(revisionCaseTransitions, nextCaseState),
  adjustment: machine(adjustmentTransitions, nextAdjustmentState),
  'transfer-line': machine(lineTransitions, (state, event) => nextLineState({ state, entryName: '机井名录' }, event)),
  acknowledgement: machine(acknowledgementTransitions, nextAcknowledgementState),
  campaign: machine(campaignTransitions, nextCampaignState),
  'campaign-part': machine(partTransitions, nextPartState),
  nonconformity: machine(nonconformityTransitions, nextNonconformityState),
  finding: machine(findingTransitions, nextFindingState),
  assignment: machine(assignmentTransitions, nextAssignmentState),
  translation: machine(translationTransitions, nextTranslationState),
  correction: machine(correctionMachine, afterCorrectionEvent),
  filing: machine(filingMachine, afterFilingEvent),
  offer: machine(offerMachine, afterOfferEvent),
  stoppage: machine(stoppageMachine, afterStoppageEvent),
};

test('no machine whose steps are printed is left out', () => {
  expect(Object.keys(machines).filter((name) => !(name in all))).toEqual([]);
});

describe('behind the door of a running city', async () => {
  const needs = { database, clock: settableClock('2026-11-23T02:00:00Z'), newId, keys: keysFrom(Buffer.alloc(32, 7)), log: silentLog };
  const officer: Caller = { kind: 'person', id: newId(), orgId: null, regionCode: '650400', powers: [] };
  const move = route({
    id: 'catalog.try-move',
    method: 'POST',
    path: '/moves/:machine/:at',
    summary: 'An illegal move of a machine.',
    params: z.object({ machine: z.string(), at: z.coerce.number() }),
    answer: z.object({}),
  });
  const app = await httpApp({ trustedProxies: [] });
  const door = { authenticate: async () => officer, permit: () => null, recordFailure: failureRecorder(needs).record };
  mount(app, { needs, door, statuses: everyRefusal }, [
    serve(move, async ({ params, database: { transaction } }) =>
      transaction(async () => {
        const answer = all[params.machine]?.refusals[params.at];
        return isRefusal(answer) ? answer : refuse('request.not-found');
      }),
    ),
  ]);

  test.each(Object.keys(all))(
    'each illegal move of the machine of %s answers 409 and leaves who tried it and why it was refused',
    async (name) => {
      const refusals = all[name]?.refusals ?? [];
      expect(refusals.length).toBeGreaterThan(0);
      expect(refusals.filter((answer) => !isRefusal(answer))).toEqual([]);

      for (const [at, refusal] of refusals.entries()) {
        let status = 0;
        const records = await recordedBy(async () => {
          status = (await app.inject({ method: 'POST', url: `/api/v1/moves/${name}/${at}` })).statusCode;
        });

        expect(status).toBe(409);
        expect(records).toMatchObject([{ action: 'catalog.try-move', actorId: officer.id }]);
        const code = isRefusal(refusal) ? refusal.code : '';
        expect(JSON.parse(records[0]?.body ?? '{}')).toMatchObject({ outcome: { result: 'refused', code }, facts: { status: 409 } });
      }
    },
  );
});
