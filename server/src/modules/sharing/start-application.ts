import { dayIn } from '@karez/kit/clock';
import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, mayUse, type Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { recordApplicationStep } from './application-step.ts';
import { insertApplication, type ApplicationRecord } from './application-store.ts';
import { emptyContent } from './application.ts';
import { underSetInForce } from './questions/asked-questions.ts';
import type { RequestableItem } from './requestable.ts';
import { requestableEntry } from './requestable-entry.ts';

export type StartApplication = {
  readonly actor: Actor;
  readonly entryId: string;
  /** Items that are chosen already; what the entry does not share is left out. */
  readonly itemNos?: readonly number[];
  readonly origin: string;
  /** What the draft holds from the beginning, given the items of the entry; the chosen items alone where it is left out. */
  readonly content?: (items: readonly RequestableItem[]) => ApplicationContent;
  /** The running grant that it is to take over from. */
  readonly renewsGrantId?: string;
  /** What the evidence says of how it began, beside the entry. */
  readonly facts?: Readonly<Record<string, string>>;
};

/** A draft that says nothing but which items are wanted. */
function chosen(itemNos: readonly number[]): (items: readonly RequestableItem[]) => ApplicationContent {
  return (items) => ({
    ...emptyContent(),
    itemNos: items.filter(({ no, shareType }) => itemNos.includes(no) && shareType !== 'denied').map(({ no }) => no),
  });
}

/** Opens a draft application for a published entry of another department (91-5.0.3). */
export async function startApplication(
  { database, clock, newId, config }: Pick<Needs, 'database' | 'clock' | 'newId' | 'config'>,
  { actor, entryId, itemNos = [], origin, content = chosen(itemNos), renewsGrantId, facts = {} }: StartApplication,
): Promise<{ applicationId: string } | Refusal> {
  const permitted = mayUse(actor, 'sharing.apply', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const at = clock.now();
  return database.transaction(async (tx) => {
    const entry = await requestableEntry(tx, { entryId, today: dayIn(config.KAREZ_TIME_ZONE, at) });
    if (isRefusal(entry)) return entry;
    if (entry.provider.id === actor.orgId) return refuse('sharing.application.own-entry');
    const authority = await authorityFor(tx, { regionCodes: [entry.provider.regionCode, actor.regionCode ?? entry.provider.regionCode] });
    const authorityRegionCode = authority?.regionCode ?? entry.provider.regionCode;
    const application: ApplicationRecord = {
      id: newId(),
      no: null,
      revision: 1,
      state: 'draft',
      entryId,
      entryVersion: entry.version,
      entryRevisionNo: entry.revisionNo,
      requesterOrgId: actor.orgId ?? '',
      requesterRegionCode: actor.regionCode ?? '',
      authorityRegionCode,
      providerOrgId: entry.provider.id,
      providerRegionCode: entry.provider.regionCode,
      content: await underSetInForce(tx, content(entry.items), authorityRegionCode),
      proposal: null,
      reply: null,
      ruleSetId: null,
      requesterSignature: null,
      startedBy: actor.id,
      submittedBy: null,
      consentedOutBy: null,
      proposedBy: null,
      signedInBy: null,
      earlierHands: [],
      providerHands: [],
      returned: null,
      createdAt: at,
      submittedAt: null,
      decidedAt: null,
      renewsGrantId: renewsGrantId ?? null,
      renewsVersion: null,
    };
    await insertApplication(tx, application);
    await recordApplicationStep(tx, {
      application,
      actor,
      action: 'sharing.start-application',
      word: 'started',
      role: 'APPLICANT',
      opinion: null,
      at,
      origin,
      facts,
    });
    return { applicationId: application.id };
  });
}
