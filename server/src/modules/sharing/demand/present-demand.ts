import type { Demand, DemandSummary } from '@karez/contract/sharing/demand';
import type { Actor } from '#modules/identity';
import { entryTitles } from '#modules/catalog';
import { clocksOf, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { presentClock, sidesOf } from '../present-application.ts';
import { DEMAND_CASE } from './demand-clock.ts';
import { allowedOnDemand, maySeeDemand } from './demand-policy.ts';
import { demandStepsOf, findDemand, followerCounts, type DemandRecord } from './demand-store.ts';
import { isBroken, neglectOf } from './neglect.ts';
import { missingOf } from './write-demand.ts';

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

export type DemandReading = { readonly actor: Actor; readonly at: Date; readonly today: string };

/** Lines of a list, each with the clock that runs. */
export async function presentDemandSummaries(
  reader: Reader,
  demands: readonly DemandRecord[],
  { at, today }: Pick<DemandReading, 'at' | 'today'>,
): Promise<DemandSummary[]> {
  const sides = await sidesOf(
    reader,
    demands.flatMap(({ requesterOrgId, providerOrgId }) => [requesterOrgId, ...(providerOrgId === null ? [] : [providerOrgId])]),
  );
  const clocks = await clocksOf(reader, { caseKind: DEMAND_CASE, caseIds: demands.map(({ id }) => id), at });
  return demands.map((demand) => summaryOf(demand, { sides, today, clock: clocks.find((one) => isRunning(one, demand.id)) ?? null }));
}

const isRunning = (clock: ClockView, id: string): boolean => clock.caseId === id && clock.endedAt === null;

type Known = { readonly sides: (id: string) => { id: string; name: string }; readonly today: string; readonly clock: ClockView | null };

function summaryOf(demand: DemandRecord, { sides, today, clock }: Known): DemandSummary {
  const { content, promisedOn } = demand;
  return {
    id: demand.id,
    no: demand.no,
    state: demand.state,
    name: content.name,
    itemCount: content.items.length,
    urgency: content.urgency,
    requester: sides(demand.requesterOrgId),
    provider: demand.providerOrgId === null ? null : sides(demand.providerOrgId),
    sentAt: instant(demand.sentAt),
    wishedOn: content.wishedOn,
    promisedOn,
    promiseOverdue: isBroken(demand, today),
    decidedAt: instant(demand.decidedAt),
    clock: clock && presentClock(clock),
  };
}

/** The whole of one demand for a reader who may see it. What a side keeps to itself until it has signed is left out. */
export async function presentDemand(reader: Reader, demand: DemandRecord, reading: DemandReading): Promise<Demand> {
  const [summary] = await presentDemandSummaries(reader, [demand], reading);
  if (!summary) throw new Error(`demand ${demand.id} has no summary`);
  const { content, entryId } = demand;
  const expected = content.expectedProviderOrgId;
  const clocks = await clocksOf(reader, { caseKind: DEMAND_CASE, caseIds: [demand.id], at: reading.at });
  const isDraft = demand.state === 'draft';
  return {
    ...summary,
    ...insideOf(demand, reading.actor),
    revision: demand.revision,
    content,
    expectedProvider: expected === null ? null : (await sidesOf(reader, [expected]))(expected),
    mergedInto: await leadOf(reader, demand, reading.actor),
    followers: (await followerCounts(reader, [demand.id])).get(demand.id) ?? 0,
    entry: entryId === null ? null : { id: entryId, name: (await entryTitles(reader, [entryId])).get(entryId) ?? '' },
    clocks: clocks.map(presentClock),
    history: await historyOf(reader, demand, reading.actor),
    missing: isDraft ? (await missingOf(reader, demand, reading.today)).map(({ path, code }) => ({ path, code })) : [],
    allowed: allowedOnDemand(reading.actor, demand, await neglectOf(reader, demand, reading)),
  };
}

/** The requester’s return note and application are its own; a proposal is the provider’s own until its head has signed. */
function insideOf(demand: DemandRecord, { orgId }: Actor): Pick<Demand, 'returned' | 'proposal' | 'reply' | 'applicationId'> {
  const isRequester = orgId === demand.requesterOrgId;
  const isProvider = orgId === demand.providerOrgId;
  const isSettled = demand.decidedAt !== null || demand.state === 'promised';
  return {
    returned: isRequester ? demand.returned : null,
    applicationId: isRequester ? demand.applicationId : null,
    proposal: isProvider ? demand.proposal : null,
    // “Not ours” is between the department and the authority until that one has decided.
    reply: isSettled || !isRequester ? demand.reply : null,
  };
}

/** Of the demand that it was merged into: how it stands, nothing of what another department asks for. */
async function leadOf(reader: Reader, { mergedInto }: DemandRecord, actor: Actor): Promise<Demand['mergedInto']> {
  const lead = mergedInto === null ? undefined : await findDemand(reader, mergedInto);
  if (!lead) return null;
  const isSeen = maySeeDemand(actor, lead);
  return { id: isSeen ? lead.id : null, no: isSeen ? lead.no : null, state: lead.state, promisedOn: lead.promisedOn };
}

const insideRequester = ['raised', 'submitted', 'returned-to-clerk', 'applied'];
const insideProvider = ['proposed-promise', 'proposed-not-ours', 'proposed-refuse', 'returned-to-handler'];

async function historyOf(reader: Reader, demand: DemandRecord, { orgId }: Actor): Promise<Demand['history']> {
  const isRequester = orgId === demand.requesterOrgId;
  const steps = (await demandStepsOf(reader, demand.id)).filter(
    ({ action, organisationId }) =>
      (isRequester || !insideRequester.includes(action)) && (organisationId === orgId || !insideProvider.includes(action)),
  );
  const sides = await sidesOf(
    reader,
    steps.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])),
  );
  return steps.map((step) => ({
    at: step.at.toISOString(),
    action: step.action,
    organisation: step.organisationId === null ? '' : sides(step.organisationId).name,
    role: step.role,
    // Why a department holds that data is not its own, and what led it there, is for the authority until that one has decided.
    opinion: step.action === 'signed-not-ours' && isRequester && demand.state === 'contested' ? null : step.opinion,
  }));
}
