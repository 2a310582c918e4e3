import type { HandedOutcome } from '@karez/contract/desk/handover';
import { refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';

import type { Title } from '../todo.ts';

/** 移交: what one person held in a unit went to a colleague. */
export type Handover = {
  readonly id: string;
  readonly no: string;
  readonly orgId: string;
  readonly fromId: string;
  readonly toId: string;
  readonly byId: string;
  readonly reason: string;
  readonly at: Date;
  readonly counts: Readonly<Record<HandedOutcome, number>>;
};

/** What became of one thing that was held at that moment. */
export type HandoverLine = {
  readonly kind: string;
  readonly id: string;
  readonly title: Title;
  readonly link: string;
  readonly outcome: HandedOutcome;
  /** Why the colleague could not take what was left; null where it was left by choice. */
  readonly because: Pick<Refusal, 'code' | 'params'> | null;
};

/** Whether the caller heads the unit they act in. */
export function leads({ orgId, powers, standsFor }: Actor): boolean {
  return standsFor === undefined && orgId !== null && powers.some((held) => held.power === 'desk.oversee' && held.orgId === orgId);
}

/** The unit within which the caller hands over what a person holds, or why not: their own, or as its head anybody's. Never for another (代). */
export function unitOfHandover(actor: Actor, fromId: string): { readonly orgId: string } | Refusal {
  const { kind, id, orgId, standsFor } = actor;
  const may = kind === 'person' && orgId !== null && !standsFor && (id === fromId || leads(actor));
  return may ? { orgId } : refuse('desk.handover.not-yours');
}

/** Whether the caller reads a hand-over: whoever it was from, to or by, and the heads of the unit. */
export function maySeeHandover(actor: Actor, { orgId, fromId, toId, byId }: Handover): boolean {
  if (actor.kind !== 'person' || actor.standsFor || actor.orgId !== orgId) return false;
  return [fromId, toId, byId].includes(actor.id) || leads(actor);
}
