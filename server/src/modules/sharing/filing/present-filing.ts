import type { Filing, FilingParty, FilingSummary } from '@karez/contract/sharing/filing';
import { entryTitles } from '#modules/catalog';
import type { Actor } from '#modules/identity';
import { clocksOf, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { findGrant } from '../grant-store.ts';
import { presentClock, sidesOf } from '../present-application.ts';
import { FILING_CASE, isUnheard, noticeTerm, openAnswers, PARTY_CASE } from './filing-clock.ts';
import { allowedOnFiling, answerersOf, seesEveryParty } from './filing-policy.ts';
import { affectedGrants, filingStepsOf, partiesOf, type AffectedGrant } from './filing-store.ts';
import type { FilingRecord, PartyRecord } from './filing.ts';

/** Lines of a list, with names and the authority's clocks read once for all of them. */
export async function presentFilingLines(reader: Reader, filings: readonly FilingRecord[], at: Date): Promise<FilingSummary[]> {
  const sides = await sidesOf(
    reader,
    filings.map(({ providerOrgId }) => providerOrgId),
  );
  const names = await entryTitles(reader, [...new Set(filings.map(({ entryId }) => entryId))]);
  const clocks = await clocksOf(reader, { caseKind: FILING_CASE, caseIds: filings.map(({ id }) => id), at });
  return filings.map((filing) => {
    const open = clocks.find(({ caseId, endedAt }) => caseId === filing.id && endedAt === null);
    const { serviceId, serviceName } = filing;
    return {
      id: filing.id,
      no: filing.no,
      state: filing.state,
      kind: filing.kind,
      entry: { id: filing.entryId, name: names.get(filing.entryId) ?? '' },
      service: serviceId === null ? null : { id: serviceId, name: serviceName ?? '' },
      provider: sides(filing.providerOrgId),
      effectiveOn: filing.effectiveOn,
      raisedAt: filing.raisedAt.toISOString(),
      endedAt: filing.endedAt?.toISOString() ?? null,
      clock: open ? presentClock(open) : null,
    };
  });
}

/** The whole of one filing as its reader may see it: a department that is affected sees of those that are only itself. */
export async function presentFiling(reader: Reader, filing: FilingRecord, { actor, at }: { actor: Actor; at: Date }): Promise<Filing> {
  const [line] = await presentFilingLines(reader, [filing], at);
  if (!line) throw new Error(`filing ${filing.id} has no line`);
  const all = await partiesOf(reader, filing.id);
  const seesAll = seesEveryParty(actor, filing);
  const parties = seesAll ? all : all.filter(({ requesterOrgId }) => requesterOrgId === actor.orgId);
  const clocks = [
    ...(await clocksOf(reader, { caseKind: PARTY_CASE, caseIds: parties.map(({ id }) => id), at })),
    ...(await clocksOf(reader, { caseKind: FILING_CASE, caseIds: [filing.id], at })),
  ];
  const standing = {
    filing,
    requesterOrgIds: all.map(({ requesterOrgId }) => requesterOrgId),
    answerers: answerersOf(all),
    isUnheard: await isUnheard(reader, all, at),
  };
  return {
    ...line,
    revision: filing.revision,
    reason: filing.reason,
    basis: filing.basis,
    change: filing.change,
    earliestOn: filing.earliestOn,
    notBefore: filing.notBefore,
    notice: await noticeTerm(reader, filing.raisedAt),
    parties: await presentParties(reader, { parties, open: await openAnswers(reader, parties, at), filingId: filing.id }),
    clocks: clocks.map(presentClock),
    history: await historyOf(reader, filing.id, seesAll ? null : actor.orgId),
    allowed: allowedOnFiling(actor, standing),
  };
}

type Presented = { readonly parties: readonly PartyRecord[]; readonly open: readonly ClockView[]; readonly filingId: string };

async function presentParties(reader: Reader, { parties, open, filingId }: Presented): Promise<FilingParty[]> {
  const sides = await sidesOf(
    reader,
    parties.map(({ requesterOrgId }) => requesterOrgId),
  );
  const affected = await affectedGrants(reader, filingId);
  const shown: FilingParty[] = [];
  for (const party of parties) {
    const clock = open.find(({ caseId }) => caseId === party.id);
    shown.push({
      requester: sides(party.requesterOrgId),
      grants: await grantsOf(reader, affected, party),
      answer: party.answer,
      needsUntil: party.needsUntil,
      words: party.words,
      answeredAt: party.answeredAt?.toISOString() ?? null,
      clock: clock ? presentClock(clock) : null,
    });
  }
  return shown;
}

async function grantsOf(reader: Reader, affected: readonly AffectedGrant[], party: PartyRecord): Promise<FilingParty['grants']> {
  const own = affected.filter(({ requesterOrgId }) => requesterOrgId === party.requesterOrgId);
  const grants = await Promise.all(own.map(({ grantId }) => findGrant(reader, grantId)));
  return grants.flatMap((grant) =>
    grant ? [{ id: grant.id, no: grant.document.no, systemName: grant.document.systemName, validTo: grant.validTo.toISOString() }] : [],
  );
}

/** What was done; of what is another department's own affair nothing. */
async function historyOf(reader: Reader, filingId: string, onlyOrgId: string | null): Promise<Filing['history']> {
  const steps = (await filingStepsOf(reader, filingId)).filter(
    ({ partyOrgId }) => partyOrgId === null || onlyOrgId === null || partyOrgId === onlyOrgId,
  );
  const sides = await sidesOf(
    reader,
    steps.flatMap(({ organisationId, partyOrgId }) => [organisationId, partyOrgId].filter((one) => one !== null)),
  );
  return steps.map(({ at, action, organisationId, partyOrgId, role, words }) => {
    const named = organisationId ?? partyOrgId;
    return { at: at.toISOString(), action, organisation: named === null ? '' : sides(named).name, role, opinion: words };
  });
}
