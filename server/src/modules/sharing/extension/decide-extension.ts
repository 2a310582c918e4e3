import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { confirmSecondFactor, type Actor } from '#modules/identity';
import { moveTerm } from '#modules/law';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { passOn } from '../application-todos.ts';
import { openClock } from '../case-clock.ts';
import { tellOfDecision } from './extension-handing.ts';
import { extensionOf, saveExtension } from './extension-store.ts';
import { decide } from './extension.ts';
import { mayDecideExtension } from './may-extend.ts';

type SigningNeeds = Pick<Needs, 'database' | 'clock' | 'newId' | 'config' | 'keys'>;

export type DecideReplyExtension = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly decision: 'grant' | 'refuse';
  readonly opinion: string;
  readonly code: string;
  readonly origin: string;
};

/** The authority's leader grants it, and the term itself moves and the requester is told; or refuses it, and the term stays (809-21). */
export async function decideReplyExtension(
  needs: SigningNeeds,
  { actor, applicationId, decision, opinion, code, origin }: DecideReplyExtension,
): Promise<{ applicationId: string } | Refusal> {
  const confirmed = await confirmSecondFactor(needs, actor, code);
  if (isRefusal(confirmed)) return confirmed;
  return needs.database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const permitted = await mayDecideExtension(tx, { actor, application });
    if (isRefusal(permitted)) return permitted;
    const at = needs.clock.now();
    const asked = await extensionOf(tx, applicationId);
    const decided = asked
      ? decide(asked, { granted: decision === 'grant', by: actor.id, opinion, at })
      : refuse('sharing.extension.not-asked');
    if (isRefusal(decided)) return decided;
    const extended =
      decision === 'grant' ? await extendTerm(tx, needs, { application, workingDays: decided.workingDays, by: actor.id }) : true;
    if (isRefusal(extended)) return extended;
    await saveExtension(tx, decided);
    const word = `extension-${decision === 'grant' ? 'granted' : 'refused'}`;
    const step = { application, actor, action: 'sharing.decide-extension', word, role: 'AUTHORITY_LEADER', opinion, at, origin };
    await recordApplicationStep(tx, step);
    await tellOfDecision(tx, { application, extension: decided }, { by: actor.id, at, newId: needs.newId });
    return { applicationId };
  });
}

/** The term and the to-do that carries it move together. */
async function extendTerm(
  tx: Transaction,
  { clock, newId }: SigningNeeds,
  { application, workingDays, by }: { application: ApplicationRecord; workingDays: number; by: string },
): Promise<true | Refusal> {
  const at = clock.now();
  const owed = await openClock(tx, application.id, at);
  if (!owed) return refuse('law.clock.not-found', { rule: 'sharing.reply' });
  const extended = await moveTerm(tx, owed, { kind: 'extend', workingDays, at });
  if (isRefusal(extended)) return extended;
  await passOn(tx, application, { by, at, dueAt: extended.dueAt, newId });
  return true;
}
