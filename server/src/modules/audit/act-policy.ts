import { refuse, type Refusal } from '@karez/kit/refusal';
import { isMembers, membersOf } from '@karez/policy/evidence/lines';
import type { CommittedField } from '@karez/policy/evidence/record';

/** What is asked of a caller: whom they act for, and which powers they hold where. */
export type Asker = {
  readonly kind: 'person' | 'client' | 'system' | 'anonymous';
  readonly id: string;
  readonly orgId: string | null;
  readonly powers: readonly { readonly power: string; readonly orgId: string | null; readonly regionCode: string | null }[];
};

/** Where an audit administrator's power reaches: the whole log, or what the organisations of some regions did (perhaps none). */
export type Oversight = { readonly kind: 'all' } | { readonly kind: 'regions'; readonly regions: readonly string[] };
/** Whose acts a caller may list: those overseen, or those of their own organisation. */
export type Sight = Oversight | { readonly kind: 'own'; readonly orgId: string };

/** Division codes of a city or above: the log is the whole installation's, and theirs with it. */
const CITY_OR_ABOVE = /^\d{4}00$/;

/** What a caller oversees with a power that counts for regions. */
export function oversightOf(caller: Asker, power: 'audit.read-all' | 'audit.export'): Oversight {
  const regions = caller.powers.flatMap((held) => (held.power === power && held.regionCode !== null ? [held.regionCode] : []));
  return regions.some((region) => CITY_OR_ABOVE.test(region)) ? { kind: 'all' } : { kind: 'regions', regions };
}

/** The audit administrator sees the region, a department's head the department (design: an operator's trail is for these two only). */
export function sightOf(caller: Asker): Sight | Refusal {
  const oversight = oversightOf(caller, 'audit.read-all');
  if (oversight.kind === 'all' || oversight.regions.length > 0) return oversight;
  const own = caller.powers.find(({ power, orgId }) => power === 'audit.read-own' && orgId !== null && orgId === caller.orgId);
  return own?.orgId ? { kind: 'own', orgId: own.orgId } : refuse('audit.acts.not-permitted');
}

/** A log cannot be exported for one region alone, its proof needs every leaf: whoever exports oversees the whole installation. */
export function mayExport(caller: Asker): true | Refusal {
  return oversightOf(caller, 'audit.export').kind === 'all' ? true : refuse('audit.log.other-region');
}

/**
 * What the holder of a receipt may open. The two parties of a record are its actor's organisation and the one that its fact `providerOrg` names:
 * both may open matter and payload, the actor's own head also operator and origin. The audit administrator opens all but the payload, where
 * the record's organisation is among the `overseen` (null: all are). Refuses as if the record did not exist to everybody else.
 */
export function openableBy(
  caller: Asker,
  { record, overseen }: { record: string; overseen: readonly string[] | null },
): CommittedField[] | Refusal {
  const { actorId, orgId, providerOrg } = partiesOf(record);
  if (caller.kind === 'client') return caller.id === actorId ? ['matter', 'operator', 'payload'] : refuse('audit.record.not-found');
  if (isAmong(orgId, overseen)) return ['matter', 'operator', 'origin'];
  if (caller.id === actorId) return ['matter', 'operator', 'origin', 'payload'];
  if (caller.orgId === null || ![orgId, providerOrg].includes(caller.orgId)) return refuse('audit.record.not-found');
  if (caller.orgId === orgId && has(caller, 'audit.read-own')) return ['matter', 'operator', 'origin', 'payload'];
  return has(caller, 'evidence.read') ? ['matter', 'payload'] : refuse('audit.record.not-found');
}

function isAmong(orgId: string | null, overseen: readonly string[] | null): boolean {
  return overseen === null || (orgId !== null && overseen.includes(orgId));
}

function has(caller: Asker, power: string): boolean {
  return caller.powers.some((held) => held.power === power);
}

type Parties = { readonly actorId: string | null; readonly orgId: string | null; readonly providerOrg: string | null };

function partiesOf(record: string): Parties {
  const members = membersOf(record);
  const actor = isMembers(members?.['actor']) ? members['actor'] : {};
  const facts = isMembers(members?.['facts']) ? members['facts'] : {};
  return { actorId: textOf(actor['id']), orgId: textOf(actor['org']), providerOrg: textOf(facts['providerOrg']) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
