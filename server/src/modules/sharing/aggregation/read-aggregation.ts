import type { Application } from '@karez/contract/sharing/schemas';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { elementsOfItems } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import { digestOf } from '../agreement.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { runningGrantsHeldBy, type GrantRecord } from '../grant-store.ts';
import { aggregationAnswerOf, type AggregationAnswer } from './aggregation-store.ts';
import { isWithin, trippedBy, type Telling, type Tripped } from './aggregation.ts';

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

/** SM3 of what is tripped by what: who answers names what they have read. */
export const digestOfTripped = (tripped: readonly Tripped[]): string =>
  digestOf({ tripped: tripped.map(({ rule, kinds, grantIds }) => ({ rule, kinds: [...kinds], grantIds: [...grantIds] })) });

/** Whether an answer counts for what is tripped now: it was about just that, or about more. */
const counts = (answer: AggregationAnswer | undefined, tripped: readonly Tripped[]): boolean =>
  answer !== undefined && (answer.about === digestOfTripped(tripped) || isWithin(tripped, answer.tripped));

/** Whether what a department holds trips a rule of which an application has no answer. */
export async function lacksAnswer(reader: Reader, { id, requesterOrgId }: ApplicationRecord, at: Date): Promise<boolean> {
  const { tripped } = await heldTogether(reader, requesterOrgId, at);
  return tripped.length > 0 && !counts(await aggregationAnswerOf(reader, id), tripped);
}

/**
 * Whether an application of personal data still lacks the written answer of its head: what the department holds already trips a rule, and nothing, or
 * something that does not contain these grants, was answered.
 */
export async function faultOfAggregation(
  reader: Reader,
  { application, personal, at }: { readonly application: ApplicationRecord; readonly personal: boolean; readonly at: Date },
): Promise<Refusal | null> {
  return personal && (await lacksAnswer(reader, application, at)) ? refuse('sharing.aggregation.unanswered') : null;
}

/** Nobody decides any more: what the department holds today is no part of what was decided. */
export const isOver = ({ decidedAt, state }: ApplicationRecord): boolean => decidedAt !== null || state === 'withdrawn';
const shownAnswer = (answer: AggregationAnswer | undefined) =>
  answer ? { words: answer.words, at: answer.answeredAt.toISOString() } : null;

type Asking = { readonly actor: Actor; readonly personal: boolean; readonly at: Date };

/**
 * What the guard says of an application: what the department's grants tell together now, what they would with this one, and the answer; of one that is
 * decided, the answer alone. A provider reads of other providers' grants how many there are, not which; only the department that answers reads the digest.
 */
export async function presentAggregation(
  reader: Reader,
  application: ApplicationRecord,
  { actor, personal, at }: Asking,
): Promise<Application['aggregation']> {
  const answer = await aggregationAnswerOf(reader, application.id);
  if (isOver(application)) return answer ? { rules: [], about: null, needsAnswer: false, answer: shownAnswer(answer) } : null;
  const held = await heldTogether(reader, application.requesterOrgId, at);
  const { entryId, content } = application;
  const asked = await tellingsOf(reader, [{ id: application.id, entryId, itemNos: content.itemNos }]);
  const would = trippedBy([...held.tellings, ...asked]);
  const pending = would.filter(({ rule }) => !held.tripped.some((one) => one.rule === rule));
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
    about: held.tripped.length > 0 && actor.orgId === application.requesterOrgId ? digestOfTripped(held.tripped) : null,
    needsAnswer: personal && held.tripped.length > 0 && !counts(answer, held.tripped),
    answer: shownAnswer(answer),
  };
}
