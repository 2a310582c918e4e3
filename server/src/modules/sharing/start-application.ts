import { dayIn } from '@karez/kit/clock';
import type { ApplicationContent } from '@karez/contract/sharing/schemas';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, mayUse, type Actor } from '#modules/identity';
import type { Reader } from '#platform/database';
import type { Needs } from '#platform/needs';
import { recordApplicationStep } from './application-step.ts';
import { insertApplication, type ApplicationRecord } from './application-store.ts';
import { emptyContent } from './application.ts';
import { underSetInForce } from './questions/asked-questions.ts';
import { sharedNos } from './backflow/backflow.ts';
import { underOwnRows } from './backflow/own-rows.ts';
import type { RequestableEntry, RequestableItem } from './requestable.ts';
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
  /** Whether it asks for the rows of the own region (回流, 809-24). */
  readonly backflow?: boolean | undefined;
  /** Who of its provider prepared it. */
  readonly preparedBy?: string;
  /** What the evidence says of how it began, beside the entry. */
  readonly facts?: Readonly<Record<string, string>>;
};

/**
 * What the draft begins with. A subscription begins with everything that is shared, and no question set stands in its way; what was said elsewhere never
 * brings a row filter along.
 */
async function begunWith(
  reader: Reader,
  { actor, itemNos = [], content = chosen(itemNos), backflow, renewsGrantId }: StartApplication,
  { entry, authorityRegionCode }: { readonly entry: RequestableEntry; readonly authorityRegionCode: string },
): Promise<ApplicationContent | Refusal> {
  const { rowFilter: _before, ...said } = content(entry.items);
  if (!backflow) return underSetInForce(reader, said, authorityRegionCode);
  const { questions: _questions, ...asked } = said;
  const whole = renewsGrantId === undefined ? { ...asked, itemNos: sharedNos(entry.items) } : asked;
  return underOwnRows(reader, whole, { entry, orgId: actor.orgId ?? '' });
}

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
  command: StartApplication,
): Promise<{ applicationId: string } | Refusal> {
  const { actor, entryId, origin, facts = {} } = command;
  const permitted = mayUse(actor, 'sharing.apply', { orgId: actor.orgId });
  if (isRefusal(permitted)) return permitted;
  const at = clock.now();
  return database.transaction(async (tx) => {
    const entry = await requestableEntry(tx, { entryId, today: dayIn(config.KAREZ_TIME_ZONE, at) });
    if (isRefusal(entry)) return entry;
    if (entry.provider.id === actor.orgId) return refuse('sharing.application.own-entry');
    const authority = await authorityFor(tx, { regionCodes: [entry.provider.regionCode, actor.regionCode ?? entry.provider.regionCode] });
    const authorityRegionCode = authority?.regionCode ?? entry.provider.regionCode;
    const content = await begunWith(tx, command, { entry, authorityRegionCode });
    if (isRefusal(content)) return content;
    const application = draftOf(command, { id: newId(), at, entry, authorityRegionCode, content });
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

type Begun = {
  readonly id: string;
  readonly at: Date;
  readonly entry: RequestableEntry;
  readonly authorityRegionCode: string;
  readonly content: ApplicationContent;
};

function draftOf(
  { actor, entryId, renewsGrantId, preparedBy }: StartApplication,
  { id, at, entry, authorityRegionCode, content }: Begun,
): ApplicationRecord {
  return {
    id,
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
    content,
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
    preparedBy: preparedBy ?? null,
    standIns: [],
    returned: null,
    createdAt: at,
    submittedAt: null,
    decidedAt: null,
    renewsGrantId: renewsGrantId ?? null,
    renewsVersion: null,
  };
}
