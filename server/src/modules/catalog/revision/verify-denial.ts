import { confirmSecondFactor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { bringIntoForce, type ForceNeeds } from './bring-into-force.ts';
import { mayVerifyDenial, sees } from '../catalog-policy.ts';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { versionAfter } from '../entry/item.ts';
import { versionInForce } from './publish-entry.ts';
import { answerFor, todayOf } from './record-step.ts';
import { upholdDenial } from './revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { sendRevisionBack } from './send-back.ts';

export type VerifyDenial = EntryCommand & {
  readonly verdict: 'upheld' | 'rejected';
  readonly until: string | null;
  readonly opinion: string;
  readonly secondFactor: string;
};

async function uphold(
  tx: Transaction,
  needs: ForceNeeds,
  { file, command }: { file: EntryFile; command: VerifyDenial },
): Promise<EntryFile | Refusal> {
  const { actor, opinion, until } = command;
  if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');
  const act = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
  const effective = upholdDenial(file.working, act, { version: versionAfter(versionInForce(file), file.working.content), until });
  if (isRefusal(effective)) return effective;
  return bringIntoForce(tx, needs, {
    file,
    effective,
    step: { ...stepOf(command), word: 'denial-upheld', facts: { verdict: 'upheld', until } },
  });
}

async function reject(
  tx: Transaction,
  needs: ForceNeeds,
  { file, command }: { file: EntryFile; command: VerifyDenial },
): Promise<EntryFile | Refusal> {
  const step = { ...stepOf(command), word: 'denial-rejected', facts: { verdict: 'rejected' } };
  return sendRevisionBack(tx, needs, { file, actor: command.actor, step });
}

function stepOf({ actor, origin, opinion }: VerifyDenial) {
  return { actor, origin, action: 'catalog.verify-denial', role: 'AUTHORITY_LEADER', opinion };
}

/**
 * The authority's leader decides whether the cited article really forbids sharing (91-3.1, 809-15). Upheld, for good or until a day,
 * the entry is published and shows name, reason and basis only; rejected, it goes back and must be shared.
 */
export async function verifyDenial(
  needs: ForceNeeds & Pick<Needs, 'keys'>,
  command: VerifyDenial,
): Promise<{ entry: EntryAnswer | null } | Refusal> {
  const { actor, until, verdict } = command;
  const today = todayOf(needs);
  if (until !== null && until <= today) return refuse('catalog.denial.until-past', { today });
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayVerifyDenial(actor, seen);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayVerifyDenial(actor, file);
    if (isRefusal(permitted)) return permitted;
    const next = await (verdict === 'upheld' ? uphold : reject)(tx, needs, { file, command });
    if (isRefusal(next)) return next;
    return { entry: sees(actor, next) ? await answerFor(tx, needs, { actor, file: next }) : null };
  });
}
