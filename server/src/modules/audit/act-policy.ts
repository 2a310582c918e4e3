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

/** Whose acts a caller may list: everything of these regions, or of their own organisation, or nothing. */
export type Sight = { readonly kind: 'regions'; readonly regions: readonly string[] } | { readonly kind: 'own'; readonly orgId: string };

/** The audit administrator sees the region, a department's head the department (design: an operator's trail is for these two only). */
export function sightOf(caller: Asker): Sight | Refusal {
  const regions = caller.powers.flatMap(({ power, regionCode }) => (power === 'audit.read-all' && regionCode !== null ? [regionCode] : []));
  if (regions.length > 0) return { kind: 'regions', regions };
  const own = caller.powers.find(({ power, orgId }) => power === 'audit.read-own' && orgId !== null && orgId === caller.orgId);
  return own?.orgId ? { kind: 'own', orgId: own.orgId } : refuse('audit.acts.not-permitted');
}

/**
 * What the holder of a receipt may open. The two parties of a record are its actor's organisation and the one that its fact `providerOrg` names:
 * both may open matter and payload, the actor's own head also operator and origin. The audit administrator opens all but the payload.
 * Refuses as if the record did not exist to everybody else.
 */
export function openableBy(caller: Asker, record: string): CommittedField[] | Refusal {
  const { actorId, orgId, providerOrg } = partiesOf(record);
  if (caller.kind === 'client') return caller.id === actorId ? ['matter', 'operator', 'payload'] : refuse('audit.record.not-found');
  if (has(caller, 'audit.read-all')) return ['matter', 'operator', 'origin'];
  if (caller.id === actorId) return ['matter', 'operator', 'origin', 'payload'];
  if (caller.orgId === null || ![orgId, providerOrg].includes(caller.orgId)) return refuse('audit.record.not-found');
  if (caller.orgId === orgId && has(caller, 'audit.read-own')) return ['matter', 'operator', 'origin', 'payload'];
  return has(caller, 'evidence.read') ? ['matter', 'payload'] : refuse('audit.record.not-found');
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
