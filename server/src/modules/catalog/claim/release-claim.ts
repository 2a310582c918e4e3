import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { competentRegion, fileOf, lockedFile, type EntryCommand } from '../entry/entry-file.ts';
import { isNameTaken, saveProvider } from '../entry/entry-store.ts';
import type { LegacyIncomplete } from '../entry/entry.ts';
import { endFindings } from '../finding/end-findings.ts';
import { handOn } from '../revision/handing-on.ts';
import { answerFor, recordStep, type StepNeeds } from '../revision/record-step.ts';
import { releaseBases } from '../revision-case/resting.ts';
import { saveRevision } from '../revision/revision-store.ts';
import { abandon } from '../revision/revision.ts';
import { fold } from '../search/search-text.ts';
import { claimFactsOf } from './claim-facts.ts';
import { mayRelease } from './claim-policy.ts';
import { endClaim } from './claim-store.ts';

/** Gives a claimed entry back before it was submitted: it stands as imported again, and the draft is kept. */
export async function releaseClaim(
  needs: StepNeeds,
  command: EntryCommand & { readonly reason: string },
): Promise<{ entry: EntryAnswer | null } | Refusal> {
  const { actor, reason } = command;
  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const facts = await claimFactsOf(tx, actor, file);
    const permitted = mayRelease(actor, file, facts);
    if (isRefusal(permitted)) return permitted;
    const { entry, working } = file;
    const { claim } = facts;
    if (claim === null || working === null || entry.state !== 'unpublished') return refuse('catalog.claim.not-claimed');
    const given = abandon(working);
    if (isRefusal(given)) return given;
    const { workingNo: _given, ...rest } = entry;
    const imported: LegacyIncomplete = {
      ...rest,
      state: 'legacy-incomplete',
      revision: entry.revision + 1,
      liveNo: claim.importedNo,
      provider: claim.former,
    };
    await saveRevision(tx, given);
    await releaseBases(tx, { entryId: entry.id, stage: 'revision', at: needs.clock.now() });
    await endClaim(tx, claim.id, { by: actor.id, at: needs.clock.now() });
    await endFindings(tx, needs, { file, by: actor.id });
    await handOn(tx, needs, { file: { ...file, working: null }, by: actor.id, dueAt: null });
    const next = { ...(await fileOf(tx, imported)), authorityRegion: await competentRegion(tx, claim.former.regionCode) };
    const name = next.live?.content.name ?? '';
    const isTaken = await isNameTaken(tx, { organisationId: claim.former.organisationId, folded: fold(name), except: entry.id });
    if (isTaken) return refuse('catalog.entry.name-taken', { name });
    await saveProvider(tx, imported);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.release-claim',
        word: 'claim-released',
        role: 'CATALOG_REGISTRAR',
        opinion: reason,
        changes: [{ field: 'provider', before: entry.provider.name, after: claim.former.name }],
      },
    });
    return { entry: await answerFor(tx, needs, { actor, file: next }) };
  });
}
