import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor, Organisation } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { publish } from '#platform/outbox';
import { adoptAcknowledgements } from '../acknowledgement/follow-transfer.ts';
import { adoptNonconformities } from '../conformance/follow-transfer.ts';
import { endConsent } from '../consent/consent-store.ts';
import { competentRegion, statusOf } from '../entry/entry-file.ts';
import { isNameInUse, saveProvider } from '../entry/entry-store.ts';
import { isMoving, type Entry, type EntryEvent, type Provider } from '../entry/entry.ts';
import { adoptFindings } from '../finding/end-findings.ts';
import { adoptListing, releaseListing } from '../listing/follow-transfer.ts';
import { cancelUpdateClock, endAuthorityClock, handOn, isStatutory, startUpdateClock } from '../revision/handing-on.ts';
import { recordStep, todayOf, type Step } from '../revision/record-step.ts';
import { saveRevision } from '../revision/revision-store.ts';
import { revisionTransitions, sendBack, type Revision } from '../revision/revision.ts';
import { adoptCases, isCaseInHand, orphanCases } from '../revision-case/follow-revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { moved } from '../status/status-change.ts';
import { addressStatusTodo, type StatusNeeds } from '../status/status-handing.ts';
import { arrivingEvent, heldStates, isLeaving, isQuiet, type Transfer } from './transfer.ts';

type Moved = { readonly file: EntryFile; readonly transfer: Transfer; readonly actor: Actor; readonly origin: string };

/** What an organisation is as a provider: its short and former names find its entries. */
export function providerFrom(organisation: Organisation, formerNames: readonly string[] = []): Provider {
  const { id, name, shortName, uscc, regionCode, sample } = organisation;
  const aliases = [...new Set([shortName, ...organisation.formerNames, ...formerNames])].filter((alias) => alias !== name);
  return { organisationId: id, name, aliases, uscc, regionCode, sample };
}

/** What was on its way to a signature is a draft again: those who reviewed and signed it answer for it no longer. */
function halted(working: Revision | null, { transfer }: Moved): Revision | null | Refusal {
  if (working === null || revisionTransitions[working.state].return === undefined) return working;
  const { by, orgId, at, organisationName } = transfer.ordered;
  return sendBack(working, { by, orgId, at, opinion: transfer.reason, organisationName });
}

const toldAs = ({ actor, origin, transfer }: Moved, more: Pick<Step, 'action' | 'word' | 'role' | 'opinion'>): Omit<Step, 'changes'> => ({
  ...more,
  actor,
  origin,
  facts: { transferId: transfer.id, documentNumber: transfer.documentNumber },
});

const orderedStep = (about: Moved): Omit<Step, 'changes'> =>
  toldAs(about, {
    action: 'catalog.order-transfer',
    word: 'transfer-ordered',
    role: 'AUTHORITY_ADMIN',
    opinion: about.transfer.reason,
  });

/** An order begins: what is in force leaves its department's hands, what nobody can apply for stays there until it is taken over. */
export async function sendOff(
  tx: Transaction,
  needs: StatusNeeds,
  about: Moved & { readonly event: EntryEvent },
): Promise<EntryFile | Refusal> {
  if (!isQuiet(about.file.entry)) return leave(tx, needs, about);
  await recordStep(tx, needs, { file: about.file, step: { ...orderedStep(about), changes: [] } });
  return about.file;
}

/** Takes an entry out of its department's hands: the consent in advance, the clocks and the to-dos of that department end. */
async function leave(tx: Transaction, needs: StatusNeeds, about: Moved & { readonly event: EntryEvent }): Promise<EntryFile | Refusal> {
  const { file, event } = about;
  const entry = moved(file.entry, event);
  if (isRefusal(entry)) return entry;
  const working = halted(file.working, about);
  if (isRefusal(working)) return working;
  if (working !== null && working !== file.working) await saveRevision(tx, working);
  await endAuthorityClock(tx, needs, { file, outcome: 'cancelled' });
  await cancelUpdateClock(tx, needs, file);
  await orphanCases(tx, needs, { file, by: about.actor.id });
  await endConsent(tx, entry.id, todayOf(needs));
  const next: EntryFile = { ...file, entry, working, status: await statusOf(tx, entry) };
  await recordStep(tx, needs, { file: next, step: { ...orderedStep(about), changes: [] } });
  await handOn(tx, needs, { file: { ...next, working: null }, by: about.actor.id, dueAt: null });
  await releaseListing(tx, needs, { file: next, by: about.actor.id });
  return next;
}

/** The entry goes from having no department to waiting for one, or back. */
export async function redirect(
  tx: Transaction,
  needs: StatusNeeds,
  about: Moved & { readonly event: EntryEvent; readonly told: Pick<Step, 'action' | 'word' | 'role' | 'opinion'> },
): Promise<EntryFile | Refusal> {
  const { file, event, told } = about;
  const entry = isMoving(file.entry) ? moved(file.entry, event) : file.entry;
  if (isRefusal(entry)) return entry;
  const next: EntryFile = { ...file, entry };
  await recordStep(tx, needs, { file: next, step: { ...toldAs(about, told), changes: [] } });
  return next;
}

