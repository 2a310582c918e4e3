import type { Application } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { elementsOfItems } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { digestOf } from '../agreement.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { runningGrantsHeldBy, type GrantRecord } from '../grant-store.ts';
import { aggregationAnswerOf } from './aggregation-store.ts';
import { trippedBy, type Telling, type Tripped } from './aggregation.ts';

/** What the running grants of a department trip together. */
export type Held = { readonly grants: readonly GrantRecord[]; readonly tellings: readonly Telling[]; readonly tripped: readonly Tripped[] };

/** Reads which data elements the running grants of a department give it, and which rules these trip. */
export async function heldTogether(reader: Reader, requesterOrgId: string, at: Date): Promise<Held> {
  const grants = await runningGrantsHeldBy(reader, requesterOrgId, at);
  const tellings = await tellingsOf(
    reader,
    grants.map(({ id, document }) => ({ id, entryId: document.entryId, itemNos: document.items.map(({ no }) => no) })),
  );
  return { grants, tellings, tripped: trippedBy(tellings) };
}

type Given = { readonly id: string; readonly entryId: string; readonly itemNos: readonly number[] };

/** Which data elements some grants, or an application, give. */
export async function tellingsOf(reader: Reader, given: readonly Given[]): Promise<Telling[]> {
  const found = await elementsOfItems(
    reader,
    given.flatMap(({ entryId, itemNos }) => itemNos.map((no) => ({ entryId, no }))),
  );
  return given.map(({ id, entryId, itemNos }) => ({
    grantId: id,
    elements: found.filter((item) => item.entryId === entryId && itemNos.includes(item.no)).map(({ names }) => names),
  }));
}

/** SM3 of what is tripped by what: an answer is about just that. */
export const digestOfTripped = (tripped: readonly Tripped[]): string =>
  digestOf({ tripped: tripped.map(({ rule, kinds, grantIds }) => ({ rule, kinds: [...kinds], grantIds: [...grantIds] })) });

/**
 * Whether an application of personal data still lacks the written answer of its head: what the department holds already trips a rule, and nothing, or
 * something about other grants, was answered.
 */
export async function faultOfAggregation(
  reader: Reader,
  { application, personal, at }: { readonly application: ApplicationRecord; readonly personal: boolean; readonly at: Date },
): Promise<Refusal | null> {
  if (!personal) return null;
  const { tripped } = await heldTogether(reader, application.requesterOrgId, at);
  if (tripped.length === 0) return null;
  const answer = await aggregationAnswerOf(reader, application.id);
  return answer?.about === digestOfTripped(tripped) ? null : refuse('sharing.aggregation.unanswered');
}

type Asking = { readonly actor: Actor; readonly personal: boolean; readonly at: Date };

/**
 * What the guard says of an application: what the department's grants tell together now, what they would with this one, and the answer. A provider reads
 * of other providers' grants how many there are, not which.
 */
export async function presentAggregation(
  reader: Reader,
  application: ApplicationRecord,
  { actor, personal, at }: Asking,
): Promise<Application['aggregation']> {
  const held = await heldTogether(reader, application.requesterOrgId, at);
  const { entryId, content } = application;
  const asked = await tellingsOf(reader, [{ id: application.id, entryId, itemNos: content.itemNos }]);
  const would = application.decidedAt === null ? trippedBy([...held.tellings, ...asked]) : [];
  const pending = would.filter(({ rule }) => !held.tripped.some((one) => one.rule === rule));
  const answer = await aggregationAnswerOf(reader, application.id);
  if (held.tripped.length + pending.length === 0 && !answer) return null;
  const shown = (tripped: Tripped, isPending: boolean) => ({
    rule: tripped.rule,
    kinds: [...tripped.kinds],
    pending: isPending,
    grantCount: tripped.grantIds.filter((id) => id !== application.id).length,
    grants: held.grants
      .filter(
        ({ id, document }) =>
          tripped.grantIds.includes(id) && (actor.orgId !== application.providerOrgId || document.providerOrgId === actor.orgId),
      )
      .map(({ id, document }) => ({ id, no: document.no, entryName: document.entryName })),
  });
  return {
    rules: [...held.tripped.map((one) => shown(one, false)), ...pending.map((one) => shown(one, true))],
    needsAnswer: personal && held.tripped.length > 0 && application.decidedAt === null && answer?.about !== digestOfTripped(held.tripped),
    answer: answer ? { words: answer.words, at: answer.answeredAt.toISOString() } : null,
  };
}
