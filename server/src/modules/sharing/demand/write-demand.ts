import type { SecrecyDeclaration } from '@karez/contract/catalog/content';
import type { DemandContent } from '@karez/contract/sharing/demand';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, mayUse, organisationById, type Actor } from '#modules/identity';
import type { Reader, Transaction } from '#platform/database';
import { missingInDemand, personalValueIn } from './demand-content.ts';
import { insertDemand, saveDemandRecord, type DemandRecord } from './demand-store.ts';
import { lockedFor, moved, noteDemandStep, storeDemandStep, type DemandCommand, type DemandDone, type DemandNeeds } from './demand-step.ts';
import { emptyDemand } from './demand.ts';

export type RaiseDemand = { readonly actor: Actor; readonly name: string; readonly origin: string };

/** Opens a draft demand; what was searched for in vain is its name (91-3.2.1, 91-5.0.3). */
export async function raiseDemand(
  { database, clock, newId }: DemandNeeds,
  { actor, name, origin }: RaiseDemand,
): Promise<DemandDone | Refusal> {
  const permitted = mayUse(actor, 'sharing.apply', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const content = emptyDemand(name);
  const personal = personalValueIn(content);
  if (personal) return personal;
  const createdAt = clock.now();
  return database.transaction(async (tx) => {
    const demand = draftOf({ id: newId(), actor, content, createdAt, region: await competentFor(tx, actor.regionCode ?? '', content) });
    await insertDemand(tx, demand);
    const step = { demand, actor, action: 'sharing.raise-demand', word: 'raised', role: 'APPLICANT', opinion: null, origin };
    await noteDemandStep(tx, step, createdAt);
    return { demandId: demand.id };
  });
}

type Draft = {
  readonly id: string;
  readonly actor: Actor;
  readonly content: DemandContent;
  readonly createdAt: Date;
  readonly region: string;
};

function draftOf({ id, actor, content, createdAt, region }: Draft): DemandRecord {
  return {
    id,
    no: null,
    revision: 1,
    state: 'draft',
    requesterOrgId: actor.orgId ?? '',
    requesterRegionCode: actor.regionCode ?? '',
    authorityRegionCode: region,
    providerOrgId: null,
    providerRegionCode: null,
    content,
    proposal: null,
    reply: null,
    promisedOn: null,
    mergedInto: null,
    entryId: null,
    applicationId: null,
    ruleSetId: null,
    startedBy: actor.id,
    submittedBy: null,
    sentBy: null,
    proposedBy: null,
    signedBy: null,
    returned: null,
    createdAt,
    sentAt: null,
    decidedAt: null,
  };
}

/** The region whose authority is competent: of the requester, or above both where the expected provider sits elsewhere (91-7.1.2). */
async function competentFor(reader: Reader, requesterRegion: string, content: DemandContent): Promise<string> {
  const expected = content.expectedProviderOrgId === null ? undefined : await organisationById(reader, content.expectedProviderOrgId);
  const authority = await authorityFor(reader, { regionCodes: [requesterRegion, expected?.regionCode ?? requesterRegion] });
  return authority?.regionCode ?? requesterRegion;
}

export type SaveDemand = Omit<DemandCommand, 'origin'> & {
  readonly ifMatch: string | null;
  readonly secrecyDeclaration: SecrecyDeclaration;
  readonly content: DemandContent;
};

/** Saves a draft, complete or not. Secret text and values of persons are refused and never stored; a stale revision is refused. */
export async function saveDemand({ database }: Pick<DemandNeeds, 'database'>, command: SaveDemand): Promise<DemandDone | Refusal> {
  const { demandId, ifMatch, content } = command;
  if (command.secrecyDeclaration !== 'not-secret') return refuse('sharing.demand.secret', { declared: command.secrecyDeclaration });
  if (ifMatch === null) return refuse('request.etag-missing');
  const personal = personalValueIn(content);
  if (personal) return personal;
  return database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'save');
    if (isRefusal(demand)) return demand;
    if (ifMatch !== String(demand.revision)) return refuse('sharing.demand.stale', { revision: demand.revision });
    // A number once given stays with its authority: a demand that came back for more goes to the same one.
    const region = demand.no === null ? await competentFor(tx, demand.requesterRegionCode, content) : demand.authorityRegionCode;
    await saveDemandRecord(tx, { ...demand, revision: demand.revision + 1, content, authorityRegionCode: region });
    return { demandId };
  });
}

/** What a demand still lacks; its expected provider must be a department that can answer. */
export async function missingOf(reader: Reader, demand: DemandRecord, today: string) {
  const missing = missingInDemand(demand.content, { today, requesterOrgId: demand.requesterOrgId });
  const { expectedProviderOrgId } = demand.content;
  if (expectedProviderOrgId === null) return missing;
  const expected = await organisationById(reader, expectedProviderOrgId);
  const isFit = expected !== undefined && !expected.sample && expected.dissolved === null && expected.type !== 'enterprise';
  return isFit ? missing : [...missing, { path: '/expectedProviderOrgId', code: 'sharing.demand-provider-unknown', params: {} }];
}

/** A refusal that lists everything the demand lacks today; null for a whole one. */
export async function incompleteness(
  tx: Transaction,
  { clock, config }: Pick<DemandNeeds, 'clock' | 'config'>,
  demand: DemandRecord,
): Promise<Refusal | null> {
  const missing = await missingOf(tx, demand, dayIn(config.KAREZ_TIME_ZONE, clock.now()));
  return missing.length === 0 ? null : refuse('sharing.demand.incomplete', { count: missing.length }, missing);
}

/** Hands a demand to the head of the own sharing office; everything that is missing is refused at once, place by place. */
export async function submitDemand(needs: DemandNeeds, command: DemandCommand): Promise<DemandDone | Refusal> {
  const { actor, demandId, origin } = command;
  return needs.database.transaction(async (tx) => {
    const demand = await lockedFor(tx, command, 'submit');
    if (isRefusal(demand)) return demand;
    const incomplete = await incompleteness(tx, needs, demand);
    if (incomplete) return incomplete;
    const submitted = moved(demand, 'submit');
    if (isRefusal(submitted)) return submitted;
    await storeDemandStep(tx, needs, {
      demand: { ...submitted, submittedBy: actor.id, sentBy: null, returned: null },
      actor,
      action: 'sharing.submit-demand',
      word: 'submitted',
      role: 'APPLICANT',
      opinion: null,
      origin,
      dueAt: null,
    });
    return { demandId };
  });
}
