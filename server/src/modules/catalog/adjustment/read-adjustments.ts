import type { Adjustment as AdjustmentAnswer, listAdjustments } from '@karez/contract/catalog/adjustment';
import type { AnswerOf, QueryOf } from '@karez/contract/route';
import { isRefusal, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { afterOf, paged } from '../revision-case/page.ts';
import { adjustmentClocks } from './adjustment-handing.ts';
import { adjustedProviders, adjustmentsWithin } from './adjustment-store.ts';
import { adjustmentSummary } from './adjustment-view.ts';
import { answerWith, reachOf, seenAdjustment } from './seen-adjustment.ts';

type ReadNeeds = { readonly reader: Reader } & Pick<Needs, 'clock'>;

/** Adjustments of the actor's department, and of the region whose authority they act for. */
export async function readAdjustments(
  { reader, clock }: ReadNeeds,
  { actor, query }: { actor: Actor; query: QueryOf<typeof listAdjustments> },
): Promise<AnswerOf<typeof listAdjustments>> {
  const reach = reachOf(actor);
  const { adjustments, total } = await adjustmentsWithin(reader, {
    reach,
    states: query.state === undefined ? null : query.state.split(','),
    providerId: query.provider ?? null,
    entryId: query.entry ?? null,
    after: afterOf(query.cursor),
    limit: query.limit + 1,
  });
  const { shown, next } = paged(adjustments, query.limit);
  const clocks = await adjustmentClocks(
    reader,
    shown.map(({ id }) => id),
    clock.now(),
  );
  return {
    items: shown.map((adjustment) => adjustmentSummary(adjustment, clocks.get(adjustment.id))),
    next,
    total,
    providers: await adjustedProviders(reader, reach),
  };
}

/** One adjustment; for whoever is neither of its department nor of its authority it does not exist. */
export async function readAdjustment(
  { reader, clock }: ReadNeeds,
  asked: { actor: Actor; adjustmentId: string },
): Promise<AdjustmentAnswer | Refusal> {
  const seen = await seenAdjustment(reader, asked);
  return isRefusal(seen) ? seen : answerWith(reader, { clock }, { actor: asked.actor, seen });
}
