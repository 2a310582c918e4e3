import { confirmSecondFactor, organisationById } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { findEntry, isNameInUse } from '../entry/entry-store.ts';
import { fold } from '../search/search-text.ts';
import { answerFor, recordStep, todayOf } from '../revision/record-step.ts';
import type { EntryFile } from '../search/search-document.ts';
import { beginningEvent, moved, pastDay, unfitSuccessor, type StatusChange, type StatusChangeKind } from './status-change.ts';
import { tellBegun, type StatusNeeds } from './status-handing.ts';
import { mayBegin } from './status-policy.ts';
import { insertStatusChange } from './status-store.ts';

export type BeginStatusChange = EntryCommand & {
  readonly kind: StatusChangeKind;
  readonly reason: string;
  readonly dueOn: string | null;
  readonly successorId: string | null;
  readonly secondFactor: string;
};

/** Route id and role of each kind, as evidence and history name them. */
const steps = {
  retirement: { action: 'catalog.request-retirement', word: 'retirement-requested', role: 'OFFICE_HEAD' },
  restoration: { action: 'catalog.request-restoration', word: 'restoration-requested', role: 'OFFICE_HEAD' },
  suspension: { action: 'catalog.suspend-entry', word: 'suspended', role: 'AUTHORITY_LEADER' },
} as const satisfies Readonly<Record<StatusChangeKind, object>>;

async function begin(tx: Transaction, needs: StatusNeeds, { file, command }: { file: EntryFile; command: BeginStatusChange }) {
  const { actor, kind, reason, dueOn, successorId } = command;
  const entry = moved(file.entry, beginningEvent[kind]);
  if (isRefusal(entry)) return entry;
  if (actor.orgId === null) return refuse('catalog.entry.not-found');
  const change: StatusChange = {
    id: needs.newId(),
    entryId: entry.id,
    kind,
    reason,
    dueOn,
    successorId,
    begun: { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion: reason },
    begunByName: (await organisationById(tx, actor.orgId))?.name ?? '',
    ended: null,
    outcome: null,
  };
  await insertStatusChange(tx, change);
  const next: EntryFile = { ...file, entry, status: change };
  await recordStep(tx, needs, {
    file: next,
    step: { ...steps[kind], actor, origin: command.origin, opinion: reason, changes: [], facts: { statusChangeId: change.id, dueOn } },
  });
  await tellBegun(tx, needs, { file: next, change });
  return next;
}

async function refuseSuccessor(tx: Transaction, file: EntryFile, successorId: string | null): Promise<Refusal | undefined> {
  return successorId === null ? undefined : unfitSuccessor(await findEntry(tx, successorId), file.entry);
}

/** Asked back, an entry holds its name again: none of its department's may have it by then. */
async function refuseTakenName(tx: Transaction, { entry, live }: EntryFile): Promise<Refusal | undefined> {
  const name = live?.content.name ?? '';
  const isTaken = await isNameInUse(tx, { organisationId: entry.provider.organisationId, folded: fold(name), except: entry.id });
  return isTaken ? refuse('catalog.entry.name-taken', { name }) : undefined;
}

/**
 * Begins a retirement or restoration (the provider's office head, 809-27) or a suspension (the authority's leader): signed with the
 * second factor, told to everyone who uses the entry or waits for a reply. Running grants go on and received applications are answered; new
 * ones are refused from now on, also under a consent given in advance.
 */
export async function beginStatusChange(
  needs: StatusNeeds & Pick<Needs, 'keys'>,
  command: BeginStatusChange,
): Promise<EntryAnswer | Refusal> {
  const { actor, kind, dueOn } = command;
  const late = dueOn === null ? undefined : pastDay(dueOn, todayOf(needs));
  if (late) return late;
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayBegin(actor, seen, kind);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayBegin(actor, file, kind);
    if (isRefusal(permitted)) return permitted;
    const unfit = await refuseSuccessor(tx, file, command.successorId);
    if (unfit) return unfit;
    const taken = kind === 'restoration' ? await refuseTakenName(tx, file) : undefined;
    if (taken) return taken;
    const next = await begin(tx, needs, { file, command });
    return isRefusal(next) ? next : answerFor(tx, needs, { actor, file: next });
  });
}
