import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { authorityFor, type Actor } from '#modules/identity';
import type { Transaction } from '#platform/database';
import type { Needs } from '#platform/needs';
import { mayDo, maySee } from '../application-policy.ts';
import { recordApplicationStep } from '../application-step.ts';
import { lockApplication, type ApplicationRecord } from '../application-store.ts';
import { openClock } from '../case-clock.ts';
import { askAuthority } from './extension-handing.ts';
import { extensionOf, insertExtension } from './extension-store.ts';
import type { ReplyExtension } from './extension.ts';

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
    const permitted = mayDo(actor, 'ask-extension', application);
    if (isRefusal(permitted)) return permitted;
    const before = await extensionOf(tx, applicationId);
    if (before?.state === 'asked' || before?.state === 'granted') return refuse('sharing.extension.asked-before');
    const at = clock.now();
    const dueAt = await extensible(tx, { applicationId, workingDays, at });
    if (isRefusal(dueAt)) return dueAt;
    if (!(await somebodyDecides(tx, application))) return refuse('sharing.application.nobody-decides');

    const asked = { id: newId(), applicationId, workingDays, reason, askedBy: actor.id, askedAt: at } as const;
    const extension: ReplyExtension = { ...asked, state: 'asked', decidedBy: null, opinion: null, decidedAt: null };
    await insertExtension(tx, extension);
    const step = { application, actor, action: 'sharing.ask-extension', word: 'extension-asked', role: 'PROVIDER_HANDLER' };
    await recordApplicationStep(tx, { ...step, opinion: reason, at, origin });
    await askAuthority(tx, { application, extension }, { dueAt, at, newId });
    return { applicationId };
  });
}

/** When the term is due, where the law would still let it be extended so far: asking for what cannot be granted is refused at once. */
async function extensible(
  tx: Transaction,
  { applicationId, workingDays, at }: { applicationId: string; workingDays: number; at: Date },
): Promise<Date | null | Refusal> {
  const clock = await openClock(tx, applicationId, at);
  if (!clock) return refuse('law.clock.not-found', { rule: 'sharing.reply' });
  if (clock.state === 'lapsed') return refuse('law.clock.lapsed', { dueOn: clock.dueOn });
  if (clock.state !== 'running') return refuse('law.clock.not-running', { state: clock.state });
  const max = clock.extensionWorkingDaysMax;
  if (max === null) return refuse('law.clock.never-extended', { rule: clock.ruleKey });
  if (clock.extension !== null) return refuse('law.clock.extended-before');
  if (workingDays > max) return refuse('law.clock.extension-too-long', { workingDays, workingDaysMax: max });
  return clock.dueAt;
}

async function somebodyDecides(tx: Transaction, application: ApplicationRecord): Promise<boolean> {
  const authority = await authorityFor(tx, {
    regionCodes: [application.authorityRegionCode],
    power: 'sharing.extend',
    parties: [application.requesterOrgId, application.providerOrgId],
  });
  return (authority?.members.length ?? 0) > 0;
}