/** What an accepted entry becomes: a change under way goes on, what is suspended stays so, and what nobody can apply for is what it was. */
function arrived({ entry, status, working }: EntryFile): Entry | Refusal {
  if (isMoving(entry)) return moved(entry, arrivingEvent(entry, status));
  if (isQuiet(entry) && working?.state !== 'under-adjustment') return { ...entry, revision: entry.revision + 1 };
  return refuse('catalog.transfer.not-movable', { hold: heldStates[entry.state] ?? 'adjustment' });
}

async function receivedFile(
  tx: Transaction,
  { file, receiver }: { file: EntryFile; receiver: Organisation },
): Promise<EntryFile | Refusal> {
  const entry = arrived(file);
  if (isRefusal(entry)) return entry;
  const { provider } = file.entry;
  const name = (file.live ?? file.working)?.content.name ?? '';
  const isNamed = entry.state !== 'withdrawn' && entry.state !== 'retired';
  const taken = isNamed && (await isNameInUse(tx, { organisationId: receiver.id, folded: fold(name), except: entry.id }));
  if (taken) return refuse('catalog.entry.name-taken', { name });
  const next = { ...entry, provider: providerFrom(receiver, [provider.name, ...provider.aliases]) };
  const authorityRegion = await competentRegion(tx, receiver.regionCode);
  return { ...file, entry: next, authorityRegion, isProviderEnded: receiver.dissolved !== null, status: await statusOf(tx, next) };
}

/**
 * The entry as it is handed over. A draft that was published while it waited leaves first, as everything in force; one that is in review or signed is
 * a draft again, for those who signed it answer for it no longer.
 */
async function handedOver(tx: Transaction, needs: StatusNeeds, about: Moved): Promise<EntryFile | Refusal> {
  const { file } = about;
  if (isLeaving(file.entry) && file.working?.state !== 'under-adjustment') return leave(tx, needs, { ...about, event: 'offer-transfer' });
  // What is adjusted, or asked out or back, is refused on arrival.
  if (!isQuiet(file.entry) || file.working?.state === 'under-adjustment') return file;
  const working = halted(file.working, about);
  if (isRefusal(working)) return working;
  if (working === null || working === file.working) return file;
  await saveRevision(tx, working);
  await endAuthorityClock(tx, needs, { file, outcome: 'cancelled' });
  return { ...file, working };
}

/**
 * The duties that come with the entry: a change under way, with its term where law orders it, what puts a suspended one
 * right, what does not conform, its listing, and what the comparison asks.
 */
async function handDuties(tx: Transaction, needs: StatusNeeds, { file, by }: { file: EntryFile; by: string }): Promise<void> {
  const trigger = file.working?.trigger ?? null;
  await adoptCases(tx, needs, file);
  await adoptAcknowledgements(tx, needs, { file, by });
  await adoptNonconformities(tx, needs, { file, by });
  await adoptListing(tx, needs, { file, by });
  await adoptFindings(tx, needs, { file, by });
  const isOwnDuty = trigger !== null && isStatutory(file) && !(await isCaseInHand(tx, file));
  const dueAt = isOwnDuty ? await startUpdateClock(tx, needs, { file, trigger }) : null;
  await handOn(tx, needs, { file, by, dueAt });
  if (file.status?.kind === 'suspension' && file.status.outcome === null) await addressStatusTodo(tx, needs, { file, change: file.status });
}

/** The receiving department takes an entry over: code and versions stay, the provider changes, the former one's names still find it. */
export async function arrive(
  tx: Transaction,
  needs: StatusNeeds,
  about: Moved & { readonly receiver: Organisation; readonly opinion: string },
): Promise<EntryFile | Refusal> {
  const { actor, opinion, receiver } = about;
  const file = await handedOver(tx, needs, about);
  if (isRefusal(file)) return file;
  const next = await receivedFile(tx, { file, receiver });
  if (isRefusal(next)) return next;
  const changes = [{ field: 'provider', before: file.entry.provider.name, after: next.entry.provider.name }];
  await saveProvider(tx, next.entry);
  const told = toldAs(about, { action: 'catalog.accept-transfer', word: 'transferred', role: 'DEPT_LEADER', opinion });
  await recordStep(tx, needs, { file: next, step: { ...told, changes } });
  await handDuties(tx, needs, { file: next, by: actor.id });
  await publish(tx, {
    id: needs.newId(),
    name: 'catalog.entry-transferred',
    key: `catalog.entry:${next.entry.id}`,
    body: { entryId: next.entry.id },
  });
  return next;
}
