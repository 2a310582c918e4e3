import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import type { Needs } from '#platform/needs';
import { maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication } from '../application-store.ts';
import { receiveIfNobodyHas } from '../handling/receive-application.ts';
import { askAuthority } from './extension-handing.ts';
import { insertExtension } from './extension-store.ts';
import type { ReplyExtension } from './extension.ts';
import { extensibleClock, mayAskExtension } from './may-extend.ts';

export type AskReplyExtension = {
  readonly actor: Actor;
  readonly applicationId: string;
  readonly workingDays: number;
  readonly reason: string;
  readonly origin: string;
};

/** The provider asks for more working days, before the term has run out and by no more than the rule set allows (809-21). */
export async function askReplyExtension(
  { database, clock, newId }: Pick<Needs, 'database' | 'clock' | 'newId'>,
  { actor, applicationId, workingDays, reason, origin }: AskReplyExtension,
): Promise<{ applicationId: string } | Refusal> {
  return database.transaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (!application || !maySee(actor, application)) return refuse('sharing.application.not-found');
    const at = clock.now();
    const permitted = await mayAskExtension(tx, { actor, application, at });
    if (isRefusal(permitted)) return permitted;
    const owed = await extensibleClock(tx, applicationId, at);
    if (isRefusal(owed)) return owed;
    const workingDaysMax = owed.extensionWorkingDaysMax ?? 0;
    if (workingDays > workingDaysMax) return refuse('law.clock.extension-too-long', { workingDays, workingDaysMax });

    await receiveIfNobodyHas(tx, { application, actor, at, origin, newId });
    const asked = { id: newId(), applicationId, workingDays, reason, askedBy: actor.id, askedAt: at } as const;
    const extension: ReplyExtension = { ...asked, state: 'asked', decidedBy: null, opinion: null, decidedAt: null };
    await insertExtension(tx, extension);
    const step = { application, actor, action: 'sharing.ask-extension', word: 'extension-asked', role: 'PROVIDER_HANDLER' };
    await recordApplicationStep(tx, { ...step, opinion: reason, at, origin });
    await askAuthority(tx, { application, extension }, { dueAt: owed.dueAt, at, newId });
    return { applicationId };
  });
}
