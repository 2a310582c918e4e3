import type { GrantAnswer } from '@karez/contract/sharing/schemas';
import { deniedItemsOf } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { clocksOf } from '#modules/law';
import type { Reader } from '#platform/database';
import { disposalsOfGrants } from './disposal/disposal-store.ts';
import { allowedOnGrant } from './grant-policy.ts';
import type { GrantRecord } from './grant-store.ts';
import { shownState } from './grant.ts';
import { presentClock, sidesOf } from './present-application.ts';
import { soonEnds } from './renewal/ends-soon.ts';
import { renewalsShown } from './renewal/present-renewal.ts';
import { suspensionsShown } from './suspension/present-suspension.ts';

/** Grants for a reader who may see them, with names and clocks read once for all of them. */
export async function presentGrants(reader: Reader, grants: readonly GrantRecord[], reading: Reading): Promise<GrantAnswer[]> {
  const { actor, at } = reading;
  const { sideOf, clocks, deniedOf, suspensions, renewals, soon, disposals } = await around(reader, grants, reading);
  return grants.map((grant) => {
    const { document } = grant;
    const denied = deniedOf.get(document.entryId) ?? [];
    // The latest: one that another department owed before it handed the entry over was cancelled.
    const provide = clocks.findLast((clock) => clock.caseId === grant.id);
    return {
      id: grant.id,
      no: document.no,
      version: document.version,
      state: shownState(grant, at),
      applicationId: document.applicationId,
      entryId: document.entryId,
      entryName: document.entryName,
      entryCode: document.entryCode,
      requester: sideOf(document.requesterOrgId),
      provider: sideOf(document.providerOrgId),
      systemId: document.systemId,
      systemName: document.systemName,
      items: [...document.items],
      rowFilter: document.rowFilter ?? null,
      deniedNos: document.items.flatMap(({ no }) => (denied.includes(no) ? [no] : [])),
      matterFormat: document.matterFormat,
      purpose: document.purpose,
      matter: document.matter,
      quota: document.quota,
      validFrom: document.validFrom,
      validTo: document.validTo,
      // Which clients call is the two sides' own business.
      clientIds: isSide(actor, document) ? [...document.clientIds] : [],
      agreementDigest: document.agreementDigest,
      facts: {
        approvedAt: document.approvedAt,
        agreedAt: document.agreedAt,
        grantedAt: document.grantedAt,
        deliveredAt: grant.deliveredAt?.toISOString() ?? null,
      },
      provideClock: provide ? presentClock(provide) : null,
      revocation: grant.revocation,
      suspensions: suspensions.shownOf(grant.id),
      rectificationDaysMax: suspensions.daysMax,
      renewal: renewals.shownTo(document),
      disposal: disposals.find(({ grantId }) => grantId === grant.id)?.shown ?? null,
      endsSoon: soon(grant),
      allowed: allowedOnGrant(actor, {
        grant,
        now: at,
        denied,
        ...suspensions.standingOf(grant.id),
        isRenewed: renewals.isUnderWay(grant.id),
      }),
    };
  });
}

function isSide({ orgId }: Actor, { requesterOrgId, providerOrgId }: GrantRecord['document']): boolean {
  return orgId === requesterOrgId || orgId === providerOrgId;
}

type Reading = { readonly actor: Actor; readonly at: Date; readonly zone: string };

/** What is told of grants besides what they say themselves, read once for all of them. */
async function around(reader: Reader, grants: readonly GrantRecord[], { actor, at, zone }: Reading) {
  const documents = grants.map(({ document }) => document);
  const grantIds = documents.map(({ grantId }) => grantId);
  const sides = documents.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, providerOrgId]);
  const clocks = await clocksOf(reader, { caseKind: 'sharing.grant', caseIds: grantIds, at });
  const entryIds = documents.map(({ entryId }) => entryId);
  const deniedOf = await deniedItemsOf(reader, entryIds);
  const suspensions = await suspensionsShown(reader, grantIds, at);
  const renewals = await renewalsShown(reader, grantIds, actor);
  const soon = await soonEnds(reader, grants, { at, zone });
  const disposals = await disposalsOfGrants(reader, grantIds);
  return { sideOf: await sidesOf(reader, sides), clocks, deniedOf, suspensions, renewals, soon, disposals };
}
