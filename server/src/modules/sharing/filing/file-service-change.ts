import type { FilingKind } from '@karez/contract/sharing/filing';
import { dayIn } from '@karez/kit/clock';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { findPublishedEntry, type PublishedEntry } from '#modules/catalog';
import { authorityFor, mayUse, type Actor } from '#modules/identity';
import { citeArticles, ruleSetInForce } from '#modules/law';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { nextNumber } from '../application-store.ts';
import type { CascadeNeeds } from '../renewal/read-cascade.ts';
import { runningGrantsOf } from '../running-grants.ts';
import { askParty, earliestDay } from './filing-clock.ts';
import { askOnDesk } from './filing-handing.ts';
import { keepFiling, noteFiling, personalIn, type FilingDone, type FilingNeeds } from './filing-step.ts';
import { insertAffected, insertFiling, insertParty } from './filing-store.ts';
import { faultOfDay, type FilingRecord, type PartyRecord } from './filing.ts';

export type FileServiceChange = {
  readonly actor: Actor;
  readonly kind: FilingKind;
  readonly entryId: string;
  readonly serviceId: string | null;
  readonly reason: string;
  readonly basis: FilingRecord['basis'];
  readonly change: string;
  readonly effectiveOn: string;
  readonly origin: string;
};
type FilerNeeds = FilingNeeds & CascadeNeeds;

/**
 * The provider files that a service changes or stops (809-27.3): the platform finds the running grants that it affects, asks every department that holds
 * one, and starts each one's term. Nothing of the service changes by it.
 */
export async function fileServiceChange(needs: FilerNeeds, command: FileServiceChange): Promise<FilingDone | Refusal> {
  const { reason, change, kind } = command;
  const personal = personalIn({ reason, change });
  if (personal) return personal;
  if (kind === 'change' && change === '')
    return refuse('sharing.filing.incomplete', { count: 1 }, [{ path: '/body/change', code: 'required', params: {} }]);
  return needs.database.transaction((tx) => file(tx, needs, command));
}

/** The entry, of which the actor's department is the provider; another department's is refused. */
export async function ownEntry(
  tx: Pick<FilingNeeds, 'clock' | 'config'> & { readonly reader: Parameters<typeof findPublishedEntry>[0] },
  actor: Actor,
  entryId: string,
): Promise<(PublishedEntry & { readonly provider: { readonly organisationId: string; readonly regionCode: string } }) | Refusal> {
  const entry = await findPublishedEntry(tx.reader, entryId, dayIn(tx.config.KAREZ_TIME_ZONE, tx.clock.now()));
  if (isRefusal(entry)) return refuse('sharing.filing.subject-unfit');
  const { organisationId } = entry.provider;
  if (organisationId === null) return refuse('sharing.filing.subject-unfit');
  if (mayUse(actor, 'sharing.handle', { orgId: organisationId }) !== true) return refuse('sharing.filing.not-own');
  return { ...entry, provider: { ...entry.provider, organisationId } };
}

async function file(tx: Transaction, needs: FilerNeeds, command: FileServiceChange): Promise<FilingDone | Refusal> {
  const { actor, entryId, reason, origin } = command;
  const at = needs.clock.now();
  const entry = await ownEntry({ ...needs, reader: tx }, actor, entryId);
  if (isRefusal(entry)) return entry;
  const grants = await runningGrantsOf(tx, entryId, at);
  if (grants.length === 0) return refuse('sharing.filing.nobody-affected');
  const filing = await filingOf(tx, needs, { command, entry });
  if (isRefusal(filing)) return filing;
  const cited = filing.basis.flatMap(({ articleId }) => (articleId === null ? [] : [articleId]));
  const articles = await citeArticles(tx, { module: 'sharing', kind: 'service-filing', id: filing.id }, { articleIds: cited, at });
  if (isRefusal(articles)) return articles;
  if (!(await insertFiling(tx, filing))) return refuse('sharing.filing.under-way');
  const parties = await addParties(tx, needs, { filing, grants });
  const facts = { grants: grants.length, requesters: parties.length };
  const step = {
    filing,
    actor,
    action: 'sharing.file-service-change',
    word: 'filed',
    role: 'PROVIDER_HANDLER',
    words: reason,
    origin,
    facts,
  };
  await noteFiling(tx, step, at);
  for (const party of parties) {
    const dueAt = await askParty(tx, { filing, party }, { at, newId: needs.newId });
    await askOnDesk(tx, { filing, parties }, { party, dueAt, at, newId: needs.newId });
  }
  await keepFiling(tx, needs, { filing, word: 'filed', by: actor.id });
  await reached('sharing.file-service-change.before-commit');
  return { filingId: filing.id };
}

type Filed = {
  readonly command: FileServiceChange;
  readonly entry: { readonly provider: { readonly organisationId: string; readonly regionCode: string } };
};

/** The filing as it is stored; refused where its day is too near, its service is none of the entry's, or no authority is there to take it. */
async function filingOf(tx: Transaction, needs: FilerNeeds, { command, entry }: Filed): Promise<FilingRecord | Refusal> {
  const at = needs.clock.now();
  const today = dayIn(needs.config.KAREZ_TIME_ZONE, at);
  const { organisationId, regionCode: region } = entry.provider;
  const earliestOn = await earliestDay(tx, { region, today, at });
  const fault = faultOfDay(command.effectiveOn, earliestOn);
  if (fault) return fault;
  const services = await needs.servicesOf({ config: needs.config, reader: tx }, [command.entryId]);
  const service = services.find(({ id }) => id === command.serviceId);
  if (command.serviceId !== null && !service) return refuse('sharing.filing.subject-unfit');
  const authority = await authorityFor(tx, { regionCodes: [region] });
  if (!authority) return refuse('sharing.filing.nobody-decides');
  return {
    id: needs.newId(),
    no: await nextNumber(tx, `BA-${authority.regionCode}`, today),
    revision: 1,
    state: 'negotiating',
    kind: command.kind,
    entryId: command.entryId,
    serviceId: service?.id ?? null,
    serviceName: service?.name ?? null,
    providerOrgId: organisationId,
    providerRegionCode: region,
    authorityRegionCode: authority.regionCode,
    ruleSetId: (await ruleSetInForce(tx, at)).id,
    reason: command.reason,
    basis: command.basis,
    change: command.kind === 'change' ? command.change : null,
    earliestOn,
    effectiveOn: command.effectiveOn,
    notBefore: null,
    raisedBy: command.actor.id,
    raisedAt: at,
    signedBy: null,
    signedAt: null,
    decidedBy: null,
    decidedAt: null,
    endedAt: null,
  };
}

/** One party for each department, with its grants. */
async function addParties(
  tx: Transaction,
  { newId }: FilingNeeds,
  { filing, grants }: { readonly filing: FilingRecord; readonly grants: Awaited<ReturnType<typeof runningGrantsOf>> },
): Promise<PartyRecord[]> {
  const orgIds = [...new Set(grants.map(({ organisationId }) => organisationId))];
  const parties = orgIds.map((requesterOrgId) => freshParty(newId(), filing.id, requesterOrgId));
  for (const party of parties) await insertParty(tx, party);
  for (const { grantId, organisationId } of grants) await insertAffected(tx, filing.id, { grantId, requesterOrgId: organisationId });
  return parties;
}

export const freshParty = (id: string, filingId: string, requesterOrgId: string): PartyRecord => ({
  id,
  filingId,
  requesterOrgId,
  answer: null,
  needsUntil: null,
  words: null,
  answeredBy: null,
  answeredAt: null,
});
