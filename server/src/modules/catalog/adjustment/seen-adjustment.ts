import type { Adjustment as AdjustmentAnswer } from '@karez/contract/catalog/adjustment';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { organisationById, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { authorityRegionsOf } from '../catalog-policy.ts';
import { fileOf, lockedFile } from '../entry/entry-file.ts';
import { findEntry } from '../entry/entry-store.ts';
import { staleUnless } from '../entry/entry.ts';
import type { StepNeeds } from '../revision/record-step.ts';
import type { Seen } from './adjustment-policy.ts';
import { findAdjustment, type Reach } from './adjustment-store.ts';
import type { Adjustment, NamedAct } from './adjustment.ts';
import { adjustmentView } from './adjustment-view.ts';

/** What every step on an adjustment is told: who, which one, the number of the entry that was read, and from where. */
export type AdjustmentCommand = {
  readonly actor: Actor;
  readonly adjustmentId: string;
  readonly ifMatch: string | null;
  readonly origin: string;
};

/** Whose adjustments an actor sees: those of their own department, and of the regions whose authority they act for. */
export function reachOf(actor: Actor): Reach {
  return { orgId: actor.orgId, regions: authorityRegionsOf(actor) };
}

/** An adjustment is the business of its department and of its authority; for everyone else it does not exist. */
function sees(actor: Actor, { provider, regionCode }: Adjustment): boolean {
  const { orgId, regions } = reachOf(actor);
  return provider.id === orgId || regions.includes(regionCode);
}

async function visible(reader: Reader, { actor, adjustmentId }: Pick<AdjustmentCommand, 'actor' | 'adjustmentId'>) {
  const adjustment = await findAdjustment(reader, adjustmentId);
  return adjustment && sees(actor, adjustment) ? adjustment : refuse('catalog.adjustment.not-found');
}

/** An adjustment with its entry, as the actor may see it. */
export async function seenAdjustment(reader: Reader, asked: Pick<AdjustmentCommand, 'actor' | 'adjustmentId'>): Promise<Seen | Refusal> {
  const adjustment = await visible(reader, asked);
  if (isRefusal(adjustment)) return adjustment;
  const entry = await findEntry(reader, adjustment.entryId);
  return entry ? { adjustment, file: await fileOf(reader, entry) } : refuse('catalog.adjustment.not-found');
}

/** {@link seenAdjustment}, refused when the entry is not the one that the actor read. */
export async function previewedAdjustment(reader: Reader, command: AdjustmentCommand): Promise<Seen | Refusal> {
  const seen = await seenAdjustment(reader, command);
  return isRefusal(seen) ? seen : (staleUnless(seen.file.entry, command.ifMatch) ?? seen);
}

/** The same with the entry's row locked: whatever happens to an adjustment happens under it. */
export async function lockedAdjustment(tx: Transaction, command: AdjustmentCommand): Promise<Seen | Refusal> {
  const known = await visible(tx, command);
  if (isRefusal(known)) return known;
  const file = await lockedFile(tx, { ...command, entryId: known.entryId });
  if (isRefusal(file)) return file;
  const adjustment = await findAdjustment(tx, known.id);
  return adjustment ? { adjustment, file } : refuse('catalog.adjustment.not-found');
}

/** What the actor does now, with the name of whom they do it for. */
export async function actOf(
  reader: Reader,
  { clock }: Pick<StepNeeds, 'clock'>,
  { actor, opinion }: { actor: Actor; opinion: string },
): Promise<NamedAct> {
  const organisation = actor.orgId === null ? undefined : await organisationById(reader, actor.orgId);
  return { by: actor.id, orgId: actor.orgId ?? '', at: clock.now(), opinion, organisationName: organisation?.name ?? '' };
}

/** The answer of every step. */
export function answerWith(
  reader: Reader,
  { clock }: Pick<StepNeeds, 'clock'>,
  { actor, seen }: { actor: Actor; seen: Seen },
): Promise<AdjustmentAnswer> {
  return adjustmentView(reader, { actor, seen, at: clock.now() });
}
