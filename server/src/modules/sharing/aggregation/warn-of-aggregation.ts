import { recordEvidence } from '#modules/audit/append';
import { notify, type Addressee } from '#modules/desk';
import { organisationById, systemActor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import type { GrantRecord } from '../grant-store.ts';
import { insertWarning } from './aggregation-store.ts';
import { tellsOfPersons } from './aggregation.ts';
import { digestOfTripped, heldTogether, tellingsOf } from './read-aggregation.ts';

const { kind, id: systemId, orgId } = systemActor('sharing.aggregation-guard');

/**
 * A grant was issued or renewed: where its department's grants trip a rule together now that did not before with these grants, the providers of them, the
 * authority and the department itself are warned, once.
 */
export async function warnOfAggregation(
  tx: Transaction,
  { clock, newId }: Pick<Needs, 'clock' | 'newId'>,
  grant: GrantRecord,
): Promise<void> {
  const at = clock.now();
  const { requesterOrgId, entryId, items } = grant.document;
  const [own] = await tellingsOf(tx, [{ id: grant.id, entryId, itemNos: items.map(({ no }) => no) }]);
  if (!own || !tellsOfPersons(own)) return;
  const { grants, tripped } = await heldTogether(tx, requesterOrgId, at);
  if (tripped.length === 0) return;
  const about = digestOfTripped(tripped);
  const rules = tripped.map(({ rule }) => rule);
  const grantIds = [...new Set(tripped.flatMap((one) => one.grantIds))];
  if (!(await insertWarning(tx, { requesterOrgId, about, rules, grantIds, at }))) return;
  await recordEvidence(tx, {
    at,
    actor: { kind, id: systemId, orgId },
    action: 'sharing.warn-of-aggregation',
    outcome: { result: 'done' },
    object: { kind: 'sharing.grant', id: grant.id, revision: grant.document.version },
    origin: null,
    facts: { requesterOrgId, rules: rules.join(' '), grants: grantIds.length, about },
  });
  const params = { requester: (await organisationById(tx, requesterOrgId))?.name ?? '', count: grantIds.length };
  const subject = { module: 'sharing', kind: 'sharing.grant', id: grant.id };
  const told = grants.filter(({ id }) => grantIds.includes(id));
  for (const [place, { addressee, link }] of addresseesOf(grant, told).entries()) {
    const key = `sharing.aggregation:${requesterOrgId}:${about}:${place}`;
    await notify(tx, { id: newId(), key, for: addressee, subject, title: { key: 'sharing.notice.aggregation', params }, link, at });
  }
}

/** Each provider once, with a grant of its own; the authority between the two sides; the department's own head. */
function addresseesOf(grant: GrantRecord, told: readonly GrantRecord[]): { addressee: Addressee; link: string }[] {
  const providers = new Map(told.map(({ id, document }) => [document.providerOrgId, id]));
  const { requesterOrgId, providerOrgId } = grant.document;
  const exceptOrgIds = [requesterOrgId, providerOrgId];
  return [
    ...[...providers].map(([providerId, grantId]) => ({
      addressee: { kind: 'organisation' as const, orgId: providerId, power: 'sharing.handle' },
      link: `/sharing/grants/${grantId}`,
    })),
    {
      addressee: { kind: 'region' as const, regionCode: grant.authorityRegionCode, power: 'sharing.restrict', exceptOrgIds },
      link: `/sharing/grants/${grant.id}`,
    },
    {
      addressee: { kind: 'organisation' as const, orgId: requesterOrgId, power: 'sharing.consent-out' },
      link: `/sharing/grants/${grant.id}`,
    },
  ];
}
