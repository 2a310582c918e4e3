import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Actor } from '#modules/identity';
import { ruleSetInForce, type ClockView } from '#modules/law';
import type { Reader } from '#platform/database';
import type { ApplicationRecord } from '../application-store.ts';
import { openClock, workingDaysHad } from '../case-clock.ts';
import { mayHandle } from '../handling/may-handle.ts';
import { noticesOf, submissionsOf } from './supplement-store.ts';
import { changedPlaces, faultOfNotice, type Asking, type SupplementNotice } from './supplement.ts';

/** Within how many working days of receipt a notice may be given. */
const NOTICE_RULE = 'sharing.supplement-notice';

/** Whether the provider may give notice now of anything that is missing: in time, and of what could not have been said before (809-21). */
export async function mayAskSupplement(
  reader: Reader,
  { actor, application, at }: { readonly actor: Actor; readonly application: ApplicationRecord; readonly at: Date },
): Promise<true | Refusal> {
  const permitted = await mayHandle(reader, { actor, application, action: 'ask-supplement' });
  if (isRefusal(permitted)) return permitted;
  const clock = await openClock(reader, application.id, at);
  if (!clock) return refuse('law.clock.not-found', { rule: 'sharing.reply' });
  const earlier = await noticesOf(reader, application.id);
  const askable = await askableNow(reader, { application, clock, earlier, at });
  if (askable.broughtIn?.length === 0) return refuse('sharing.supplement.places-old');
  return faultOfNotice({ gaps: [], ...askable }) ?? true;
}

type Standing = {
  readonly application: ApplicationRecord;
  /** Of the reply. */
  readonly clock: ClockView;
  readonly earlier: readonly SupplementNotice[];
  readonly at: Date;
};

/** How late it is for a notice, and which places one may still name. */
export async function askableNow(reader: Reader, { application, clock, earlier, at }: Standing): Promise<Omit<Asking, 'gaps'>> {
  const ruleSet = await ruleSetInForce(reader, application.submittedAt ?? at);
  const isFirst = earlier.length === 0;
  return {
    // A fresh clock after a verdict of the authority gives nobody who said nothing in time a second time to say it.
    workingDaysUsed: isFirst ? await workingDaysHad(reader, application, at) : clock.workingDaysUsed,
    // A rule set without this limit sets none: the notice then comes as long as the reply itself may.
    workingDaysMax: ruleSet.limits.get(NOTICE_RULE)?.workingDays ?? clock.workingDaysOfTerm,
    broughtIn: isFirst ? null : await broughtIn(reader, application.id),
  };
}

/** What the last supplement changed in the application. */
async function broughtIn(reader: Reader, applicationId: string): Promise<Asking['broughtIn']> {
  const [before, last] = (await submissionsOf(reader, applicationId)).slice(-2);
  if (!before || !last) throw new Error(`application ${applicationId} was supplemented, and what was signed is missing`);
  return changedPlaces(before.content, last.content);
}
