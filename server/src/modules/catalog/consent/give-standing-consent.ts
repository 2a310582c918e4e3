import { confirmSecondFactor } from '#modules/identity';
import type { ConsentQuota, Entry as EntryAnswer } from '@karez/contract/catalog/answers';
import { isRefusal, refuse, type Refusal } from '@karez/kit/refusal';
import type { Needs } from '#platform/needs';
import { mayGiveConsent } from '../catalog-policy.ts';
import { defaultConsentQuota, endConsent, insertConsent } from './consent-store.ts';
import { lockedFile, previewedFile, type EntryCommand } from '../entry/entry-file.ts';
import { answerFor, recordStep, risen, todayOf, type StepNeeds } from '../revision/record-step.ts';

export type GiveStandingConsent = EntryCommand & {
  readonly validUntil: string;
  readonly terms: string;
  /** The most that a grant under the consent may call; null takes the installation's default. */
  readonly quota: ConsentQuota | null;
  readonly secondFactor: string;
};

/**
 * The head of the provider's sharing office consents in advance to every lawful application for the version in force (91-5.0.2,
 * 809-20): unconditional, without personal data, for at most twelve months. It takes the place of an earlier consent.
 */
export async function giveStandingConsent(
  needs: StepNeeds & Pick<Needs, 'keys'>,
  command: GiveStandingConsent,
): Promise<EntryAnswer | Refusal> {
  const { actor, validUntil, terms } = command;
  const days = { today: todayOf(needs), validUntil };
  // Asked before the code is used up: a code counts once and commits by itself.
  const seen = await previewedFile(needs.database.reader, command);
  const possible = isRefusal(seen) ? seen : mayGiveConsent(actor, seen, days);
  if (isRefusal(possible)) return possible;
  const confirmed = await confirmSecondFactor(needs, actor, command.secondFactor);
  if (isRefusal(confirmed)) return confirmed;

  return needs.database.transaction(async (tx) => {
    const file = await lockedFile(tx, command);
    if (isRefusal(file)) return file;
    const permitted = mayGiveConsent(actor, file, days);
    if (isRefusal(permitted)) return permitted;
    const { organisationId } = file.entry.provider;
    if (file.live === null) return refuse('catalog.consent.not-published');

    const quota = command.quota ?? (await defaultConsentQuota(tx));
    const next = { ...file, entry: risen(file.entry) };
    const consent = {
      id: needs.newId(),
      entryId: file.entry.id,
      revisionNo: file.live.no,
      organisationId,
      givenBy: actor.id,
      givenOn: days.today,
      validUntil,
      terms,
      quota,
    };
    await endConsent(tx, file.entry.id, days.today);
    await insertConsent(tx, consent);
    await recordStep(tx, needs, {
      file: next,
      step: {
        actor,
        origin: command.origin,
        action: 'catalog.give-standing-consent',
        word: 'consent-given',
        role: 'OFFICE_HEAD',
        opinion: terms,
        changes: [],
        facts: { consentId: consent.id, validUntil, perSecond: quota.perSecond, perDay: quota.perDay },
        payload: Buffer.from(terms, 'utf8'),
      },
    });
    return answerFor(tx, needs, { actor, file: next });
  });
}
