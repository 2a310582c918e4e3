import type { ChangeEventSummary } from '@karez/contract/catalog/revision-case';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { recordEvidence } from '#modules/audit/append';
import { mayUse, organisationById, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import { actedBy } from '#platform/caller';
import { fileOf } from '../entry/entry-file.ts';
import { lockEntry } from '../entry/entry-store.ts';
import { todayOf, type StepNeeds } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import type { ChangeEvent } from './change-event.ts';
import { insertChangeEvent } from './change-event-store.ts';
import { isInForce } from '../entry/entry.ts';
import { openCase } from './open-case.ts';
import { reachOf } from './revision-case-policy.ts';
import { eventViews } from './revision-case-view.ts';

export type RecordChangeEvent = {
  readonly actor: Actor;
  readonly origin: string;
  readonly kind: 'duties-changed' | 'reorganisation';
  readonly title: string;
  readonly documentNumber: string;
  readonly changedOn: string;
  readonly summary: string;
  readonly entryIds: readonly string[];
};

/**
 * Records a 三定 or 机构改革 document, and opens the case of every entry that it names (91-3.3: 行政管理职能发生变化). Entries are of regions whose authority
 * the actor acts for, and in force; one that is not refuses the whole, so that no entry is passed over in silence.
 */
export async function recordChangeEvent(needs: StepNeeds, command: RecordChangeEvent): Promise<ChangeEventSummary | Refusal> {
  const { actor, changedOn } = command;
  const today = todayOf(needs);
  if (changedOn > today) return refuse('catalog.change-event.in-the-future', { today });
  return needs.database.transaction(async (tx) => {
    const files = await lockedFiles(tx, command);
    if (isRefusal(files)) return files;
    const regionCode = files[0]?.authorityRegion ?? null;
    if (regionCode === null) return refuse('catalog.change-event.entry-unfit', { count: 0 });
    const event = await eventOf(tx, needs, { command, regionCode });
    await insertChangeEvent(tx, event);
    for (const file of files) await openCase(tx, needs, { actor, origin: command.origin, event, file, restsOn: [] });
    await recordEvidence(tx, {
      at: event.recordedAt,
      actor: actedBy(actor),
      action: 'catalog.record-change-event',
      outcome: { result: 'done' },
      object: { kind: 'catalog.change-event', id: event.id },
      origin: command.origin,
      facts: { kind: event.kind, changedOn, documentNumber: event.documentNumber, entries: files.length },
    });
    const [view] = await eventViews(tx, { reach: reachOf(actor), events: [event], at: event.recordedAt });
    if (!view) throw new Error('an event that was just recorded has no view');
    return view;
  });
}

/** The entries, locked in the order of their ids, so that two who record at once never wait for each other. */
async function lockedFiles(tx: Transaction, { actor, entryIds }: RecordChangeEvent): Promise<EntryFile[] | Refusal> {
  const files: EntryFile[] = [];
  const unfit: string[] = [];
  for (const id of new Set(entryIds.toSorted())) {
    const entry = await lockEntry(tx, id);
    const file = entry && (await fileOf(tx, entry));
    if (!file || !isInForce(file.entry)) {
      unfit.push(id);
      continue;
    }
    const theirs = mayRecordFor(actor, file);
    if (isRefusal(theirs)) return theirs;
    files.push(file);
  }
  if (unfit.length === 0) return files;
  const places = unfit.map((id) => ({ path: `/body/entryIds/${entryIds.indexOf(id)}`, code: 'catalog.entry-unfit', params: {} }));
  return refuse('catalog.change-event.entry-unfit', { count: unfit.length }, places);
}

function mayRecordFor(actor: Actor, { authorityRegion }: EntryFile): true | Refusal {
  return mayUse(actor, 'catalog.publish', { regionCode: authorityRegion });
}

async function eventOf(
  tx: Transaction,
  { clock, newId }: StepNeeds,
  { command, regionCode }: { command: RecordChangeEvent; regionCode: string },
): Promise<ChangeEvent> {
  const { actor, kind, title, documentNumber, changedOn, summary } = command;
  const recorder = actor.orgId === null ? undefined : await organisationById(tx, actor.orgId);
  return {
    id: newId(),
    kind,
    title,
    documentNumber,
    changedOn,
    summary,
    triggerKind: 'function-change',
    instrumentId: null,
    articleIds: [],
    regionCode,
    recordedBy: { id: actor.id, orgId: actor.orgId, name: recorder?.name ?? '' },
    recordedAt: clock.now(),
  };
}
