import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import { reached } from '#platform/hooks';
import { competentRegion, fileOf, type EntryCommand } from '../entry/entry-file.ts';
import { isNameTaken, lockEntry, saveProvider } from '../entry/entry-store.ts';
import { staleUnless, type LegacyIncomplete, type Unpublished } from '../entry/entry.ts';
import { handOn } from '../revision/handing-on.ts';
import { answerFor, recordStep, type StepNeeds } from '../revision/record-step.ts';
import { recognised } from '../revision-case/recognise-bases.ts';
import { insertRevision, nextRevisionNo } from '../revision/revision-store.ts';
import type { Draft } from '../revision/revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { fold } from '../search/search-text.ts';
import { providerFrom } from '../transfer/move-entry.ts';
import { closeAssignment } from './assignment-handing.ts';
import { claimFactsOf } from './claim-facts.ts';
import { mayClaim, type ClaimFacts } from './claim-policy.ts';
import { assignmentsOf, insertClaim, openClaimOf } from './claim-store.ts';

/** The imported entry under lock. Whoever comes second is told so: the entry is another's draft by then, which they do not see. */
async function lockedImport(tx: Transaction, { entryId, ifMatch }: EntryCommand): Promise<EntryFile | Refusal> {
  const entry = await lockEntry(tx, entryId);
  if (!entry) return refuse('catalog.entry.not-found');
  const file = await fileOf(tx, entry);
  if (file.live === null) return (await openClaimOf(tx, entryId)) ? refuse('catalog.claim.taken') : refuse('catalog.entry.not-found');
  return staleUnless(entry, ifMatch) ?? file;
}

type Claiming = {
  readonly file: EntryFile;
  readonly entry: LegacyIncomplete;
  readonly own: NonNullable<ClaimFacts['own']>;
  readonly by: string;
};

async function claimedFile(tx: Transaction, { file, entry, own, by }: Claiming): Promise<EntryFile | Refusal> {
  if (file.live === null) return refuse('catalog.entry.not-found');
  const content = await recognised(tx, file.live.content);
  const taken = await isNameTaken(tx, { organisationId: own.id, folded: fold(content.name), except: entry.id });
  if (taken) return refuse('catalog.entry.name-taken', { name: content.name });
  const { liveNo: _imported, ...rest } = entry;
  const no = await nextRevisionNo(tx, entry.id);
  const claimed: Unpublished = { ...rest, state: 'unpublished', revision: entry.revision + 1, workingNo: no, provider: providerFrom(own) };
  const working: Draft = { entryId: entry.id, no, state: 'draft', content, authors: [by], trigger: null, returned: null };
  await insertRevision(tx, working);
  return { ...file, entry: claimed, live: null, working, authorityRegion: await competentRegion(tx, own.regionCode) };
}

/**
 * A department's registrar takes an imported entry as the department's own (认领): it becomes its draft with what was imported, keeps the words of
 * its origin beside, and goes the way of every registration. Of two departments one wins; the other is told.
 */
export async function claimEntry(needs: StepNeeds, command: EntryCommand): Promise<EntryAnswer | Refusal> {
  const { actor } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedImport(tx, command);
    if (isRefusal(file)) return file;
    const facts = await claimFactsOf(tx, actor, file);
    const permitted = mayClaim(actor, file, facts);
    if (isRefusal(permitted)) return permitted;
    const { entry } = file;
    if (entry.state !== 'legacy-incomplete' || facts.own === undefined) return refuse('catalog.entry.not-found');
    const next = await claimedFile(tx, { file, entry, own: facts.own, by: actor.id });
    if (isRefusal(next)) return next;
    const { provider: former } = entry;
    const at = needs.clock.now();
    const claim = { entryId: entry.id, organisationId: facts.own.id, former, importedNo: entry.liveNo, claimedBy: actor.id, claimedAt: at };
    await insertClaim(tx, { id: needs.newId(), ...claim });
    await saveProvider(tx, next.entry);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.claim-entry',
        word: 'claimed',
        role: 'CATALOG_REGISTRAR',
        opinion: null,
        changes: [{ field: 'provider', before: former.name, after: next.entry.provider.name }],
      },
    });
    await handOn(tx, needs, { file: next, by: actor.id, dueAt: null });
    for (const asked of (await assignmentsOf(tx, entry.id)).filter(({ state }) => state === 'open')) {
      const event = asked.organisationId === facts.own.id ? 'claim' : 'lapse';
      await closeAssignment(tx, { asked, event, by: actor.id, at, reason: '' });
    }
    await reached('catalog.claim.before-commit');
    return answerFor(tx, needs, { actor, file: next });
  });
}
