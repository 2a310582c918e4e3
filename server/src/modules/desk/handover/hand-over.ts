import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import type { Actor } from '#modules/identity';
import { actedBy } from '#platform/caller';
import type { Transaction } from '#platform/database';

import type { Addressee } from '../addressee.ts';
import { notify } from '../notice-store.ts';
import { insertHandover, nextHandoverNo } from './handover-store.ts';
import type { Handover, HandoverLine } from './handover.ts';
import { planOf, type HandoverNeeds, type Plan, type PlannedItem } from './read-plan.ts';

type Chosen = { readonly kind: string; readonly id: string };
export type HandOver = {
  readonly actor: Actor;
  readonly wanted: { readonly fromId: string; readonly toId: string; readonly reason: string; readonly items: readonly Chosen[] };
  readonly origin: string;
};

const nameOf = ({ kind, id }: Chosen) => `${kind} ${id}`;

/** 移交: everything that was chosen goes to the colleague, or nothing does; what was not chosen is on record as left. */
export async function handOver(needs: HandoverNeeds, command: HandOver): Promise<{ handoverId: string } | Refusal> {
  const { actor, wanted, origin } = command;
  return needs.database.transaction(async (tx) => {
    const at = needs.clock.now();
    const plan = await planOf({ ...needs, reader: tx }, actor, wanted);
    if (isRefusal(plan)) return plan;
    const names = new Set(wanted.items.map(nameOf));
    const chosen = plan.items.filter((item) => names.has(nameOf(item)));
    // Something that the reader of the plan saw is not in this hand any more.
    if (chosen.length !== names.size || plan.to === null) return refuse('desk.handover.changed');
    const no = await nextHandoverNo(tx);
    const taken = await takeAll(tx, chosen, { ...command, plan, to: plan.to, no, at });
    if (isRefusal(taken)) return taken;
    const { fromId, toId, reason } = wanted;
    const handover = { id: needs.newId(), no, orgId: plan.orgId, fromId, toId, byId: actor.id, reason, at };
    const lines = plan.items.map((item) => lineOf(item, names.has(nameOf(item))));
    await insertHandover(tx, handover, lines);
    await record(tx, { actor, handover, lines, origin });
    await tell(tx, needs, { handover, lines });
    return { handoverId: handover.id };
  });
}

type Deed = HandOver & { readonly plan: Plan; readonly to: Actor; readonly no: string; readonly at: Date };

/** One after the other, in one order for everybody: two hand-overs at once do not wait for each other. */
async function takeAll(tx: Transaction, chosen: readonly PlannedItem[], deed: Deed): Promise<true | Refusal> {
  const { actor, wanted, origin, plan, to, no, at } = deed;
  const holding = { personId: wanted.fromId, orgId: plan.orgId, actor };
  for (const { held, id } of chosen.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))) {
    const taken = await held.take(tx, { ...holding, id, to, reason: wanted.reason, no, at, origin });
    if (isRefusal(taken)) return taken;
  }
  return true;
}

function lineOf({ kind, id, title, link, held, obstacle }: PlannedItem, isChosen: boolean): HandoverLine {
  const outcome = isChosen ? (held.deed === 'end' ? 'ended' : 'handed') : 'left';
  const because = outcome === 'left' && obstacle ? { code: obstacle.code, params: obstacle.params } : null;
  return { kind, id, title, link, outcome, because };
}

type Done = { readonly handover: Omit<Handover, 'counts'>; readonly lines: readonly HandoverLine[] };
const count = (lines: readonly HandoverLine[], outcome: HandoverLine['outcome']) => lines.filter((one) => one.outcome === outcome).length;

/** Into the evidence: from whom to whom, and what was handed over by its ids. The reason stays out of it. */
async function record(
  tx: Transaction,
  { actor, handover, lines, origin }: Done & { readonly actor: Actor; readonly origin: string },
): Promise<void> {
  const { id, no, fromId, toId, at } = handover;
  const ids = (outcome: HandoverLine['outcome']) =>
    lines
      .filter((one) => one.outcome === outcome)
      .map((one) => one.id)
      .join(' ');
  await recordEvidence(tx, {
    at,
    actor: actedBy(actor),
    action: 'desk.hand-over',
    outcome: { result: 'done' },
    object: { kind: 'desk.handover', id },
    origin,
    facts: { no, fromId, toId, handed: ids('handed'), ended: ids('ended'), left: ids('left') },
  });
}

/** Both sides and the heads of the unit are told, but for whoever did it. */
async function tell(
  tx: Transaction,
  { newId, titlesOf }: Pick<HandoverNeeds, 'newId' | 'titlesOf'>,
  { handover, lines }: Done,
): Promise<void> {
  const { id, no, orgId, fromId, toId, byId, at } = handover;
  const handed = count(lines, 'handed');
  const titles = await titlesOf(tx, [fromId, toId]);
  const params = { no, from: titles.get(fromId) ?? '', to: titles.get(toId) ?? '', count: handed };
  const told: { readonly word: string; readonly for: Addressee }[] = [
    ...(toId === byId || handed === 0 ? [] : [{ word: 'received', for: { kind: 'person', personId: toId } as const }]),
    ...(fromId === byId ? [] : [{ word: 'given', for: { kind: 'person', personId: fromId } as const }]),
    { word: 'given', for: { kind: 'organisation', orgId, power: 'desk.oversee' } },
  ];
  for (const [index, { word, for: addressee }] of told.entries())
    await notify(tx, {
      id: newId(),
      key: `desk.handover:${id}:${index}`,
      for: addressee,
      subject: { module: 'desk', kind: 'desk.handover', id },
      title: { key: `desk.notice.handover-${word}`, params },
      link: '/desk/handover',
      at,
      ...(word === 'given' ? { isCopy: true } : {}),
    });
}
