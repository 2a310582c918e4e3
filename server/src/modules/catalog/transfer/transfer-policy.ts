import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { mayUse, type Actor } from '#modules/identity';
import type { Transfer, TransferLine } from './transfer.ts';

/** The authority of the region orders, and names receivers; a member that is party to it does not (91-7.1). */
export function mayOrder(actor: Actor, { regionCode, parties }: { regionCode: string; parties: readonly string[] }): true | Refusal {
  return mayUse(actor, 'catalog.publish', { regionCode, parties });
}

/** The head of the department that the entries are offered to answers. */
export function mayAnswer(actor: Actor, lines: readonly TransferLine[]): true | Refusal {
  const isReceiver = lines.some(({ receiver, answered }) => [receiver?.id, answered?.orgId].includes(actor.orgId ?? ''));
  if (!isReceiver) return refuse('identity.power.other-organisation', { power: 'catalog.sign' });
  const permitted = mayUse(actor, 'catalog.sign', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const offered = lines.filter((line) => line.state === 'offered' && line.receiver?.id === actor.orgId);
  return offered.length > 0 || refuse('catalog.transfer.illegal-transition', { state: 'none', event: 'accept', name: '' });
}

/** Regions whose transfers the actor sees as a member of their authority. */
export function overseenRegions(actor: Actor): string[] {
  const held = actor.powers.filter(({ power }) => power === 'catalog.publish' || power === 'catalog.suspend');
  return [...new Set(held.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode])))];
}

/** A transfer is its authority's business, that of the department it takes from, and of those it is or was offered to. */
export function seesTransfer(actor: Actor, { transfer, lines }: { transfer: Transfer; lines: readonly TransferLine[] }): boolean {
  if (overseenRegions(actor).includes(transfer.regionCode)) return true;
  if (actor.orgId === null) return false;
  return (
    transfer.from.id === actor.orgId || lines.some(({ receiver, answered }) => [receiver?.id, answered?.orgId].includes(actor.orgId ?? ''))
  );
}
