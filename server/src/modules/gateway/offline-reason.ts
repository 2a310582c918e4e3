import type { Language } from '@karez/contract/wording';
import { wordsIn } from '@karez/contract/words';
import type { Refusal } from '@karez/kit/refusal';

/** Reasons that the platform gives when it closes a service itself: they are kept as keys and read in the reader's language. */
const ownReasons = ['gateway.offline.persons-unanswered', 'gateway.offline.items-gone'] as const;
type OwnReason = (typeof ownReasons)[number];
/** The reason of a stop that was filed and has come into force: nothing is to be mended. */
export const STOP_FILED = 'gateway.offline.stop-filed';

/** Why a service does not fit its entry, from the refusal that says where. Unanswered persons weigh more than items that are gone. */
export function unfitReasonOf({ fields }: Refusal): OwnReason {
  return fields?.some(({ code }) => code === 'gateway.person-unanswered')
    ? 'gateway.offline.persons-unanswered'
    : 'gateway.offline.items-gone';
}

/** Whether the platform closed the service, so that there is something to mend. */
export function isOwnReason(reason: string | null): boolean {
  return ownReasons.some((one) => one === reason);
}

/** The reason as it is shown: the provider's own words, or the platform's. */
export function shownReason(reason: string | null, language: Language): string | null {
  const own = [...ownReasons, STOP_FILED].find((one) => one === reason);
  return own === undefined ? reason : wordsIn(language).text(own);
}
