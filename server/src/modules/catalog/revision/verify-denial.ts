import { confirmSecondFactor } from '#modules/identity';
import type { Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { bringIntoForce, type ForceNeeds } from './bring-into-force.ts';
import { denialsIn, firstEnd, unsettled, type Ruling } from '../denial/denials.ts';
import { insertRulings } from '../denial/ruling-store.ts';
import { mayVerifyDenial, sees } from '../catalog-policy.ts';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { versionAfter } from '../entry/item.ts';
import { versionInForce } from './publish-entry.ts';
import { answerFor, todayOf } from './record-step.ts';
import { upholdDenial } from './revision.ts';
import type { EntryFile } from '../search/search-document.ts';
import { sendRevisionBack } from './send-back.ts';

export type VerifyDenial = EntryCommand & {
  /** On the entry as a whole, where it is denied as a whole. */
  readonly verdict: Ruling['verdict'] | null;
  readonly until: string | null;
  readonly items: readonly (Omit<Ruling, 'itemNo'> & { readonly no: number })[];
  readonly opinion: string;
  readonly secondFactor: string;
};

/** What is refused has no last day. */
function kept(ruling: Ruling): Ruling {
  return ruling.verdict === 'upheld' ? ruling : { ...ruling, until: null };
}

function rulingsIn({ verdict, until, opinion, items }: VerifyDenial): readonly Ruling[] {
  const whole = verdict === null ? [] : [kept({ itemNo: null, verdict, until, opinion })];
  return [...whole, ...items.map(({ no, ...ruling }) => kept({ itemNo: no, ...ruling }))];
}

/** Every denial is settled by one word, and no word is said on anything else. */
function refuseUnsettled({ working }: EntryFile, rulings: readonly Ruling[]): Refusal | undefined {
  if (working === null) return refuse('catalog.entry.not-found');
  const { open, stray } = unsettled(denialsIn(working.content), rulings);
  if (open.length === 0 && stray.length === 0) return undefined;
  return refuse('catalog.denial.unsettled', { open: open.map(({ name }) => name).join('、'), count: open.length + stray.length });
}

async function keepRulings(
  tx: Transaction,
  needs: ForceNeeds,
  { file, command }: { file: EntryFile; command: VerifyDenial },
): Promise<void> {
  const { actor } = command;
  if (file.working === null || actor.orgId === null) return;
  const rulings = rulingsIn(command).map((ruling) => ({ ...ruling, id: needs.newId() }));
  const made = { entryId: file.entry.id, revisionNo: file.working.no, at: needs.clock.now(), by: actor.id, orgId: actor.orgId };
  await insertRulings(tx, made, rulings);
}

async function uphold(
  tx: Transaction,
  needs: ForceNeeds,
  { file, command }: { file: EntryFile; command: VerifyDenial },
): Promise<EntryFile | Refusal> {
  const { actor, opinion } = command;
  const until = firstEnd(rulingsIn(command));
  if (file.working === null || actor.orgId === null) return refuse('catalog.entry.not-found');
  const act = { by: actor.id, orgId: actor.orgId, at: needs.clock.now(), opinion };
  const effective = upholdDenial(file.working, act, { version: versionAfter(versionInForce(file), file.working.content), until });
  if (isRefusal(effective)) return effective;
  return bringIntoForce(tx, needs, {
    file,
    effective,
    step: { ...stepOf(command), word: 'denial-upheld', facts: { verdict: 'upheld', until, denials: rulingsIn(command).length } },
  });
}

async function reject(
  tx: Transaction,
  needs: ForceNeeds,
  { file, command }: { file: EntryFile; command: VerifyDenial },
): Promise<EntryFile | Refusal> {
  const step = { ...stepOf(command), word: 'denial-rejected', facts: { verdict: 'rejected', ...countsOf(rulingsIn(command)) } };
  return sendRevisionBack(tx, needs, { file, actor: command.actor, step });
}

function countsOf(rulings: readonly Ruling[]) {
  const rejected = rulings.filter(({ verdict }) => verdict === 'rejected').length;
  return { denials: rulings.length, rejected };
}

function stepOf({ actor, origin, opinion }: VerifyDenial) {
  return { actor, origin, action: 'catalog.verify-denial', role: 'AUTHORITY_LEADER', opinion };
}

/**
 * The authority's leader decides, denial by denial, whether the cited article really forbids sharing (91-3.1, 809-15). All upheld, for good or
 * until a day, the entry is published, and what is denied shows name, reason and basis only; with one refused the revision goes back, and the
 * words on each go with it.
 */
export async function verifyDenial(
  needs: ForceNeeds & Pick<Needs, 'keys'>,
  command: VerifyDenial,
): Promise<{ entry: EntryAnswer | null } | Refusal> {
  const { actor } = command;
  const today = todayOf(needs);
  const rulings = rulingsIn(command);
  const ends = firstEnd(rulings);
  if (ends !== null && ends <= today) return refuse('catalog.denial.until-past', { today });
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  if (isRefusal(seen)) return seen;
  const possible = mayVerifyDenial(actor, seen);
  if (isRefusal(possible)) return possible;
  const left = refuseUnsettled(seen, rulings);
  if (left) return left;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayVerifyDenial(actor, file);
    if (isRefusal(permitted)) return permitted;
    const open = refuseUnsettled(file, rulings);
    if (open) return open;
    await keepRulings(tx, needs, { file, command });
    const next = await (rulings.every(({ verdict }) => verdict === 'upheld') ? uphold : reject)(tx, needs, { file, command });
    if (isRefusal(next)) return next;
    return { entry: sees(actor, next) ? await answerFor(tx, needs, { actor, file: next }) : null };
  });
}
