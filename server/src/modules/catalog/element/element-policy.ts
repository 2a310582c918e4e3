import { mayUse, type Actor } from '#modules/identity';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';

/** The region whose authority the actor designates sources for; a refusal for everybody else (809-19). */
export function designatingRegion(actor: Actor): string | Refusal {
  const held = actor.powers.find(({ power, regionCode }) => power === 'catalog.authoritative-source' && regionCode !== null);
  if (held?.regionCode === undefined || held.regionCode === null) return refuse('request.not-permitted');
  const permitted = mayUse(actor, 'catalog.authoritative-source', { regionCode: held.regionCode, parties: [] });
  return isRefusal(permitted) ? permitted : held.regionCode;
}
