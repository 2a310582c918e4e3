import type { Transfer as TransferAnswer, TransferSummary } from '@karez/contract/catalog/transfer';
import { refuse, type Refusal } from '@karez/kit/refusal';
import { allowedOf, type Actor } from '#modules/identity';
import { mayAnswer, mayOrder } from './transfer-policy.ts';
import type { LineState, Transfer, TransferLine } from './transfer.ts';

type Seen = { readonly transfer: Transfer; readonly lines: readonly TransferLine[] };

function headOf({ id, kind, documentNumber, decidedOn, reason, from, ordered }: Transfer) {
  return {
    id,
    kind,
    documentNumber,
    decidedOn,
    reason,
    from: { ...from },
    orderedByOrganisation: ordered.organisationName,
    orderedAt: ordered.at.toISOString(),
  };
}

function mayName(actor: Actor, { transfer, lines }: Seen): true | Refusal {
  const permitted = mayOrder(actor, { regionCode: transfer.regionCode, parties: [transfer.from.id] });
  if (permitted !== true) return permitted;
  const waits = lines.some(({ state }) => state === 'orphaned');
  return waits || refuse('catalog.transfer.illegal-transition', { state: 'none', event: 'name-receiver', name: '' });
}

/** What a draft is called is for its two departments; whoever has it now opens it. */
function knowledgeOf(actor: Actor, { from }: Transfer, { isUnitOnly, receiver, state }: TransferLine): { named: boolean; opens: boolean } {
  if (!isUnitOnly) return { named: true, opens: true };
  const holder = state === 'accepted' ? receiver?.id : from.id;
  return { named: [from.id, receiver?.id].includes(actor.orgId ?? ''), opens: holder === actor.orgId };
}

function lineView(actor: Actor, transfer: Transfer, line: TransferLine): TransferAnswer['lines'][number] {
  const { entryId, entryName, state, receiver, answered, declined } = line;
  const { named, opens } = knowledgeOf(actor, transfer, line);
  return {
    entryId,
    name: named ? entryName : null,
    opens,
    state,
    receiver: receiver && { ...receiver },
    opinion: answered?.opinion ?? null,
    declined,
    mine: state === 'offered' && receiver?.id === actor.orgId,
  };
}

/** A transfer as one reader may see it, with what they may answer. */
export function transferView(actor: Actor, seen: Seen): TransferAnswer {
  const answers = mayAnswer(actor, seen.lines);
  return {
    ...headOf(seen.transfer),
    lines: seen.lines.map((line) => lineView(actor, seen.transfer, line)),
    allowed: allowedOf({ 'name-receiver': mayName(actor, seen), 'accept-transfer': answers, 'decline-transfer': answers }),
  };
}

export function transferSummary({ transfer, lines }: Seen): TransferSummary {
  const count = (state: LineState) => lines.filter((line) => line.state === state).length;
  return {
    ...headOf(transfer),
    receivers: [...new Set(lines.flatMap(({ receiver }) => (receiver === null ? [] : [receiver.name])))],
    counts: { orphaned: count('orphaned'), offered: count('offered'), accepted: count('accepted'), retired: count('retired') },
  };
}
