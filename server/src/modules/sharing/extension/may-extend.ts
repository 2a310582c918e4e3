import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import { isAmong } from '@karez/policy/hand';
import { authorityFor, type Actor } from '#modules/identity';
import type { ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import { mayDo } from '../application-policy.ts';
import type { ApplicationRecord } from '../application-store.ts';
import { openClock } from '../case-clock.ts';
import { mayHandle } from '../handling/may-handle.ts';
import { extensionOf } from './extension-store.ts';

type Asking = { readonly actor: Actor; readonly application: ApplicationRecord; readonly at: Date };

/** Whether the provider may ask for more days now: once, while its term runs and the law lets it be extended, and where somebody can decide (809-21). */
export async function mayAskExtension(reader: Reader, { actor, application, at }: Asking): Promise<true | Refusal> {
  const permitted = await mayHandle(reader, { actor, application, action: 'ask-extension' });
  if (isRefusal(permitted)) return permitted;
  const before = await extensionOf(reader, application.id);
  if (before?.state === 'asked' || before?.state === 'granted') return refuse('sharing.extension.asked-before');
  const clock = await extensibleClock(reader, application.id, at);
  if (isRefusal(clock)) return clock;
  return (await somebodyDecides(reader, application)) || refuse('sharing.application.nobody-decides');
}

/** Whether the authority's leader has a request to decide on. A term that has lapsed meanwhile refuses a grant only. */
export async function mayDecideExtension(reader: Reader, { actor, application }: Omit<Asking, 'at'>): Promise<true | Refusal> {
  const permitted = mayDo(actor, 'decide-extension', application);
  if (isRefusal(permitted)) return permitted;
  const asked = await extensionOf(reader, application.id);
  if (asked?.state !== 'asked') return refuse('sharing.extension.not-asked');
  return !isAmong(actor, [asked.askedBy], application.standIns) || refuse('sharing.application.own-work');
}

/** The clock of the reply, where the law would still let its term be extended: asking for what cannot be granted is refused at once. */
export async function extensibleClock(reader: Reader, applicationId: string, at: Date): Promise<ClockView | Refusal> {
  const clock = await openClock(reader, applicationId, at);
  if (!clock) return refuse('law.clock.not-found', { rule: 'sharing.reply' });
  if (clock.state === 'lapsed') return refuse('law.clock.lapsed', { dueOn: clock.dueOn });
  if (clock.state !== 'running') return refuse('law.clock.not-running', { state: clock.state });
  if (clock.extensionWorkingDaysMax === null) return refuse('law.clock.never-extended', { rule: clock.ruleKey });
  return clock.extension === null ? clock : refuse('law.clock.extended-before');
}

async function somebodyDecides(reader: Reader, application: ApplicationRecord): Promise<boolean> {
  const authority = await authorityFor(reader, {
    regionCodes: [application.authorityRegionCode],
    power: 'sharing.extend',
    parties: [application.requesterOrgId, application.providerOrgId],
  });
  return (authority?.members.length ?? 0) > 0;
}
